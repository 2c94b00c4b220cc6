//! Copies of a file that show what the file itself keeps to itself.
//!
//! The reader of drawings leaves out layers that are off and letters that only clip, and it knows
//! neither the widths nor the names of glyphs that are drawings themselves (Type 3 fonts). The few
//! files that have any of these are written out anew without them.

use std::cell::OnceCell;
use std::sync::Arc;

use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::sweep::Facts;

/// Copies of a file, made when they are needed.
pub(super) struct Copies<'f> {
    bytes: &'f [u8],
    facts: &'f Facts,
    opened: OnceCell<Option<Pdf>>,
}

impl<'f> Copies<'f> {
    /// Copies of a file of which something is known.
    pub(super) fn of(bytes: &'f [u8], facts: &'f Facts) -> Self {
        Self { bytes, facts, opened: OnceCell::new() }
    }

    /// Whether the file has no fonts but those every reader has.
    pub(super) fn have_plain_fonts(&self) -> bool {
        !self.facts.own_fonts
    }

    /// A copy whose glyphs all have names and widths, where some have none.
    pub(super) fn named(&self) -> Option<Pdf> {
        self.facts.drawn_fonts.then(|| rewrite(self.bytes, false)).flatten()
    }

    /// A copy in which every layer is on and letters that only clip are drawn without ink, for a
    /// page that has any.
    pub(super) fn opened(&self, content: &[u8], odd_clip: bool) -> Option<&Pdf> {
        let clips = odd_clip && (self.facts.clipping_letters || clips_with_letters(content));
        if !clips && !self.facts.hidden_layers {
            return None;
        }
        self.opened.get_or_init(|| rewrite(self.bytes, true)).as_ref()
    }
}

/// Whether instructions have letters clip and do nothing else.
pub(super) fn clips_with_letters(content: &[u8]) -> bool {
    content.windows(4).any(|it| it == b"7 Tr")
}

fn rewrite(bytes: &[u8], open: bool) -> Option<Pdf> {
    let options = LoadOptions { password: Some(String::new()), ..LoadOptions::default() };
    let mut doc = Document::load_mem_with_options(bytes, options).ok()?;
    if open && let Ok(catalog) = doc.catalog_mut() {
        catalog.remove(b"OCProperties");
    }
    let fonts: Vec<_> = doc
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let font = object.as_dict().ok()?;
            Some((*id, as_plain_font(&doc, font)?))
        })
        .collect();
    for (id, font) in fonts {
        doc.set_object(id, font);
    }
    if open {
        doc.objects.values_mut().for_each(draw_letters);
    }
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).ok()?;
    Pdf::new(Arc::new(bytes)).ok()
}

/// A layer's conditions taken away, and letters that only clip drawn without ink.
fn draw_letters(object: &mut Object) {
    match object {
        Object::Dictionary(dict) if dict.has_type(b"OCMD") => {
            for key in [&b"OCGs"[..], b"VE", b"P"] {
                dict.remove(key);
            }
        }
        Object::Stream(stream) if !is_picture(&stream.dict) => {
            let Ok(mut content) =
                stream.decompressed_content_with_limit(super::unpack::MAX_CONTENT)
            else {
                return;
            };
            let places: Vec<usize> = content
                .windows(4)
                .enumerate()
                .filter(|(_, it)| it == b"7 Tr")
                .map(|(at, _)| at)
                .collect();
            for at in &places {
                if let Some(mode) = content.get_mut(*at) {
                    *mode = b'3';
                }
            }
            if !places.is_empty() {
                stream.set_plain_content(content);
            }
        }
        _ => {}
    }
}

fn is_picture(dict: &Dictionary) -> bool {
    dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image")
}

/// A font whose glyphs are drawings, as a font of letters: the same widths and names.
fn as_plain_font(doc: &Document, font: &Dictionary) -> Option<Dictionary> {
    if font.get(b"Subtype").and_then(Object::as_name).ok()? != b"Type3" {
        return None;
    }
    let number = |object: &Object| doc.dereference(object).ok()?.1.as_float().ok();
    let matrix = font.get_deref(b"FontMatrix", doc).and_then(Object::as_array);
    let scale = matrix.ok().and_then(|it| number(it.first()?)).unwrap_or(0.001) * 1000.0;
    let widths = font.get_deref(b"Widths", doc).and_then(Object::as_array).ok()?;
    let widths: Vec<Object> =
        widths.iter().map(|it| Object::Real(number(it).unwrap_or(0.0) * scale)).collect();
    let mut plain = font.clone();
    for key in [&b"CharProcs"[..], b"FontMatrix", b"FontBBox", b"Resources"] {
        plain.remove(key);
    }
    plain.set("Subtype", "Type1");
    plain.set("BaseFont", "Helvetica");
    plain.set("Widths", widths);
    Some(plain)
}
