//! Draws forms, comments and stamps into the pages they lie on.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::picture;
use super::preflight::{Note, Unbindable};

use annotation::Ink;
use geometry::{Rect, fit, number, upright};
use layers::Layers;

mod annotation;
mod field;
mod geometry;
mod layers;
mod markup;
mod sheet;
mod strokes;
mod text;

/// A page to be flattened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Its object.
    pub(super) id: ObjectId,
    /// How many annotations it has, at the least.
    pub(super) annotations: usize,
    /// How far a reader turns it clockwise, in degrees.
    pub(super) turn: u16,
    /// Graphics states its content restores without having saved them.
    pub(super) missing: usize,
    /// Graphics states its content leaves open.
    pub(super) open: usize,
}

/// A file with nothing left beside the content of its pages.
pub(super) struct Flat {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// What stood in pop-up windows.
    pub(super) notes: Vec<Note>,
}

/// How large a photograph may be once it is out of the wrappings around it.
const MAX_PHOTOGRAPH: usize = 256 << 20;

/// How many annotations one file may have.
const MAX_ANNOTATIONS: usize = 200_000;

/// Whether a file has anything on layers that are switched off.
pub(super) fn hides_something(doc: &Document) -> bool {
    Layers::of(doc).hide_something(doc)
}

/// Draws what lies on the target pages into them, leaves out what is switched off, and saves the
/// file as PDF 1.7.
///
/// # Errors
/// Names the first thing that would be lost, or says that the file cannot be read.
pub(super) fn flatten(
    mut doc: Document,
    targets: &[Target],
    pages: &[ObjectId],
) -> Result<Flat, Unbindable> {
    let form = form_of(&doc);
    let mut notes = Vec::new();
    for target in targets {
        flatten_page(&mut doc, &form, target, &mut notes)?;
    }
    if form.layers.hide_something(&doc) {
        layers::strip(&mut doc, &form.layers, pages).ok_or(Unbindable::HiddenLayers)?;
    }
    doc.objects.values_mut().for_each(forget_the_camera);
    if let Ok(catalog) = doc.catalog_mut() {
        catalog.remove(b"AcroForm");
        catalog.remove(b"Version");
    }
    doc.prune_objects();
    doc.version = "1.7".into();
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).map_err(|_| Unbindable::Damaged)?;
    Ok(Flat { bytes, notes })
}

/// Leaves out of a photograph what its camera wrote beside the picture.
fn forget_the_camera(object: &mut Object) {
    let Object::Stream(stream) = object else { return };
    let filters: Vec<Vec<u8>> =
        stream.filters().unwrap_or_default().into_iter().map(<[u8]>::to_vec).collect();
    let Some((b"DCTDecode", around)) = filters.split_last().map(|(last, rest)| (&**last, rest))
    else {
        return;
    };
    let jpeg = if around.is_empty() {
        picture::without_remarks(&stream.content)
    } else {
        let names: Vec<Object> = around.iter().cloned().map(Object::Name).collect();
        let mut dict = Dictionary::new();
        dict.set("Filter", names);
        let packed = Stream::new(dict, stream.content.clone());
        let jpeg = packed.decompressed_content_with_limit(MAX_PHOTOGRAPH).ok();
        jpeg.and_then(|jpeg| picture::without_remarks(&jpeg))
    };
    if let Some(jpeg) = jpeg {
        stream.dict.set("Filter", "DCTDecode");
        if !around.is_empty() {
            stream.dict.remove(b"DecodeParms");
        }
        stream.set_content(jpeg);
    }
}

/// What the annotations of a file share.
pub(super) struct Form {
    /// The file asks its reader to draw the fields' values.
    draws_values: bool,
    /// The text style of fields that have none of their own.
    style: Vec<u8>,
    /// Fonts that appearances may use without naming them.
    fonts: Dictionary,
    /// Which layers are switched off.
    layers: Layers,
}

fn form_of(doc: &Document) -> Form {
    let entry = |dict: &Dictionary, key: &[u8]| -> Option<Dictionary> {
        dict.get_deref(key, doc).ok()?.as_dict().ok().cloned()
    };
    let catalog = doc.catalog().cloned().unwrap_or_default();
    let form = entry(&catalog, b"AcroForm").unwrap_or_default();
    let flag = form.get_deref(b"NeedAppearances", doc).and_then(Object::as_bool);
    let style = form.get_deref(b"DA", doc).and_then(Object::as_str);
    Form {
        draws_values: flag.unwrap_or(false),
        style: style.map(<[u8]>::to_vec).unwrap_or_default(),
        fonts: entry(&form, b"DR").and_then(|dr| entry(&dr, b"Font")).unwrap_or_default(),
        layers: Layers::of(doc),
    }
}

