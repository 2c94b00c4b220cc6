//! What a page draws, in the order it draws it: glyphs, areas of colour, pictures.

use std::collections::BTreeSet;

use hayro_syntax::object::ObjectIdentifier;
use kurbo::{BezPath, Point, Rect, Shape};

use super::cells::{CELLS, Cells, sort};
use super::glyph::{Glyph, POINTS};

/// The most areas of one page that are remembered. A detailed map has some ten thousand.
const MAX_AREAS: usize = 40_000;

/// The most glyphs of one page that are remembered. A page of fine print has ten thousand.
const MAX_GLYPHS: usize = 200_000;

/// How much work may go into comparing what lies on one page. An ordinary page needs a hundredth.
const MAX_TESTS: usize = 40_000_000;

/// What an area is filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fill {
    /// A colour that lets nothing through.
    Solid([f32; 3]),
    /// Anything that is not one colour, or lets through what lies beneath.
    Mixed,
    /// A picture that lets nothing through.
    Picture,
}

/// An area of the page.
#[derive(Debug)]
struct Area {
    shape: BezPath,
    bounds: Rect,
    is_box: bool,
    fill: Fill,
}

impl Area {
    fn contains(&self, point: Point) -> bool {
        self.bounds.contains(point) && (self.is_box || self.shape.winding(point) != 0)
    }
}

/// How many glyphs near another are compared with it.
const NEIGHBOURS: usize = 128;

/// A picture on the page.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// Its object in the file.
    pub(super) id: Option<ObjectIdentifier>,
    /// Where it can be seen.
    pub(super) bounds: Rect,
}

/// All that a page draws.
pub(super) struct Ink {
    /// The page's size, from its upper left corner.
    pub(super) paper: Rect,
    /// Its glyphs.
    pub(super) glyphs: Vec<Glyph>,
    /// Its pictures.
    pub(super) pictures: Vec<Picture>,
    /// Small shapes with curves: letters, perhaps.
    pub(super) curls: usize,
    /// Not all of it was remembered.
    pub(super) overflowed: bool,
    areas: Vec<Area>,
    glyph_cells: Cells,
    area_cells: Vec<Vec<u32>>,
    windows: Vec<Rect>,
    tests: usize,
}

impl Ink {
    /// A blank sheet.
    pub(super) fn on(paper: Rect) -> Self {
        Self {
            paper,
            glyphs: Vec::new(),
            pictures: Vec::new(),
            curls: 0,
            overflowed: false,
            areas: Vec::new(),
            glyph_cells: Cells::empty(),
            area_cells: vec![Vec::new(); CELLS * CELLS],
            windows: Vec::new(),
            tests: 0,
        }
    }

    /// Adds a glyph that is drawn with a colour, if it is one colour.
    pub(super) fn glyph(&mut self, mut glyph: Glyph, colour: Option<[f32; 3]>) {
        let middle = glyph.middle();
        if self.glyphs.len() >= MAX_GLYPHS || !middle.is_finite() {
            self.overflowed |= middle.is_finite();
            return;
        }
        let cell = self.cell(middle);
        glyph.unseen |= colour.is_some_and(|colour| !self.stands_out(cell, middle, colour));
        if glyph.letters.is_blank() {
            self.glyphs.push(glyph);
            return;
        }
        let twin = self.twin_of(&glyph, middle, cell);
        if let Some(twin) = twin.and_then(|twin| self.glyphs.get_mut(twin as usize)) {
            let hidden = twin.unseen || twin.inkless || twin.is_covered();
            if !hidden || glyph.unseen || glyph.inkless {
                return;
            }
            twin.again = true;
        }
        self.glyph_cells.add(cell, self.glyphs.len(), sort(&glyph.letters));
        self.glyphs.push(glyph);
    }

    /// The same glyph in the same place: bold is often made so, and a shadow is, too.
    fn twin_of(&mut self, glyph: &Glyph, middle: Point, own: usize) -> Option<u32> {
        let near = glyph.up.hypot() * 0.1;
        let first = self.cell(Point::new(middle.x - near, middle.y - near));
        let last = self.cell(Point::new(middle.x + near, middle.y + near));
        if (first, last) == (own, own) {
            return self.twin_in(own, glyph, near);
        }
        cells(first, last).find_map(|cell| self.twin_in(cell, glyph, near))
    }

