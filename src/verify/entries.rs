//! The index and the bookmarks: each entry leads to the page that bears its title, and says its
//! number.

use super::{
    Check,
    book::Book,
    places::{Bookmark, Link, To},
    words::{Run, bare},
};
use crate::{
    bundle::record::{Entry, Record},
    words::count,
};

/// What the index is called among the entries.
const INDEX: &str = "Index";

/// How far letters may stand outside the area of their link, in points.
const NEAR: f64 = 1.5;

pub(super) fn index(book: &Book, record: &Record) -> Check {
    let mut check = Check::new("index");
    // What was added since the bundle was issued is on a change sheet; no index was printed anew.
    let last = record.editions.first().copied().unwrap_or(record.pages);
    let is_indexed = |entry: &&Entry| entry.title != INDEX && entry.page <= last;
    let mut waiting: Vec<&Entry> = record.entries.iter().filter(is_indexed).collect();
    let (mut counted, mut elsewhere, mut column) = (0, 0, f64::INFINITY);
    let pages = index_pages(record);
    for link in book.links.iter().filter(|link| pages.contains(&link.page)) {
        let runs = runs_in(book, link);
        // The way back to the index stands at the foot of every page.
        let Some(number) = runs.iter().max_by(|a, b| a.at.x.total_cmp(&b.at.x)) else { continue };
        counted += 1;
        column = column.min(number.at.x);
        let page = match link.to {
            To::Page(page) => page,
            To::Out if record.volume.is_some() => {
                elsewhere += 1;
                continue;
            }
            To::Out | To::Nowhere => {
                check.fail(link.page, "an entry of the index leads nowhere");
                continue;
            }
        };
        let label = book.label(page);
        if number.text.split('–').next().map(str::trim) != Some(label) {
            let says = format!("an entry of the index leads to page {label} and says another");
            check.fail(link.page, says);
        }
        let says = bare(runs.iter().map(|run| run.text.as_str()));
        let is_it =
            |entry: &&Entry| entry.page == page + 1 && says.contains(&bare([entry.title.as_str()]));
        match waiting.iter().position(is_it) {
            Some(at) => bears_title(book, waiting.remove(at), &mut check),
            None => {
                let says = format!("an entry of the index leads to page {label}, which is another");
                check.fail(link.page, says);
            }
        }
    }
    // A heading inside a part need not stand in the index; a part and a document must.
    let is_document = |entry: &&Entry| {
        let documents = || record.documents.iter().filter(|one| one.first == entry.page);
        // What begins in another volume is in the index with that.
        let goes_on = documents().any(|document| document.from > 1);
        !goes_on && (documents().next().is_some() || entry.level == 1)
    };
    for entry in waiting.into_iter().filter(is_document) {
        check.fail(entry.page.checked_sub(1), "the index does not lead here");
    }
    for page in pages {
        let links = || book.links.iter().filter(|link| link.page == page);
        let words = book.words.get(page).into_iter().flat_map(|words| &words.runs);
        let dead = words.filter(|run| {
            !run.is_foot && run.at.x >= column && !links().any(|link| covers(link, run))
        });
        for _ in dead {
            check.fail(page, "a number in the index is no link");
        }
    }
    let entries = if counted == 1 { "1 entry" } else { &format!("{counted} entries") };
    let claim = format!(
        "{entries} of the index: each leads to the page that bears its title, and says its number"
    );
    if elsewhere > 0 {
        check.note(format!("{elsewhere} of them lead to other volumes; nobody followed those"));
    }
    check.claims(counted, claim)
}

pub(super) fn bookmarks(book: &Book, record: &Record) -> Check {
    let mut check = Check::new("bookmarks");
    let mut own = record.entries.iter().peekable();
    let (mut level, mut below) = (0, 0);
    for bookmark in &book.bookmarks {
        let Bookmark { title, to, .. } = bookmark;
        let page = match to {
            Some(To::Page(page)) => Some(*page),
            None => None,
            Some(_) => {
                check.fail(None, "a bookmark leads nowhere");
                continue;
            }
        };
        let said = title
            .rsplit_once(" (page ")
            .and_then(|(title, number)| Some((title, number.strip_suffix(')')?)));
        if said.map(|(_, number)| number) != page.map(|page| book.label(page)) {
            check.fail(page, "a bookmark leads here and says another number");
        }
        let is_own = |entry: &&Entry| {
            bookmark.level == entry.level
                && page.is_some_and(|page| page + 1 == entry.page)
                && said.is_some_and(|(title, _)| title == entry.title)
        };
        if let Some(entry) = own.next_if(is_own) {
            level = entry.level;
            bears_title(book, entry, &mut check);
        } else if bookmark.level > level && level > 0 {
            below += 1;
        } else {
            check.fail(page, "a bookmark leads here that the record does not know");
            own.next_if(|entry| entry.level == bookmark.level);
        }
    }
    for entry in own {
        check.fail(entry.page.checked_sub(1), "the bookmark that leads here is missing");
    }
    let all = count(book.bookmarks.len(), "bookmark");
    let of_documents =
        if below == 0 { String::new() } else { format!(" ({below} of them documents' own)") };
    let claim = format!(
        "{all}{of_documents}: each leads to the page that bears its title, and says its number"
    );
    check.claims(book.bookmarks.len(), claim)
}

fn bears_title(book: &Book, entry: &Entry, check: &mut Check) {
    let page = entry.page.checked_sub(1);
    let words = page.and_then(|page| book.words.get(page));
    let title = bare([entry.title.as_str()]);
    if !words.is_some_and(|words| words.body().contains(&title)) {
        check.fail(page, "the title that leads here does not stand here");
    }
}

/// The pages of the index: from where it begins to where the next part does.
fn index_pages(record: &Record) -> std::ops::Range<usize> {
    let Some(at) = record.entries.iter().position(|entry| entry.title == INDEX) else {
        return 0..0;
    };
    let first = record.entries.get(at).map_or(0, |entry| entry.page);
    let after = record.entries.iter().skip(at + 1).map(|entry| entry.page);
    let end = after.filter(|page| *page > first).min().unwrap_or(record.pages + 1);
    first.saturating_sub(1)..end.saturating_sub(1)
}

/// The words a link lies over, those at the foot apart.
fn runs_in<'b>(book: &'b Book, link: &Link) -> Vec<&'b Run> {
    let runs = book.words.get(link.page).into_iter().flat_map(|words| &words.runs);
    runs.filter(|run| !run.is_foot && covers(link, run)).collect()
}

fn covers(link: &Link, run: &Run) -> bool {
    link.area.inflate(NEAR, NEAR).contains(run.at)
}
