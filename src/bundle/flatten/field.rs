//! Form fields: the look they bring along, or their value drawn where there is none.

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::Form;
use super::annotation::{Ink, Sketch, appearance, name, says_something};
use super::geometry::{Rect, number};
use super::sheet::Sheet;
use super::strokes::{border_width, colour};
use super::text::{self, Style};

const FOREIGN: &str = "a form field with letters that its font lacks";
const TOO_LONG: &str = "a form field with more text than fits into its box";
const UNCLEAR: &str = "a set of form buttons that does not say which is chosen";

/// How far up a field looks for what it inherits.
const MAX_PARENTS: usize = 32;

/// The longest text stream that is read as a value.
const MAX_VALUE: usize = 1 << 20;

/// Draws a form field.
pub(super) fn draw(doc: &Document, form: &Form, widget: &Dictionary) -> Result<Ink, &'static str> {
    let field = Field { doc, widget };
    match field.name(b"FT").as_deref() {
        Some(b"Btn") => field.button(form),
        Some(b"Tx" | b"Ch") => field.text(form),
        // A signature shows what its maker drew, which may be nothing.
        _ => Ok(appearance(doc, widget, None).map_or(Ink::Nothing, Ink::Appearance)),
    }
}

struct Field<'a> {
    doc: &'a Document,
    widget: &'a Dictionary,
}

