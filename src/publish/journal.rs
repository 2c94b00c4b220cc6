//! What a run is about to replace, written down before it does: while the journal is there, the
//! earlier files count, and can be put back by whoever comes next.

#![expect(clippy::disallowed_methods, reason = "the door for writing")]

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tempfile::{Builder, TempPath};

use super::place;

const JOURNAL: &str = ".panelpack-journal";
const OURS: &str = ".panelpack-";

/// How the name of a file ends that is not yet in its place.
pub(super) const NEW: &str = ".new";
/// How the name of a file ends that has been replaced.
const EARLIER: &str = ".earlier";

/// Files that are taking their places.
pub(super) struct Journal {
    folder: PathBuf,
    /// The earlier files, under a second name.
    earlier: Vec<TempPath>,
}

#[derive(Serialize, Deserialize)]
struct Replaced {
    name: String,
    /// The second name of the earlier file; none where none was there.
    earlier: Option<String>,
}

impl Journal {
    /// Keeps the files that stand where others will, and writes down which they are.
    pub(super) fn begin<'a>(
        folder: &Path,
        names: impl Iterator<Item = &'a str>,
    ) -> io::Result<Self> {
        let (mut earlier, mut entries) = (Vec::new(), Vec::new());
        for name in names {
            let path = folder.join(name);
            let mut kept = None;
            if path.exists() {
                // A second name for the earlier file; its own place is never empty.
                let keep = |aside: &Path| {
                    fs::hard_link(&path, aside).or_else(|_| fs::copy(&path, aside).map(drop))
                };
                let file = hidden(EARLIER).make_in(folder, keep)?.into_temp_path();
                kept = file.file_name().map(|name| name.to_string_lossy().into_owned());
                earlier.push(file);
            }
            entries.push(Replaced { name: name.to_owned(), earlier: kept });
        }
        let mut journal = hidden(NEW).tempfile_in(folder)?;
        serde_json::to_writer(journal.as_file_mut(), &entries)?;
        journal.as_file_mut().flush()?;
        journal.as_file().sync_all()?;
        journal.persist(folder.join(JOURNAL)).map_err(|error| error.error)?;
        settle(folder);
        Ok(Self { folder: folder.to_owned(), earlier })
    }

    /// The new files count from now on.
    pub(super) fn finish(self) -> io::Result<()> {
        settle(&self.folder);
        let ended = fs::remove_file(self.folder.join(JOURNAL));
        ended.inspect_err(|_| drop(put_back(&self.folder)))?;
        // Of large files that takes a while.
        self.earlier.into_par_iter().for_each(drop);
        Ok(())
    }

    /// Puts the earlier files back, as far as that is possible now; the next run does the rest.
    pub(super) fn undo(self) {
        if put_back(&self.folder).is_err() {
            for path in self.earlier {
                drop(path.keep());
            }
        }
    }
}

/// Whether a run began to replace files and did not come to its end.
pub(super) fn is_there(folder: &Path) -> bool {
    folder.join(JOURNAL).exists()
}

/// Puts back what the journal says. It may be done twice: what is back has no second name any more.
///
/// # Errors
/// Says which file cannot be put back.
pub(super) fn put_back(folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    let journal = folder.join(JOURNAL);
    let text = match fs::read(&journal) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err((journal, error)),
    };
    // A journal takes its name when it is whole: another has been written by somebody else.
    let entries: Vec<Replaced> = serde_json::from_slice(&text).unwrap_or_default();
    for Replaced { name, earlier } in entries.iter().rev() {
        let Ok(path) = place(folder, name) else { continue };
        let done = match earlier.as_deref().filter(|name| is_ours(name)) {
            Some(earlier) => fs::rename(folder.join(earlier), &path),
            None => fs::remove_file(&path),
        };
        match done {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((path, error)),
            _ => {}
        }
    }
    settle(folder);
    fs::remove_file(&journal).map_err(|error| (journal, error))
}

/// What the journal says is being replaced, and where the earlier files are.
#[cfg(test)]
pub(super) fn kept(folder: &Path) -> io::Result<Vec<(String, Option<String>)>> {
    let entries: Vec<Replaced> = serde_json::from_slice(&fs::read(folder.join(JOURNAL))?)?;
    Ok(entries.into_iter().map(|entry| (entry.name, entry.earlier)).collect())
}

/// Removes what a run that was ended by force left lying.
pub(super) fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_ours(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file is one of those this program makes and removes itself.
fn is_ours(name: &str) -> bool {
    let middle = name.strip_prefix(OURS);
    let middle = middle.and_then(|name| name.strip_suffix(NEW).or(name.strip_suffix(EARLIER)));
    middle.is_some_and(|middle| middle.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Makes files that are not meant to be seen.
pub(super) fn hidden(ending: &'static str) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(OURS).suffix(ending);
    // The permissions any new file gets.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Has the system write down which names a folder holds. Where it cannot, a power cut may cost
/// the new files, and never some of them only.
fn settle(folder: &Path) {
    #[cfg(unix)]
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}
