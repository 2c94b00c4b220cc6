//! How many bytes pages of an attachment take in a bundle, told without binding them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use hayro_syntax::{
    Pdf,
    object::{Array, MaybeRef, ObjRef, Object, Stream},
};

use super::syntax;
use crate::bundle::likeness::{self, NOT_DRAWN, is_page};

/// The head and foot of an object, and its line in the table at the end of the file.
const AROUND: usize = 40;

/// What the pages of one file weigh. Pages may share what they draw with: a font, a letterhead.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// The objects each page is drawn with, in order of their numbers.
    pages: Vec<Vec<(i32, i32)>>,
    /// How many bytes each object takes.
    objects: BTreeMap<(i32, i32), usize>,
}

impl Weights {
    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// How many bytes some pages take together.
    pub fn of(&self, pages: Range<usize>) -> usize {
        let pages = self.pages.get(pages).unwrap_or_default();
        let objects: BTreeSet<_> = pages.iter().flatten().collect();
        objects.into_iter().filter_map(|object| self.objects.get(object)).sum()
    }

    /// How many of the pages from one on take no more than some bytes together, where each takes so
    /// many more for what stands `around` it.
    pub fn that_fit(&self, first: usize, bytes: usize, around: usize) -> usize {
        let (mut there, mut total) = (BTreeSet::new(), 0);
        let fits = |page: &&Vec<(i32, i32)>| {
            let new = page.iter().filter(|object| there.insert(**object));
            total += around + new.filter_map(|object| self.objects.get(object)).sum::<usize>();
            total <= bytes
        };
        self.pages.iter().skip(first).take_while(fits).count()
    }
}

/// Weighs the pages of a PDF that is safe to bind. Nothing where it cannot be read.
pub fn weigh(bytes: &Arc<Vec<u8>>) -> Weights {
    let Ok(pdf) = Pdf::new(Arc::clone(bytes)) else { return Weights::default() };
    let mut scale = Scale { pdf: &pdf, known: BTreeMap::new() };
    let pages: Vec<_> = pdf.pages().iter().map(|page| scale.page(page)).collect();
    let objects = scale.known.into_iter().map(|(id, (bytes, _))| (id, bytes)).collect();
    Weights { pages, objects }
}

/// Objects that have been weighed: their bytes, and what they refer to.
struct Scale<'p> {
    pdf: &'p Pdf,
    known: BTreeMap<(i32, i32), (usize, Vec<ObjRef>)>,
}

impl Scale<'_> {
    /// The objects a page is drawn with.
    fn page(&mut self, page: &hayro_syntax::page::Page<'_>) -> Vec<(i32, i32)> {
        let mut open: Vec<ObjRef> = Vec::new();
        let mut seen = BTreeSet::new();
        syntax::entries(
            &mut Vec::new(),
            &likeness::resources(page).unwrap_or_default(),
            &[],
            &mut noted(&mut open),
        );
        // What it draws: one stream, or several in a row.
        let raw = page.raw();
        open.extend(raw.get_ref(b"Contents"));
        let parts = raw.get::<Array<'_>>(b"Contents").unwrap_or_default();
        open.extend(parts.raw_iter().filter_map(|part| match part {
            MaybeRef::Ref(id) => Some(id),
            MaybeRef::NotRef(_) => None,
        }));
        while let Some(id) = open.pop() {
            if seen.insert((id.obj_number, id.gen_number)) {
                open.extend(&self.object(id).1);
            }
        }
        seen.into_iter().collect()
    }

    fn object(&mut self, id: ObjRef) -> &(usize, Vec<ObjRef>) {
        let pdf = self.pdf;
        self.known.entry((id.obj_number, id.gen_number)).or_insert_with(|| {
            let object = pdf.xref().get::<Object<'_>>(id.into());
            object.filter(|object| !is_page(object)).map_or((0, Vec::new()), |one| weighed(&one))
        })
    }
}

fn weighed(object: &Object<'_>) -> (usize, Vec<ObjRef>) {
    let (mut out, mut refers_to) = (Vec::new(), Vec::new());
    let data = |stream: &Stream<'_>| stream.raw_data().len();
    let bytes = match object {
        Object::Stream(stream) => {
            let refers_to = &mut noted(&mut refers_to);
            syntax::entries(&mut out, stream.dict(), &NOT_DRAWN, refers_to);
            data(stream)
        }
        object => {
            syntax::object(&mut out, object, &mut noted(&mut refers_to));
            0
        }
    };
    (bytes + out.len() + AROUND, refers_to)
}

/// Writes down what is referred to; any number is as long as another.
fn noted(refers_to: &mut Vec<ObjRef>) -> impl FnMut(ObjRef) -> Option<u32> {
    |id| {
        refers_to.push(id);
        Some(10_000)
    }
}
