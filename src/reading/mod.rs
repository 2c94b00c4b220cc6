//! All that a document says: the text on its pages, and what travels with it unseen.
//!
//! Nothing here knows what is confidential. A [`Reading`] lists passages of text with the place of
//! each, the [traces](Trace) a program left in the file, and what [could not be read](Unread), so
//! that a check can say so. The same bytes always give the same reading.

mod bounds;
mod compound;
mod office;
pub(crate) mod pdf;
mod picture;
mod plain;
mod sort;

use std::sync::Arc;

pub use office::Show;
use sort::Sort;

use crate::watched::{Stopped, watched};

/// What was read in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its text, in the order a person would read it.
    pub passages: Vec<Passage>,
    /// What travels with the file beside its pages, whatever it says.
    pub traces: Vec<Trace>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Reading {
    /// The reading of a file that could not be read at all.
    pub(crate) fn not_read(what: UnreadKind) -> Self {
        Self { unread: vec![Unread { page: None, what }], ..Self::default() }
    }

    /// Adds a text, unless there is nothing in it.
    pub(crate) fn say(&mut self, page: Option<usize>, part: Part, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.passages.push(Passage { page, part, text });
        }
    }

    /// Adds a trace, once for each page.
    pub(crate) fn trace(&mut self, page: Option<usize>, kind: TraceKind) {
        let trace = Trace { page, kind };
        if !self.traces.contains(&trace) {
            self.traces.push(trace);
        }
    }

    /// Adds what could not be read, once for each page.
    pub(crate) fn miss(&mut self, page: Option<usize>, what: UnreadKind) {
        let unread = Unread { page, what };
        if !self.unread.contains(&unread) {
            self.unread.push(unread);
        }
    }

    /// Adds all of another reading.
    pub(crate) fn add(&mut self, other: Self) {
        self.passages.extend(other.passages);
        other.traces.iter().for_each(|trace| self.trace(trace.page, trace.kind));
        other.unread.iter().for_each(|unread| self.miss(unread.page, unread.what));
    }
}

/// A piece of text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The page or slide, from 1; none for what belongs to the whole file.
    pub page: Option<usize>,
    /// The part of the page or file.
    pub part: Part,
    /// The text. A page of text is one passage with line breaks where its lines end.
    pub text: String,
}

/// Where in a document a text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// On the page, for everybody to see.
    Page,
    /// On the page and not to be seen: white on white, too small, outside the page, marked hidden.
    Hidden,
    /// On the page, under a filled box that was drawn over it.
    Covered,
    /// In a comment or an annotation.
    Comment,
    /// In a form field.
    Field,
    /// In the speaker's notes.
    Notes,
    /// Taken out or put in while changes were tracked.
    Change,
    /// In the properties of the file: `author`, `title`, `last saved by`.
    Property(String),
    /// In a bookmark, a link's address, a description of a picture, a script: what kind of thing.
    Beside(&'static str),
    /// In a file inside this file; the parts of that file are not told apart.
    Embedded,
}

/// Something a program left in the file, which a person may not know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    /// The page or slide, from 1, where it is on one.
    pub page: Option<usize>,
    /// What it is.
    pub kind: TraceKind,
}

/// Kinds of [`Trace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraceKind {
    /// Text that can still be copied from under a filled box.
    CoveredText,
    /// Text that is there and cannot be seen.
    HiddenText,
    /// A slide that is not shown.
    HiddenSlide,
    /// Notes for the speaker.
    Notes,
    /// A comment.
    Comment,
    /// Tracked changes.
    TrackedChanges,
    /// A file inside the file.
    EmbeddedFile,
    /// The place where a photograph was taken.
    Position,
    /// A script or a macro.
    Script,
}

/// Something that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// The page or slide, from 1, where it is on one.
    pub page: Option<usize>,
    /// What it is.
    pub what: UnreadKind,
}

/// Kinds of [`Unread`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnreadKind {
    /// A page that is a picture, without text behind it: a scan.
    Scan,
    /// A picture in a page or slide that has text too, large enough to hold words.
    Picture,
    /// The whole file is a picture.
    Photograph,
    /// A part, or the whole, is locked with a password.
    Locked,
    /// Letters that the file draws and does not name, so that no program can read them.
    NamelessLetters,
    /// A file inside the file of a kind that cannot be looked into.
    EmbeddedFile,
    /// The file is of a kind that cannot be looked into.
    UnknownKind,
    /// There is more in it than is read.
    TooMuch,
    /// The file is damaged there.
    Damaged,
}

/// Files inside files are followed this far: a document in a presentation in a message, no further.
const DEEPEST: usize = 2;

/// Reads a file, whatever it is. Never fails: what cannot be read is in [`Reading::unread`].
pub fn read(name: &str, bytes: &Arc<Vec<u8>>) -> Reading {
    let (name, bytes) = (name.to_owned(), Arc::clone(bytes));
    match watched(move || read_at(&name, &bytes, 0)) {
        Ok(reading) => reading,
        Err(Stopped::Panicked) => Reading::not_read(UnreadKind::Damaged),
        Err(Stopped::OutOfTime) => Reading::not_read(UnreadKind::TooMuch),
    }
}

/// Reads a file that was found `depth` levels inside another. Whatever it says is
/// [`Part::Embedded`]; pages are not told apart.
pub(crate) fn read_inside(name: &str, bytes: &Arc<Vec<u8>>, depth: usize) -> Reading {
    if depth > DEEPEST {
        return Reading::not_read(UnreadKind::EmbeddedFile);
    }
    let mut reading = read_at(name, bytes, depth);
    for passage in &mut reading.passages {
        (passage.page, passage.part) = (None, Part::Embedded);
    }
    reading.traces.iter_mut().for_each(|trace| trace.page = None);
    for unread in &mut reading.unread {
        let what = match unread.what {
            UnreadKind::UnknownKind => UnreadKind::EmbeddedFile,
            UnreadKind::Photograph => UnreadKind::Picture,
            other => other,
        };
        *unread = Unread { page: None, what };
    }
    reading
}

fn read_at(name: &str, bytes: &Arc<Vec<u8>>, depth: usize) -> Reading {
    match sort::of(name, bytes) {
        Sort::Nothing => Reading::default(),
        Sort::Pdf => pdf::read(bytes, depth),
        Sort::Zip => office::read(bytes, depth),
        Sort::Compound => compound::read(bytes),
        Sort::Picture => picture::read(bytes),
        Sort::Text(kind) => plain::read(kind, bytes, depth),
        Sort::Unknown => Reading::not_read(UnreadKind::UnknownKind),
    }
}