impl Field<'_> {
    /// An entry of the field or of one it is a part of.
    fn get(&self, key: &[u8]) -> Option<&Object> {
        let mut field = self.widget;
        for _ in 0..MAX_PARENTS {
            if let Ok(value) = field.get_deref(key, self.doc)
                && !value.is_null()
            {
                return Some(value);
            }
            field = field.get_deref(b"Parent", self.doc).ok()?.as_dict().ok()?;
        }
        None
    }

    fn name(&self, key: &[u8]) -> Option<Vec<u8>> {
        match self.get(key)? {
            Object::Name(name) | Object::String(name, _) => Some(name.clone()),
            _ => None,
        }
    }

    fn integer(&self, key: &[u8]) -> Option<i64> {
        self.get(key)?.as_i64().ok()
    }

    /// One of the field's flags, numbered from 1 as the standard does.
    fn flag(&self, position: u32) -> bool {
        self.integer(b"Ff").unwrap_or(0) >> (position - 1) & 1 == 1
    }

    fn text(&self, form: &Form) -> Result<Ink, &'static str> {
        let own = appearance(self.doc, self.widget, None);
        let value = self.get(b"V").map(|value| self.shown(value)).unwrap_or_default();
        let stale = |id: ObjectId| form.draws_values || !says_something(self.doc, id);
        match own {
            Some(id) if value.trim().is_empty() || !stale(id) => Ok(Ink::Appearance(id)),
            None if value.trim().is_empty() && !self.lists() => Ok(Ink::Nothing),
            // What the maker drew is better than what cannot be drawn again.
            Some(id) if says_something(self.doc, id) => {
                Ok(self.write(form, &value).unwrap_or(Ink::Appearance(id)))
            }
            _ => self.write(form, &value),
        }
    }

    /// Whether the field shows a list to choose from, rather than what was chosen alone.
    fn lists(&self) -> bool {
        const COMBO: u32 = 18;
        self.name(b"FT").as_deref() == Some(b"Ch") && !self.flag(COMBO)
    }

    /// A value as a reader shows it.
    fn shown(&self, value: &Object) -> String {
        let text = match value {
            Object::Array(values) => {
                let values = values.iter().filter_map(|v| self.doc.dereference(v).ok());
                return values.map(|(_, v)| self.shown(v)).collect::<Vec<_>>().join("\n");
            }
            Object::Stream(stream) => {
                let bytes = stream.get_plain_content_with_limit(MAX_VALUE).unwrap_or_default();
                decode_text_string(&Object::string_literal(bytes)).unwrap_or_default()
            }
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            value => decode_text_string(value).unwrap_or_default(),
        };
        self.label(&text).unwrap_or(text)
    }

    /// The words a choice is shown with, where they differ from its value.
    fn label(&self, value: &str) -> Option<String> {
        let text = |object: &Object| decode_text_string(self.doc.dereference(object).ok()?.1).ok();
        self.get(b"Opt")?.as_array().ok()?.iter().find_map(|option| {
            let pair = self.doc.dereference(option).ok()?.1.as_array().ok()?;
            let [export, shown] = &pair[..] else { return None };
            (text(export)? == value).then(|| text(shown))?
        })
    }

    fn button(&self, form: &Form) -> Result<Ink, &'static str> {
        const RADIO: u32 = 16;
        const PUSH: u32 = 17;
        let (doc, widget) = (self.doc, self.widget);
        let look = |state: &[u8]| appearance(doc, widget, Some(state)).map(Ink::Appearance);
        let off = || look(b"Off").unwrap_or(Ink::Nothing);
        if self.flag(PUSH) {
            return Ok(appearance(doc, widget, None).map_or(Ink::Nothing, Ink::Appearance));
        }
        let shown = name(doc, widget, b"AS");
        let value = self.name(b"V").filter(|value| value != b"Off");
        let state = match (shown, value) {
            (Some(shown), _) if !form.draws_values => Some(shown),
            (_, Some(value)) if look(&value).is_some() => {
                return Ok(look(&value).unwrap_or_else(off));
            }
            (Some(shown), _) => Some(shown),
            (None, Some(_)) if widget.has(b"AP") => None,
            // Which of several buttons the value means is told by their appearances alone.
            (None, Some(_)) if !widget.has(b"V") && self.flag(RADIO) => return Err(UNCLEAR),
            (None, value) => value,
        };
        match state.filter(|state| state != b"Off") {
            Some(state) => Ok(look(&state).unwrap_or_else(|| self.mark(self.flag(RADIO)))),
            None => Ok(off()),
        }
    }

    /// A button that is on: a cross, or a dot.
    fn mark(&self, round: bool) -> Ink {
        let Some(area) = self.area() else { return Ink::Nothing };
        let side = area.width().min(area.height());
        let (x, y) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
        let reach = side * 0.3;
        let width = number(if round { side * 0.5 } else { side * 0.1 });
        let [left, right, low, high] = [x - reach, x + reach, y - reach, y + reach].map(number);
        let [x, y] = [x, y].map(number);
        let strokes = if round {
            format!("{x} {y} m {x} {y} l S")
        } else {
            format!("{left} {low} m {right} {high} l {left} {high} m {right} {low} l S")
        };
        let content = self.frame(area) + &format!("1 J 0 G {width} w {strokes}\n");
        Ink::Sketch(Sketch { area, content: content.into_bytes(), resources: Dictionary::new() })
    }

    fn area(&self) -> Option<Rect> {
        let area = Rect::read(self.doc, self.widget, b"Rect")?;
        (area.width() > 0.0 && area.height() > 0.0).then_some(area)
    }

    /// The background and the border that the field asks for.
    fn frame(&self, area: Rect) -> String {
        let looks = self.widget.get_deref(b"MK", self.doc).and_then(Object::as_dict);
        let Ok(looks) = looks else { return String::new() };
        let rect =
            |area: Rect| [area.x0, area.y0, area.width(), area.height()].map(number).join(" ");
        let mut out = String::new();
        if let Some(paint) = colour(self.doc, looks, b"BG", false) {
            out += &format!("{paint} {} re f\n", rect(area));
        }
        let width = border_width(self.doc, self.widget);
        if let Some(paint) = colour(self.doc, looks, b"BC", true).filter(|_| width > 0.0) {
            let inner = rect(area.grown(-width / 2.0));
            out += &format!("{paint} {} w {inner} re S\n", number(width));
        }
        out
    }

    /// Writes a value into the field's box.
    fn write(&self, form: &Form, value: &str) -> Result<Ink, &'static str> {
        const MULTILINE: u32 = 13;
        const PASSWORD: u32 = 14;
        const COMB: u32 = 25;
        let Some(area) = self.area() else { return Ok(Ink::Nothing) };
        let value = value.trim_end();
        let mut letters = text::encode(value).ok_or(FOREIGN)?;
        if self.flag(PASSWORD) {
            letters = vec![b'*'; letters.len()];
        }
        let style = match self.get(b"DA").and_then(|style| style.as_str().ok()) {
            Some(style) => Style::read(style),
            None => Style::read(&form.style),
        };
        let turned = self.turn(area);
        let border = border_width(self.doc, self.widget).min(area.height() / 8.0);
        let sheet = Sheet { width: turned.1, height: turned.2, margin: border + 2.0 };
        let align = self.integer(b"Q").unwrap_or(0);
        let cells = self.integer(b"MaxLen").and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let lines = if self.lists() && self.get(b"Opt").is_some() {
            self.choices(&sheet, align, &style)?
        } else if self.flag(COMB) && cells >= letters.len() && !self.flag(MULTILINE) {
            sheet.comb(&letters, cells, &style)
        } else if self.flag(MULTILINE) || self.lists() {
            sheet.lines(&letters, align, &style).ok_or(TOO_LONG)?
        } else {
            sheet.line(&letters, align, &style).ok_or(TOO_LONG)?
        };
        let content = format!("{}q {} cm\n{lines}Q\n", self.frame(area), turned.0);
        Ok(Ink::Sketch(Sketch {
            area,
            content: content.into_bytes(),
            resources: text::resources(),
        }))
    }

    /// The choices that a list shows, from its first line in sight on, with the chosen ones marked.
    fn choices(&self, sheet: &Sheet, align: i64, style: &Style) -> Result<String, &'static str> {
        let text = |object: &Object| decode_text_string(self.doc.dereference(object).ok()?.1).ok();
        let chosen: Vec<String> = match self.get(b"V") {
            Some(Object::Array(values)) => values.iter().filter_map(text).collect(),
            Some(value) => text(value).into_iter().collect(),
            None => Vec::new(),
        };
        let options = self.get(b"Opt").and_then(|options| options.as_array().ok());
        let first = self.integer(b"TI").and_then(|first| usize::try_from(first).ok()).unwrap_or(0);
        let mut rows = Vec::new();
        for option in options.map(Vec::as_slice).unwrap_or_default().iter().skip(first) {
            let (value, shown) = match self.doc.dereference(option) {
                Ok((_, Object::Array(pair))) => {
                    (pair.first().and_then(text), pair.last().and_then(text))
                }
                _ => (text(option), text(option)),
            };
            let (value, shown) = (value.unwrap_or_default(), shown.unwrap_or_default());
            let is_chosen = chosen.contains(&value) || chosen.contains(&shown);
            rows.push((text::encode(&shown).ok_or(FOREIGN)?, is_chosen));
        }
        Ok(sheet.rows(&rows, align, style))
    }

    /// The way from the field's own upright box to the page, and the size of that box.
    fn turn(&self, area: Rect) -> (String, f64, f64) {
        let looks = self.widget.get_deref(b"MK", self.doc).and_then(Object::as_dict);
        let turn = looks.ok().and_then(|looks| looks.get_deref(b"R", self.doc).ok()?.as_i64().ok());
        let (w, h) = (area.width(), area.height());
        let (matrix, w, h) = match turn.unwrap_or(0).rem_euclid(360) {
            90 => ([0.0, 1.0, -1.0, 0.0, area.x1, area.y0], h, w),
            180 => ([-1.0, 0.0, 0.0, -1.0, area.x1, area.y1], w, h),
            270 => ([0.0, -1.0, 1.0, 0.0, area.x0, area.y1], h, w),
            _ => ([1.0, 0.0, 0.0, 1.0, area.x0, area.y0], w, h),
        };
        (matrix.map(number).join(" "), w, h)
    }
}
