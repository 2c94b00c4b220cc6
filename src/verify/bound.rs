//! The pages of attachments: every one there, once, in order, as it was when it was bound.

use std::collections::BTreeMap;

use hayro_syntax::{
    object::{Dict, Stream, String as PdfString},
    page::Page,
};

use super::{Check, book::Book};
use crate::{
    bundle::{
        likeness,
        record::{Bound, Record},
    },
    words::count,
};

/// A page of an attachment where it is drawn.
struct Drawn<'p> {
    /// Which it says it is.
    mark: String,
    /// The page of the bundle, from 0.
    page: usize,
    form: Stream<'p>,
}

pub(super) fn check(book: &Book, record: &Record) -> Check {
    let mut check = Check::new("documents");
    let drawn = all_drawn(book, &mut check);
    let forms: Vec<Stream<'_>> = drawn.iter().map(|drawn| drawn.form.clone()).collect();
    let likenesses = likeness::of_forms(book.pdf, &forms);
    let mut by_mark: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (drawn, likeness) in drawn.iter().zip(&likenesses) {
        by_mark.entry(&drawn.mark).or_default().push((drawn.page, likeness));
    }
    let mut counted = 0;
    for document in &record.documents {
        for (number, likeness) in document.pages.iter().enumerate() {
            counted += 1;
            let page = number + document.from;
            let name = format!("page {page} of {}", name(document));
            let place = (document.first + number).checked_sub(1);
            let mark = format!("{}/{page}", document.label);
            match by_mark.remove(mark.as_str()).as_deref() {
                None => check.fail(place, format!("{name} is missing; it should be here")),
                Some([(page, found)]) => {
                    if Some(*page) != place {
                        check.fail(*page, format!("{name} is here, and belongs elsewhere"));
                    }
                    if found != likeness {
                        check.fail(*page, format!("{name} is not as it was when it was bound"));
                    }
                }
                Some(several) => {
                    for (page, _) in several {
                        check.fail(*page, format!("{name} is here, and elsewhere, too"));
                    }
                }
            }
        }
    }
    for (page, _) in by_mark.into_values().flatten() {
        check.fail(page, "a page is bound here that the record does not know");
    }
    let documents = count(record.documents.len(), "document");
    let pages = count(counted, "page");
    let claim =
        format!("{documents} with {pages}: every page is there, once, in order, and unchanged");
    check.claims(counted, claim)
}

/// What a document is called, without its title: that could name somebody.
pub(super) fn name(document: &Bound) -> String {
    match document.number {
        Some(number) => format!("Document {number}"),
        None => format!("the {}", document.label.replace('-', " ")),
    }
}

/// All pages of attachments, in the order of the bundle's pages.
fn all_drawn<'p>(book: &Book<'p>, check: &mut Check) -> Vec<Drawn<'p>> {
    let mut all = Vec::new();
    for (index, (page, words)) in book.pdf.pages().iter().zip(&book.words).enumerate() {
        let marked = marked(page);
        if marked.len() > 1 {
            check.fail(index, "more than one page of an attachment is drawn here");
        }
        for (name, mark, form) in marked {
            match words.drawn.iter().filter(|drawn| **drawn == name).count() {
                1 => all.push(Drawn { mark, page: index, form }),
                0 => check.fail(index, "a page of an attachment belongs here and is not drawn"),
                _ => check.fail(index, "a page of an attachment is drawn here more than once"),
            }
        }
    }
    all
}

/// The drawings on a page that say which page of an attachment they are.
fn marked<'p>(page: &Page<'p>) -> Vec<(Vec<u8>, String, Stream<'p>)> {
    let drawings = &page.resources().x_objects;
    let mut names: Vec<_> = drawings.keys().collect();
    names.sort_unstable();
    let mark = |form: &Stream<'_>| {
        let ours = form.dict().get::<Dict<'_>>(b"PieceInfo")?.get::<Dict<'_>>(b"panelpack")?;
        let mark = ours.get::<PdfString<'_>>(b"Private")?;
        Some(String::from_utf8_lossy(mark.as_bytes()).into_owned())
    };
    let found = names.into_iter().filter_map(|name| {
        let form = drawings.get::<Stream<'p>>(name.as_ref())?;
        Some((name.to_vec(), mark(&form)?, form))
    });
    found.collect()
}
