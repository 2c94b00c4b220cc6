//! What a page draws, in one digest: the same for a page of an attachment and for the form that
//! draws it in a bundle.
//!
//! It is taken of the decoded content and of all that the resources reach, whatever the numbers of
//! the objects are: dictionaries by their keys in order, numbers by their value, references by
//! what they lead to, streams by their dictionary and their data as they are stored. What a bundle
//! says about a stream and no reader draws (its length, its place among the tags) does not count.

use std::collections::HashMap;

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream},
    page::Page,
    xref::XRef,
};
use rayon::prelude::*;

use super::digest;

mod cycles;
#[cfg(test)]
mod tests;

/// How deep arrays and dictionaries are followed without a reference between them. No program that
/// draws a page comes near.
const MAX_NESTING: usize = 200;

/// How deep a tree of pages is climbed for resources.
const MAX_TREE: usize = 200;

/// What a stream's dictionary says and no reader draws: such entries are not carried over.
pub const NOT_DRAWN: [&[u8]; 9] = [
    b"AF",
    b"OC",
    b"Length",
    b"StructParent",
    b"StructParents",
    b"PieceInfo",
    b"LastModified",
    b"Metadata",
    b"OPI",
];

type Hash = [u8; 32];

/// The likeness of each page of an attachment, in order, in hexadecimal. It takes one processor:
/// attachments are looked at side by side, and whoever could help waits for the thread this is on.
pub fn of_pages(pdf: &Pdf) -> Vec<String> {
    let pages = pdf.pages().iter();
    let contents = pages
        .map(|page| hash(&[page.page_stream().unwrap_or_default().trim_ascii_end()]))
        .collect();
    let resources = pdf.pages().iter().map(|page| resources(page).unwrap_or_default());
    of(pdf.xref(), contents, resources, |parts| parts.iter().map(Part::alone).collect())
}

/// The likeness of each form a bundle draws, in the order given, in hexadecimal. It takes all
/// processors.
pub fn of_forms(pdf: &Pdf, forms: &[Stream<'_>]) -> Vec<String> {
    let content = |form: &Stream<'_>| hash(&[form.decoded().unwrap_or_default().trim_ascii_end()]);
    let contents = forms.par_iter().map(content).collect();
    let resources = forms.iter().map(|form| form.dict().get(b"Resources").unwrap_or_default());
    of(pdf.xref(), contents, resources, |parts| parts.par_iter().map(Part::alone).collect())
}

/// The resources of a page, or those of the part of the document it belongs to.
pub(super) fn resources<'a>(page: &Page<'a>) -> Option<Dict<'a>> {
    let mut node = page.raw().clone();
    for _ in 0..MAX_TREE {
        if let Some(resources) = node.get(b"Resources") {
            return Some(resources);
        }
        // The reader takes a page's way up for a circle, because it came that way down.
        node = page.xref().get(node.get_ref(b"Parent")?.into())?;
    }
    None
}

fn of<'a>(
    xref: &'a XRef,
    contents: Vec<Hash>,
    resources: impl Iterator<Item = Dict<'a>>,
    alone: impl FnOnce(&[Part<'a>]) -> Vec<Hash>,
) -> Vec<String> {
    let mut reached = Reached { xref, known: HashMap::new(), parts: Vec::new() };
    let roots: Vec<usize> =
        resources.map(|resources| reached.add(Object::Dict(resources))).collect();
    reached.follow();
    let alone = alone(&reached.parts);
    let edges: Vec<Vec<usize>> = reached.parts.into_iter().map(|part| part.leads_to).collect();
    let hashes = cycles::hashes(&alone, &edges);
    let likeness = |(root, content): (usize, Hash)| digest::hex(&hash(&[&content, &hashes[root]]));
    roots.into_iter().zip(contents).map(likeness).collect()
}

/// Everything that resources lead to.
struct Reached<'a> {
    xref: &'a XRef,
    /// Where an object is among the parts; nowhere if there is nothing in it.
    known: HashMap<ObjectIdentifier, Option<usize>>,
    parts: Vec<Part<'a>>,
}

/// An object: what it says itself, and the parts it refers to.
struct Part<'a> {
    object: Object<'a>,
    says: Vec<u8>,
    leads_to: Vec<usize>,
}

impl<'a> Reached<'a> {
    fn add(&mut self, object: Object<'a>) -> usize {
        self.parts.push(Part { object, says: Vec::new(), leads_to: Vec::new() });
        self.parts.len() - 1
    }

