//! A PDF that has been opened, with all that its checks look at.

use hayro_syntax::{
    Pdf,
    object::{Dict, Stream},
};
use rayon::prelude::*;

use super::{
    Check, bound, entries, identity, inside, links, numbers,
    places::{Bookmark, Link, Places},
    words::{self, Fonts, Words},
};
use crate::bundle::record::Record;

/// What is looked at.
pub(super) struct Book<'p> {
    pub(super) pdf: &'p Pdf,
    pub(super) bytes: &'p [u8],
    /// What the bundle says of itself; none in a form, and in what is not ours.
    pub(super) record: Option<Record>,
    /// What each page says and draws itself.
    pub(super) words: Vec<Words>,
    /// What a reader calls each page.
    pub(super) labels: Vec<String>,
    pub(super) links: Vec<Link>,
    pub(super) bookmarks: Vec<Bookmark>,
}

impl<'p> Book<'p> {
    pub(super) fn open(pdf: &'p Pdf, bytes: &'p [u8]) -> Self {
        let fonts = Fonts::of(pdf);
        let words = pdf.pages().par_iter().map(|page| words::read(page, &fonts)).collect();
        let places = Places::of(pdf);
        Self {
            pdf,
            bytes,
            record: record(pdf),
            words,
            labels: places.labels(),
            links: places.links(),
            bookmarks: places.bookmarks(),
        }
    }

    /// All that can be checked of it.
    pub(super) fn checks(&self) -> Vec<Check> {
        // The seal is over the whole file, which may be large.
        let (seal, mut checks) = rayon::join(|| identity::seal(self), || self.checks_of_pages());
        if self.record.is_some() {
            checks.push(seal);
        }
        checks
    }

    fn checks_of_pages(&self) -> Vec<Check> {
        let inside = inside::Inside::of(self.pdf);
        let mut checks = vec![identity::made_here(self), numbers::check(self)];
        if let Some(record) = &self.record {
            checks.push(entries::index(self, record));
            checks.push(entries::bookmarks(self, record));
            checks.push(bound::check(self, record));
        }
        checks.push(links::check(self));
        checks.push(inside.fonts(self));
        checks.push(inside.text(self));
        checks.push(inside.harmless());
        if let Some(record) = &self.record {
            checks.push(identity::fingerprint(self, record));
        }
        checks
    }

    /// What a page, from 0, is called.
    pub(super) fn label(&self, page: usize) -> &str {
        self.labels.get(page).map_or("?", String::as_str)
    }
}

fn record(pdf: &Pdf) -> Option<Record> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let ours = root.get::<Dict<'_>>(b"PieceInfo")?.get::<Dict<'_>>(b"panelpack")?;
    let record = ours.get::<Stream<'_>>(b"Private")?.decoded().ok()?;
    serde_json::from_slice(&record).ok()
}
