//! All that the pages of one file refer to, carried over under new numbers.

use std::collections::BTreeMap;

use hayro_syntax::{
    Pdf,
    object::{ObjRef, Object, Stream},
};

use super::{file::File, syntax};
use crate::bundle::likeness::{NOT_DRAWN, is_page};

/// Carries objects of one file over into another.
pub(super) struct Copy<'p> {
    pdf: &'p Pdf,
    numbers: BTreeMap<(i32, i32), Option<u32>>,
    waiting: Vec<(ObjRef, u32)>,
    next: u32,
}

impl<'p> Copy<'p> {
    /// Objects get numbers from `next` on.
    pub(super) fn from(pdf: &'p Pdf, next: u32) -> Self {
        Self { pdf, numbers: BTreeMap::new(), waiting: Vec::new(), next }
    }

    /// A number nothing has yet.
    pub(super) fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// The number an object has in the new file. `None` where there is none, or it is a page: what
    /// draws has no business with those.
    pub(super) fn number_of(&mut self, old: ObjRef) -> Option<u32> {
        let key = (old.obj_number, old.gen_number);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let object = self.pdf.xref().get::<Object<'_>>(old.into());
        let number = object.filter(|object| !is_page(object)).map(|_| self.fresh());
        self.numbers.insert(key, number);
        self.waiting.extend(number.map(|number| (old, number)));
        number
    }

    /// Writes all that was referred to, and what that refers to. Gives the next free number.
    pub(super) fn finish(mut self, file: &mut File) -> u32 {
        while let Some((old, number)) = self.waiting.pop() {
            match self.pdf.xref().get::<Object<'_>>(old.into()) {
                Some(Object::Stream(stream)) => self.stream(file, number, &stream),
                Some(Object::Dict(dict)) => file.object(number, |out| {
                    out.extend(b"<<");
                    syntax::entries(out, &dict, &[], &mut |old| self.number_of(old));
                    out.extend(b">>");
                }),
                Some(object) => file.object(number, |out| {
                    syntax::object(out, &object, &mut |old| self.number_of(old));
                }),
                None => file.object(number, |out| out.extend(b"null")),
            }
        }
        self.next
    }

    fn stream(&mut self, file: &mut File, number: u32, stream: &Stream<'_>) {
        let mut entries = Vec::new();
        syntax::entries(&mut entries, stream.dict(), &NOT_DRAWN, &mut |old| self.number_of(old));
        file.stream(number, |out| out.extend(entries), &stream.raw_data());
    }
}
