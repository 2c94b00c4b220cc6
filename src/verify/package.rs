//! A zip: the files the manifest names, the originals that were bound, and nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
    sync::Arc,
};

use hayro_syntax::Pdf;
use rayon::prelude::*;
use zip::ZipArchive;

use super::{
    Check, Proof, Unreadable,
    book::Book,
    bound::name,
    manifest::{self, Manifest},
};
use crate::{
    bundle::{
        FILE, digest,
        preflight::open_bounded,
        record::{ISSUED, Record},
    },
    pack::Content,
    words::count,
};

/// The most files one zip may hold, and the most they may hold together, in bytes.
const MOST_FILES: usize = 5_000;
const MOST_BYTES: u64 = 4 << 30;

const MANIFEST: &str = "manifest.json";
const ORIGINALS: &str = "originals/";
const LEFT_OUT: &str = "originals/left-out.txt";

type Files = BTreeMap<String, Arc<Vec<u8>>>;

pub(super) fn prove(bytes: &Arc<Vec<u8>>) -> Result<Proof, Unreadable> {
    let (files, twice) = unpack(bytes)?;
    if !files.contains_key(MANIFEST) && !files.contains_key(FILE) {
        return Err(Unreadable::NoBundle);
    }
    let mut checks = Vec::new();
    let manifest = files.get(MANIFEST).and_then(|text| manifest::read(text));
    let bundle = files.get(FILE).and_then(|bundle| Some((open_bounded(bundle).ok()?, bundle)));
    let book = bundle.as_ref().map(|(pdf, bytes)| Book::open(pdf, bytes));
    let record = book.as_ref().and_then(|book| book.record.as_ref());
    checks.push(listed(&files, twice, manifest.as_ref(), record));
    if let (Some(manifest), Some(record)) = (&manifest, record) {
        checks.push(originals(&files, manifest, record));
    }
    match &book {
        Some(book) => checks.extend(book.checks()),
        None => {
            let mut check = Check::new("readable");
            check.fail(None, format!("there is no {FILE} in this zip that can be read"));
            checks.push(check.claims(0, "The zip holds a bundle"));
        }
    }
    Ok(Proof { checks })
}

/// The files of a zip, and how many names stand in it twice.
fn unpack(bytes: &Arc<Vec<u8>>) -> Result<(Files, usize), Unreadable> {
    let mut zip =
        ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|_| Unreadable::Damaged)?;
    let (mut files, mut left, mut twice) = (Files::new(), MOST_BYTES, 0);
    if zip.len() > MOST_FILES {
        return Err(Unreadable::Damaged);
    }
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).map_err(|_| Unreadable::Damaged)?;
        let name = file.name().map_err(|_| Unreadable::Damaged)?.into_owned();
        let mut content = Vec::new();
        let read = file.by_ref().take(left + 1).read_to_end(&mut content);
        left =
            read.ok().and_then(|read| left.checked_sub(read as u64)).ok_or(Unreadable::Damaged)?;
        twice += usize::from(files.insert(name, Arc::new(content)).is_some());
    }
    Ok((files, twice))
}

