//! Rectangles, matrices, and how an appearance is fitted onto its annotation.

use lopdf::{Dictionary, Document, Object};

/// A transformation as PDF writes it.
pub(super) type Matrix = [f64; 6];

/// The transformation that changes nothing.
pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// A rectangle with its corners in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Rect {
    /// The smallest rectangle around some points.
    pub(super) fn around(points: &[(f64, f64)]) -> Option<Self> {
        let (x, y) = *points.first()?;
        let start = Self { x0: x, y0: y, x1: x, y1: y };
        Some(points.iter().fold(start, |rect, &(x, y)| Self {
            x0: rect.x0.min(x),
            y0: rect.y0.min(y),
            x1: rect.x1.max(x),
            y1: rect.y1.max(y),
        }))
    }

    /// Reads a rectangle from a dictionary.
    pub(super) fn read(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Self> {
        let [x0, y0, x1, y1] = numbers(doc, dict, key)?.try_into().ok()?;
        Self::around(&[(x0, y0), (x1, y1)])
    }

    pub(super) fn width(self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn height(self) -> f64 {
        self.y1 - self.y0
    }

    /// The rectangle with its sides moved out.
    pub(super) fn grown(self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// The rectangle as a PDF array.
    pub(super) fn to_object(self) -> Object {
        let side = |value: f64| Object::Real(value as f32);
        Object::Array(vec![side(self.x0), side(self.y0), side(self.x1), side(self.y1)])
    }
}

/// Reads an array of numbers, each of which may be an object of its own.
pub(super) fn numbers(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Vec<f64>> {
    let array = dict.get_deref(key, doc).ok()?.as_array().ok()?;
    let value = |object: &Object| {
        let value = f64::from(doc.dereference(object).ok()?.1.as_float().ok()?);
        value.is_finite().then_some(value)
    };
    array.iter().map(value).collect()
}

/// Writes a number the way PDF reads it: no exponent, no more digits than a page needs.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.5}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// The transformation of ISO 32000-1, 12.5.5: what the matrix makes of the bounding box is moved
/// and scaled onto the rectangle. None where either has no area, and so shows nothing.
pub(super) fn fit(bbox: Rect, matrix: Matrix, rect: Rect) -> Option<Matrix> {
    let [a, b, c, d, e, f] = matrix;
    let corner = |(x, y): (f64, f64)| (a * x + c * y + e, b * x + d * y + f);
    let Rect { x0, y0, x1, y1 } = bbox;
    let seen = Rect::around(&[(x0, y0), (x0, y1), (x1, y0), (x1, y1)].map(corner))?;
    let (wide, high) = (rect.width() / seen.width(), rect.height() / seen.height());
    let usable = |scale: f64| scale.is_finite() && scale > 0.0;
    (usable(wide) && usable(high)).then_some([
        wide,
        0.0,
        0.0,
        high,
        rect.x0 - seen.x0 * wide,
        rect.y0 - seen.y0 * high,
    ])
}

/// Turns an annotation that stays upright on a turned page about its upper left corner.
pub(super) fn upright(doc: &Document, annotation: &Dictionary, turn: u16) -> String {
    const NO_ROTATE: i64 = 16;
    let flags = annotation.get_deref(b"F", doc).and_then(Object::as_i64).unwrap_or(0);
    let (cos, sin) = match turn {
        90 => (0.0, 1.0),
        180 => (-1.0, 0.0),
        270 => (0.0, -1.0),
        _ => return String::new(),
    };
    let Some(Rect { x0: x, y1: y, .. }) = Rect::read(doc, annotation, b"Rect") else {
        return String::new();
    };
    if flags & NO_ROTATE == 0 {
        return String::new();
    }
    let matrix = [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
    format!("{} cm ", matrix.map(number).join(" "))
}
