//! The steps placed for drawing: the main way down the first column, all else beside it.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, VecDeque},
};

use super::{
    Ways,
    route::{Cell, Route, Router},
};
use crate::{application::Application, policy::Branch, policy::Step};

/// A flow chart: where each step stands and how the arrows run.
#[derive(Debug, Clone)]
pub struct Chart<'a> {
    /// The steps, in the order of the policy.
    pub boxes: Vec<Placed<'a>>,
    /// The ways between them.
    pub arrows: Vec<Arrow<'a>>,
    /// How many rows there are.
    pub rows: usize,
    /// How many columns there are.
    pub columns: usize,
}

/// A step in its place.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The step.
    pub step: &'a Step,
    /// Its number, from 1.
    pub number: usize,
    /// Where it stands.
    pub cell: Cell,
    /// Whether several ways lead on from it.
    pub is_question: bool,
    /// Whether no way leads on from it.
    pub is_end: bool,
}

/// A way drawn as an arrow.
#[derive(Debug, Clone)]
pub struct Arrow<'a> {
    /// The way.
    pub branch: &'a Branch,
    /// The index of the box it leaves.
    pub from: usize,
    /// The index of the box it leads to.
    pub to: usize,
    /// How it runs; nothing where there is no room for it, and only the list tells of it.
    pub route: Option<Route>,
    /// Whether it leaves its box together with another, and is told apart only further on.
    pub parts: bool,
}

impl<'a> Chart<'a> {
    /// The chart of a policy that describes its process.
    pub fn of(application: Application<'a>) -> Option<Self> {
        let ways = Ways::of(application)?;
        let main = main_way(application, &ways);
        let cells = cells(&ways, &main);
        let place = |(index, step): (usize, &'a Step)| {
            let on = ways.on(step);
            Some(Placed {
                step,
                number: index + 1,
                cell: *cells.get(step.id.as_str())?,
                is_question: on.len() > 1,
                is_end: on.is_empty(),
            })
        };
        let boxes: Vec<Placed> = ways.steps().iter().enumerate().filter_map(place).collect();
        let rows = boxes.iter().map(|one| one.cell.row + 1).max().unwrap_or(0);
        let columns = boxes.iter().map(|one| one.cell.column + 1).max().unwrap_or(0);
        let arrows = arrows(&ways, &boxes, rows, columns);
        Some(Self { boxes, arrows, rows, columns })
    }
}

/// The ids of the steps of the main way: the shortest to what follows when the candidate
/// progresses, and on from there. Where no way hangs on the outcome, the first way always.
fn main_way<'a>(application: Application, ways: &Ways<'a>) -> Vec<&'a str> {
    let progresses = |id: &String| {
        let mut outcomes = application.policy.rules.outcomes.iter();
        outcomes.any(|outcome| outcome.progresses && outcome.id == *id)
    };
    let is_goal = |branch: &Branch| {
        let outcome = branch.when.as_ref().and_then(|when| when.0.get("outcome"));
        outcome.is_some_and(|wanted| wanted.iter().any(progresses))
    };
    let Some(first) = ways.steps().first() else { return Vec::new() };
    let mut paths = VecDeque::from([vec![first]]);
    let mut seen = BTreeSet::from([first.id.as_str()]);
    let mut main = vec![first];
    'search: while let Some(path) = paths.pop_front() {
        for (branch, next) in path.last().into_iter().flat_map(|step| ways.on(step)) {
            let further: Vec<&Step> = path.iter().copied().chain([next]).collect();
            if is_goal(branch) {
                main = further;
                break 'search;
            }
            if seen.insert(&next.id) {
                paths.push_back(further);
            }
        }
    }
    let mut ids: Vec<&str> = main.iter().map(|step| step.id.as_str()).collect();
    let mut last = main.last().copied();
    while let Some(step) = last {
        last = ways.on(step).into_iter().map(|(_, next)| next).find(|next| {
            let id = next.id.as_str();
            !ids.contains(&id)
        });
        ids.extend(last.map(|step| step.id.as_str()));
    }
    ids
}

