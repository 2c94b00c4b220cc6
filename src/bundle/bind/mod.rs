//! Pages of attachments, bound into the typeset bundle.
//!
//! The bundle is typeset with a dot in the place of every page of an attachment. Here each dot is
//! replaced by the page itself, a drawing with all that it refers to, carried over as it is: nothing
//! is unpacked and nothing is drawn anew. Links and bookmarks come along, and the bundle learns what
//! its pages are called, how to open, and what was bound.

mod along;
mod copy;
mod dot;
mod file;
mod landing;
mod links;
mod outline;
mod page;
mod syntax;
#[cfg(test)]
mod tests;
mod typeset;
mod weigh;

use std::{collections::BTreeMap, fmt, ops::Range, thread};

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, ObjRef, Object},
};
use kurbo::Point;

pub use dot::Slot;
pub use weigh::{Weights, weigh};

use super::record::{Bound, ISSUED, Record};
use crate::stored::Stored;
use copy::Copy;
use file::File;
use landing::{Landing, Landings};
use typeset::{Place, Typeset};

/// The bundle cannot be bound: a defect of a template or of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BindError {
    /// The typeset bundle is not as the typesetting engine writes it.
    Typeset,
    /// An attachment that was made safe to bind cannot be read again.
    Attachment(String),
    /// A page of an attachment has no place in the bundle, or two.
    Lost {
        /// The attachment.
        label: String,
        /// Its page, from 1.
        page: usize,
    },
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typeset => f.write_str("the typeset bundle cannot be read again"),
            Self::Attachment(label) => write!(
                f,
                "{} cannot be read any more, or has changed since it was checked; build again",
                named(label)
            ),
            Self::Lost { label, page } => {
                write!(f, "page {page} of {} has no place of its own in the bundle", named(label))
            }
        }
    }
}

impl std::error::Error for BindError {}

/// What a message calls an attachment with this label.
fn named(label: &str) -> String {
    match label.parse::<usize>() {
        Ok(number) => format!("document {number}"),
        Err(_) => label.to_owned(),
    }
}

/// A bundle and what it says of itself.
pub struct Bundle {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its record, complete.
    pub record: Record,
}

/// Where a page is that is in another volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The other file and the page in it, as a link names them: `panel-bundle-volume-2.pdf#page=9`.
    pub address: String,
    /// What the page is called.
    pub label: String,
}

/// Binds files into a typeset bundle, or a volume of it. `files` are PDFs that are safe to bind, one
/// for each document of the record, which knows the likeness of each page of the whole document; each
/// is read when its turn comes and let go of once it is bound. What of the record is known only now is
/// filled in; of a volume it keeps the documents that have a page in it. An issued bundle among them,
/// by its label, comes with its bookmarks at the top. `identity` is what makes this file another than
/// all others; `elsewhere` says of the pages that are in another volume where they are.
///
/// # Errors
/// Where a page that is not elsewhere has no place, or something cannot be read.
pub fn bind(
    typeset: Vec<u8>,
    files: &[Stored],
    mut record: Record,
    identity: &str,
    elsewhere: &dyn Fn(Slot) -> Option<Elsewhere>,
) -> Result<Bundle, BindError> {
    let own = typeset.len();
    let typeset = Typeset::read(typeset)?;
    let dots = typeset.dots();
    let book = Book::new(&typeset, &dots, &record, elsewhere)?;
    // A volume holds its share of each file.
    let share = |((file, document), here): ((&Stored, &Bound), &Range<usize>)| {
        usize::try_from(file.size()).unwrap_or(0) / document.pages.len().max(1) * here.len()
    };
    let shares = files.iter().zip(&record.documents).zip(&book.here).map(share);
    let capacity = own + shares.sum::<usize>();
    let mut file = File::new(capacity + capacity / 16);
    let mut next = typeset.next_number();
    let mut new = BTreeMap::new();
    thread::scope(|scope| {
        let here = files.iter().zip(&book.here).filter(|(_, here)| !here.is_empty());
        let mut read = Stored::read_ahead(here.map(|(file, _)| file).collect(), scope);
        for (index, (document, here)) in record.documents.iter_mut().zip(&book.here).enumerate() {
            document.pages = document.pages.get(here.clone()).unwrap_or_default().to_vec();
            if here.is_empty() {
                continue;
            }
            let unreadable = || BindError::Attachment(document.label.clone());
            let bytes = read.next().and_then(Result::ok).ok_or_else(unreadable)?;
            let pdf = Pdf::new(bytes).map_err(|_| unreadable())?;
            document.from = here.start + 1;
            document.first = book.attach(index, &pdf, document, &mut file, &mut next, &mut new)?;
        }
        Ok(())
    })?;
    record.documents.retain(|document| !document.pages.is_empty());
    record.pages = book.pages.len();
    // Where a bundle was issued before, its own entries come first.
    record.entries.extend(outline::entries(&typeset.pdf));
    let json = serde_json::to_vec(&record).map_err(|_| BindError::Typeset)?;
    file.stream(next, |_| {}, &json);
    book.rest(&mut file, &new, next);
    let root = u32::try_from(typeset.root().obj_number).map_err(|_| BindError::Typeset)?;
    let (bytes, sha256) = file.sealed(root, typeset.info(), identity);
    Ok(Bundle { bytes, sha256, record })
}

