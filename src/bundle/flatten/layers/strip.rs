//! Takes all that is hidden out of a file, and the switches away from what stays.

use std::collections::BTreeSet;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::cut::cut;
use super::{Layers, dict};
use crate::bundle::flatten::{contents_of, resources_of};

/// The largest drawing that is taken apart.
const MAX_DRAWING: usize = 256 << 20;

/// Leaves in a file only what is shown. None where a drawing cannot be taken apart safely.
pub(crate) fn strip(doc: &mut Document, layers: &Layers, pages: &[ObjectId]) -> Option<()> {
    let mut strip = Strip { doc, layers, open: Vec::new(), seen: BTreeSet::new() };
    for page in pages {
        if strip.seen.insert(*page) {
            strip.page(*page)?;
        }
    }
    while let Some(drawing) = strip.open.pop() {
        if strip.seen.insert(drawing.id) {
            strip.drawing(&drawing)?;
        }
    }
    let catalog = doc.catalog_mut().ok()?;
    // The structure repeats the words of what was hidden.
    for key in [&b"OCProperties"[..], b"StructTreeRoot", b"MarkInfo"] {
        catalog.remove(key);
    }
    Some(())
}

/// A drawing that something shown refers to.
struct Drawing {
    id: ObjectId,
    /// What it refers to, where it says nothing of its own.
    resources: Rc<Dictionary>,
    /// What it refers to is written into it.
    is_form: bool,
}

struct Strip<'a> {
    doc: &'a mut Document,
    layers: &'a Layers,
    open: Vec<Drawing>,
    seen: BTreeSet<ObjectId>,
}

