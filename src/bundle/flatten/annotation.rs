//! What one annotation puts on its page.

use hayro_syntax::content::UntypedIter;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, decode_text_string};

use super::geometry::Rect;
use super::{Form, field, markup};
use crate::bundle::preflight::{ATTACHED, Note, RECORDING};

/// What is drawn for an annotation.
pub(super) enum Ink {
    /// It has nothing to show.
    Nothing,
    /// The appearance it brings along.
    Appearance(ObjectId),
    /// What we draw in its place.
    Sketch(Sketch),
}

/// A drawing of our own, in the page's coordinates.
pub(super) struct Sketch {
    /// What it may cover.
    pub(super) area: Rect,
    /// The drawing.
    pub(super) content: Vec<u8>,
    /// What the drawing refers to.
    pub(super) resources: Dictionary,
}

impl Sketch {
    /// The drawing as a form XObject.
    pub(super) fn into_form(self) -> Stream {
        let mut dict = Dictionary::new();
        dict.set("Type", "XObject");
        dict.set("Subtype", "Form");
        dict.set("BBox", self.area.to_object());
        dict.set("Resources", self.resources);
        Stream::new(dict, self.content)
    }
}

/// An annotation, drawn.
pub(super) struct Drawn {
    /// What goes on the page.
    pub(super) ink: Ink,
    /// What cannot, with page 0.
    pub(super) note: Option<Note>,
}

/// The largest appearance that is looked into.
const MAX_APPEARANCE: usize = 16 << 20;

/// Draws an annotation, or names the kind of thing that would be lost.
pub(super) fn draw(
    doc: &Document,
    form: &Form,
    annotation: &Dictionary,
) -> Result<Drawn, &'static str> {
    let nothing = Drawn { ink: Ink::Nothing, note: None };
    if is_hidden(doc, form, annotation) {
        return Ok(nothing);
    }
    let subtype = name(doc, annotation, b"Subtype").unwrap_or_default();
    match &*subtype {
        b"Popup" => return Ok(nothing),
        b"Redact" => return Err("a redaction that was marked but never applied"),
        b"Widget" => return Ok(Drawn { ink: field::draw(doc, form, annotation)?, note: None }),
        _ => {}
    }
    let note = note(doc, annotation, &subtype);
    // A reply lies under the comment it answers; only its text is its own.
    let reply = annotation.has(b"IRT") && name(doc, annotation, b"RT").as_deref() != Some(b"Group");
    let ink = match appearance(doc, annotation, None) {
        _ if reply => Ink::Nothing,
        Some(id) => Ink::Appearance(id),
        None => markup::draw(doc, form, annotation, &subtype)?,
    };
    Ok(Drawn { ink, note })
}

/// Whether a reader leaves an annotation out when it shows the page.
fn is_hidden(doc: &Document, form: &Form, annotation: &Dictionary) -> bool {
    const HIDDEN: i64 = 2;
    const NO_VIEW: i64 = 32;
    let flags = annotation.get_deref(b"F", doc).and_then(Object::as_i64).unwrap_or(0);
    let layer = annotation.get(b"OC");
    flags & (HIDDEN | NO_VIEW) != 0 || layer.is_ok_and(|layer| form.layers.hide(doc, layer))
}

/// The normal appearance of an annotation, in the state it is in or the one asked for.
pub(super) fn appearance(
    doc: &Document,
    annotation: &Dictionary,
    state: Option<&[u8]>,
) -> Option<ObjectId> {
    let looks = annotation.get_deref(b"AP", doc).ok()?.as_dict().ok()?;
    let normal = looks.get(b"N").ok()?;
    let (id, object) = doc.dereference(normal).ok()?;
    let (id, object) = match object {
        Object::Dictionary(states) => {
            let own = name(doc, annotation, b"AS");
            let state = state.or(own.as_deref())?;
            doc.dereference(states.get(state).ok()?).ok()?
        }
        _ => (id, object),
    };
    object.as_stream().ok()?;
    id
}