/// What an object of the typeset bundle gains.
enum New {
    /// A page: links.
    Links(Vec<Vec<u8>>),
    /// What a bookmark says of those beside and below it, in the place of the entries named.
    Entries(&'static [&'static [u8]], Vec<u8>),
}

/// The typeset bundle, with the place of every page of every attachment.
struct Book<'t> {
    typeset: &'t Typeset,
    /// The pages of each file that are bound here: all, or in a volume those that are nowhere else.
    here: Vec<Range<usize>>,
    places: BTreeMap<Slot, &'t Place>,
    /// The number of each page of the bundle.
    pages: Vec<Option<ObjRef>>,
    labels: Vec<String>,
    elsewhere: &'t dyn Fn(Slot) -> Option<Elsewhere>,
}

impl<'t> Book<'t> {
    fn new(
        typeset: &'t Typeset,
        dots: &'t [Place],
        record: &Record,
        elsewhere: &'t dyn Fn(Slot) -> Option<Elsewhere>,
    ) -> Result<Self, BindError> {
        let places: BTreeMap<_, _> = dots.iter().map(|dot| (dot.slot, dot)).collect();
        let (pages, labels) = (typeset.page_numbers(), record.labels.clone());
        let mut book = Self { typeset, here: Vec::new(), places, pages, labels, elsewhere };
        let counts = record.documents.iter().map(|document| document.pages.len()).enumerate();
        book.here = counts.map(|(file, count)| book.here(file, count)).collect();
        let mut wanted = 0;
        for (index, (document, here)) in record.documents.iter().zip(&book.here).enumerate() {
            wanted += here.len();
            if let Some(page) = here.clone().find(|page| book.place(index, *page).is_none()) {
                return Err(BindError::Lost { label: document.label.clone(), page: page + 1 });
            }
        }
        // As many dots as pages, and one for each: none has two.
        match dots.len() == wanted && book.places.len() == wanted {
            true => Ok(book),
            false => Err(BindError::Typeset),
        }
    }

