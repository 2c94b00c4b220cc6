//! The bookmarks of an attachment, below its own in the bundle.

use std::collections::BTreeSet;

use hayro_syntax::{
    Pdf,
    object::{Dict, ObjRef, String as PdfString},
};

use super::{
    New,
    file::File,
    landing::{Landing, Landings, Target},
    syntax,
    typeset::Typeset,
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

/// Writes the bookmarks of an issued bundle before the bundle's own. Gives what the root of the
/// bookmarks and the first of the bundle's own have to say then.
pub(super) fn before(
    file: &mut File,
    typeset: &Typeset,
    bookmarks: &[Bookmark],
    next: &mut u32,
    land: &Land<'_>,
) -> Vec<(i32, New)> {
    let Some((root, first)) = top(typeset).filter(|_| !bookmarks.is_empty()) else {
        return Vec::new();
    };
    let count = typeset.dict(root).and_then(|root| root.get::<i32>(b"Count")).unwrap_or(0);
    let (start, length) = (*next, u32::try_from(bookmarks.len()).unwrap_or(u32::MAX));
    let above = Above { parent: root.obj_number.cast_unsigned(), then: Some(first) };
    written(file, bookmarks, above, next, land);
    let count = i64::from(count) + i64::from(length);
    let opens = format!("/First {start} 0 R/Count {count}").into_bytes();
    let follows = format!("/Prev {} 0 R", start + length - 1).into_bytes();
    let first = first.cast_signed();
    vec![
        (root.obj_number, New::Entries(&[b"First", b"Count"], opens)),
        (first, New::Entries(&[], follows)),
    ]
}

/// The root of the bundle's own bookmarks, and the number of the first.
fn top(typeset: &Typeset) -> Option<(ObjRef, u32)> {
    let root = typeset.dict(typeset.root())?.get_ref(b"Outlines")?;
    let first = typeset.dict(root)?.get_ref(b"First")?;
    Some((root, u32::try_from(first.obj_number).ok()?))
}

/// Where bookmarks stand.
#[derive(Clone, Copy)]
struct Above {
    /// The number of what they lie below.
    parent: u32,
    /// The number of the bookmark after the last of them.
    then: Option<u32>,
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
    written(file, bookmarks, Above { parent, then: None }, next, land);
    // A count below zero: they are shown once somebody opens what they lie below.
    format!("/First {first} 0 R/Last {} 0 R/Count -{count}", first + count - 1).into_bytes()
}

fn written(file: &mut File, bookmarks: &[Bookmark], above: Above, next: &mut u32, land: &Land<'_>) {
    let first = *next;
    *next += u32::try_from(bookmarks.len()).unwrap_or(u32::MAX);
    let last = *next - 1;
    for (number, bookmark) in (first..).zip(bookmarks) {
        let below = written_below(file, &bookmark.below, number, next, land);
        let landing = bookmark.landing.and_then(land);
        file.object(number, |out| {
            out.extend(format!("<</Parent {} 0 R", above.parent).into_bytes());
            if number > first {
                out.extend(format!("/Prev {} 0 R", number - 1).into_bytes());
            }
            if let Some(then) = if number < last { Some(number + 1) } else { above.then } {
                out.extend(format!("/Next {then} 0 R").into_bytes());
            }
            out.extend(b"/Title");
            match landing {
                Some((place, page)) => {
                    syntax::text(out, &titled(&bookmark.title, &page));
                    out.extend(place);
                }
                None => syntax::text(out, &bookmark.title),
            }
            out.extend(below);
            out.extend(b">>");
        });
    }
}

/// A title with its page, which that of an issued bundle has already.
fn titled(title: &str, page: &str) -> String {
    let end = format!(" (page {page})");
    if title.ends_with(&end) { title.to_owned() } else { format!("{title}{end}") }
}