/// Whether an appearance writes or places anything, rather than a frame and a background.
pub(super) fn says_something(doc: &Document, appearance: ObjectId) -> bool {
    let Ok(stream) = doc.get_object(appearance).and_then(Object::as_stream) else { return false };
    let Ok(content) = stream.get_plain_content_with_limit(MAX_APPEARANCE) else { return true };
    let mut operations = UntypedIter::new(&content);
    while let Some(operation) = operations.next() {
        if matches!(&**operation.operator, b"Tj" | b"TJ" | b"'" | b"\"" | b"Do" | b"BI") {
            return true;
        }
    }
    false
}

/// Completes an appearance, so that a page may draw it like any other form XObject.
pub(super) fn make_form(doc: &mut Document, appearance: ObjectId, form: &Form, page: &Dictionary) {
    let own = |doc: &Document, dict: &Dictionary, key: &[u8]| -> Dictionary {
        dict.get_deref(key, doc).and_then(Object::as_dict).cloned().unwrap_or_default()
    };
    let Ok(stream) = doc.get_object(appearance).and_then(Object::as_stream) else { return };
    // One that names no resources uses those of its page.
    let mut resources = match stream.dict.has(b"Resources") {
        true => own(doc, &stream.dict, b"Resources"),
        false => page.clone(),
    };
    let mut fonts = own(doc, &resources, b"Font");
    for (name, font) in form.fonts.iter().filter(|_| !form.fonts.is_empty()) {
        if !fonts.has(name) {
            fonts.set(name.clone(), font.clone());
        }
    }
    if !fonts.is_empty() {
        resources.set("Font", fonts);
    }
    let Ok(stream) = doc.get_object_mut(appearance).and_then(Object::as_stream_mut) else { return };
    stream.dict.set("Type", "XObject");
    stream.dict.set("Subtype", "Form");
    stream.dict.set("Resources", resources);
}

/// The text of a comment that the page does not show.
fn note(doc: &Document, annotation: &Dictionary, subtype: &[u8]) -> Option<Note> {
    let author = || self::text(doc, annotation, b"T");
    let kind = match subtype {
        b"FileAttachment" => {
            let file = annotation.get_deref(b"FS", doc).and_then(Object::as_dict).ok();
            let name =
                file.and_then(|file| text(doc, file, b"UF").or_else(|| text(doc, file, b"F")));
            let said = [name, text(doc, annotation, b"Contents")].into_iter().flatten();
            let mut words = String::from("A file is attached here and is not in the bundle");
            for part in said {
                words += &format!(": {part}");
            }
            return Some(Note { page: 0, kind: ATTACHED, author: author(), text: words });
        }
        b"Sound" | b"Movie" | b"Screen" | b"RichMedia" | b"3D" => {
            let text = "A recording or a film is here that paper cannot show".into();
            return Some(Note { page: 0, kind: RECORDING, author: author(), text });
        }
        b"Text" => "comment",
        b"Highlight" => "highlight",
        b"Underline" | b"Squiggly" => "underlining",
        b"StrikeOut" => "crossing out",
        b"Caret" => "insertion mark",
        b"Stamp" => "stamp",
        b"Square" | b"Circle" | b"Line" | b"Polygon" | b"PolyLine" | b"Ink" => "drawing",
        // What they say stands on the page, or is that of no comment.
        b"FreeText" | b"Link" | b"Watermark" | b"PrinterMark" | b"TrapNet" => return None,
        _ => "comment",
    };
    let captioned = annotation.get_deref(b"Cap", doc).and_then(Object::as_bool).unwrap_or(false);
    let text = text(doc, annotation, b"Contents").filter(|_| !captioned)?;
    Some(Note { page: 0, kind, author: author(), text })
}

/// A text of a dictionary, unless it is empty.
pub(super) fn text(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<String> {
    let text = decode_text_string(dict.get_deref(key, doc).ok()?).ok()?;
    let text = text.trim_end_matches('\0').trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A name of a dictionary.
pub(super) fn name(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    Some(dict.get_deref(key, doc).ok()?.as_name().ok()?.to_vec())
}