impl Strip<'_> {
    fn page(&mut self, id: ObjectId) -> Option<()> {
        let mut page = self.doc.get_dictionary(id).ok()?.clone();
        let mut content = Vec::new();
        for part in contents_of(self.doc, &page) {
            if let Ok((_, Object::Stream(part))) = self.doc.dereference(&part) {
                content.extend(plain(part)?);
                content.push(b'\n');
            }
        }
        let (content, resources) = self.cut(&content, resources_of(self.doc, id))?;
        if let Some(content) = content {
            let stream = packed(Dictionary::new(), content)?;
            page.set("Contents", self.doc.try_add_object(stream).ok()?);
        }
        page.set("Resources", resources);
        // Other programs keep their own copy of a drawing here, hidden layers and all.
        page.remove(b"PieceInfo");
        if let Ok(annotations) = page.get_deref(b"Annots", self.doc).and_then(Object::as_array) {
            let annotations = annotations.clone();
            page.set("Annots", self.shown(annotations));
        }
        self.doc.set_object(id, page);
        Some(())
    }

    /// Those of a page's links that are shown.
    fn shown(&mut self, mut annotations: Vec<Object>) -> Vec<Object> {
        annotations.retain_mut(|entry| {
            let Ok((id, Object::Dictionary(annotation))) = self.doc.dereference(entry) else {
                return false;
            };
            let Ok(condition) = annotation.get(b"OC") else { return true };
            let hides = self.layers.hide(self.doc, condition);
            let mut annotation = annotation.clone();
            annotation.remove(b"OC");
            match id {
                Some(id) if !hides => self.doc.set_object(id, annotation),
                _ => *entry = Object::Dictionary(annotation),
            }
            !hides
        });
        annotations
    }

    fn drawing(&mut self, drawing: &Drawing) -> Option<()> {
        let stream = self.doc.get_object(drawing.id).ok()?.as_stream().ok()?;
        let own = dict(self.doc, &stream.dict, b"Resources").filter(|_| drawing.is_form);
        let resources = own.unwrap_or(&*drawing.resources).clone();
        let content = plain(stream)?;
        let (content, resources) = self.cut(&content, resources)?;
        let stream = self.doc.get_object_mut(drawing.id).ok()?.as_stream_mut().ok()?;
        if let Some(content) = content {
            *stream = packed(std::mem::take(&mut stream.dict), content)?;
        }
        stream.dict.remove(b"PieceInfo");
        if drawing.is_form {
            stream.dict.set("Resources", resources);
        }
        Some(())
    }

    /// The content, where it changes, and all that what is left of it refers to.
    fn cut(
        &mut self,
        content: &[u8],
        mut resources: Dictionary,
    ) -> Option<(Option<Vec<u8>>, Dictionary)> {
        let doc = &*self.doc;
        let properties = dict(doc, &resources, b"Properties").cloned().unwrap_or_default();
        let hidden = |name: &[u8]| {
            properties.get(name).is_ok_and(|condition| self.layers.hide(doc, condition))
        };
        let mut drawings = dict(doc, &resources, b"XObject").cloned().unwrap_or_default();
        let mut gone = BTreeSet::new();
        for (name, drawing) in &drawings {
            let Ok((_, Object::Stream(drawing))) = doc.dereference(drawing) else { continue };
            if drawing.dict.get(b"OC").is_ok_and(|condition| self.layers.hide(doc, condition)) {
                gone.insert(name.clone());
            }
        }
        let has_layers = content.windows(3).any(|it| it == b"/OC");
        let mut left = None;
        if has_layers || !gone.is_empty() {
            let cut = cut(content, hidden, |name| gone.contains(name))?;
            gone.extend(cut.dropped);
            left = Some(cut.content);
        }
        for name in &gone {
            drawings.remove(name);
        }
        let conditions = properties.iter().filter(|(_, value)| {
            let value = doc.dereference(value).ok().and_then(|it| it.1.as_dict().ok());
            value.is_none_or(|value| value.has_type(b"OCG") || value.has_type(b"OCMD"))
        });
        let conditions: Vec<Vec<u8>> = conditions.map(|(name, _)| name.clone()).collect();
        let mut properties = properties;
        for name in conditions {
            properties.remove(&name);
        }
        for (key, value) in [("XObject", drawings), ("Properties", properties)] {
            resources.remove(key.as_bytes());
            if !value.is_empty() {
                resources.set(key, value);
            }
        }
        self.follow(&resources);
        Some((left, resources))
    }

    /// Notes the drawings that resources lead to, and takes their switches off.
    fn follow(&mut self, resources: &Dictionary) {
        let doc = &*self.doc;
        let these = Rc::new(resources.clone());
        let mut found = Vec::new();
        let mut switched = Vec::new();
        let entries = |key: &[u8]| dict(doc, resources, key).into_iter().flat_map(Dictionary::iter);
        for (_, value) in entries(b"XObject").chain(entries(b"Pattern")) {
            let Ok((Some(id), Object::Stream(drawing))) = doc.dereference(value) else { continue };
            if drawing.dict.has(b"OC") {
                switched.push(id);
            }
            if super::name(doc, &drawing.dict, b"Subtype") != Some(b"Image") {
                found.push((id, Rc::clone(&these), true));
            }
        }
        for (_, value) in entries(b"ExtGState") {
            let state = doc.dereference(value).ok().and_then(|it| it.1.as_dict().ok());
            let mask = state.and_then(|state| dict(doc, state, b"SMask"));
            if let Some(Ok(group)) = mask.map(|mask| mask.get(b"G").and_then(Object::as_reference))
            {
                found.push((group, Rc::clone(&these), true));
            }
        }
        for (_, value) in entries(b"Font") {
            let Some(font) = doc.dereference(value).ok().and_then(|it| it.1.as_dict().ok()) else {
                continue;
            };
            let Some(glyphs) = dict(doc, font, b"CharProcs") else { continue };
            let own = dict(doc, font, b"Resources").cloned().map(Rc::new);
            let own = own.unwrap_or_else(|| Rc::clone(&these));
            let glyphs = glyphs.iter().filter_map(|(_, glyph)| glyph.as_reference().ok());
            found.extend(glyphs.map(|id| (id, Rc::clone(&own), false)));
        }
        self.open.extend(
            found
                .into_iter()
                .filter(|(id, _, _)| !self.seen.contains(id))
                .map(|(id, resources, is_form)| Drawing { id, resources, is_form }),
        );
        for id in switched {
            if let Ok(stream) = self.doc.get_object_mut(id).and_then(Object::as_stream_mut) {
                stream.dict.remove(b"OC");
            }
        }
    }
}

fn plain(stream: &Stream) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(MAX_DRAWING).ok()
}

fn packed(dict: Dictionary, content: Vec<u8>) -> Option<Stream> {
    let mut stream = Stream::new(dict, Vec::new());
    stream.set_plain_content(content);
    stream.compress().ok()?;
    Some(stream)
}