/// Whether the manifest is true of every file, and no other is there.
fn listed(
    files: &Files,
    twice: usize,
    manifest: Option<&Manifest>,
    record: Option<&Record>,
) -> Check {
    let mut check = Check::new("manifest");
    let claim = |counted: usize| {
        let files = count(counted, "file");
        format!("{files} in the zip: each is the one the manifest names, and no other is there")
    };
    let Some(manifest) = manifest else {
        check.fail(None, "there is no manifest.json in this zip that can be read");
        return check.claims(files.len(), claim(files.len()));
    };
    let mut known: BTreeSet<&str> = [MANIFEST].into();
    for listed in manifest.outputs.iter().filter(|listed| listed.volume.is_none()) {
        known.insert(&listed.file);
        let Some(bytes) = files.get(&listed.file) else {
            check.fail(None, format!("{} is missing", listed.file));
            continue;
        };
        let pages = Pdf::new(Arc::clone(bytes)).ok().map(|pdf| pdf.pages().len());
        if let Some(says) = listed.differs(bytes, pages) {
            check.fail(None, format!("{}: {says}", listed.file));
        }
    }
    let documents = manifest.documents.iter().filter_map(|document| document.file.as_deref());
    let others = manifest.others.iter().map(|other| other.file.as_str());
    let originals: BTreeSet<&str> = documents.chain(others).collect();
    let is_known = |name: &str| {
        known.contains(name)
            || (name == LEFT_OUT && !manifest.originals_left_out.is_empty())
            || name.strip_prefix(ORIGINALS).is_some_and(|name| originals.contains(name))
    };
    let strange = files.keys().filter(|name| !is_known(name)).count() + twice;
    if strange > 0 {
        check.fail(None, format!("{} nobody put there", count(strange, "file")));
    }
    if record.is_some_and(|record| record.fingerprint != manifest.fingerprint) {
        check.fail(None, "the manifest is of another build than the bundle");
    }
    check.claims(files.len(), claim(files.len()))
}

/// What came of looking at an original.
enum Compared {
    Alike,
    Differs,
    /// Another program made pages of it.
    NotHere,
}

/// Whether the originals are those that were bound, page by page.
fn originals(files: &Files, manifest: &Manifest, record: &Record) -> Check {
    let mut check = Check::new("originals");
    let mut wanted: BTreeMap<&str, (String, &str)> = BTreeMap::new();
    for document in &manifest.documents {
        if let (Some(file), Some(sha256)) = (&document.file, &document.sha256) {
            wanted.insert(file, (format!("Document {}", document.number), sha256));
        }
    }
    for other in &manifest.others {
        wanted.insert(&other.file, (format!("the {}", other.title), &other.sha256));
    }
    // In an addendum the issued bundle is bound first, and has no original.
    let bound = || record.documents.iter().filter(|document| document.label != ISSUED);
    for document in bound() {
        wanted.insert(&document.file, (name(document), &document.sha256));
    }
    let mut counted = 0;
    for (file, (name, sha256)) in &wanted {
        let original = files.get(&format!("{ORIGINALS}{file}"));
        let is_left_out = manifest.originals_left_out.contains_key(*file);
        match original {
            Some(_) if is_left_out => {
                check.fail(None, format!("the original of {name} should not be in this zip"));
            }
            Some(bytes) if digest::sha256(bytes) != *sha256 => {
                check.fail(None, format!("the original of {name} is another than was bound"));
            }
            Some(_) => counted += 1,
            None if is_left_out => {}
            None => check.fail(None, format!("the original of {name} is missing")),
        }
    }
    let compared: Vec<(String, Compared)> = bound()
        .collect::<Vec<_>>()
        .par_iter()
        .filter_map(|document| {
            let original = files.get(&format!("{ORIGINALS}{}", document.file))?;
            Some((name(document), compare(&document.file, original, &document.pages)))
        })
        .collect();
    let mut others = 0;
    for (name, compared) in &compared {
        match compared {
            Compared::Alike => {}
            Compared::Differs => {
                check.fail(None, format!("the pages of {name} are not those of its original"));
            }
            Compared::NotHere => others += 1,
        }
    }
    if others > 0 {
        let files = count(others, "original");
        check.note(format!(
            "The pages of {files} were made by another program, and compared with the record only"
        ));
    }
    if !manifest.originals_left_out.is_empty() {
        let left_out = count(manifest.originals_left_out.len(), "original");
        check.note(format!("{left_out} left out, as originals/left-out.txt says"));
    }
    let claim = format!("{}: each is the one that was bound", count(counted, "original"));
    check.claims(counted, claim)
}

fn compare(file: &str, original: &Arc<Vec<u8>>, pages: &[String]) -> Compared {
    match Content::inspect(file, original) {
        Ok(Content::Pdf { likeness, .. }) if likeness == pages => Compared::Alike,
        Ok(Content::Pdf { .. }) => Compared::Differs,
        _ => Compared::NotHere,
    }
}
