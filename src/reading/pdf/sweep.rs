//! All objects of a file, each looked at once, wherever it hangs.
//!
//! Bookmarks, descriptions, names and scripts hang in trees that may be broken or run in circles.
//! Going through the file's list of objects instead needs no tree, ends by itself, and finds what is
//! fastened to nothing any more and travels along all the same.

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};

use super::unpack::{MAX_CONTENT, text_at, texts_at, unpack};
use super::{annotations, bare, fields, known, markup};
use crate::reading::Part;

/// How many objects inside one object are looked at.
const MAX_INSIDE: usize = 2_000_000;

/// How many bytes of text are kept.
const MAX_TEXT: usize = 32 << 20;

/// The largest drawing that is searched for letters that clip.
const MAX_DRAWING: usize = 4 << 20;

/// What a file is made of.
#[derive(Default)]
pub(super) struct Facts {
    /// Some of its layers may be off.
    pub(super) hidden_layers: bool,
    /// It has fonts that not every reader has, or changes those.
    pub(super) own_fonts: bool,
    /// It has fonts whose glyphs are drawings.
    pub(super) drawn_fonts: bool,
    /// Some drawing in it has letters that only clip.
    pub(super) clipping_letters: bool,
}

/// What was found.
#[derive(Default)]
pub(super) struct Sweep<'a> {
    /// What the file is made of.
    pub(super) facts: Facts,
    /// Texts that stand on no page.
    pub(super) texts: Vec<(Part, String)>,
    /// Files inside the file.
    pub(super) files: Vec<Dict<'a>>,
    /// Photographs.
    pub(super) photographs: Vec<(ObjectIdentifier, Stream<'a>)>,
    /// There are scripts.
    pub(super) scripts: bool,
    /// There is more than was looked at.
    pub(super) overflowed: bool,
    bytes: usize,
}

/// Goes through all objects of a file.
pub(super) fn all(pdf: &Pdf) -> Sweep<'_> {
    let mut sweep = Sweep::default();
    let mut objects = 0;
    for object in pdf.objects() {
        let mut open = vec![object];
        while let Some(object) = open.pop() {
            objects += 1;
            if objects > MAX_INSIDE || sweep.bytes > MAX_TEXT {
                sweep.overflowed = true;
                sweep.facts.own_fonts = true;
                return sweep;
            }
            match object {
                Object::Array(array) => open.extend(array.raw_iter().filter_map(direct)),
                Object::Dict(dict) => {
                    sweep.dict(&dict);
                    open.extend(dict.entries().filter_map(|(_, value)| direct(value)));
                }
                Object::Stream(stream) => {
                    sweep.stream(&stream);
                    sweep.dict(stream.dict());
                }
                _ => {}
            }
        }
    }
    sweep.facts.hidden_layers &= has_layers(pdf);
    sweep
}

fn direct<T>(value: MaybeRef<T>) -> Option<T> {
    match value {
        MaybeRef::NotRef(object) => Some(object),
        MaybeRef::Ref(_) => None,
    }
}

fn has_layers(pdf: &Pdf) -> bool {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    root.is_some_and(|root| root.contains_key(keys::OCPROPERTIES))
}

impl<'a> Sweep<'a> {
    /// Keeps a text, unless it is there already.
    fn say(&mut self, part: &Part, texts: impl IntoIterator<Item = String>) {
        for text in texts {
            let is_new = self.texts.last().is_none_or(|(_, last)| *last != text);
            if is_new && !text.is_empty() {
                self.bytes += text.len();
                self.texts.push((part.clone(), text));
            }
        }
    }

