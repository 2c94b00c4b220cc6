//! What lies inside a file: fonts that are embedded and can be searched, and nothing that runs.

use std::collections::BTreeSet;

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, ObjRef, Object},
};

use super::{Check, book::Book};
use crate::words::count;

/// How deep arrays and dictionaries are looked into.
const MAX_NESTING: usize = 100;

/// What was found in the objects of a file.
#[derive(Default)]
pub(super) struct Inside {
    /// Fonts of attachments, and how many of them are not embedded.
    fonts: usize,
    borrowed: usize,
    /// Fonts the file itself writes with: not embedded, or without a table of what letters mean.
    own: usize,
    own_borrowed: usize,
    own_mute: usize,
    scripts: usize,
    programs: usize,
    files: usize,
}

impl Inside {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let mut inside = Self::default();
        let own = own_fonts(pdf);
        for object in pdf.objects() {
            inside.look(&object, &own, 0);
        }
        inside
    }

    fn look(&mut self, object: &Object<'_>, own: &BTreeSet<(i32, i32)>, depth: usize) {
        match object {
            _ if depth > MAX_NESTING => {}
            Object::Dict(dict) => self.dict(dict, own, depth),
            Object::Stream(stream) => self.dict(stream.dict(), own, depth),
            Object::Array(array) => self.array(array, own, depth),
            _ => {}
        }
    }

    fn array(&mut self, array: &Array<'_>, own: &BTreeSet<(i32, i32)>, depth: usize) {
        for item in array.raw_iter() {
            if let MaybeRef::NotRef(item) = item {
                self.look(&item, own, depth + 1);
            }
        }
    }

    fn dict(&mut self, dict: &Dict<'_>, own: &BTreeSet<(i32, i32)>, depth: usize) {
        let name = |key: &[u8]| dict.get::<Name<'_>>(key);
        match name(b"S").as_deref() {
            Some(b"JavaScript") => self.scripts += 1,
            Some(b"Launch" | b"ImportData" | b"SubmitForm") => self.programs += 1,
            Some(b"URI") if starts_something(dict) => self.programs += 1,
            _ => {}
        }
        self.scripts += usize::from(dict.contains_key(b"JavaScript"));
        let is_file = dict.contains_key(b"EmbeddedFiles") || dict.contains_key(b"EF");
        let is_attached = name(b"Subtype").as_deref() == Some(b"FileAttachment");
        self.files += usize::from(is_file || is_attached);
        if name(b"Type").as_deref() == Some(b"Font") {
            self.font(dict, own, depth);
        }
        for key in dict.keys() {
            if let Some(MaybeRef::NotRef(value)) = dict.get_raw::<Object<'_>>(key.as_ref()) {
                self.look(&value, own, depth + 1);
            }
        }
    }

    fn font(&mut self, font: &Dict<'_>, own: &BTreeSet<(i32, i32)>, depth: usize) {
        let kind = font.get::<Name<'_>>(b"Subtype");
        // A part of another font is looked at with it.
        if kind.as_deref().is_some_and(|kind| kind.starts_with(b"CIDFont")) {
            return;
        }
        let is_embedded = kind.as_deref() == Some(b"Type3") || is_embedded(font);
        let id = font.obj_id().filter(|_| depth == 0);
        if id.is_some_and(|id| own.contains(&(id.obj_number, id.gen_number))) {
            self.own += 1;
            self.own_borrowed += usize::from(!is_embedded);
            self.own_mute += usize::from(!font.contains_key(b"ToUnicode"));
        } else {
            self.fonts += 1;
            self.borrowed += usize::from(!is_embedded);
        }
    }

    pub(super) fn fonts(&self, book: &Book) -> Check {
        let mut check = Check::new("fonts");
        let is_ours = book.record.is_some();
        let missing = if is_ours { self.own_borrowed } else { self.own_borrowed + self.borrowed };
        if missing > 0 {
            check.fail(None, format!("{} not embedded", is_are(missing, "font")));
        }
        if is_ours && self.borrowed > 0 {
            let fonts = is_are(self.borrowed, "font");
            check.note(format!(
                "{fonts} not embedded in the documents themselves; a reader takes one of its own"
            ));
        }
        let all = self.own + self.fonts - if is_ours { self.borrowed } else { 0 };
        check.claims(all, format!("{}: embedded", count(all, "font")))
    }

    pub(super) fn text(&self, book: &Book) -> Check {
        let mut check = Check::new("text");
        if self.own_mute > 0 {
            let fonts = count(self.own_mute, "font");
            check.fail(None, format!("{fonts} without a table of what the letters mean"));
        }
        for (page, words) in book.words.iter().enumerate() {
            if words.runs.iter().any(|run| run.text.contains('\u{fffd}')) {
                check.fail(page, "there are letters on this page that cannot be searched");
            }
        }
        let pages = count(book.words.iter().filter(|words| !words.runs.is_empty()).count(), "page");
        let letters =
            if book.record.is_some() { ", and documents keep the text they came with" } else { "" };
        check
            .claims(self.own, format!("{pages} with text that can be searched and copied{letters}"))
    }

    pub(super) fn harmless(&self) -> Check {
        let mut check = Check::new("harmless");
        for (found, what) in [
            (self.scripts, "script"),
            (self.programs, "action that starts or sends something"),
            (self.files, "file hidden inside"),
        ] {
            if found > 0 {
                check.fail(None, format!("there is at least one {what}"));
            }
        }
        check.claims(3, "No scripts, nothing that starts a program, no files hidden inside")
    }
}

fn is_are(number: usize, thing: &str) -> String {
    format!("{} {}", count(number, thing), if number == 1 { "is" } else { "are" })
}

/// Whether an address runs a script, or opens a file of the computer it is read on.
fn starts_something(action: &Dict<'_>) -> bool {
    let address = action.get::<hayro_syntax::object::String<'_>>(b"URI");
    let address = address.as_ref().map_or(&b""[..], |address| address.as_bytes());
    let address: Vec<u8> =
        address.iter().filter(|byte| byte.is_ascii_graphic()).map(u8::to_ascii_lowercase).collect();
    [&b"javascript:"[..], b"vbscript:", b"data:", b"file:"].iter().any(|it| address.starts_with(it))
}

/// The fonts pages write with themselves, not those of drawings on them.
fn own_fonts(pdf: &Pdf) -> BTreeSet<(i32, i32)> {
    let fonts = pdf.pages().iter().flat_map(|page| {
        let fonts = &page.resources().fonts;
        fonts.keys().filter_map(|name| fonts.get_ref(name.as_ref())).collect::<Vec<ObjRef>>()
    });
    fonts.map(|id| (id.obj_number, id.gen_number)).collect()
}

fn is_embedded(font: &Dict<'_>) -> bool {
    let below = font.get::<Array<'_>>(b"DescendantFonts");
    let below = below.and_then(|below| below.iter::<Dict<'_>>().next());
    let described = below.as_ref().unwrap_or(font).get::<Dict<'_>>(b"FontDescriptor");
    described.is_some_and(|described| {
        [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| described.contains_key(key))
    })
}