fn flatten_page(
    doc: &mut Document,
    form: &Form,
    target: &Target,
    notes: &mut Vec<Note>,
) -> Result<(), Unbindable> {
    let page = doc.get_dictionary(target.id).map_err(|_| Unbindable::Damaged)?.clone();
    let annotations = match page.get_deref(b"Annots", doc).and_then(Object::as_array) {
        Ok(annotations) if annotations.len() <= MAX_ANNOTATIONS => annotations.clone(),
        Ok(_) => return Err(Unbindable::TooComplex),
        Err(_) => Vec::new(),
    };
    let mut layer = Layer::over(doc, target);
    let mut read = 0;
    for entry in annotations {
        // Some makers write an annotation as the head of a stream.
        let annotation = match doc.dereference(&entry) {
            Ok((_, Object::Dictionary(annotation))) => annotation.clone(),
            Ok((_, Object::Stream(stream))) => stream.dict.clone(),
            _ => continue,
        };
        let refuse = |what| Unbindable::Unflattened { page: target.number, what };
        let drawn = annotation::draw(doc, form, &annotation).map_err(refuse)?;
        layer.add(doc, form, &annotation, drawn.ink).ok_or(Unbindable::Damaged)?;
        notes.extend(drawn.note.map(|note| Note { page: target.number, ..note }));
        if annotation::name(doc, &annotation, b"Subtype").as_deref() == Some(b"Link") {
            layer.links.push(entry);
        }
        read += 1;
    }
    // A page written straight into the tree has no number of its own to be replaced under.
    if read < target.annotations || page.has(b"Kids") {
        return Err(Unbindable::Damaged);
    }
    layer.lay(doc, target, page).ok_or(Unbindable::Damaged)
}

/// What comes on top of a page's own content.
struct Layer {
    content: Vec<u8>,
    resources: Dictionary,
    xobjects: Dictionary,
    /// What the names of our own XObjects start with.
    prefix: String,
    links: Vec<Object>,
    turn: u16,
}

impl Layer {
    fn over(doc: &Document, target: &Target) -> Self {
        let resources = resources_of(doc, target.id);
        let xobjects = resources.get_deref(b"XObject", doc).and_then(Object::as_dict);
        let xobjects = xobjects.cloned().unwrap_or_default();
        let mut prefix = String::from("Flat");
        while xobjects.iter().any(|(name, _)| name.starts_with(prefix.as_bytes())) {
            prefix.push('x');
        }
        let (content, links, turn) = (Vec::new(), Vec::new(), target.turn);
        Self { content, resources, xobjects, prefix, links, turn }
    }

    /// Adds what is drawn for an annotation.
    fn add(
        &mut self,
        doc: &mut Document,
        form: &Form,
        annotation: &Dictionary,
        ink: Ink,
    ) -> Option<()> {
        let (object, placing) = match ink {
            Ink::Nothing => return Some(()),
            Ink::Appearance(id) => {
                let Some(matrix) = place(doc, id, annotation) else { return Some(()) };
                annotation::make_form(doc, id, form, &self.resources);
                (id, matrix)
            }
            Ink::Sketch(sketch) => (doc.try_add_object(sketch.into_form()).ok()?, String::new()),
        };
        let name = format!("{}{}", self.prefix, self.xobjects.len());
        let upright = upright(doc, annotation, self.turn);
        self.content.extend(format!("q {upright}{placing}/{name} Do Q\n").into_bytes());
        self.xobjects.set(name, Object::Reference(object));
        Some(())
    }

    /// Puts the layer behind the page's own content.
    fn lay(mut self, doc: &mut Document, target: &Target, mut page: Dictionary) -> Option<()> {
        if !self.content.is_empty() {
            // The page's own content must neither move nor clip what comes after it.
            let before = b"q\n".repeat(1 + target.missing);
            let mut after = b"\n".to_vec();
            after.extend(b"Q\n".repeat(1 + target.open));
            after.extend(self.content);
            let before = doc.try_add_object(Stream::new(Dictionary::new(), before)).ok()?;
            let after = doc.try_add_object(Stream::new(Dictionary::new(), after)).ok()?;
            let mut contents = vec![Object::Reference(before)];
            contents.extend(contents_of(doc, &page));
            contents.push(Object::Reference(after));
            self.resources.set("XObject", self.xobjects);
            page.set("Contents", contents);
            page.set("Resources", self.resources);
        }
        page.remove(b"Annots");
        if !self.links.is_empty() {
            page.set("Annots", self.links);
        }
        doc.set_object(target.id, page);
        Some(())
    }
}

/// The parts of a page's own content.
fn contents_of(doc: &Document, page: &Dictionary) -> Vec<Object> {
    let Ok(contents) = page.get(b"Contents") else { return Vec::new() };
    match doc.dereference(contents) {
        Ok((_, Object::Array(parts))) => parts.clone(),
        Ok((Some(id), Object::Stream(_))) => vec![Object::Reference(id)],
        _ => Vec::new(),
    }
}

/// The resources of a page, its own or those it inherits.
fn resources_of(doc: &Document, page: ObjectId) -> Dictionary {
    let mut id = page;
    for _ in 0..64 {
        let Ok(node) = doc.get_dictionary(id) else { break };
        if let Ok(Object::Dictionary(resources)) = node.get_deref(b"Resources", doc) {
            return resources.clone();
        }
        let Ok(parent) = node.get(b"Parent").and_then(Object::as_reference) else { break };
        id = parent;
    }
    Dictionary::new()
}

/// The matrix that fits an appearance onto the annotation's rectangle, if it has an area at all.
fn place(doc: &Document, appearance: ObjectId, annotation: &Dictionary) -> Option<String> {
    let stream = doc.get_object(appearance).ok()?.as_stream().ok()?;
    let bbox = Rect::read(doc, &stream.dict, b"BBox")?;
    let rect = Rect::read(doc, annotation, b"Rect")?;
    let matrix = geometry::numbers(doc, &stream.dict, b"Matrix");
    let matrix = matrix.and_then(|m| m.try_into().ok()).unwrap_or(geometry::IDENTITY);
    let [a, b, c, d, e, f] = fit(bbox, matrix, rect)?;
    let [a, b, c, d, e, f] = [a, b, c, d, e, f].map(number);
    Some(format!("{a} {b} {c} {d} {e} {f} cm "))
}
