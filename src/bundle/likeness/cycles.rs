//! The hash of each part of a web of parts, and of all it leads to, round about as it may be: a
//! form may use the very resources it stands in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Hash, hash};

/// How many steps apart two parts of one circle are told apart by what they lead to; that each
/// part of the circle is there counts anyway.
const ROUNDS: usize = 4;

/// For each part, a hash of what it says (`alone`) and of all it leads to (`edges`). The same for
/// the same web, however its parts are numbered; in a time that grows with the web and no faster.
pub(super) fn hashes(alone: &[Hash], edges: &[Vec<usize>]) -> Vec<Hash> {
    let mut all = alone.to_vec();
    for circle in circles(edges) {
        match circle[..] {
            [part] if !edges[part].contains(&part) => {
                all[part] = with(alone[part], edges[part].iter().map(|to| all[*to]));
            }
            _ => {
                for (part, hash) in around(&circle, alone, edges, &all) {
                    all[part] = hash;
                }
            }
        }
    }
    all
}

fn with(alone: Hash, others: impl Iterator<Item = Hash>) -> Hash {
    let others: Vec<u8> = others.flatten().collect();
    hash(&[&alone, &others])
}

/// The hashes of parts that all lead to one another.
fn around(
    circle: &[usize],
    alone: &[Hash],
    edges: &[Vec<usize>],
    all: &[Hash],
) -> BTreeMap<usize, Hash> {
    let mut now: BTreeMap<usize, Hash> =
        circle.iter().map(|part| (*part, Hash::default())).collect();
    for _ in 0..ROUNDS {
        let hash_of = |to: &usize| now.get(to).copied().unwrap_or(all[*to]);
        let next = |part: &usize| (*part, with(alone[*part], edges[*part].iter().map(hash_of)));
        now = circle.iter().map(next).collect();
    }
    let whole: BTreeSet<Hash> = now.values().copied().collect();
    let whole = with(Hash::default(), whole.into_iter());
    now.into_iter().map(|(part, one)| (part, hash(&[&one, &whole]))).collect()
}

/// The parts in groups that lead to one another, each group after all others it leads to
/// (Tarjan's algorithm, with a stack of its own).
fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut circles = Vec::new();
    let mut found: Vec<Option<usize>> = vec![None; edges.len()];
    let mut lowest = vec![0; edges.len()];
    let mut is_open = vec![false; edges.len()];
    let (mut open, mut count) = (Vec::new(), 0);
    for start in 0..edges.len() {
        // Each part on the way, and how many of its edges have been followed.
        let mut way = if found[start].is_none() { vec![(start, 0)] } else { Vec::new() };
        while let Some((part, followed)) = way.last_mut() {
            let part = *part;
            if *followed == 0 && found[part].is_none() {
                (found[part], lowest[part], is_open[part]) = (Some(count), count, true);
                count += 1;
                open.push(part);
            }
            if let Some(&to) = edges[part].get(*followed) {
                *followed += 1;
                match found[to] {
                    None => way.push((to, 0)),
                    Some(at) if is_open[to] => lowest[part] = lowest[part].min(at),
                    Some(_) => {}
                }
                continue;
            }
            way.pop();
            if let Some((before, _)) = way.last() {
                lowest[*before] = lowest[*before].min(lowest[part]);
            }
            if found[part] == Some(lowest[part]) {
                let first = open.iter().rposition(|one| *one == part).unwrap_or(0);
                let circle = open.split_off(first);
                circle.iter().for_each(|one| is_open[*one] = false);
                circles.push(circle);
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(web: &[(&str, &[usize])]) -> Vec<Hash> {
        let alone: Vec<Hash> = web.iter().map(|(says, _)| hash(&[says.as_bytes()])).collect();
        let edges: Vec<Vec<usize>> = web.iter().map(|(_, to)| to.to_vec()).collect();
        hashes(&alone, &edges)
    }

    #[test]
    fn the_numbers_of_parts_do_not_count() {
        let one = of(&[("a", &[1, 2]), ("b", &[2, 0]), ("c", &[3]), ("d", &[])]);
        let other = of(&[("d", &[]), ("c", &[0]), ("b", &[1, 3]), ("a", &[2, 1])]);
        assert_eq!(one, other.into_iter().rev().collect::<Vec<_>>());
    }

    #[test]
    fn everything_that_is_led_to_counts() {
        let circle = |last: &'static str| {
            of(&[("a", &[1]), ("b", &[2]), ("c", &[3]), ("d", &[4]), ("e", &[5]), (last, &[1])])
        };
        let (one, other) = (circle("f"), circle("g"));
        assert!(one.iter().zip(&other).all(|(one, other)| one != other));
        let itself = |to: &[usize]| of(&[("a", to), ("a", &[])])[0];
        assert!(itself(&[0]) != itself(&[1]) && itself(&[1]) != itself(&[]));
    }

    #[test]
    fn a_long_way_needs_no_deep_stack() {
        let count = 50_000;
        let alone = vec![Hash::default(); count];
        let edges: Vec<Vec<usize>> = (0..count).map(|at| vec![(at + 1) % count]).collect();
        let around = hashes(&alone, &edges);
        let edges: Vec<Vec<usize>> =
            (1..=count).map(|at| if at < count { vec![at] } else { vec![] }).collect();
        let straight = hashes(&alone, &edges);
        assert!(around[0] == around[1] && straight[0] != straight[1]);
    }
}
