//! A glyph where it stands on a page.

use kurbo::{Affine, Point, Rect, Vec2};

use super::letters::Letters;

/// How many points of a glyph's box are looked at.
pub(super) const POINTS: usize = 15;

/// A glyph is covered where this many of them are.
const MOST: u32 = 9;

/// A glyph where it stands.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// What it stands for.
    pub(super) letters: Letters,
    /// Where its baseline starts.
    pub(super) at: Point,
    /// From there to where the next one starts.
    pub(super) advance: Vec2,
    /// Along its baseline, one long.
    pub(super) along: Vec2,
    /// Up from its baseline, as long as the type is high.
    pub(super) up: Vec2,
    /// Drawn so that it cannot be seen: no contrast, too small, outside, transparent.
    pub(super) unseen: bool,
    /// Drawn without ink, as the text layer of a scan is.
    pub(super) inkless: bool,
    /// Its points that an area lies over.
    pub(super) covered: u16,
    /// Its points that a picture lies over.
    pub(super) pictured: u16,
    /// The same glyph was drawn again in the same place.
    pub(super) again: bool,
}

impl Glyph {
    /// A glyph that nothing lies over.
    pub(super) fn new(letters: Letters, transform: Affine, advance: f64) -> Self {
        let at = transform * Point::ZERO;
        let along = transform * Point::new(1000.0, 0.0) - at;
        let along = if along.hypot() > 0.0 { along / along.hypot() } else { Vec2::new(1.0, 0.0) };
        let advance = transform * Point::new(advance, 0.0) - at;
        let mut up = transform * Point::new(0.0, 1000.0) - at;
        // A font may have a measure of its own, by which its type is a thousand times as high.
        if advance.hypot() > 4.0 * up.hypot() && up.hypot() > 0.0 {
            up *= 2.0 * advance.hypot() / up.hypot();
        }
        Self {
            letters,
            at,
            advance,
            along,
            up,
            unseen: false,
            inkless: false,
            covered: 0,
            pictured: 0,
            again: false,
        }
    }

    /// The middle of its box.
    pub(super) fn middle(&self) -> Point {
        self.at + self.advance * 0.5 + self.up * 0.3
    }

    /// Its box.
    pub(super) fn bounds(&self) -> Rect {
        let end = self.at + self.advance;
        Rect::from_points(self.at, end + self.up * 0.7)
            .union(Rect::from_points(end, self.at + self.up * 0.7))
    }

    /// Whether most of it lies under something.
    pub(super) fn is_covered(&self) -> bool {
        self.covered.count_ones() >= MOST
    }

    /// Takes away what the copy of a page laid over it.
    pub(super) fn laid_bare(self, unseen: bool) -> Self {
        Self { unseen, inkless: false, covered: 0, pictured: 0, ..self }
    }

    /// Which points of its box lie inside something.
    pub(super) fn points_in(&self, inside: impl Fn(Point) -> bool) -> u16 {
        let mut points = 0;
        for point in 0..POINTS {
            let across = [0.15, 0.5, 0.85][point % 3];
            let above = [0.05, 0.2, 0.35, 0.5, 0.65][point / 3];
            let is_inside = inside(self.at + self.advance * across + self.up * above);
            points |= u16::from(is_inside) << point;
        }
        points
    }
}
