//! Where the links and bookmarks of an attachment lead.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, Number, ObjRef, Object, String as PdfString},
    page::Page,
};
use kurbo::Point;

/// How many named places one file may have.
const MAX_PLACES: usize = 100_000;

/// A place on a page of the same file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Landing {
    /// The page, from 0.
    pub(super) page: usize,
    /// The point that is shown at the top left, in the page's coordinates; none for the whole page.
    pub(super) point: Option<Point>,
}

/// What leads somewhere.
pub(super) enum Target {
    /// A place in the same file.
    Inside(Landing),
    /// An address.
    Address(Vec<u8>),
}

/// All places of a file that have a name, and the numbers of its pages.
pub(super) struct Landings<'p> {
    pages: BTreeMap<(i32, i32), usize>,
    sizes: Vec<(f64, f64)>,
    named: BTreeMap<Vec<u8>, Object<'p>>,
}

impl<'p> Landings<'p> {
    /// Finds them.
    pub(super) fn of(pdf: &'p Pdf) -> Self {
        let ids = pdf.pages().iter().enumerate().filter_map(|(index, page)| {
            let id = ObjRef::from(page.raw().obj_id()?);
            Some(((id.obj_number, id.gen_number), index))
        });
        let crops = pdf.pages().iter().map(Page::intersected_crop_box);
        let sizes = crops.map(|crop| (crop.x0, crop.y1)).collect();
        let mut named = BTreeMap::new();
        if let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
            let old = root.get::<Dict<'_>>(b"Dests").unwrap_or_default();
            for name in old.keys() {
                let place = old.get::<Object<'_>>(name.as_ref());
                named.extend(place.map(|place| (name.as_ref().to_vec(), place)));
            }
            let names = root.get::<Dict<'_>>(b"Names").unwrap_or_default();
            names_below(pdf, names.get::<Dict<'_>>(b"Dests"), &mut named);
        }
        Self { pages: ids.collect(), sizes, named }
    }

    /// Where a link or a bookmark leads, if it leads anywhere a bundle can follow.
    pub(super) fn target(&self, of: &Dict<'_>) -> Option<Target> {
        if let Some(place) = of.get::<Object<'_>>(b"Dest") {
            return self.landing(&place, true).map(Target::Inside);
        }
        let action = of.get::<Dict<'_>>(b"A")?;
        match action.get::<Name<'_>>(b"S")?.as_ref() {
            b"GoTo" => self.landing(&action.get(b"D")?, true).map(Target::Inside),
            b"URI" => {
                let address = action.get::<PdfString<'_>>(b"URI")?;
                let address = address.as_bytes().trim_ascii();
                is_harmless(address).then(|| Target::Address(address.to_vec()))
            }
            _ => None,
        }
    }

    fn landing(&self, place: &Object<'_>, may_be_named: bool) -> Option<Landing> {
        let by_name = |name: &[u8]| {
            let place = self.named.get(name).filter(|_| may_be_named)?;
            self.landing(place, false)
        };
        match place {
            Object::Array(place) => self.spelt_out(place),
            Object::Dict(dict) => self.landing(&dict.get(b"D")?, may_be_named),
            Object::Name(name) => by_name(name.as_ref()),
            Object::String(name) => by_name(name.as_bytes()),
            _ => None,
        }
    }

    fn spelt_out(&self, place: &Array<'_>) -> Option<Landing> {
        let mut parts = place.raw_iter();
        let page = match parts.next()? {
            MaybeRef::Ref(id) => *self.pages.get(&(id.obj_number, id.gen_number))?,
            MaybeRef::NotRef(Object::Number(index)) => usize::try_from(index.as_i64()).ok()?,
            MaybeRef::NotRef(_) => return None,
        };
        let (left, top) = *self.sizes.get(page)?;
        let how = place.iter::<Object<'_>>().nth(1);
        let number = |index: usize| match place.iter::<Object<'_>>().nth(index) {
            Some(Object::Number(number)) => Some(Number::as_f64(&number)),
            _ => None,
        };
        let Some(Object::Name(how)) = how else { return Some(Landing { page, point: None }) };
        let point = match how.as_ref() {
            b"XYZ" => Some((number(2).unwrap_or(left), number(3).unwrap_or(top))),
            b"FitH" | b"FitBH" => Some((left, number(2).unwrap_or(top))),
            b"FitR" => Some((number(2).unwrap_or(left), number(5).unwrap_or(top))),
            _ => None,
        };
        Some(Landing { page, point: point.map(Point::from) })
    }
}

/// The named places in a tree of names.
fn names_below<'p>(
    pdf: &'p Pdf,
    root: Option<Dict<'p>>,
    named: &mut BTreeMap<Vec<u8>, Object<'p>>,
) {
    let mut open: Vec<Dict<'p>> = root.into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        let pairs: Vec<_> = node.get::<Array<'p>>(b"Names").unwrap_or_default().iter().collect();
        for pair in pairs.chunks_exact(2) {
            if let [Object::String(name), place] = pair
                && named.len() < MAX_PLACES
            {
                named.insert(name.as_bytes().to_vec(), Object::clone(place));
            }
        }
        for kid in node.get::<Array<'p>>(b"Kids").unwrap_or_default().raw_iter() {
            let MaybeRef::Ref(id) = kid else { continue };
            if seen.insert((id.obj_number, id.gen_number)) {
                open.extend(pdf.xref().get::<Dict<'p>>(id.into()));
            }
        }
    }
}

/// What an address begins with that a browser, a mail program or a telephone opens. Any other may
/// start a program, or name a file that is not beside the bundle.
const HARMLESS: [&[u8]; 4] = [b"http://", b"https://", b"mailto:", b"tel:"];

fn is_harmless(address: &[u8]) -> bool {
    let begins = |with: &&[u8]| {
        address.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    HARMLESS.iter().any(begins) && !address.iter().any(u8::is_ascii_control)
}