    /// Puts the pages of a file in their places. The page of the bundle, from 1, on which its first
    /// stands.
    fn attach(
        &self,
        index: usize,
        pdf: &Pdf,
        document: &Bound,
        file: &mut File,
        next: &mut u32,
        new: &mut BTreeMap<i32, New>,
    ) -> Result<usize, BindError> {
        let here = self.here.get(index).ok_or(BindError::Typeset)?;
        let landings = Landings::of(pdf);
        let land = |landing| self.land(index, pdf, landing);
        let mut copy = Copy::from(pdf, *next);
        for (number, page) in pdf.pages().iter().enumerate().take(here.end).skip(here.start) {
            let place = self.place(index, number).ok_or(BindError::Typeset)?;
            let mark = format!("{}/{}", document.label, number + 1);
            page::write(file, place.picture, page, &mut copy, &mark);
            let matrix = place.matrix * page::onto_unit_square(page);
            let links = links::of(page, &landings, matrix, &|to| land(to).map(|(place, _)| place));
            if let (Some(id), false) = (self.pages[place.page], links.is_empty()) {
                new.insert(id.obj_number, New::Links(links));
            }
        }
        *next = copy.finish(file);
        let bookmarks = outline::of(pdf, &landings);
        if document.label == ISSUED {
            new.extend(outline::before(file, self.typeset, &bookmarks, next, &land));
        } else if let Some(item) = self.bookmark_of(index).filter(|_| !bookmarks.is_empty()) {
            let below = outline::write(file, &bookmarks, item, next, &land);
            new.insert(item.obj_number, New::Entries(&[], below));
        }
        let first = self.place(index, here.start).ok_or(BindError::Typeset)?;
        Ok(first.page + 1)
    }

    /// The pages of a file of so many that are bound here.
    fn here(&self, file: usize, count: usize) -> Range<usize> {
        let is_here = |page: &usize| self.elsewhere(file, *page).is_none();
        let first = (0..count).find(is_here).unwrap_or(count);
        first..(first..count).rfind(is_here).map_or(first, |last| last + 1)
    }

    fn elsewhere(&self, file: usize, page: usize) -> Option<Elsewhere> {
        (self.elsewhere)(Slot::new(file, page)?)
    }

