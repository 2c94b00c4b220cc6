//! From glyphs in the order they were drawn to lines in the order they are read.
//!
//! Most programs draw a page as it is read, column by column and cell by cell, and that order is
//! kept. Glyphs that stand side by side belong together whatever the order; a page drawn in no order
//! at all is read from top to bottom.

use std::cmp::Ordering;

use kurbo::Vec2;

use super::glyph::Glyph;

/// A gap wider than this, in type sizes, stands between words.
const WORD_GAP: f64 = 0.15;

/// A gap wider than this stands between the cells of a table.
const CELL_GAP: f64 = 3.0;

/// Beyond this, what follows on the same height is a line of its own.
const FAR: f64 = 12.0;

/// How far from the line a raised or lowered glyph may stand.
const RAISED: f64 = 0.5;

/// Glyphs next to each other on one baseline.
struct Line<'a> {
    glyphs: Vec<&'a Glyph>,
    along: Vec2,
    /// From where to where it goes, along itself.
    from: f64,
    to: f64,
    /// How far down the page it stands, seen upright.
    down: f64,
    size: f64,
    /// Which way it runs, in degrees.
    turn: i64,
}

impl<'a> Line<'a> {
    fn new(glyph: &'a Glyph) -> Self {
        let along = glyph.along;
        let from = glyph.at.to_vec2().dot(along);
        let to = from + glyph.advance.dot(along);
        let down = across(glyph, along);
        let turn = along.atan2().to_degrees().round() as i64;
        Self { glyphs: vec![glyph], along, from, to, down, size: glyph.up.hypot(), turn }
    }

    /// Takes the next glyph, if it goes on with the line.
    fn take(&mut self, glyph: &'a Glyph) -> bool {
        let from = glyph.at.to_vec2().dot(self.along);
        let size = self.size.max(glyph.up.hypot());
        let gap = from - self.to;
        let goes_on = self.along.dot(glyph.along) > 0.99
            && (across(glyph, self.along) - self.down).abs() < RAISED * size
            && gap > -size * 0.7
            && gap < FAR * size;
        if goes_on {
            self.to = self.to.max(from + glyph.advance.dot(self.along));
            self.size = size;
            self.glyphs.push(glyph);
        }
        goes_on
    }

    /// The gaps that stand between words: those of spaced-out letters do not.
    fn word_gap(&self) -> f64 {
        let mut gaps: Vec<f64> =
            self.glyphs.windows(2).map(|pair| self.gap(pair[0], pair[1])).collect();
        let usual = if gaps.len() > 3 {
            let middle = gaps.len() / 2;
            gaps.select_nth_unstable_by(middle, f64::total_cmp).1.clamp(0.0, self.size)
        } else {
            0.0
        };
        usual + WORD_GAP * self.size
    }

    fn gap(&self, one: &Glyph, next: &Glyph) -> f64 {
        (next.at - one.at - one.advance).dot(self.along)
    }

    fn write(&self, text: &mut String) {
        let (word_gap, start) = (self.word_gap(), text.len());
        let mut before: Option<&Glyph> = None;
        let mut glyphs = self.glyphs.clone();
        let start_of = |glyph: &Glyph| glyph.at.to_vec2().dot(self.along);
        glyphs.sort_by(|one, other| start_of(one).total_cmp(&start_of(other)));
        for glyph in glyphs {
            let gap = before.map_or(0.0, |before| self.gap(before, glyph));
            let is_open = text.len() > start && !text.ends_with([' ', '\t']);
            if gap > CELL_GAP * self.size && text.len() > start {
                text.truncate(text.trim_end_matches(' ').len());
                text.push('\t');
            } else if is_open && gap > word_gap {
                text.push(' ');
            }
            if !(glyph.letters.is_blank() && text.ends_with([' ', '\t', '\n'])) {
                glyph.letters.append_to(text);
            }
            before = Some(glyph);
        }
        text.truncate(text.trim_end_matches([' ', '\t']).len().max(start));
    }
}

