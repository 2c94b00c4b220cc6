//! What lies on a page beside its content: comments, marks, form fields, links.

use std::collections::BTreeSet;

use hayro_interpret::RectExt;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect};
use hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect, Shape, Stroke, StrokeOpts};

use super::markup::without_tags;
use super::unpack::{text_at, texts_at};
use super::{fields, page};
use crate::reading::{Part, Reading, TraceKind, UnreadKind};

/// The most annotations of a page that are read.
const MAX_ANNOTATIONS: usize = 20_000;

/// A pen at least this wide can hide words.
const WIDE_PEN: f32 = 4.0;

/// What the annotations of a page say and hide.
#[derive(Default)]
pub(super) struct Annotations {
    /// Some are drawn onto the page.
    pub(super) is_drawn: bool,
    /// What they lie over, as the page is seen.
    pub(super) covers: Vec<BezPath>,
    /// Where form fields and the signs of notes are drawn, which are there to be seen.
    pub(super) furniture: Vec<Rect>,
    /// Some of them are more than links and fields.
    has_comments: bool,
    /// There are more than are read.
    overflowed: bool,
    texts: Vec<(Part, String)>,
}

/// Reads the annotations of a page that is placed so.
pub(super) fn read(page: &Page<'_>, place: Affine) -> Annotations {
    let mut all = Annotations::default();
    let list = page.raw().get::<Array<'_>>(keys::ANNOTS).unwrap_or_default();
    for (count, annotation) in list.iter::<Dict<'_>>().enumerate() {
        if count >= MAX_ANNOTATIONS {
            all.overflowed = true;
            break;
        }
        let kind = annotation.get::<Name<'_>>(keys::SUBTYPE);
        let kind = kind.as_deref().unwrap_or_default();
        let rect = annotation.get::<PdfRect>(keys::RECT).map(|it| it.to_kurbo());
        all.is_drawn |= kind != b"Link" && kind != b"Popup" && annotation.contains_key(keys::AP);
        match kind {
            b"Link" => {
                all.say(&Part::Beside("a link's address"), addresses(&annotation));
                all.say(&Part::Beside("a description"), text_at(&annotation, b"Contents"));
                continue;
            }
            b"Widget" => {
                all.say(&Part::Field, fields::values(&annotation));
                all.furniture.extend(rect.map(|rect| place.transform_rect_bbox(rect)));
                continue;
            }
            b"Text" | b"FileAttachment" | b"Sound" | b"Popup" => {
                all.furniture.extend(rect.map(|rect| place.transform_rect_bbox(rect)));
            }
            _ => {
                all.covers.extend(covers(kind, &annotation, rect).into_iter().map(|it| place * it));
            }
        }
        let mut said: Vec<String> = text_at(&annotation, b"Contents").into_iter().collect();
        let rich = text_at(&annotation, b"RC").map(|rich| without_tags(&rich));
        said.extend(rich.filter(|rich| !said.iter().any(|it| same(it, rich))));
        said.extend(text_at(&annotation, b"T"));
        said.extend(text_at(&annotation, b"OverlayText"));
        all.has_comments |= !said.is_empty();
        all.say(&Part::Comment, said);
        all.say(&Part::Beside("a link's address"), addresses(&annotation));
    }
    all
}

impl Annotations {
    fn say(&mut self, part: &Part, texts: impl IntoIterator<Item = String>) {
        self.texts.extend(texts.into_iter().map(|text| (part.clone(), text)));
    }
}