    fn place(&self, file: usize, page: usize) -> Option<&'t Place> {
        self.places.get(&Slot::new(file, page)?).copied()
    }

    /// What leads to where a place of an attachment is, and what the page there is called.
    fn land(&self, file: usize, pdf: &Pdf, landing: Landing) -> Option<(Vec<u8>, String)> {
        if let Some(elsewhere) = self.elsewhere(file, landing.page) {
            return Some((links::address(elsewhere.address.as_bytes()), elsewhere.label));
        }
        let place = self.place(file, landing.page)?;
        let page = pdf.pages().get(landing.page)?;
        let corner = place.matrix * Point::new(0.0, 1.0);
        let within = |point| place.matrix * page::onto_unit_square(page) * point;
        let Point { x, y } = landing.point.map_or(corner, within);
        let id = u32::try_from(self.pages.get(place.page)?.as_ref()?.obj_number).ok()?;
        let mut out = b"/Dest[".to_vec();
        syntax::reference(&mut out, id);
        out.extend(b"/XYZ");
        syntax::numbers(&mut out, &[x, y]);
        out.extend(b" null]");
        let number = || (place.page + 1).to_string();
        Some((out, self.labels.get(place.page).cloned().unwrap_or_else(number)))
    }

    /// The bundle's bookmark of a file: the last that leads to its first page here.
    fn bookmark_of(&self, file: usize) -> Option<ObjRef> {
        let page = self.pages.get(self.place(file, self.here.get(file)?.start)?.page)?.as_ref()?;
        let root = self.typeset.dict(self.typeset.root())?;
        let mut open: Vec<ObjRef> =
            root.get::<Dict<'_>>(b"Outlines")?.get_ref(b"First").into_iter().collect();
        let mut found = None;
        while let Some(id) = open.pop() {
            let Some(item) = self.typeset.dict(id) else { continue };
            let leads_to = item.get::<Array<'_>>(b"Dest").and_then(|dest| dest.raw_iter().next());
            if leads_to.is_some_and(|to| to.as_obj_ref() == Some(*page)) {
                found = Some(id);
            }
            open.extend(item.get_ref(b"Next"));
            open.extend(item.get_ref(b"First"));
        }
        found
    }

    /// Writes what the engine typeset: as it is, but for what gains something.
    fn rest(&self, file: &mut File, new: &BTreeMap<i32, New>, record: u32) {
        let root = self.typeset.root();
        let dots: Vec<u32> = self.places.values().map(|place| place.picture).collect();
        let dots: std::collections::BTreeSet<u32> = dots.into_iter().collect();
        let labels = self.typeset.dict(root).and_then(|root| root.get_ref(b"PageLabels"));
        for (number, object) in self.typeset.objects().filter(|(number, _)| !dots.contains(number))
        {
            let id = ObjRef::new(number.cast_signed(), 0);
            if Some(id) == labels {
                continue;
            }
            match (self.typeset.dict(id), new.get(&id.obj_number)) {
                (Some(root_dict), _) if id == root => {
                    file.object(number, |out| self.catalog(out, &root_dict, record));
                }
                (Some(page), Some(New::Links(links))) => {
                    file.object(number, |out| with_links(out, &page, links));
                }
                (Some(item), Some(New::Entries(instead_of, more))) => file.object(number, |out| {
                    out.extend(b"<<");
                    syntax::entries(out, &item, instead_of, &mut same);
                    out.extend(more);
                    out.extend(b">>");
                }),
                _ => file.as_it_is(number, object),
            }
        }
    }

    /// The catalog: opens at 100 % with the bookmarks shown, and knows what each page is called.
    fn catalog(&self, out: &mut Vec<u8>, root: &Dict<'_>, record: u32) {
        const ANEW: [&[u8]; 5] =
            [b"OpenAction", b"PageLabels", b"PageMode", b"PieceInfo", b"ViewerPreferences"];
        out.extend(b"<<");
        syntax::entries(out, root, &ANEW, &mut same);
        out.extend(
            b"/PageMode/UseOutlines/ViewerPreferences<</Direction/L2R/DisplayDocTitle true>>",
        );
        if let Some(Some(first)) = self.pages.first() {
            out.extend(
                format!("/OpenAction[{} 0 R/XYZ null null 1]", first.obj_number).into_bytes(),
            );
        }
        out.extend(b"/PageLabels<</Nums[");
        labels(out, &self.labels);
        out.extend(b"]>>/PieceInfo<</panelpack<</LastModified(D:20000101)/Private ");
        syntax::reference(out, record);
        out.extend(b">>>>>>");
    }
}

/// Objects of the typeset bundle keep their numbers.
fn same(id: ObjRef) -> Option<u32> {
    u32::try_from(id.obj_number).ok()
}

/// A page with links beside those it has.
fn with_links(out: &mut Vec<u8>, page: &Dict<'_>, links: &[Vec<u8>]) {
    out.extend(b"<<");
    syntax::entries(out, page, &[b"Annots"], &mut same);
    out.extend(b"/Annots[");
    let own = page.get::<Array<'_>>(b"Annots").unwrap_or_default();
    own.raw_iter().for_each(|link: MaybeRef<Object<'_>>| {
        syntax::value(out, &link, &mut same);
        out.push(b' ');
    });
    links.iter().for_each(|link| out.extend(link));
    out.extend(b"]>>");
}

/// What pages are called, as few entries as say it: "A1", "A2", "B1" are two.
fn labels(out: &mut Vec<u8>, labels: &[String]) {
    let mut expected = None;
    for (index, label) in labels.iter().enumerate() {
        let digits = label.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (prefix, digits) = label.split_at(label.len() - digits);
        let number = digits.parse::<u32>().ok();
        if expected != number.map(|number| (prefix, number)) || number.is_none() {
            out.extend(format!("{index}<<").into_bytes());
            if !prefix.is_empty() {
                out.extend(b"/P");
                syntax::text(out, prefix);
            }
            if let Some(number) = number {
                out.extend(format!("/S/D/St {number}").into_bytes());
            }
            out.extend(b">>");
        }
        expected = number.map(|number| (prefix, number + 1));
    }
}
