//! Comments that bring no look along: highlights, lines, shapes and typed remarks, drawn simply.

use lopdf::{Dictionary, Document, Object};

use super::Form;
use super::annotation::{Ink, Sketch, text};
use super::geometry::{Rect, number, numbers};
use super::sheet::Sheet;
use super::strokes::{Point, border_width, colour, ellipse, head, path};
use super::text::{Style, encode, resources};

/// The most points one drawing may have.
const MAX_POINTS: usize = 200_000;

/// Draws an annotation that has no appearance, or names what would be lost.
pub(super) fn draw(
    doc: &Document,
    form: &Form,
    annotation: &Dictionary,
    subtype: &[u8],
) -> Result<Ink, &'static str> {
    let pen = Pen { doc, annotation };
    let sketch = match subtype {
        b"Highlight" => pen.highlight(),
        b"Underline" | b"Squiggly" => pen.rules(0.1),
        b"StrikeOut" => pen.rules(0.45),
        b"Square" | b"Circle" => pen.shape(subtype == b"Circle"),
        b"Line" => pen.strokes(pen.points(b"L").as_slice(), false),
        b"PolyLine" => pen.strokes(pen.points(b"Vertices").as_slice(), false),
        b"Polygon" => pen.strokes(pen.points(b"Vertices").as_slice(), true),
        b"Ink" => pen.strokes(&pen.ink_list(), false),
        b"Text" => pen.icon(),
        b"Caret" => pen.caret(),
        b"FreeText" => return pen.free_text(form),
        b"Stamp" => pen.stamp(),
        b"FileAttachment" | b"Sound" => pen.pin(),
        // Links, films without a first picture, printer's marks: nothing a reader would see.
        _ => return Ok(Ink::Nothing),
    };
    sketch.map(Ink::Sketch).ok_or("a comment without a place on the page")
}

struct Pen<'a> {
    doc: &'a Document,
    annotation: &'a Dictionary,
}