    fn twin_in(&mut self, cell: usize, glyph: &Glyph, near: f64) -> Option<u32> {
        self.tests += self.glyph_cells.count(cell).min(NEIGHBOURS);
        let sort = sort(&glyph.letters);
        let neighbours = self.glyph_cells.newest_first(cell).take(NEIGHBOURS);
        let mut alike = neighbours.filter(|other| other.sort == sort).map(|other| other.glyph);
        alike.find(|other| {
            self.glyphs.get(*other as usize).is_some_and(|other| {
                !other.again && other.letters == glyph.letters && other.at.distance(glyph.at) < near
            })
        })
    }

    /// Adds an area, of which only what lies in `clip` can be seen.
    pub(super) fn area(&mut self, shape: BezPath, clip: Rect, fill: Fill) {
        let bounds = shape.bounding_box();
        let is_box = is_box(&shape, bounds);
        let bounds = bounds.intersect(clip);
        if !(bounds.width() > 0.0 && bounds.height() > 0.0) {
            return;
        }
        let area = Area { shape, bounds, is_box, fill };
        if fill != Fill::Mixed {
            self.cover(&area);
        }
        if bounds.width() < 2.0 || bounds.height() < 2.0 {
            return;
        }
        if self.areas.len() >= MAX_AREAS {
            self.overflowed = true;
            return;
        }
        let index = self.areas.len() as u32;
        for cell in self.cells(bounds) {
            if let Some(cell) = self.area_cells.get_mut(cell) {
                cell.push(index);
            }
        }
        self.areas.push(area);
    }

    /// Adds a picture.
    pub(super) fn picture(
        &mut self,
        id: Option<ObjectIdentifier>,
        shape: BezPath,
        clip: Rect,
        solid: bool,
    ) {
        let bounds = shape.bounding_box().intersect(clip).intersect(self.paper);
        if bounds.width() > 0.0 && bounds.height() > 0.0 {
            self.pictures.push(Picture { id, bounds });
            self.area(shape, clip, if solid { Fill::Picture } else { Fill::Mixed });
        }
    }

    /// Whether glyphs of a colour can be told from what they are drawn on.
    fn stands_out(&mut self, cell: usize, at: Point, colour: [f32; 3]) -> bool {
        let below = self.area_cells.get(cell).map(Vec::as_slice).unwrap_or_default();
        let areas = below.iter().rev().filter_map(|&area| self.areas.get(area as usize));
        let mut looked_at = 0;
        let mut areas = areas.inspect(|area| looked_at += 1 + area.weight());
        let fill = areas.find(|area| area.contains(at)).map(|area| area.fill);
        drop(areas);
        self.tests += looked_at;
        match fill {
            None => differ(colour, [1.0; 3]),
            Some(Fill::Solid(paper)) => differ(colour, paper),
            Some(Fill::Mixed | Fill::Picture) => true,
        }
    }

    /// Notes which glyphs an area lies over.
    fn cover(&mut self, area: &Area) {
        // A small picture over a larger one is a patch.
        let is_scan = area.fill == Fill::Picture && area.bounds.area() > self.paper.area() / 20.0;
        for cell in self.cells(area.bounds) {
            for link in self.glyph_cells.newest_first(cell) {
                let Some(glyph) = self.glyphs.get_mut(link.glyph as usize) else { continue };
                self.tests += POINTS * area.weight();
                if self.tests > MAX_TESTS {
                    self.overflowed = true;
                    return;
                }
                let points = glyph.points_in(|point| area.contains(point));
                if is_scan { glyph.pictured |= points } else { glyph.covered |= points }
            }
        }
    }