/// Puts glyphs into lines of text.
pub(super) fn text<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> String {
    let lines = in_order(joined(drawn(glyphs)));
    let mut text = String::new();
    for line in &lines {
        let start = text.len();
        line.write(&mut text);
        if text.get(start..).is_some_and(|line| line.trim().is_empty()) {
            text.truncate(start);
        } else {
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The words of a page as it draws them, each a range of its glyphs.
pub(super) fn words(glyphs: &[Glyph]) -> Vec<std::ops::Range<usize>> {
    let mut words: Vec<std::ops::Range<usize>> = Vec::new();
    let mut line: Option<Line<'_>> = None;
    for (at, glyph) in glyphs.iter().enumerate() {
        let gap = line.as_ref().map(|line| glyph.at.to_vec2().dot(line.along) - line.to);
        let goes_on = line.as_mut().is_some_and(|line| line.take(glyph));
        let is_near = gap.is_some_and(|gap| gap < glyph.up.hypot() * 0.25);
        if !goes_on {
            line = Some(Line::new(glyph));
        }
        match words.last_mut() {
            Some(word) if goes_on && is_near && word.end == at && !glyph.letters.is_blank() => {
                word.end += 1;
            }
            _ if glyph.letters.is_blank() => {}
            _ => words.push(at..at + 1),
        }
    }
    words
}

/// Lines as they are drawn.
fn drawn<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for glyph in glyphs {
        if !lines.last_mut().is_some_and(|line| line.take(glyph)) {
            lines.push(Line::new(glyph));
        }
    }
    lines
}

/// Joins lines that go on side by side, wherever the second was drawn.
fn joined(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut order: Vec<(usize, Line<'_>)> = lines.into_iter().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| {
        one.turn.cmp(&other.turn).then(one.down.total_cmp(&other.down))
    });
    let mut joined: Vec<(usize, Line<'_>)> = Vec::with_capacity(order.len());
    let mut rest = order.into_iter().peekable();
    while let Some(first) = rest.next() {
        let (turn, down, size) = (first.1.turn, first.1.down, first.1.size);
        let mut level = vec![first];
        while let Some(next) =
            rest.next_if(|(_, line)| line.turn == turn && line.down - down < 0.25 * size)
        {
            level.push(next);
        }
        level.sort_by(|(_, one), (_, other)| one.from.total_cmp(&other.from));
        for (at, line) in level {
            match joined.last_mut() {
                Some((first, before)) if continues(before, &line) => {
                    *first = at.min(*first);
                    before.to = before.to.max(line.to);
                    before.size = before.size.max(line.size);
                    before.glyphs.extend(line.glyphs);
                }
                _ => joined.push((at, line)),
            }
        }
    }
    joined.sort_by_key(|(at, _)| *at);
    joined.into_iter().map(|(_, line)| line).collect()
}

fn continues(before: &Line<'_>, line: &Line<'_>) -> bool {
    let gap = line.from - before.to;
    before.turn == line.turn
        && (line.down - before.down).abs() < 0.25 * before.size
        && gap > -0.3 * before.size
        && gap < 0.6 * before.size
}

/// Lines in the order they were drawn, if that leads down the page, else from top to bottom.
fn in_order(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let leads_back = |pair: &&[Line<'_>]| {
        let [one, next] = pair else { return false };
        // A column to the right starts again at the top.
        next.down < one.down - one.size * 0.5 && next.from < one.to
    };
    let back = lines.windows(2).filter(leads_back).count();
    if back > 2 && back * 4 > lines.len() {
        lines.sort_by(top_to_bottom);
    }
    lines
}

fn top_to_bottom(one: &Line<'_>, other: &Line<'_>) -> Ordering {
    let key = |line: &Line<'_>| (line.down / 3.0).round();
    let turn = one.turn.cmp(&other.turn);
    turn.then(key(one).total_cmp(&key(other))).then(one.from.total_cmp(&other.from))
}

/// How far a glyph stands across the direction of a line; more is further down.
fn across(glyph: &Glyph, along: Vec2) -> f64 {
    glyph.at.to_vec2().dot(Vec2::new(-along.y, along.x))
}
