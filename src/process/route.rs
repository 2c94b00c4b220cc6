//! Arrows around boxes: each runs along the lines of a lattice, around the boxes that stand in it,
//! with few corners and few crossings.
//!
//! Between two columns of boxes, and outside them, there are some upright lanes; between two rows
//! some level ones. A line runs through the middle of each row and each column as well.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

/// Lanes between two columns, and outside.
pub const LANES: usize = 3;
/// Lanes between two rows, and outside.
pub const LEVELS: usize = 2;

/// The place of a box.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The row, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
}

/// A crossing of the lattice. Upright lines are numbered from the left: the lanes before the first
/// column, the middle of the first column, the lanes before the second, and so on; level ones from
/// the top in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The upright line.
    pub x: usize,
    /// The level line.
    pub y: usize,
}

/// The corners of an arrow, from the middle of one box to the middle of another.
pub type Route = Vec<Point>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Down,
    Right,
    Left,
    Up,
}

const WAYS: [Way; 4] = [Way::Down, Way::Right, Way::Left, Way::Up];

impl Way {
    fn is_level(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// An arrow that runs through a point.
#[derive(Debug, Clone, Copy)]
struct Pass {
    from: usize,
    to: usize,
    comes: Option<Way>,
    goes: Option<Way>,
}

/// A point, and the way on which it is reached.
type Key = (Point, Option<Way>);

/// The best that is known of each: what it costs, and from where.
type Best = BTreeMap<Key, (u32, Option<Key>)>;

/// Finds routes, and remembers those it has found.
pub struct Router {
    columns: usize,
    rows: usize,
    boxes: Vec<Point>,
    passes: BTreeMap<Point, Vec<Pass>>,
}

impl Router {
    /// A lattice with boxes in it.
    pub fn new(rows: usize, columns: usize, boxes: impl Iterator<Item = Cell>) -> Self {
        Self { columns, rows, boxes: boxes.map(middle).collect(), passes: BTreeMap::new() }
    }

    /// The best route from one box to another, each given with its number. `None` where there is
    /// none left, or both are the same.
    pub fn route(&mut self, from: (usize, Cell), to: (usize, Cell)) -> Option<Route> {
        let ends = (from.0, to.0);
        let (start, goal) = (middle(from.1), middle(to.1));
        if start == goal {
            return None;
        }
        // The cheapest first; among equals the one whose corner comes first on the lattice, so that
        // the same chart is always drawn alike.
        let mut open = BinaryHeap::from([Reverse((0, start, None::<Way>))]);
        let mut best = Best::from([((start, None), (0, None))]);
        while let Some(Reverse((cost, point, comes))) = open.pop() {
            if point == goal {
                let (route, ways) = trace(&best, (point, comes));
                self.remember(ends, &route, &ways);
                return Some(corners(&route));
            }
            if best.get(&(point, comes)).is_some_and(|(known, _)| *known < cost) {
                continue;
            }
            for way in WAYS {
                let Some(next) = self.step(point, way) else { continue };
                let is_blocked = next != goal && self.boxes.contains(&next);
                let through = self.through(ends, point, comes, Some(way));
                let (Some(through), false) = (through, is_blocked) else { continue };
                let mut more = length(point, next) + through;
                match comes {
                    None => more += leaving(way),
                    Some(comes) if comes != way => more += 6,
                    Some(_) => {}
                }
                if next == goal {
                    let Some(arriving) = self.through(ends, next, Some(way), None) else {
                        continue;
                    };
                    more += arriving + entering(way);
                }
                let (cost, key) = (cost + more, (next, Some(way)));
                if best.get(&key).is_none_or(|(known, _)| cost < *known) {
                    best.insert(key, (cost, Some((point, comes))));
                    open.push(Reverse((cost, next, Some(way))));
                }
            }
        }
        None
    }

    fn step(&self, Point { x, y }: Point, way: Way) -> Option<Point> {
        let (width, height) =
            (self.columns * (LANES + 1) + LANES, self.rows * (LEVELS + 1) + LEVELS);
        let next = match way {
            Way::Down => Point { x, y: y + 1 },
            Way::Right => Point { x: x + 1, y },
            Way::Left => Point { x: x.checked_sub(1)?, y },
            Way::Up => Point { x, y: y.checked_sub(1)? },
        };
        (next.x < width && next.y < height).then_some(next)
    }

    /// What it costs to run through a point beside what runs there already; `None` where the two
    /// could not be told apart.
    fn through(
        &self,
        (from, to): (usize, usize),
        point: Point,
        comes: Option<Way>,
        goes: Option<Way>,
    ) -> Option<u32> {
        let passes = self.passes.get(&point).map_or(&[][..], Vec::as_slice);
        let mut cost = 0;
        for pass in passes {
            let crosses = match (comes, goes, pass.comes, pass.goes) {
                (Some(a), Some(b), Some(c), Some(d)) => {
                    a == b && c == d && a.is_level() != c.is_level()
                }
                _ => false,
            };
            // Arrows to the same box may join, arrows from the same box part; those that come to a
            // box and those that leave it do so on different sides.
            let joins = pass.to == to && pass.goes == goes;
            let parts =
                pass.from == from && pass.comes == comes && (comes.is_some() || pass.goes == goes);
            let at_box =
                comes.is_none() || goes.is_none() || pass.comes.is_none() || pass.goes.is_none();
            cost += match at_box {
                _ if joins => 0,
                _ if parts => 3,
                true if self.apart(pass, comes, goes) => 0,
                false if crosses => 12,
                _ => return None,
            };
        }
        Some(cost)
    }

    /// Whether two arrows at a box use different sides of it.
    fn apart(&self, pass: &Pass, comes: Option<Way>, goes: Option<Way>) -> bool {
        let side = |comes: Option<Way>, goes: Option<Way>| match (comes, goes) {
            (None, goes) => goes,
            (Some(Way::Down), None) => Some(Way::Up),
            (Some(Way::Up), None) => Some(Way::Down),
            (Some(Way::Right), None) => Some(Way::Left),
            (Some(Way::Left), None) => Some(Way::Right),
            (Some(_), Some(_)) => None,
        };
        side(comes, goes) != side(pass.comes, pass.goes)
    }

    fn remember(&mut self, (from, to): (usize, usize), route: &[Point], ways: &[Way]) {
        for (index, point) in route.iter().enumerate() {
            let comes = index.checked_sub(1).and_then(|before| ways.get(before)).copied();
            let pass = Pass { from, to, comes, goes: ways.get(index).copied() };
            self.passes.entry(*point).or_default().push(pass);
        }
    }
}

fn middle(cell: Cell) -> Point {
    Point { x: cell.column * (LANES + 1) + LANES, y: cell.row * (LEVELS + 1) + LEVELS }
}

/// How long the way from one point to the next is on paper, roughly in millimetres.
fn length(from: Point, to: Point) -> u32 {
    let is_middle_x = |x: usize| x % (LANES + 1) == LANES;
    let is_middle_y = |y: usize| y % (LEVELS + 1) == LEVELS;
    match from.y == to.y {
        true if is_middle_x(from.x) || is_middle_x(to.x) => 30,
        true => 3,
        false if is_middle_y(from.y) || is_middle_y(to.y) => 6,
        false => 2,
    }
}

/// Charts are read downwards: leaving a box below is best.
fn leaving(way: Way) -> u32 {
    match way {
        Way::Down => 0,
        Way::Right => 4,
        Way::Left => 25,
        Way::Up => 40,
    }
}

fn entering(way: Way) -> u32 {
    match way {
        Way::Down => 0,
        Way::Left | Way::Right => 2,
        Way::Up => 60,
    }
}

/// The points of a route and the ways between them.
fn trace(best: &Best, end: Key) -> (Vec<Point>, Vec<Way>) {
    let (mut points, mut ways, mut at) = (vec![end.0], Vec::new(), end);
    while let Some((_, Some(before))) = best.get(&at) {
        ways.extend(at.1);
        points.push(before.0);
        at = *before;
    }
    points.reverse();
    ways.reverse();
    (points, ways)
}

/// The points at which a route begins, ends or turns.
fn corners(route: &[Point]) -> Route {
    let mut corners: Vec<Point> = Vec::new();
    for (index, point) in route.iter().enumerate() {
        let turns = match (index.checked_sub(1).and_then(|at| route.get(at)), route.get(index + 1))
        {
            (Some(before), Some(after)) => before.x != after.x && before.y != after.y,
            _ => true,
        };
        if turns {
            corners.push(*point);
        }
    }
    corners
}
