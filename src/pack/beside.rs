//! The files beside the texts of a pack: documents, images, the presentation, whatever else lies there.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use rayon::prelude::*;

use super::{
    Attachment, DOCUMENTS, Item, Pack, Sort, attachment, form_signed_in, is_clutter, is_hidden,
    plain,
};
use crate::{
    reading::{self, Reading, UnreadKind},
    source,
};

/// How much is read of documents, images and the presentation together, in bytes.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// How much is read of files that are not part of the pack, in bytes.
pub(super) const MOST_STRAY_BYTES: u64 = 200 * 1024 * 1024;

impl Pack {
    /// Every file that is not a text of the pack's own, and those that are too much, each with
    /// whether it may be bound.
    pub(super) fn files_beside(&self) -> (Vec<Beside>, Vec<Beside>) {
        let presentation = self.presentation();
        let is_bound = |item: &Item| {
            let is_document = item.name.starts_with("documents/") && item.name != DOCUMENTS;
            let is_image = item.name.starts_with("evidence/") && !item.name.ends_with(".md");
            let is_signed = form_signed_in(&item.name).is_some();
            is_document || is_image || is_signed || Some(&item.name) == presentation.as_ref()
        };
        let is_left_out = |item: &Item| {
            let is_tried = || self.unreadable.iter().any(|(name, _)| *name == item.name);
            let is_unmeant = || is_hidden(&item.name) || is_clutter(&item.name);
            // Of two files whose names cannot be told apart, one may be a text of the pack.
            let is_text = || {
                let same = self.folder.get(&item.name);
                self.sources.contains_key(&item.name) && same.is_some_and(|it| it.path == item.path)
            };
            !is_bound(item) && (is_unmeant() || is_text() || is_tried())
        };
        let files = self.folder.items.iter().filter(|item| item.sort == Sort::File);
        let (mut left, mut stray_left) = (MOST_BYTES, MOST_STRAY_BYTES);
        let files = files.filter(|item| !is_left_out(item));
        let files = files.map(|item| Beside { is_bound: is_bound(item), item: item.clone() });
        files.partition(|Beside { item, is_bound }| {
            let left = if *is_bound { &mut left } else { &mut stray_left };
            let rest = left.checked_sub(item.bytes);
            *left = rest.unwrap_or(*left);
            // One that is too large by itself is told why.
            rest.is_some() || *is_bound && item.bytes > attachment::LARGEST
        })
    }

    /// Takes what was read of the files beside its texts.
    pub(super) fn take(&mut self, read: Vec<(String, Inspected)>, too_much: Vec<Beside>) {
        for Beside { item, is_bound } in too_much {
            if is_bound {
                let why = "together with the other documents it is larger than 1 GB".to_owned();
                self.unreadable.push((item.name.clone(), why));
            }
            let too_much = Reading::not_read(UnreadKind::TooMuch);
            self.readings.insert(item.name, Arc::new(too_much));
        }
        for (name, inspected) in read {
            match inspected {
                Ok((attachment, reading)) => {
                    if let Some(reading) = reading {
                        match self.readings.entry(name.clone()) {
                            Entry::Vacant(place) => drop(place.insert(reading)),
                            // Two files whose names cannot be told apart.
                            Entry::Occupied(both) => {
                                Arc::make_mut(both.into_mut()).add((*reading).clone());
                            }
                        }
                    }
                    self.attachments.extend(attachment.map(|attachment| (name, attachment)));
                }
                Err(why) => self.unreadable.push((name, why)),
            }
        }
    }
}

/// A file beside the texts of a pack.
pub(super) struct Beside {
    item: Item,
    is_bound: bool,
}

/// What a file is and says, or why it cannot be read.
pub(super) type Inspected = Result<(Option<Attachment>, Option<Arc<Reading>>), String>;

/// What was read of the files beside the texts, kept from one reading of a pack to the next.
#[derive(Default)]
pub struct Kept {
    files: BTreeMap<PathBuf, KeptFile>,
}

struct KeptFile {
    bytes: u64,
    modified: SystemTime,
    is_bound: bool,
    inspected: Inspected,
}

impl Kept {
    /// Reads a file again, whatever its size and time say.
    pub fn forget(&mut self, path: &Path) {
        self.files.remove(path);
    }

    /// Keeps the pages that were made of office files.
    pub fn keep_pages(&mut self, pack: &Pack) {
        for (name, attachment) in &pack.attachments {
            let kept = pack.folder.get(name).and_then(|item| self.files.get_mut(&item.path));
            if let Some(Ok((Some(kept), _))) = kept.map(|kept| &mut kept.inspected) {
                *kept = attachment.clone();
            }
        }
    }

    /// Images are decoded and documents read to their ends, which is most of the work of a check. Each
    /// is handed out by itself: one may take as long as all others together.
    pub(super) fn read_all(&mut self, files: Vec<Beside>) -> Vec<(String, Inspected)> {
        let one = |file: &Beside| match self.get(file) {
            Some(inspected) => inspected.clone(),
            None => inspect(&file.item, file.is_bound),
        };
        let read: Vec<Inspected> = files.par_iter().with_max_len(1).map(one).collect();
        self.files.clear();
        let both = files.into_iter().zip(read);
        both.map(|(Beside { item, is_bound }, inspected)| {
            if let Some(modified) = item.modified {
                let (bytes, inspected) = (item.bytes, inspected.clone());
                self.files.insert(item.path, KeptFile { bytes, modified, is_bound, inspected });
            }
            (item.name, inspected)
        })
        .collect()
    }

    fn get(&self, Beside { item, is_bound }: &Beside) -> Option<&Inspected> {
        let kept = self.files.get(&item.path)?;
        let is_same = kept.bytes == item.bytes
            && Some(kept.modified) == item.modified
            && kept.is_bound == *is_bound;
        // What could not be read may be readable by now.
        is_same.then_some(&kept.inspected).filter(|inspected| inspected.is_ok())
    }
}

/// Reads one file, and looks whether it can be bound if that is asked. What another program left
/// behind says nothing, unless somebody means it to be bound and it can be.
fn inspect(item: &Item, is_bound: bool) -> Inspected {
    if item.bytes > attachment::LARGEST {
        return Err("it is larger than 500 MB".into());
    }
    let bytes = Arc::new(
        source::read_bytes(&item.path, attachment::LARGEST).map_err(|error| plain(&error))?,
    );
    let attachment = is_bound.then(|| Attachment::inspect(&item.name, &bytes));
    let can_be_bound = attachment.as_ref().is_some_and(|attachment| attachment.content.is_ok());
    let is_read = can_be_bound || !is_clutter(&item.name);
    let reading = is_read.then(|| Arc::new(reading::read(&item.name, &bytes)));
    Ok((attachment.map(|attachment| attachment.left_on_disk(&item.path)), reading))
}