    fn dict(&mut self, dict: &Dict<'a>) {
        let has = |key: &[u8]| dict.contains_key(key);
        let name =
            |key: &[u8]| dict.get::<Name<'_>>(key).map(|name| name.to_vec()).unwrap_or_default();
        let kind = name(b"Type");
        let is_off = || {
            name(b"BaseState") == b"OFF"
                || dict.get::<Array<'_>>(b"OFF").is_some_and(|off| off.raw_iter().next().is_some())
        };
        self.facts.hidden_layers |=
            kind == b"OCMD" || (has(b"OFF") || has(b"BaseState")) && is_off();
        let subtype = name(b"Subtype");
        self.facts.drawn_fonts |= kind == b"Font" && subtype == b"Type3";
        self.facts.own_fonts |= !known::is_plain(dict, &subtype);
        let is_bookmark = has(b"Title")
            && [&b"Parent"[..], b"Dest", b"A", b"First", b"Next", b"Prev"].into_iter().any(has);
        if is_bookmark {
            self.say(&Part::Beside("a bookmark"), text_at(dict, b"Title"));
        }
        if has(b"Alt") || has(b"ActualText") {
            self.say(&Part::Beside("a description"), texts_at(dict, b"Alt"));
            self.say(&Part::Beside("a description"), texts_at(dict, b"ActualText"));
        }
        if has(b"JS") {
            self.scripts = true;
            self.say(&Part::Beside("a script"), text_at(dict, b"JS"));
        }
        if has(b"URI")
            || has(b"S") && has(b"F") && matches!(&*name(b"S"), b"GoToR" | b"GoToE" | b"Launch")
        {
            self.say(&Part::Beside("a link's address"), annotations::targets(dict));
        }
        if has(b"FT") || has(b"V") && has(b"T") {
            self.say(&Part::Field, fields::own_values(dict));
        }
        if has(b"EF") {
            self.files.push(dict.clone());
        }
        let is_info =
            [&b"Producer"[..], b"CreationDate", b"Author", b"Title", b"Subject", b"Keywords"];
        if kind.is_empty() && !is_bookmark && is_info.into_iter().any(has) {
            self.info(dict);
        }
        if has(b"XFA") {
            self.form(dict);
        }
    }

    /// The properties of the file, with those that people add.
    fn info(&mut self, info: &Dict<'a>) {
        const BY_PROGRAMS: [&[u8]; 10] = [
            b"Producer",
            b"Creator",
            b"CreationDate",
            b"ModDate",
            b"Trapped",
            b"SourceModified",
            b"AAPL:Keywords",
            b"PTEX.Fullbanner",
            b"ContentTypeId",
            b"Created",
        ];
        for key in info.keys().filter(|key| !BY_PROGRAMS.contains(&&**key)) {
            let name = String::from_utf8_lossy(&key).to_lowercase();
            self.say(&Part::Property(name), text_at(info, &key));
        }
    }

    /// What is filled into an XFA form.
    fn form(&mut self, form: &Dict<'a>) {
        let parts = match form.get::<Object<'_>>(b"XFA") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(parts)) => {
                parts.iter::<Object<'_>>().filter_map(Object::into_stream).take(64).collect()
            }
            _ => Vec::new(),
        };
        for part in parts {
            match unpack(&part, MAX_CONTENT) {
                Some(xml) => {
                    self.say(&Part::Field, [markup::without_tags(&String::from_utf8_lossy(&xml))]);
                }
                None => self.overflowed = true,
            }
        }
    }

    fn stream(&mut self, stream: &Stream<'a>) {
        let dict = stream.dict();
        let name =
            |key: &[u8]| dict.get::<Name<'_>>(key).map(|name| name.to_vec()).unwrap_or_default();
        if name(b"Type") == b"Metadata" {
            match unpack(stream, MAX_TEXT) {
                Some(xmp) => {
                    for (name, text) in markup::properties(&String::from_utf8_lossy(&xmp)) {
                        self.say(&Part::Property(name), [text]);
                    }
                }
                None => self.overflowed = true,
            }
        }
        match &*name(b"Subtype") {
            b"Form" if !self.facts.clipping_letters => {
                let content = unpack(stream, MAX_DRAWING);
                self.facts.clipping_letters |=
                    content.is_some_and(|it| bare::clips_with_letters(&it));
            }
            b"Image" if is_photograph(dict) => {
                self.photographs.push((stream.obj_id(), stream.clone()));
            }
            _ => {}
        }
    }
}

fn is_photograph(dict: &Dict<'_>) -> bool {
    let last = match dict.get::<Object<'_>>(keys::FILTER) {
        Some(Object::Name(name)) => Some(name),
        Some(Object::Array(names)) => names.iter::<Name<'_>>().last(),
        _ => None,
    };
    last.as_deref() == Some(b"DCTDecode")
}