    fn find(&mut self, id: ObjectIdentifier) -> Option<usize> {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let object = self.xref.get::<Object<'a>>(id);
        let object = object.filter(|object| !matches!(object, Object::Null(_)) && !is_page(object));
        let place = object.map(|object| self.add(object));
        self.known.insert(id, place);
        place
    }

    /// Writes down what each part says, until no new part turns up.
    fn follow(&mut self) {
        let mut at = 0;
        while let Some(part) = self.parts.get(at) {
            let object = part.object.clone();
            let (mut says, mut leads_to) = (Vec::new(), Vec::new());
            self.write(&object, &mut says, &mut leads_to, 0);
            if let Some(part) = self.parts.get_mut(at) {
                (part.says, part.leads_to) = (says, leads_to);
            }
            at += 1;
        }
    }

    fn write(
        &mut self,
        object: &Object<'a>,
        says: &mut Vec<u8>,
        leads_to: &mut Vec<usize>,
        depth: usize,
    ) {
        match object {
            _ if depth > MAX_NESTING => says.push(b'.'),
            Object::Null(_) => says.push(b'0'),
            Object::Boolean(value) => says.push(if *value { b't' } else { b'f' }),
            Object::Number(number) => write_number(number.as_f64(), says),
            Object::String(text) => write_text(b's', text.as_bytes(), says),
            Object::Name(name) => write_text(b'/', name, says),
            Object::Array(array) => self.write_array(array, says, leads_to, depth),
            Object::Dict(dict) => self.write_dict(dict, &[], says, leads_to, depth),
            // Its data follow, once many can be looked at side by side.
            Object::Stream(stream) => {
                self.write_dict(stream.dict(), &NOT_DRAWN, says, leads_to, depth);
            }
        }
    }

    fn write_array(
        &mut self,
        array: &Array<'a>,
        says: &mut Vec<u8>,
        leads_to: &mut Vec<usize>,
        depth: usize,
    ) {
        says.push(b'[');
        for item in array.raw_iter() {
            match item {
                MaybeRef::NotRef(object) => self.write(&object, says, leads_to, depth + 1),
                MaybeRef::Ref(reference) => match self.find(reference.into()) {
                    Some(place) => {
                        says.push(b'R');
                        leads_to.push(place);
                    }
                    None => says.push(b'0'),
                },
            }
        }
        says.push(b']');
    }

    /// An entry that holds nothing is no entry.
    fn write_dict(
        &mut self,
        dict: &Dict<'a>,
        left_out: &[&[u8]],
        says: &mut Vec<u8>,
        leads_to: &mut Vec<usize>,
        depth: usize,
    ) {
        let mut keys: Vec<_> = dict.keys().collect();
        keys.retain(|key| !left_out.contains(&key.as_ref()));
        keys.sort_unstable();
        says.push(b'<');
        for key in keys {
            match dict.get_raw::<Object<'a>>(key.as_ref()) {
                None | Some(MaybeRef::NotRef(Object::Null(_))) => {}
                Some(MaybeRef::NotRef(object)) => {
                    write_text(b'/', &key, says);
                    self.write(&object, says, leads_to, depth + 1);
                }
                Some(MaybeRef::Ref(reference)) => {
                    if let Some(place) = self.find(reference.into()) {
                        write_text(b'/', &key, says);
                        says.push(b'R');
                        leads_to.push(place);
                    }
                }
            }
        }
        says.push(b'>');
    }
}

impl Part<'_> {
    fn alone(&self) -> Hash {
        match &self.object {
            Object::Stream(stream) => hash(&[&self.says, b"stream", &hash(&[&stream.raw_data()])]),
            _ => hash(&[&self.says]),
        }
    }
}

/// Whether an object is a page, or one above the pages: what draws has no business with those.
pub fn is_page(object: &Object<'_>) -> bool {
    let Object::Dict(dict) = object else { return false };
    let kind = dict.get::<Name<'_>>(b"Type");
    matches!(kind.as_deref(), Some(b"Page" | b"Pages" | b"Catalog"))
}

/// A whole number is the same however it is written; of others, what a reader uses of them counts.
fn write_number(number: f64, says: &mut Vec<u8>) {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        says.push(b'i');
        says.extend((number as i64).to_le_bytes());
    } else {
        says.push(b'r');
        says.extend((number as f32).to_le_bytes());
    }
}

/// The length keeps one text from running into what follows.
fn write_text(kind: u8, text: &[u8], says: &mut Vec<u8>) {
    says.push(kind);
    says.extend((text.len() as u64).to_le_bytes());
    says.extend(text);
}

/// Parts are of a known length, or the last but for hashes: one cannot pass for another.
fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}
