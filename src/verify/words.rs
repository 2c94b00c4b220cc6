//! What stands on a page in the bundle's own words: a bound page is a drawing, and is not entered,
//! unless it is a page of the bundle as it was issued.

use std::collections::BTreeMap;

use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_syntax::{
    Pdf,
    content::{TypedIter, ops::TypedInstruction},
    object::{Array, Dict, Name, Number, ObjRef, Object, Stream, String as PdfString},
    page::Page,
};
use kurbo::{Affine, Point};

use crate::{
    bundle::{
        placing::{Placing, matrix},
        record::ISSUED,
    },
    reading::pdf::text,
};

/// How many marks may lie in one another.
const MAX_DEPTH: usize = 1_000;

/// How many issued bundles may lie in one another.
const MAX_EDITIONS: usize = 100;

/// Letters that were written in one go.
pub(super) struct Run {
    /// Where they start on the page.
    pub(super) at: Point,
    /// What they say.
    pub(super) text: String,
    /// Whether they stand at the foot of the page.
    pub(super) is_foot: bool,
}

/// What a page says and draws.
#[derive(Default)]
pub(super) struct Words {
    /// The letters, in the order they are written.
    pub(super) runs: Vec<Run>,
    /// The names of the drawings and pictures that are drawn, as often as they are.
    pub(super) drawn: Vec<Vec<u8>>,
}

impl Words {
    /// All that is said above the foot, without white space and hyphens.
    pub(super) fn body(&self) -> String {
        bare(self.runs.iter().filter(|run| !run.is_foot).map(|run| run.text.as_str()))
    }

    /// All that is said at the foot, without white space and hyphens.
    pub(super) fn foot(&self) -> String {
        bare(self.runs.iter().filter(|run| run.is_foot).map(|run| run.text.as_str()))
    }
}

/// Text without all that a line that ends may change.
pub(super) fn bare<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let letters = texts.into_iter().flat_map(str::chars);
    letters
        .filter(|letter| {
            !letter.is_whitespace()
                && !matches!(letter, '-' | '\u{ad}' | '\u{2010}' | '\u{200b}' | '\u{2060}')
        })
        .collect()
}

/// What the letters of the fonts mean, each read once.
pub(super) struct Fonts(BTreeMap<(i32, i32), Font>);

struct Font {
    /// Whether a letter is two bytes.
    is_wide: bool,
    meanings: Option<CMap>,
}

impl Fonts {
    /// The fonts that pages of a file write with themselves.
    pub(super) fn of(pdf: &Pdf) -> Self {
        let mut fonts = BTreeMap::new();
        for page in pdf.pages().iter() {
            let issued = only_drawing(page).map(|drawing| drawing.resources);
            for own in [Resources::of(page)].iter().chain(&issued).map(|resources| &resources.fonts)
            {
                for id in own.keys().filter_map(|name| own.get_ref(name.as_ref())) {
                    fonts.entry(key(id)).or_insert_with(|| Font::of(pdf, id));
                }
            }
        }
        Self(fonts)
    }
}

fn key(id: ObjRef) -> (i32, i32) {
    (id.obj_number, id.gen_number)
}

impl Font {
    fn of(pdf: &Pdf, id: ObjRef) -> Self {
        let font = pdf.xref().get::<Dict<'_>>(id.into()).unwrap_or_default();
        let is_wide = font.get::<Name<'_>>(b"Subtype").as_deref() == Some(b"Type0");
        let table = font.get::<Stream<'_>>(b"ToUnicode").and_then(|table| table.decoded().ok());
        Self { is_wide, meanings: table.and_then(|table| CMap::parse(&table, |_| None)) }
    }

    fn read(&self, string: &[u8], text: &mut String) {
        let Some(meanings) = &self.meanings else { return };
        for code in string.chunks(if self.is_wide { 2 } else { 1 }) {
            let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            match meanings.lookup_bf_string(code) {
                Some(BfString::Char(letter)) => text.push(letter),
                Some(BfString::String(letters)) => text.push_str(&letters),
                None => text.push('\u{fffd}'),
            }
        }
    }
}

