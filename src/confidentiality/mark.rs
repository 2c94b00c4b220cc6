//! The mark of a finding: four letters and digits by which a pack says that it may stay.
//!
//! A mark comes from what stands around a hit, with every hit masked, and never from the hit itself:
//! nobody can find out from a mark what is behind it. It stays the same while lines move, and changes
//! with the sentence, so that what somebody looked at is what may stay.

use std::{collections::BTreeMap, ops::Range};

use super::sighting::Sighting;
use crate::bundle::digest;

/// How many bytes before and after a hit count as its surroundings.
const AROUND: usize = 48;

/// Letters and digits that are not taken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What stands around some places of a masked text, whatever its line breaks.
pub(super) fn surroundings<'a>(
    masked: &str,
    places: impl Iterator<Item = &'a Range<usize>>,
) -> String {
    let near = places.map(|range| {
        let start = masked.floor_char_boundary(range.start.saturating_sub(AROUND));
        let end = masked.ceil_char_boundary(range.end.saturating_add(AROUND));
        // Another paragraph may come and go.
        let paragraph = |text: &str, is_end: bool| -> String {
            let text = text.replace('\r', "");
            let mut parts = text.split("\n\n");
            let part = if is_end { parts.next() } else { parts.last() };
            part.unwrap_or_default().to_owned()
        };
        let before = paragraph(masked.get(start..range.start).unwrap_or_default(), false);
        let after = paragraph(masked.get(range.end..end).unwrap_or_default(), true);
        let here = masked.get(range.clone()).unwrap_or_default();
        let words = format!("{before}{here}{after}");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    near.collect::<Vec<_>>().join("\n")
}

/// The mark of a finding of this rule with these surroundings.
pub(super) fn of(rule: &str, around: &str, number: usize) -> String {
    let digest = digest::sha256(format!("{rule}\n{around}\n{number}").as_bytes());
    let bits = u32::from_str_radix(digest.get(..8).unwrap_or_default(), 16).unwrap_or_default();
    let letter = |at: u32| LETTERS[(bits >> (at * 5)) as usize % LETTERS.len()];
    (0..4).map(|at| char::from(letter(at))).collect()
}

/// Gives findings of one file with the same mark different ones, in the order they stand.
pub(super) fn tell_apart<'a>(sightings: impl Iterator<Item = &'a mut Sighting>) {
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for one in sightings {
        let before = seen.entry((one.file.clone(), one.mark.clone())).or_default();
        if *before > 0 {
            one.mark = of(one.what.rule(), &one.mark, *before);
        }
        *before += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_follows_the_words_around_and_not_the_lines() {
        let mark =
            |text: &str, at: Range<usize>| of("name", &surroundings(text, [&at].into_iter()), 0);
        let one = mark("I met xxxx xxxxx at home.", 6..16);
        assert_eq!(one, mark("I met\nxxxx xxxxx at\nhome.", 6..16));
        assert_ne!(one, mark("I met xxxx xxxxx at school.", 6..16));
        assert_eq!(one, mark("Before.\n\nI met xxxx xxxxx at home.\n\nAfter.", 15..25));
        assert_eq!(one.len(), 4);
    }
}
