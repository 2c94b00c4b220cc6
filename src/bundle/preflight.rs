//! Makes an attached PDF safe to bind.
//!
//! Typesetting draws what a page's content says and nothing else: form fields, comments and stamps
//! are not part of it and would vanish, a PDF 2.0 file would stop the build, and a file cut short
//! would be bound with pages missing. Everything that can be mended is mended here, everything
//! else is refused by name.

use std::sync::Arc;

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf, PdfVersion};

use super::{flatten, likeness};
use crate::watched::{Stopped, watched};

mod complete;
mod copy;
mod guard;
mod nesting;
mod photographs;
mod targets;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use copy::entries;
pub(crate) use photographs::jpeg_of;

/// The most pages one attachment may have.
pub const MAX_PAGES: usize = 20_000;

/// One page as a reader sees it: crop box with rotation applied, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

/// A PDF that can be bound without losing anything, provided that its notes are printed too.
#[derive(Debug, Clone)]
pub struct Bindable {
    /// The file to bind; the very bytes that came in where nothing had to be mended.
    pub bytes: Arc<Vec<u8>>,
    /// Its pages, in order.
    pub pages: Vec<PageSize>,
    /// The likeness of each page, by which it is known again wherever it is bound.
    pub likeness: Vec<String>,
    /// What comments say in windows that open on a click. No page can show it: print it beside
    /// the document, or refuse the document.
    pub notes: Vec<Note>,
}

/// The text of one comment that stands in a pop-up window rather than on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The page it belongs to, from 1.
    pub page: usize,
    /// What it is fastened to: "comment", "highlight", "drawing", [`ATTACHED`], [`RECORDING`] …
    pub kind: &'static str,
    /// Who wrote it, where the file says so.
    pub author: Option<String>,
    /// Its text.
    pub text: String,
}

/// The kind of a note that stands for a file attached to a page.
pub const ATTACHED: &str = "attached file";

/// The kind of a note that stands for a recording, a film or a model.
pub const RECORDING: &str = "recording";

/// Why a PDF cannot be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unbindable {
    /// The file has no bytes, as a cloud placeholder that was never downloaded.
    Empty,
    /// The file is something else with the name of a PDF.
    NotAPdf,
    /// The file is cut short or broken: some of its pages cannot be read.
    Damaged,
    /// The file opens with a password only.
    Locked,
    /// The file can be read and has no pages.
    NoPages,
    /// The file has more than [`MAX_PAGES`] pages, or is built to keep a reader busy.
    TooComplex,
    /// The file is a dynamic (XFA) form: its pages exist only inside Adobe's own reader.
    DynamicForm,
    /// The file has layers that are switched off and cannot be taken out of its pages.
    HiddenLayers,
    /// The file is a portfolio: its documents are attached to a cover page.
    Portfolio,
    /// Something on a page would be lost, and cannot be drawn into the page.
    Unflattened {
        /// The page, from 1.
        page: usize,
        /// The kind of thing, never what it says: "a stamp".
        what: &'static str,
    },
}

/// Makes a PDF bindable: forms and comments drawn into the pages, photographs without the place and
/// camera they carry, version 1.7 at most.
///
/// A file with nothing to mend is handed back byte for byte. The same bytes in give the same bytes
/// out.
///
/// # Errors
/// Says why the file cannot be bound without losing something.
pub fn make_bindable(bytes: impl Into<Arc<Vec<u8>>>) -> Result<Bindable, Unbindable> {
    let bytes = bytes.into();
    watched(move || prepare(&bytes)).unwrap_or_else(|stopped| {
        Err(match stopped {
            Stopped::Panicked => Unbindable::Damaged,
            Stopped::OutOfTime => Unbindable::TooComplex,
        })
    })
}

fn prepare(bytes: &Arc<Vec<u8>>) -> Result<Bindable, Unbindable> {
    let pdf = open(bytes)?;
    let pages = sizes(&pdf);
    complete::read_through(&pdf)?;
    let targets = targets::targets(&pdf)?;
    let mut doc = None;
    let mut hides = false;
    if may_hide(&pdf) {
        let copied = copy::copy(&pdf).ok_or(Unbindable::Damaged)?;
        hides = flatten::hides_something(&copied);
        doc = Some(copied);
    }
    if targets.is_empty() && !hides && !photographs::have_remarks(&pdf) {
        let as_it_is = match pdf.version() <= PdfVersion::Pdf17 {
            true => Some(Arc::clone(bytes)),
            false => with_older_header(bytes),
        };
        if let Some(bytes) = as_it_is {
            let likeness = likeness::of_pages(&pdf);
            return Ok(Bindable { bytes, pages, likeness, notes: Vec::new() });
        }
    }
    let doc = doc.or_else(|| copy::copy(&pdf)).ok_or(Unbindable::Damaged)?;
    let numbers: Vec<_> = pdf.pages().iter().filter_map(number_of).collect();
    let flat = flatten::flatten(doc, &targets, &numbers)?;
    let bytes = Arc::new(flat.bytes);
    let mended = open(&bytes)?;
    // What was written is read again and held against what was there.
    let is_done = mended.version() <= PdfVersion::Pdf17 && targets::all_are_drawn(&mended);
    let is_all = || hides || complete::carries_over(&pdf, &mended);
    if !is_done || sizes(&mended) != pages || !is_all() {
        return Err(Unbindable::Damaged);
    }
    Ok(Bindable { bytes, pages, likeness: likeness::of_pages(&mended), notes: flat.notes })
}