/// Reads a page. Where it is a page of an issued bundle, its words are those of that page.
pub(super) fn read(page: &Page<'_>, fonts: &Fonts) -> Words {
    let content = page.page_stream().unwrap_or_default();
    let mut words = read_content(content, &Resources::of(page), Affine::IDENTITY, fonts);
    if let Some(issued) = only_drawing(page) {
        words.runs = read_content(&issued.content, &issued.resources, issued.placed, fonts).runs;
    }
    words
}

/// What letters, marks and drawings are called on a page.
struct Resources<'p> {
    fonts: Dict<'p>,
    properties: Dict<'p>,
    x_objects: Dict<'p>,
}

impl<'p> Resources<'p> {
    fn of(page: &Page<'p>) -> Self {
        let all = page.resources();
        let (fonts, properties) = (all.fonts.clone(), all.properties.clone());
        Self { fonts, properties, x_objects: all.x_objects.clone() }
    }
}

/// A drawing that is all there is on a page.
struct Drawing<'p> {
    content: Vec<u8>,
    resources: Resources<'p>,
    placed: Affine,
}

/// The page of an issued bundle that is all there is on a page: this page says nothing itself, and
/// draws one thing, which may again be such a page.
fn only_drawing<'p>(page: &Page<'p>) -> Option<Drawing<'p>> {
    let outer = drawn_alone(page.page_stream()?)?;
    let mark = |form: &Stream<'_>| {
        let ours = form.dict().get::<Dict<'_>>(b"PieceInfo")?.get::<Dict<'_>>(b"panelpack")?;
        Some(ours.get::<PdfString<'_>>(b"Private")?.as_bytes().starts_with(ISSUED.as_bytes()))
    };
    let first = page.resources().x_objects.get::<Stream<'p>>(outer.0.as_slice())?;
    let mut drawing = Some(first)
        .filter(|form| mark(form) == Some(true))
        .map(|form| Drawing::of(&form, outer.1))?;
    // An edition in an edition, and so on; as many as there may be.
    for _ in 0..MAX_EDITIONS {
        let Some((name, placed)) = drawn_alone(&drawing.content) else { break };
        let Some(inner) = drawing.resources.x_objects.get::<Stream<'p>>(name.as_slice()) else {
            break;
        };
        if inner.dict().get::<Name<'_>>(b"Subtype").as_deref() != Some(b"Form") {
            break;
        }
        drawing = Drawing::of(&inner, drawing.placed * placed);
    }
    Some(drawing)
}

impl<'p> Drawing<'p> {
    fn of(form: &Stream<'p>, placed: Affine) -> Self {
        let numbers = form.dict().get::<Array<'_>>(b"Matrix").unwrap_or_default();
        let numbers: Vec<f64> = numbers.iter::<Number>().map(|it| it.as_f64()).collect();
        let own = <[f64; 6]>::try_from(numbers).map_or(Affine::IDENTITY, Affine::new);
        let own_resources = form.dict().get::<Dict<'p>>(b"Resources").unwrap_or_default();
        let part = |key: &[u8]| own_resources.get::<Dict<'p>>(key).unwrap_or_default();
        let resources = Resources {
            fonts: part(b"Font"),
            properties: part(b"Properties"),
            x_objects: part(b"XObject"),
        };
        let content = form.decoded().map(|content| content.to_vec()).unwrap_or_default();
        Self { content, resources, placed: placed * own }
    }
}

/// The one thing that is drawn by name, where nothing is written beside it.
fn drawn_alone(content: &[u8]) -> Option<(Vec<u8>, Affine)> {
    let (mut placing, mut drawn) = (Placing::from(Affine::IDENTITY), None);
    let mut instructions = TypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        placing.follow(&instruction);
        match instruction {
            TypedInstruction::XObject(_) if drawn.is_some() => return None,
            TypedInstruction::XObject(drawing) => drawn = Some((drawing.0.to_vec(), placing.now())),
            TypedInstruction::BeginText(_) => return None,
            _ => {}
        }
    }
    drawn
}

