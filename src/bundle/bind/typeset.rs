//! The typeset bundle, as the binder finds it: where its objects stand, and where its dots.

use std::sync::Arc;

use hayro_syntax::{
    Pdf,
    content::{TypedIter, ops::TypedInstruction},
    object::{Dict, ObjRef, Stream},
    page::Page,
};
use kurbo::Affine;

use super::{BindError, dot::Slot};
use crate::bundle::placing::Placing;

/// A bundle that was typeset and holds dots where pages belong.
pub(super) struct Typeset {
    pub(super) pdf: Pdf,
    bytes: Arc<Vec<u8>>,
    /// Number and first byte of each object, in the order they stand in the file.
    places: Vec<(u32, usize)>,
    /// Where the objects end.
    end: usize,
}

/// A dot and where it stands.
pub(super) struct Place {
    /// What belongs there.
    pub(super) slot: Slot,
    /// The page of the bundle, from 0.
    pub(super) page: usize,
    /// The number of the picture that is the dot.
    pub(super) picture: u32,
    /// How the picture, a square of one unit, is laid onto the page.
    pub(super) matrix: Affine,
}

impl Typeset {
    /// Reads what the typesetting engine wrote.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, BindError> {
        let bytes = Arc::new(bytes);
        let pdf = Pdf::new(Arc::clone(&bytes)).map_err(|_| BindError::Typeset)?;
        let (mut places, end) = places(&bytes).ok_or(BindError::Typeset)?;
        places.sort_by_key(|(_, place)| *place);
        Ok(Self { pdf, bytes, places, end })
    }

    /// Each object by its number, as it is spelt.
    pub(super) fn objects(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let ends = self.places.iter().skip(1).map(|(_, place)| *place).chain([self.end]);
        self.places
            .iter()
            .zip(ends)
            .filter_map(|((number, start), end)| Some((*number, self.bytes.get(*start..end)?)))
    }

    /// The first number no object has.
    pub(super) fn next_number(&self) -> u32 {
        self.places.iter().map(|(number, _)| *number).max().unwrap_or(0) + 1
    }

    /// A dictionary or the dictionary of a stream, by its number.
    pub(super) fn dict(&self, id: ObjRef) -> Option<Dict<'_>> {
        self.pdf.xref().get::<Dict<'_>>(id.into())
    }

    /// The number of the catalog.
    pub(super) fn root(&self) -> ObjRef {
        self.pdf.xref().root_id().into()
    }

    /// The number of the object that says what the document is called.
    pub(super) fn info(&self) -> Option<u32> {
        let tail = self.bytes.get(self.end..)?;
        let at = tail.windows(6).rposition(|window| window == b"/Info ")?;
        let digits = tail[at + 6..].iter().take_while(|byte| byte.is_ascii_digit());
        String::from_utf8(digits.copied().collect()).ok()?.parse().ok()
    }

    /// All dots, page by page.
    pub(super) fn dots(&self) -> Vec<Place> {
        let pages = self.pdf.pages().iter().enumerate();
        pages.flat_map(|(index, page)| dots_of(index, page)).collect()
    }

    /// The number of each page.
    pub(super) fn page_numbers(&self) -> Vec<Option<ObjRef>> {
        self.pdf.pages().iter().map(|page| page.raw().obj_id().map(ObjRef::from)).collect()
    }
}

/// The dots on one page.
fn dots_of(index: usize, page: &Page<'_>) -> Vec<Place> {
    let pictures = &page.resources().x_objects;
    let dots: Vec<_> = pictures
        .keys()
        .filter_map(|name| {
            let slot = Slot::of(&pictures.get::<Stream<'_>>(name.as_ref())?)?;
            let picture = u32::try_from(pictures.get_ref(name.as_ref())?.obj_number).ok()?;
            Some((name, slot, picture))
        })
        .collect();
    if dots.is_empty() {
        return Vec::new();
    }
    let drawn = drawn(page.page_stream().unwrap_or_default());
    let place = |(name, matrix): (Vec<u8>, Affine)| {
        let (_, slot, picture) = dots.iter().find(|(dot, ..)| dot.as_ref() == name)?;
        Some(Place { slot: *slot, page: index, picture: *picture, matrix })
    };
    drawn.into_iter().filter_map(place).collect()
}

/// What a page draws by name, and how each is laid onto it.
fn drawn(content: &[u8]) -> Vec<(Vec<u8>, Affine)> {
    let (mut drawn, mut placing) = (Vec::new(), Placing::from(Affine::IDENTITY));
    let mut operations = TypedIter::new(content);
    while let Some(operation) = operations.next() {
        placing.follow(&operation);
        if let TypedInstruction::XObject(it) = operation {
            drawn.push((it.0.as_ref().to_vec(), placing.now()));
        }
    }
    drawn
}

/// Number and first byte of each object, from the table at the end of the file, and where that
/// table begins.
fn places(bytes: &[u8]) -> Option<(Vec<(u32, usize)>, usize)> {
    let tail = bytes.windows(9).rposition(|window| window == b"startxref")?;
    let start = word(&bytes[tail + 9..])?.parse().ok()?;
    let table = std::str::from_utf8(bytes.get(start..tail)?).ok()?;
    let mut lines = table.strip_prefix("xref\n0 ")?.lines();
    let count: usize = lines.next()?.trim().parse().ok()?;
    let mut places = Vec::with_capacity(count);
    for (number, line) in (0..).zip(lines.take(count)) {
        let mut words = line.split_ascii_whitespace();
        let (place, _, kind) = (words.next()?, words.next()?, words.next()?);
        if kind == "n" {
            places.push((number, place.parse().ok()?));
        }
    }
    Some((places, start))
}

fn word(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()?.split_ascii_whitespace().next()
}
