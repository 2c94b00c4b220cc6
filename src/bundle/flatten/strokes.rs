//! Paths, colours and pens, the way a page's content writes them.

use lopdf::{Dictionary, Document, Object};

use super::geometry::{number, numbers};

/// A place on a page.
pub(super) type Point = (f64, f64);

/// The operator that sets a colour of a dictionary. None where it says transparent, or nothing.
pub(super) fn colour(
    doc: &Document,
    dict: &Dictionary,
    key: &[u8],
    stroke: bool,
) -> Option<String> {
    let values = numbers(doc, dict, key)?;
    let operator = match (values.len(), stroke) {
        (1, false) => "g",
        (1, true) => "G",
        (3, false) => "rg",
        (3, true) => "RG",
        (4, false) => "k",
        (4, true) => "K",
        _ => return None,
    };
    let values: Vec<String> = values.into_iter().map(number).collect();
    Some(format!("{} {operator}", values.join(" ")))
}

/// How wide an annotation's border is.
pub(super) fn border_width(doc: &Document, annotation: &Dictionary) -> f64 {
    let style = annotation.get_deref(b"BS", doc).and_then(Object::as_dict).ok();
    let width = match style {
        Some(style) => style.get_deref(b"W", doc).and_then(Object::as_float).ok().map(f64::from),
        None => numbers(doc, annotation, b"Border").and_then(|border| border.get(2).copied()),
    };
    width.filter(|width| width.is_finite()).unwrap_or(1.0).clamp(0.0, 100.0)
}

/// A path from point to point.
pub(super) fn path(points: &[Point]) -> String {
    let mut out = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        out += &format!("{} {} {} ", number(*x), number(*y), if at == 0 { 'm' } else { 'l' });
    }
    // A dot is drawn as a line that ends where it starts.
    if let [(x, y)] = points {
        out += &format!("{} {} l ", number(*x), number(*y));
    }
    out
}

/// An ellipse in a box, from four curves.
pub(super) fn ellipse(x0: f64, y0: f64, x1: f64, y1: f64) -> String {
    let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
    let (rx, ry) = ((x1 - x0) / 2.0, (y1 - y0) / 2.0);
    // How far the handles of a quarter circle reach.
    let (kx, ky) = (rx * 0.5523, ry * 0.5523);
    let curves = [
        [x1, y + ky, x + kx, y1, x, y1],
        [x - kx, y1, x0, y + ky, x0, y],
        [x0, y - ky, x - kx, y0, x, y0],
        [x + kx, y0, x1, y - ky, x1, y],
    ];
    let curves = curves.map(|curve| curve.map(number).join(" ") + " c ").concat();
    format!("{} {} m {curves}h ", number(x1), number(y))
}

/// An arrow head at the tip of a line that comes from another point.
pub(super) fn head(tip: Point, from: Point, width: f64) -> String {
    let (dx, dy) = (from.0 - tip.0, from.1 - tip.1);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return String::new();
    }
    let (dx, dy) = (dx / length * width * 5.0, dy / length * width * 5.0);
    let wing = |side: f64| (tip.0 + dx - side * dy * 0.5, tip.1 + dy + side * dx * 0.5);
    path(&[wing(1.0), tip, wing(-1.0)]) + "S\n"
}