/// The number of a page's object. None where it has none.
fn number_of(page: &Page<'_>) -> Option<lopdf::ObjectId> {
    copy::number(page.raw().obj_id()?)
}

/// Opens a file, unless it is made to keep its reader busy.
///
/// # Errors
/// Says why it cannot be opened.
pub(crate) fn open_bounded(bytes: &Arc<Vec<u8>>) -> Result<Pdf, Unbindable> {
    if bytes.is_empty() {
        return Err(Unbindable::Empty);
    }
    // Readers open a file without its first line, too.
    let is_named = bytes.windows(5).take(1024).any(|window| window == b"%PDF-");
    if !is_named && !bytes.windows(9).any(|window| window == b"startxref") {
        return Err(Unbindable::NotAPdf);
    }
    guard::check(bytes)?;
    let pdf = Pdf::new(Arc::clone(bytes)).map_err(|error| match error {
        _ if !is_named => Unbindable::NotAPdf,
        LoadPdfError::Decryption(DecryptionError::InvalidEncryption) => Unbindable::Damaged,
        LoadPdfError::Decryption(_) => Unbindable::Locked,
        LoadPdfError::Invalid => Unbindable::Damaged,
    })?;
    if pdf.pages().len() > MAX_PAGES {
        return Err(Unbindable::TooComplex);
    }
    Ok(pdf)
}

/// Whether all pages of a file are there, and all they are made of.
pub(crate) fn is_whole(pdf: &Pdf, bytes: &[u8]) -> bool {
    complete::check(pdf, bytes).is_ok()
}

/// Opens a file and makes sure that all of its pages are there.
fn open(bytes: &Arc<Vec<u8>>) -> Result<Pdf, Unbindable> {
    let pdf = open_bounded(bytes)?;
    complete::check(&pdf, bytes)?;
    if pdf.pages().is_empty() {
        return Err(Unbindable::NoPages);
    }
    refuse_other_worlds(&pdf)?;
    Ok(pdf)
}

/// Refuses files whose pages are a mere cover for something another program shows.
fn refuse_other_worlds(pdf: &Pdf) -> Result<(), Unbindable> {
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return Ok(()) };
    if root.get::<Dict<'_>>(b"Collection").is_some() {
        return Err(Unbindable::Portfolio);
    }
    let form = root.get::<Dict<'_>>(keys::ACRO_FORM).unwrap_or_default();
    let no_fields =
        form.get::<Array<'_>>(keys::FIELDS).is_none_or(|a| a.raw_iter().next().is_none());
    let needs_rendering = root.get::<bool>(b"NeedsRendering").unwrap_or(false);
    if needs_rendering || (form.contains_key(b"XFA") && no_fields) {
        return Err(Unbindable::DynamicForm);
    }
    Ok(())
}

/// Whether a file has layers some of which may be switched off: the cheap half of the question.
fn may_hide(pdf: &Pdf) -> bool {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let Some(layers) = root.get::<Dict<'_>>(keys::OCPROPERTIES) else { return false };
    let usual = layers.get::<Dict<'_>>(b"D").unwrap_or_default();
    let lists = |key: &[u8]| {
        usual.get::<Array<'_>>(key).is_some_and(|list| list.raw_iter().next().is_some())
    };
    let base = usual.get::<Name<'_>>(b"BaseState");
    let has_conditions = || {
        let mut dicts = pdf.objects().into_iter().filter_map(Object::into_dict);
        dicts.any(|dict| dict.get::<Name<'_>>(keys::TYPE).as_deref() == Some(b"OCMD"))
    };
    base.as_deref() == Some(b"OFF") || lists(b"OFF") || lists(b"AS") || has_conditions()
}

fn sizes(pdf: &Pdf) -> Vec<PageSize> {
    let size = |page: &Page<'_>| {
        let (width, height) = page.render_dimensions();
        PageSize { width: f64::from(width), height: f64::from(height) }
    };
    pdf.pages().iter().map(size).collect()
}

/// The same file announcing itself as PDF 1.7, where its first line is all that says 2.0.
fn with_older_header(bytes: &[u8]) -> Option<Arc<Vec<u8>>> {
    let start = bytes.windows(5).take(1024).position(|window| window == b"%PDF-")?;
    let mut older = bytes.to_vec();
    older.get_mut(start + 5..start + 8)?.copy_from_slice(b"1.7");
    let older = Arc::new(older);
    let version = Pdf::new(Arc::clone(&older)).ok()?.version();
    (version <= PdfVersion::Pdf17).then_some(older)
}