fn read_content(content: &[u8], resources: &Resources<'_>, placed: Affine, fonts: &Fonts) -> Words {
    let mut reader =
        Reader { resources, fonts, words: Words::default(), font: None, marks: Vec::new() };
    let mut placing = Placing::from(placed);
    let (mut line, mut leading) = (Affine::IDENTITY, 0.0);
    let mut instructions = TypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        placing.follow(&instruction);
        match instruction {
            TypedInstruction::BeginText(_) => line = Affine::IDENTITY,
            TypedInstruction::SetTextMatrix(to) => {
                line = matrix([to.0, to.1, to.2, to.3, to.4, to.5]);
            }
            TypedInstruction::TextLeading(by) => leading = by.0.as_f64(),
            TypedInstruction::NextLine(by) => {
                line *= Affine::translate((by.0.as_f64(), by.1.as_f64()));
            }
            TypedInstruction::NextLineAndSetLeading(by) => {
                leading = -by.1.as_f64();
                line *= Affine::translate((by.0.as_f64(), by.1.as_f64()));
            }
            TypedInstruction::NextLineUsingLeading(_) => {
                line *= Affine::translate((0.0, -leading));
            }
            TypedInstruction::TextFont(font) => reader.choose(font.0),
            TypedInstruction::ShowText(text) => {
                reader.write(placing.now() * line, [text.0.as_bytes()]);
            }
            TypedInstruction::ShowTexts(texts) => reader.write_all(placing.now() * line, texts.0),
            TypedInstruction::XObject(drawing) => reader.words.drawn.push(drawing.0.to_vec()),
            TypedInstruction::BeginMarkedContent(_) => reader.mark(Mark::default()),
            TypedInstruction::BeginMarkedContentWithProperties(mark) => reader.marked(mark.1),
            TypedInstruction::EndMarkedContent(_) => {
                reader.marks.pop();
            }
            _ => {}
        }
    }
    reader.words
}

/// A part of a page that is marked.
#[derive(Default)]
struct Mark {
    /// Whether it is the foot.
    is_foot: bool,
    /// What its letters say, where they say something else than their shapes. It is said once.
    says: Option<String>,
}

struct Reader<'r, 'p> {
    resources: &'r Resources<'p>,
    fonts: &'r Fonts,
    words: Words,
    font: Option<&'r Font>,
    marks: Vec<Mark>,
}

impl Reader<'_, '_> {
    fn choose(&mut self, name: &Name<'_>) {
        let id = self.resources.fonts.get_ref(name.as_ref());
        self.font = id.and_then(|id| self.fonts.0.get(&key(id)));
    }

    fn write<'s>(&mut self, placed: Affine, strings: impl IntoIterator<Item = &'s [u8]>) {
        let Some(font) = self.font else { return };
        let mut text = String::new();
        match self.marks.iter_mut().find_map(|mark| mark.says.as_mut()) {
            Some(says) => text = std::mem::take(says),
            None => strings.into_iter().for_each(|string| font.read(string, &mut text)),
        }
        let is_foot = self.marks.iter().any(|mark| mark.is_foot);
        self.words.runs.push(Run { at: placed * Point::ZERO, text, is_foot });
    }

    fn write_all(&mut self, placed: Affine, texts: &Array<'_>) {
        let strings: Vec<_> = texts.iter::<Object<'_>>().filter_map(Object::into_string).collect();
        self.write(placed, strings.iter().map(PdfString::as_bytes));
    }

    fn mark(&mut self, mark: Mark) {
        if self.marks.len() < MAX_DEPTH {
            self.marks.push(mark);
        }
    }

    fn marked(&mut self, properties: &Object<'_>) {
        let properties = match properties {
            Object::Dict(properties) => Some(properties.clone()),
            Object::Name(name) => self.resources.properties.get::<Dict<'_>>(name.as_ref()),
            _ => None,
        };
        let properties = properties.unwrap_or_default();
        let kind = properties.get::<Name<'_>>(b"Subtype");
        let says = properties.get::<PdfString<'_>>(b"ActualText");
        self.mark(Mark {
            is_foot: kind.as_deref() == Some(b"Footer"),
            says: says.map(|says| text(says.as_bytes())),
        });
    }
}