/// Adds what they say to a reading; `drawn` is what they draw, on stamps for instance.
pub(super) fn add(number: usize, all: &Annotations, drawn: &str, reading: &mut Reading) {
    let number = Some(number);
    let mut seen = BTreeSet::new();
    for (part, text) in &all.texts {
        if seen.insert((format!("{part:?}"), text)) {
            let trace = (*part == Part::Comment && all.has_comments).then_some(TraceKind::Comment);
            page::add(reading, number, part.clone(), text.clone(), trace);
        }
    }
    let known: String = all.texts.iter().map(|(_, text)| squeezed(text) + "\n").collect();
    let new = drawn.lines().filter(|line| !known.contains(&squeezed(line)));
    page::add(reading, number, Part::Comment, new.collect::<Vec<_>>().join("\n"), None);
    if all.overflowed {
        reading.miss(number, UnreadKind::TooMuch);
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn same(one: &str, other: &str) -> bool {
    squeezed(one) == squeezed(other)
}

/// Where a click on an annotation leads outside the file.
fn addresses(annotation: &Dict<'_>) -> Vec<String> {
    annotation.get::<Dict<'_>>(b"A").map(|action| targets(&action)).unwrap_or_default()
}

/// The addresses and files an action leads to.
pub(super) fn targets(action: &Dict<'_>) -> Vec<String> {
    let mut targets = texts_at(action, b"URI");
    if action.contains_key(b"S") && action.contains_key(b"F") {
        match action.get::<Dict<'_>>(b"F") {
            Some(file) => targets.extend(text_at(&file, b"UF").or_else(|| text_at(&file, b"F"))),
            None => targets.extend(text_at(action, b"F")),
        }
    }
    targets
}

/// What an annotation lies over though it brings no drawing of its own, and what is marked to be
/// taken out and still there.
fn covers(kind: &[u8], annotation: &Dict<'_>, rect: Option<Rect>) -> Vec<BezPath> {
    let drawn = annotation.contains_key(keys::AP);
    let colour = |key: &[u8]| -> Vec<f32> {
        annotation.get::<Array<'_>>(key).map(|it| it.iter::<f32>().collect()).unwrap_or_default()
    };
    let is_dark = |colour: &[f32]| match colour {
        [] => false,
        [_, _, _, black] => *black > 0.75,
        colour => colour.iter().all(|part| *part < 0.25),
    };
    let lets_through = annotation.get::<f32>(b"CA").is_some_and(|opacity| opacity < 0.9);
    let boxed = || rect.map(|rect| rect.to_path(0.1)).into_iter().collect::<Vec<_>>();
    match kind {
        b"Redact" => quads(annotation).unwrap_or_else(boxed),
        _ if drawn || lets_through => Vec::new(),
        b"Square" | b"Circle" if !colour(b"IC").is_empty() => boxed(),
        b"FreeText" if !colour(b"C").is_empty() => boxed(),
        b"Highlight" if is_dark(&colour(b"C")) => quads(annotation).unwrap_or_default(),
        b"Ink" | b"Line" | b"PolyLine" => strokes(kind, annotation),
        _ => Vec::new(),
    }
}

/// The four-cornered places an annotation marks.
fn quads(annotation: &Dict<'_>) -> Option<Vec<BezPath>> {
    let corners: Vec<f64> =
        annotation.get::<Array<'_>>(b"QuadPoints")?.iter::<f64>().take(8_000).collect();
    let quads = corners.chunks_exact(8).map(|quad| {
        let points = quad.chunks_exact(2).map(|point| Point::new(point[0], point[1]));
        let start = Rect::from_points(Point::new(quad[0], quad[1]), Point::new(quad[0], quad[1]));
        points.fold(start, |bounds, point| bounds.union_pt(point)).to_path(0.1)
    });
    let quads: Vec<_> = quads.collect();
    (!quads.is_empty()).then_some(quads)
}

/// Strokes of a wide pen.
fn strokes(kind: &[u8], annotation: &Dict<'_>) -> Vec<BezPath> {
    let style = annotation.get::<Dict<'_>>(b"BS").unwrap_or_default();
    let width = style.get::<f32>(b"W").unwrap_or(1.0);
    if width < WIDE_PEN {
        return Vec::new();
    }
    let lists: Vec<Vec<f64>> = match kind {
        b"Ink" => {
            let lists = annotation.get::<Array<'_>>(b"InkList").unwrap_or_default();
            lists
                .iter::<Array<'_>>()
                .map(|list| list.iter::<f64>().take(4_000).collect())
                .take(500)
                .collect()
        }
        b"Line" => {
            vec![annotation.get::<Array<'_>>(b"L").unwrap_or_default().iter::<f64>().collect()]
        }
        _ => vec![
            annotation
                .get::<Array<'_>>(b"Vertices")
                .unwrap_or_default()
                .iter::<f64>()
                .take(4_000)
                .collect(),
        ],
    };
    let stroke = |list: Vec<f64>| {
        let mut path = BezPath::new();
        for (at, point) in list.chunks_exact(2).enumerate() {
            let point = Point::new(point[0], point[1]);
            if at == 0 { path.move_to(point) } else { path.line_to(point) }
        }
        let pen = Stroke::new(f64::from(width));
        kurbo::stroke(path, &pen, &StrokeOpts::default(), 0.5)
    };
    lists.into_iter().map(stroke).collect()
}
