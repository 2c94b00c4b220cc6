//! Word, PowerPoint and Excel files made into pages, by LibreOffice where it is on the machine.
//!
//! Reading a pack starts no other program; this is a step after it. What came of a file is kept in
//! `out/.converted/`, under the digest of the file, so that the next check or build need not do it
//! again. All that another program is given to work with lies in there, too, and is gone afterwards.
//!
//! | file | holds |
//! |---|---|
//! | `cache.rs` | the folder `out/.converted/` |
//! | `program.rs` | where LibreOffice is, how it is started and ended |
//! | `profile.rs` | its settings: no macros, no links, no network |
//! | `settled.rs` | its PDF without the hour it was made at |

mod cache;
mod profile;
mod program;
mod settled;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError, atomic::Ordering},
};

use cache::Cache;
pub use program::Program;

use crate::{
    bundle::preflight,
    pack::{Content, Office, Pack, Refusal, Unconverted, form_signed_in, is_clutter},
    reading::{TraceKind, UnreadKind},
};

/// Pages of a table, at most: one that has more was not made to be read on paper.
const MOST_PAGES_OF_TABLE: usize = 100;

/// One after another in this process, however many packs are read at once.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Pages, or why there are none.
type Pages = Result<Content, Unconverted>;

/// Gives the office files of a pack their pages, as far as that can be done: from what was converted
/// before, else by the program, if there is one. `progress` is told what takes its time.
pub fn convert(pack: &mut Pack, program: Option<&Program>, progress: &dyn Fn(&str)) {
    let wanted = wanted(pack);
    if wanted.is_empty() {
        return;
    }
    let cache = Cache::of(&pack.root);
    let mut pages: BTreeMap<String, Pages> = BTreeMap::new();
    let mut missing: BTreeMap<String, &Wanted> = BTreeMap::new();
    for one in &wanted {
        match (one.hindrance, cache.get(&one.digest)) {
            (Some(hindrance), _) => drop(pages.insert(one.name.clone(), Err(hindrance))),
            (None, Some(pdf)) => drop(pages.insert(one.name.clone(), bindable(pdf, one))),
            (None, None) => drop(missing.insert(one.digest.clone(), one)),
        }
    }
    if let Some(program) = program.filter(|_| !missing.is_empty()) {
        let _here = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let _turn = program.turn();
        let mut originals = Vec::new();
        for (digest, one) in &missing {
            let original = pack.attachments.get(&one.name).map(|file| file.original.read());
            match original {
                Some(Ok(bytes)) => originals.push((digest.clone(), one.ending.clone(), bytes)),
                _ => drop(pages.insert(one.name.clone(), Err(Unconverted::Failed))),
            }
        }
        let made = cache.fill(program, &originals, progress);
        for one in &wanted {
            if let Some(made) = made.get(&one.digest) {
                let made = made.clone().and_then(|pdf| bindable(pdf, one));
                pages.insert(one.name.clone(), made);
            }
        }
    } else if program.is_none() {
        // Whatever is wrong with a file, saving it as PDF is the way where nothing converts it.
        pages.retain(|_, pages| pages.is_ok());
    }
    for (name, pages) in pages {
        if let Some(attachment) = pack.attachments.get_mut(&name) {
            let kind = match &attachment.content {
                Err(Refusal::Office(kind)) => *kind,
                _ => continue,
            };
            attachment.content = pages.map_err(|why| Refusal::Unconverted(kind, why));
        }
    }
}

/// Ends the program that is converting files, if one is, and starts none any more. What it had to work
/// with is gone then.
pub fn stop() {
    program::STOPPED.store(true, Ordering::Relaxed);
    drop(ONE_AT_A_TIME.lock());
}

/// Takes away what was converted of files that the pack no longer holds.
pub fn tidy(pack: &Pack) {
    let needed = pack.attachments.iter().filter(|(name, _)| kind_of(name).is_some());
    let needed: BTreeSet<String> = needed.map(|(_, one)| one.sha256.clone()).collect();
    Cache::of(&pack.root).keep_only(&needed);
}

/// A file that may be converted.
struct Wanted {
    name: String,
    ending: String,
    digest: String,
    kind: Office,
    hindrance: Option<Unconverted>,
}

/// The kind of a file that LibreOffice can convert, by its name.
fn kind_of(name: &str) -> Option<Office> {
    let ending = name.rsplit('.').next()?.to_lowercase();
    Office::of(&ending).filter(|kind| kind.is_converted && !is_clutter(name))
}

fn wanted(pack: &Pack) -> Vec<Wanted> {
    let presentation = pack.presentation();
    let is_bound = |name: &str| {
        name.starts_with("documents/")
            || form_signed_in(name).is_some()
            || presentation.as_deref() == Some(name)
    };
    let refused = pack
        .attachments
        .iter()
        .filter(|(name, one)| is_bound(name) && matches!(one.content, Err(Refusal::Office(_))));
    let wanted = refused.filter_map(|(name, one)| {
        let kind = kind_of(name)?;
        let ending = name.rsplit('.').next()?.to_lowercase();
        let digest = one.sha256.clone();
        Some(Wanted { name: name.clone(), ending, digest, kind, hindrance: hindrance(pack, name) })
    });
    wanted.collect()
}

/// What stands against converting a file. Deleted words would be printed, crossed out.
fn hindrance(pack: &Pack, name: &str) -> Option<Unconverted> {
    let reading = pack.readings.get(name)?;
    if reading.unread.iter().any(|one| one.what == UnreadKind::Locked && one.page.is_none()) {
        return Some(Unconverted::Locked);
    }
    let mut traces = reading.traces.iter();
    traces.any(|one| one.kind == TraceKind::TrackedChanges).then_some(Unconverted::TrackedChanges)
}

/// The pages of a PDF that came of a file.
fn bindable(pdf: Vec<u8>, of: &Wanted) -> Pages {
    let bindable = preflight::make_bindable(pdf).map_err(|_| Unconverted::Failed)?;
    let is_table = of.kind.program == "Excel" || matches!(&*of.ending, "ods" | "fods");
    if is_table && bindable.pages.len() > MOST_PAGES_OF_TABLE {
        return Err(Unconverted::TooManyPages);
    }
    Ok(Content::of(bindable))
}