/// A cell for each step: the main way in the first column; what leaves it in the second, in the row
/// of the step it leaves or the next free one, and on down from there.
fn cells<'a>(ways: &Ways<'a>, main: &[&'a str]) -> BTreeMap<&'a str, Cell> {
    let mut cells: BTreeMap<&str, Cell> = BTreeMap::new();
    for (row, id) in main.iter().enumerate() {
        cells.insert(id, Cell { row, column: 0 });
    }
    // A step nothing leads to is placed too, so that it is seen.
    let from_main = main.iter().filter_map(|id| ways.step(id));
    let order: Vec<&Step> = from_main.chain(ways.steps()).collect();
    for start in order {
        let row = cells.get(start.id.as_str()).map_or(0, |cell| cell.row);
        put(&mut cells, start, row);
        let mut open = VecDeque::from([start]);
        while let Some(step) = open.pop_front() {
            let below = cells.get(step.id.as_str()).copied().unwrap_or_default();
            for (_, next) in ways.on(step) {
                if !cells.contains_key(next.id.as_str()) {
                    put(&mut cells, next, below.row + below.column);
                    open.push_front(next);
                }
            }
        }
    }
    cells
}

/// Puts a step into the first free row of the second column, from `row` on.
fn put<'a>(cells: &mut BTreeMap<&'a str, Cell>, step: &'a Step, row: usize) {
    if cells.contains_key(step.id.as_str()) {
        return;
    }
    let is_free = |row: &usize| !cells.values().any(|cell| *cell == Cell { row: *row, column: 1 });
    if let Some(row) = (row..).find(is_free) {
        cells.insert(&step.id, Cell { row, column: 1 });
    }
}

/// The arrows, those first that have the least choice: straight down, then to the side, then the
/// rest.
fn arrows<'a>(
    ways: &Ways<'a>,
    boxes: &[Placed<'a>],
    rows: usize,
    columns: usize,
) -> Vec<Arrow<'a>> {
    let index = |step: &Step| boxes.iter().position(|one| one.step.id == step.id);
    let mut arrows = Vec::new();
    for (from, one) in boxes.iter().enumerate() {
        for (branch, next) in ways.on(one.step) {
            arrows.extend(index(next).map(|to| Arrow {
                branch,
                from,
                to,
                route: None,
                parts: false,
            }));
        }
    }
    let cell = |index: usize| boxes.get(index).map(|one| one.cell).unwrap_or_default();
    let mut router = Router::new(rows, columns, boxes.iter().map(|one| one.cell));
    let mut order: Vec<usize> = (0..arrows.len()).collect();
    order.sort_by_key(|number| {
        let Some(Arrow { from, to, .. }) = arrows.get(*number) else { return (9, 0) };
        let (from, to) = (cell(*from), cell(*to));
        let is_down = from.column == to.column && to.row == from.row + 1;
        let sort = if is_down { 0 } else { 1 + u8::from(from.row != to.row) };
        (sort, from.row.abs_diff(to.row))
    });
    for number in order {
        if let Some(arrow) = arrows.get_mut(number) {
            arrow.route = router.route((arrow.from, cell(arrow.from)), (arrow.to, cell(arrow.to)));
        }
    }
    let sides: Vec<_> = arrows.iter().map(|arrow| (arrow.from, side(arrow))).collect();
    for (arrow, side) in arrows.iter_mut().zip(&sides) {
        arrow.parts = sides.iter().filter(|other| *other == side).count() > 1;
    }
    arrows
}

/// The side on which an arrow leaves its box.
fn side(arrow: &Arrow) -> Option<(Ordering, Ordering)> {
    let route = arrow.route.as_ref()?;
    let (first, second) = (route.first()?, route.get(1)?);
    Some((second.x.cmp(&first.x), second.y.cmp(&first.y)))
}
