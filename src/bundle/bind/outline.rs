//! The bookmarks of an attachment, below its own in the bundle.

use std::collections::BTreeSet;

use hayro_syntax::{
    Pdf,
    object::{Dict, ObjRef, String as PdfString},
};

use super::{
    file::File,
    landing::{Landing, Landings, Target},
    syntax,
};
use crate::{bundle::record::Entry, reading::pdf::text};

/// How many bookmarks one file may have, and how deep.
const MAX_BOOKMARKS: usize = 5_000;
const MAX_DEPTH: usize = 12;

/// A bookmark.
pub(super) struct Bookmark {
    title: String,
    landing: Option<Landing>,
    below: Vec<Bookmark>,
}

/// The bookmarks of a file.
pub(super) fn of(pdf: &Pdf, landings: &Landings<'_>) -> Vec<Bookmark> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let outline = root.get::<Dict<'_>>(b"Outlines").unwrap_or_default();
    below(pdf, &outline, landings, MAX_DEPTH, &mut BTreeSet::new())
}

/// The bookmarks of the typeset bundle itself: title without the page's name, page from 1, level.
pub(super) fn entries(typeset: &Pdf) -> Vec<Entry> {
    fn add(bookmarks: &[Bookmark], level: usize, entries: &mut Vec<Entry>) {
        for bookmark in bookmarks {
            let page = bookmark.landing.map_or(0, |landing| landing.page + 1);
            let title = bookmark.title.rsplit_once(" (page ").map_or(&*bookmark.title, |it| it.0);
            entries.push(Entry { title: title.to_owned(), page, level });
            add(&bookmark.below, level + 1, entries);
        }
    }
    let mut entries = Vec::new();
    add(&of(typeset, &Landings::of(typeset)), 1, &mut entries);
    entries
}

fn below(
    pdf: &Pdf,
    parent: &Dict<'_>,
    landings: &Landings<'_>,
    depth: usize,
    seen: &mut BTreeSet<(i32, i32)>,
) -> Vec<Bookmark> {
    let mut bookmarks = Vec::new();
    let mut next = parent.get_ref(b"First").filter(|_| depth > 0);
    while let Some(id) = next {
        if seen.len() >= MAX_BOOKMARKS || !seen.insert((id.obj_number, id.gen_number)) {
            break;
        }
        let Some(item) = pdf.xref().get::<Dict<'_>>(id.into()) else { break };
        let title = item.get::<PdfString<'_>>(b"Title").map(|title| text(title.as_bytes()));
        let landing = match landings.target(&item) {
            Some(Target::Inside(landing)) => Some(landing),
            _ => None,
        };
        let below = below(pdf, &item, landings, depth - 1, seen);
        // What says nothing and leads nowhere is no bookmark.
        if landing.is_some() || !below.is_empty() {
            let title = title.filter(|title| !title.is_empty());
            let title = title.unwrap_or_else(|| "Untitled".to_owned());
            bookmarks.push(Bookmark { title, landing, below });
        }
        next = item.get_ref(b"Next");
    }
    bookmarks
}

/// What leads to where a place is, and what the page there is called.
pub(super) type Land<'l> = dyn Fn(Landing) -> Option<(Vec<u8>, String)> + 'l;

/// Writes bookmarks below an item of the bundle's own. Gives what that item has to say of them.
pub(super) fn write(
    file: &mut File,
    bookmarks: &[Bookmark],
    parent: ObjRef,
    next: &mut u32,
    land: &Land<'_>,
) -> Vec<u8> {
    let parent = u32::try_from(parent.obj_number).unwrap_or(0);
    written_below(file, bookmarks, parent, next, land)
}

fn written_below(
    file: &mut File,
    bookmarks: &[Bookmark],
    parent: u32,
    next: &mut u32,
    land: &Land<'_>,
) -> Vec<u8> {
    if bookmarks.is_empty() {
        return Vec::new();
    }
    let first = *next;
    let count = u32::try_from(bookmarks.len()).unwrap_or(u32::MAX);
    *next += count;
    let last = *next - 1;
    for (number, bookmark) in (first..).zip(bookmarks) {
        let below = written_below(file, &bookmark.below, number, next, land);
        let landing = bookmark.landing.and_then(land);
        file.object(number, |out| {
            out.extend(format!("<</Parent {parent} 0 R").into_bytes());
            if number > first {
                out.extend(format!("/Prev {} 0 R", number - 1).into_bytes());
            }
            if number < last {
                out.extend(format!("/Next {} 0 R", number + 1).into_bytes());
            }
            out.extend(b"/Title");
            match landing {
                Some((place, page)) => {
                    syntax::text(out, &format!("{} (page {page})", bookmark.title));
                    out.extend(place);
                }
                None => syntax::text(out, &bookmark.title),
            }
            out.extend(below);
            out.extend(b">>");
        });
    }
    // A count below zero: they are shown once somebody opens what they lie below.
    format!("/First {first} 0 R/Last {last} 0 R/Count -{count}").into_bytes()
}