impl Pen<'_> {
    fn points(&self, key: &[u8]) -> Option<Vec<Point>> {
        pairs(&numbers(self.doc, self.annotation, key)?)
    }

    fn ink_list(&self) -> Vec<Vec<Point>> {
        let mut lines = Vec::new();
        let list = self.annotation.get_deref(b"InkList", self.doc).and_then(Object::as_array);
        for line in list.map(Vec::as_slice).unwrap_or_default() {
            let mut holder = Dictionary::new();
            holder.set("L", line.clone());
            lines.extend(numbers(self.doc, &holder, b"L").and_then(|numbers| pairs(&numbers)));
        }
        lines
    }

    /// The words a highlight or a line goes with, four corners each.
    fn quads(&self) -> Option<Vec<[Point; 4]>> {
        if let Some(points) = self.points(b"QuadPoints").filter(|points| points.len() >= 4) {
            return Some(points.chunks_exact(4).filter_map(|q| q.try_into().ok()).collect());
        }
        let Rect { x0, y0, x1, y1 } = Rect::read(self.doc, self.annotation, b"Rect")?;
        Some(vec![[(x0, y1), (x1, y1), (x0, y0), (x1, y0)]])
    }

    fn stroke(&self) -> String {
        colour(self.doc, self.annotation, b"C", true).unwrap_or_else(|| "0 G".into())
    }

    /// A drawing of what the points enclose, as opaque as the annotation asks.
    fn sketch(&self, points: &[Point], width: f64, content: &str, blend: &str) -> Option<Sketch> {
        let mut state = Dictionary::new();
        let opacity = self.annotation.get_deref(b"CA", self.doc).and_then(Object::as_float);
        let opacity = opacity.unwrap_or(1.0).clamp(0.0, 1.0);
        state.set("CA", Object::Real(opacity));
        state.set("ca", Object::Real(opacity));
        state.set("BM", blend);
        let mut states = Dictionary::new();
        states.set("G", state);
        let mut resources = resources();
        resources.set("ExtGState", states);
        let area = Rect::around(points)?.grown(width);
        Some(Sketch { area, content: format!("/G gs\n{content}").into_bytes(), resources })
    }

    fn highlight(&self) -> Option<Sketch> {
        let fill = colour(self.doc, self.annotation, b"C", false);
        let mut content = fill.unwrap_or_else(|| "1 1 0 rg".into()) + "\n";
        let quads = self.quads()?;
        for quad in &quads {
            // Makers write the lower corners in reading order, whatever the standard says.
            content += &path(&[quad[0], quad[1], quad[3], quad[2]]);
            content += "h f\n";
        }
        self.sketch(quads.as_flattened(), 1.0, &content, "Multiply")
    }

    /// A line along the words, a part of their height up.
    fn rules(&self, up: f64) -> Option<Sketch> {
        let mut content = self.stroke() + "\n";
        let quads = self.quads()?;
        for [from_top, to_top, from, to] in &quads {
            let at = |low: &Point, high: &Point| {
                (low.0 + (high.0 - low.0) * up, low.1 + (high.1 - low.1) * up)
            };
            let high = (from_top.1 - from.1).hypot(from_top.0 - from.0);
            content += &format!("{} w ", number((high * 0.06).clamp(0.5, 3.0)));
            content += &(path(&[at(from, from_top), at(to, to_top)]) + "S\n");
        }
        self.sketch(quads.as_flattened(), 1.0, &content, "Normal")
    }

    fn shape(&self, round: bool) -> Option<Sketch> {
        let rect = Rect::read(self.doc, self.annotation, b"Rect")?;
        let width = border_width(self.doc, self.annotation);
        let fill = colour(self.doc, self.annotation, b"IC", false);
        let mut content = format!("{} {} w ", self.stroke(), number(width));
        let Rect { x0, y0, x1, y1 } = rect.grown(-width / 2.0);
        if round {
            content += &ellipse(x0, y0, x1, y1);
        } else {
            content += &(path(&[(x0, y0), (x1, y0), (x1, y1), (x0, y1)]) + "h ");
        }
        content += match (&fill, width > 0.0) {
            (Some(_), true) => "B\n",
            (Some(_), false) => "f\n",
            (None, true) => "S\n",
            (None, false) => "n\n",
        };
        let content = fill.map(|fill| fill + "\n").unwrap_or_default() + &content;
        self.sketch(&[(rect.x0, rect.y0), (rect.x1, rect.y1)], 1.0, &content, "Normal")
    }

    fn strokes(&self, lines: &[Vec<Point>], closed: bool) -> Option<Sketch> {
        let all: Vec<Point> = lines.concat();
        let width = border_width(self.doc, self.annotation).max(0.25);
        let fill = colour(self.doc, self.annotation, b"IC", false).filter(|_| closed);
        let mut content = format!("1 J 1 j {} {} w\n", self.stroke(), number(width));
        content += &fill.as_ref().map(|fill| format!("{fill}\n")).unwrap_or_default();
        for line in lines {
            content += &path(line);
            content += match (closed, &fill) {
                (true, Some(_)) => "b\n",
                (true, None) => "s\n",
                _ => "S\n",
            };
            content += &self.arrows(line, width);
        }
        (all.len() <= MAX_POINTS).then(|| self.sketch(&all, width * 6.0, &content, "Normal"))?
    }

    /// The arrow heads of a line.
    fn arrows(&self, line: &[Point], width: f64) -> String {
        let ends = self.annotation.get_deref(b"LE", self.doc).and_then(Object::as_array);
        let Ok([first, last]) = ends.map(Vec::as_slice) else { return String::new() };
        let arrow = |end: &Object| end.as_name().is_ok_and(|name| name.ends_with(b"Arrow"));
        let mut content = String::new();
        if let ([tip, next, ..], true) = (line, arrow(first)) {
            content += &head(*tip, *next, width);
        }
        if let ([.., next, tip], true) = (line, arrow(last)) {
            content += &head(*tip, *next, width);
        }
        content
    }

    /// A sheet of paper where a comment is pinned; what it says stands in its note.
    fn icon(&self) -> Option<Sketch> {
        let Rect { x0: x, y1: y, .. } = Rect::read(self.doc, self.annotation, b"Rect")?;
        let fill = colour(self.doc, self.annotation, b"C", false);
        let mut content = fill.unwrap_or_else(|| "1 1 0 rg".into()) + " 0 G 0.5 w\n";
        content += &path(&[
            (x + 1.0, y - 1.0),
            (x + 15.0, y - 1.0),
            (x + 15.0, y - 15.0),
            (x + 1.0, y - 15.0),
        ]);
        content += "b\n";
        for line in [4.5, 8.0, 11.5] {
            content += &(path(&[(x + 4.0, y - line), (x + 12.0, y - line)]) + "S\n");
        }
        self.sketch(&[(x, y), (x + 16.0, y - 16.0)], 0.0, &content, "Normal")
    }

    /// A drawing pin where something is attached; what it is stands in its note.
    fn pin(&self) -> Option<Sketch> {
        let Rect { x0, y0, x1, y1 } = Rect::read(self.doc, self.annotation, b"Rect")?;
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        let reach = ((x1 - x0).min(y1 - y0) / 2.0).clamp(1.0, 12.0);
        let fill = colour(self.doc, self.annotation, b"C", false);
        let mut content = fill.unwrap_or_else(|| "0.25 0.5 0.9 rg".into()) + " 0 G 0.5 w\n";
        content += &ellipse(x - reach * 0.5, y - reach * 0.1, x + reach * 0.5, y + reach * 0.9);
        content += "b\n";
        content += &(path(&[(x, y - reach * 0.1), (x, y - reach * 0.9)]) + "S\n");
        self.sketch(&[(x - reach, y - reach), (x + reach, y + reach)], 0.0, &content, "Normal")
    }

    /// A stamp that brings no picture along: its name in a frame, as readers draw it.
    fn stamp(&self) -> Option<Sketch> {
        let rect = Rect::read(self.doc, self.annotation, b"Rect")?;
        let name = self.annotation.get_deref(b"Name", self.doc).and_then(Object::as_name);
        let mut words = String::new();
        for letter in String::from_utf8_lossy(name.unwrap_or(b"Draft")).chars() {
            if letter.is_uppercase() && !words.is_empty() {
                words.push(' ');
            }
            words.extend(letter.to_uppercase());
        }
        let letters = encode(&words)?;
        let ink = colour(self.doc, self.annotation, b"C", false);
        let colour = ink.unwrap_or_else(|| "0.75 0.1 0.1 rg".into());
        let sheet = Sheet { width: rect.width(), height: rect.height(), margin: 4.0 };
        let size = Some(sheet.height * 0.6);
        let line = sheet.line(&letters, 1, &Style { size, colour: colour.clone() })?;
        let inner = rect.grown(-1.5);
        let corners = [
            (inner.x0, inner.y0),
            (inner.x1, inner.y0),
            (inner.x1, inner.y1),
            (inner.x0, inner.y1),
        ];
        let [x, y] = [rect.x0, rect.y0].map(number);
        let content = format!(
            "{} 1.5 w {}s\nq 1 0 0 1 {x} {y} cm\n{line}Q\n",
            colour.to_uppercase(),
            path(&corners)
        );
        self.sketch(&[(rect.x0, rect.y0), (rect.x1, rect.y1)], 0.0, &content, "Normal")
    }

    /// The mark that says "insert here".
    fn caret(&self) -> Option<Sketch> {
        let Rect { x0, y0, x1, y1 } = Rect::read(self.doc, self.annotation, b"Rect")?;
        let content = format!("{} 1 w ", self.stroke())
            + &path(&[(x0, y0), ((x0 + x1) / 2.0, y1), (x1, y0)])
            + "S\n";
        self.sketch(&[(x0, y0), (x1, y1)], 1.0, &content, "Normal")
    }

    fn free_text(&self, form: &Form) -> Result<Ink, &'static str> {
        let (doc, annotation) = (self.doc, self.annotation);
        let Some(words) = text(doc, annotation, b"Contents") else { return Ok(Ink::Nothing) };
        let letters = encode(&words).ok_or("a typed remark with letters that its font lacks")?;
        let rect = Rect::read(doc, annotation, b"Rect").ok_or("a comment without a place")?;
        let style = annotation.get_deref(b"DA", doc).and_then(Object::as_str).ok();
        let style = Style::read(style.unwrap_or(&form.style));
        let width = border_width(doc, annotation);
        let sheet = Sheet { width: rect.width(), height: rect.height(), margin: width + 2.0 };
        let align = annotation.get_deref(b"Q", doc).and_then(Object::as_i64).unwrap_or(0);
        let lines = sheet
            .lines(&letters, align, &style)
            .ok_or("a typed remark with more text than fits into its box")?;
        let corners =
            [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1)];
        let mut content = String::new();
        if let Some(fill) = colour(doc, annotation, b"C", false) {
            content += &format!("{fill} {}h f\n", path(&corners));
        }
        if width > 0.0 {
            content += &format!(
                "{} {} w {}s\n",
                style.colour.to_uppercase(),
                number(width),
                path(&corners)
            );
        }
        if let Some(callout) = self.points(b"CL") {
            content += &format!("{} 1 w {}S\n", style.colour.to_uppercase(), path(&callout));
        }
        let [x, y] = [rect.x0, rect.y0].map(number);
        content += &format!("q 1 0 0 1 {x} {y} cm\n{lines}Q\n");
        let mut points = corners.to_vec();
        points.extend(self.points(b"CL").unwrap_or_default());
        let sketch = self.sketch(&points, width, &content, "Normal");
        sketch.map(Ink::Sketch).ok_or("a comment without a place on the page")
    }
}

fn pairs(numbers: &[f64]) -> Option<Vec<Point>> {
    let points: Vec<Point> = numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    (!points.is_empty() && points.len() <= MAX_POINTS).then_some(points)
}
