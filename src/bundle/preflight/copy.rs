//! A file as the reader that binds it sees it, in a form that can be changed.
//!
//! Two readers that mend a broken file each in its own way may see two different files. So only one
//! of them reads: everything its catalog leads to is copied, unlocked, under the same numbers.
//! What nothing leads to any more (older versions, what was deleted) stays behind.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier};
use lopdf::{Dictionary, Document, ObjectId, Stream, StringFormat};

/// The number of an object. None where it is none that a file may have.
pub(crate) fn number(id: ObjectIdentifier) -> Option<ObjectId> {
    Some((u32::try_from(id.obj_number).ok()?, u16::try_from(id.gen_number).ok()?))
}

/// The entries of a dictionary, as far as they can be read.
pub(crate) fn entries<'a>(
    dict: &Dict<'a>,
) -> impl Iterator<Item = (Vec<u8>, MaybeRef<Object<'a>>)> {
    let mut keys: Vec<Vec<u8>> = dict.keys().map(|key| key.to_vec()).collect();
    keys.sort_unstable();
    keys.into_iter().filter_map(|key| {
        let value = dict.get_raw::<Object<'_>>(&key)?;
        Some((key, value))
    })
}

/// Copies all that the catalog of a file leads to.
pub(crate) fn copy(pdf: &Pdf) -> Option<Document> {
    let mut doc = Document::new();
    let mut copy = Copy { open: Vec::new(), seen: BTreeSet::new() };
    doc.trailer.set("Root", copy.refer(pdf.xref().root_id())?);
    while let Some((id, name)) = copy.open.pop() {
        if let Some(object) = pdf.xref().get::<Object<'_>>(id) {
            let object = copy.object(object);
            doc.max_id = doc.max_id.max(name.0);
            doc.objects.insert(name, object);
        }
    }
    Some(doc)
}

struct Copy {
    open: Vec<(ObjectIdentifier, ObjectId)>,
    seen: BTreeSet<ObjectId>,
}

impl Copy {
    fn refer(&mut self, id: ObjectIdentifier) -> Option<lopdf::Object> {
        let name = number(id)?;
        if self.seen.insert(name) {
            self.open.push((id, name));
        }
        Some(lopdf::Object::Reference(name))
    }

    fn value(&mut self, value: MaybeRef<Object<'_>>) -> lopdf::Object {
        match value {
            MaybeRef::Ref(id) => self.refer(id.into()).unwrap_or(lopdf::Object::Null),
            MaybeRef::NotRef(object) => self.object(object),
        }
    }

    fn object(&mut self, object: Object<'_>) -> lopdf::Object {
        match object {
            Object::Null(_) => lopdf::Object::Null,
            Object::Boolean(value) => lopdf::Object::Boolean(value),
            Object::Number(number) => {
                let value = number.as_f64();
                match value.fract() == 0.0 && value.abs() < 1e15 {
                    true => lopdf::Object::Integer(number.as_i64()),
                    false => lopdf::Object::Real(number.as_f32()),
                }
            }
            Object::String(text) => {
                lopdf::Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
            }
            Object::Name(name) => lopdf::Object::Name(name.to_vec()),
            Object::Dict(dict) => lopdf::Object::Dictionary(self.dict(&dict)),
            Object::Array(array) => {
                lopdf::Object::Array(array.raw_iter().map(|value| self.value(value)).collect())
            }
            Object::Stream(stream) => {
                let dict = self.dict(stream.dict());
                lopdf::Object::Stream(Stream::new(dict, stream.raw_data().into_owned()))
            }
        }
    }

    fn dict(&mut self, dict: &Dict<'_>) -> Dictionary {
        entries(dict).map(|(key, value)| (key, self.value(value))).collect()
    }
}