    /// Says for each glyph without ink whether a picture shows what it says; a text layer has ink
    /// after that. An area over the picture covers the layer, too, whichever came first.
    pub(super) fn settle(&mut self, is_scan: bool) {
        for index in 0..self.glyphs.len() {
            let Some(glyph) = self.glyphs.get(index) else { continue };
            if glyph.pictured == 0 && !glyph.inkless {
                continue;
            }
            let mut glyph = glyph.clone();
            if !is_scan {
                glyph.covered |= glyph.pictured;
            }
            if glyph.inkless && self.tests < MAX_TESTS {
                let middle = glyph.middle();
                let cell = self.area_cells.get(self.cell(middle));
                let areas = cell.map(Vec::as_slice).unwrap_or_default().iter();
                let mut areas = areas.filter_map(|&area| self.areas.get(area as usize));
                let is_shown = self.pictures.iter().any(|it| it.bounds.contains(middle));
                self.tests += self.pictures.len();
                glyph.inkless = !is_shown;
                if is_shown {
                    areas.find(|area| area.fill == Fill::Picture && area.contains(middle));
                    for area in areas {
                        self.tests += POINTS * area.weight();
                        if matches!(area.fill, Fill::Solid(_)) {
                            glyph.covered |= glyph.points_in(|point| area.contains(point));
                        }
                    }
                }
            }
            if let Some(place) = self.glyphs.get_mut(index) {
                *place = glyph;
            }
        }
        self.overflowed |= self.tests >= MAX_TESTS;
    }

    /// Notes that something is painted into a shape that clips.
    pub(super) fn show_through(&mut self, clip: Rect) {
        if self.windows.len() < MAX_AREAS && self.windows.last() != Some(&clip) {
            self.windows.push(clip);
        }
    }

    /// Whether something was painted into letters that only clip.
    pub(super) fn shown_through(&self, glyph: &Glyph) -> bool {
        self.windows.iter().any(|window| window.contains(glyph.middle()))
    }

    fn cell(&self, at: Point) -> usize {
        let place =
            |at: f64, size: f64| ((at / size * CELLS as f64).max(0.0) as usize).min(CELLS - 1);
        place(at.y, self.paper.height()) * CELLS + place(at.x, self.paper.width())
    }

    fn cells(&self, bounds: Rect) -> impl Iterator<Item = usize> + use<> {
        let first = self.cell(bounds.origin());
        cells(first, self.cell(Point::new(bounds.x1, bounds.y1)))
    }
}

/// The cells between the upper left one and the lower right one.
fn cells(first: usize, last: usize) -> impl Iterator<Item = usize> {
    let columns = first % CELLS..=last % CELLS;
    (first / CELLS..=last / CELLS)
        .flat_map(move |row| columns.clone().map(move |column| row * CELLS + column))
}

impl Area {
    /// How long a look into it takes.
    fn weight(&self) -> usize {
        if self.is_box { 1 } else { self.shape.elements().len() }
    }
}

/// How much of a page pictures cover, from 0 to 1.
pub(super) fn pictured(paper: Rect, pictures: &[Picture]) -> f64 {
    let mut cells = vec![false; CELLS * CELLS];
    let mut seen = BTreeSet::new();
    // Cells whose middle is in the picture.
    let range = |from: f64, to: f64, size: f64| {
        let size = size / CELLS as f64;
        let first = (from / size - 0.5).ceil().max(0.0) as usize;
        first..((to / size + 0.5).floor().max(0.0) as usize).min(CELLS)
    };
    for Picture { bounds, .. } in pictures {
        let columns = range(bounds.x0, bounds.x1, paper.width());
        let rows = range(bounds.y0, bounds.y1, paper.height());
        if !seen.insert((columns.clone().start, columns.end, rows.start, rows.end)) {
            continue;
        }
        for row in rows {
            for column in columns.clone() {
                if let Some(cell) = cells.get_mut(row * CELLS + column) {
                    *cell = true;
                }
            }
        }
    }
    cells.iter().filter(|cell| **cell).count() as f64 / cells.len() as f64
}

fn differ(one: [f32; 3], other: [f32; 3]) -> bool {
    one.iter().zip(other).any(|(one, other)| (one - other).abs() > 0.04)
}

fn is_box(shape: &BezPath, bounds: Rect) -> bool {
    let is_corner = |point: Point| {
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        (near(point.x, bounds.x0) || near(point.x, bounds.x1))
            && (near(point.y, bounds.y0) || near(point.y, bounds.y1))
    };
    shape.elements().len() <= 6
        && shape.elements().len() >= 4
        && shape.elements().iter().all(|part| match part {
            kurbo::PathEl::MoveTo(point) | kurbo::PathEl::LineTo(point) => is_corner(*point),
            kurbo::PathEl::ClosePath => true,
            _ => false,
        })
}
