//! The folder `out/.converted/`: what came of a file is kept there under the digest of the file.

#![expect(clippy::disallowed_methods, reason = "the door to out/.converted")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::{Builder, TempDir};

use super::{
    profile,
    program::{Ended, Program},
    settled,
};
use crate::{bundle::preflight, pack::Unconverted};

/// What a folder is called in which a conversion is under way.
const WORK: &str = ".work-";

/// The digest of a file, its ending, and its bytes.
pub(super) type Original = (String, String, Arc<Vec<u8>>);

/// PDFs by the digest of the file they came from.
type Made = BTreeMap<String, Result<Vec<u8>, Unconverted>>;

/// What was converted for a pack.
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The folder in the pack with this root.
    pub(super) fn of(root: &Path) -> Self {
        Self { folder: root.join("out").join(".converted") }
    }

    /// What was kept. A file that is no readable PDF is as good as none.
    pub(super) fn get(&self, digest: &str) -> Option<Vec<u8>> {
        let bytes = fs::read(self.path(digest)).ok()?;
        preflight::make_bindable(bytes.clone()).is_ok().then_some(bytes)
    }

    /// Converts files and keeps what comes of them. Two that do this at once wait for one another.
    pub(super) fn fill(
        &self,
        program: &Program,
        originals: &[Original],
        progress: &dyn Fn(&str),
    ) -> Made {
        let all = |why| originals.iter().map(|one| (one.0.clone(), Err(why))).collect();
        let Ok(lock) = self.lock() else { return all(Unconverted::NoFolder) };
        let mut made = Made::new();
        let mut open = Vec::new();
        for one in originals {
            // Another may have done it meanwhile.
            match self.get(&one.0) {
                Some(pdf) => drop(made.insert(one.0.clone(), Ok(pdf))),
                None => open.push(one),
            }
        }
        // All in one go, because its start takes the most time. Where it does not come to the end,
        // each that is missing by itself: then it is known which stopped it.
        let mut at_once = open.len();
        while !open.is_empty() {
            let what = if open.len() == 1 { "document" } else { "documents" };
            progress(&format!("LibreOffice makes pages of {} {what}", open.len()));
            let go: Vec<&Original> = open.iter().copied().take(at_once).collect();
            let Ok((ended, pdfs)) = self.round(program, &go) else {
                made.extend(open.iter().map(|one| (one.0.clone(), Err(Unconverted::NoFolder))));
                break;
            };
            for (digest, pdf) in pdfs {
                if let Some(pdf) = settled::settled(&pdf) {
                    // One that cannot be kept is made again the next time.
                    let _ = self.keep(&digest, &pdf);
                    made.insert(digest, Ok(pdf));
                }
            }
            let why = match ended {
                Ended::OutOfTime => Unconverted::TookTooLong,
                Ended::ByItself | Ended::Stumbled => Unconverted::Failed,
            };
            if ended == Ended::ByItself || at_once == 1 {
                for (digest, ..) in go {
                    made.entry(digest.clone()).or_insert(Err(why));
                }
            }
            open.retain(|one| !made.contains_key(&one.0));
            if ended != Ended::ByItself {
                at_once = 1;
            }
        }
        drop(lock);
        made
    }

    /// Starts the program once. Gives what it made, by digest.
    fn round(
        &self,
        program: &Program,
        open: &[&Original],
    ) -> io::Result<(Ended, BTreeMap<String, Vec<u8>>)> {
        let folder = self.work()?;
        let work = std::path::absolute(folder.path())?;
        let names: Vec<String> =
            open.iter().map(|(digest, ending, _)| format!("{digest}.{ending}")).collect();
        for (name, (_, _, bytes)) in names.iter().zip(open) {
            fs::write(work.join(name), bytes.as_slice())?;
        }
        let made = work.join("pdf");
        fs::create_dir_all(&made)?;
        fs::create_dir_all(work.join("profile/user"))?;
        fs::write(work.join("profile/user/registrymodifications.xcu"), profile::settings())?;
        let count = || made.read_dir().map_or(0, Iterator::count);
        let ended = program.run(&work, &names, &count);
        let pdf = |(digest, _, _): &&Original| {
            let bytes = fs::read(made.join(format!("{digest}.pdf"))).ok()?;
            Some((digest.clone(), bytes))
        };
        Ok((ended, open.iter().filter_map(pdf).collect()))
    }

    fn work(&self) -> io::Result<TempDir> {
        Builder::new().prefix(WORK).tempdir_in(&self.folder)
    }

    /// Waits until nobody else converts for this pack, and takes away what one left behind that was
    /// ended in the middle. Where a folder cannot be locked, nothing is taken away.
    fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::create(self.folder.join(".lock"))?;
        if lock.lock().is_ok() {
            for path in self.entries(|name| name.starts_with(WORK)) {
                let _ = fs::remove_dir_all(path);
            }
        }
        Ok(lock)
    }

    /// Keeps a PDF, whole or not at all.
    fn keep(&self, digest: &str, pdf: &[u8]) -> io::Result<()> {
        let mut file = Builder::new().prefix(WORK).tempfile_in(&self.folder)?;
        file.write_all(pdf)?;
        file.as_file().sync_all()?;
        file.persist(self.path(digest)).map_err(|error| error.error)?;
        Ok(())
    }

    /// Takes away what came of other files.
    pub(super) fn keep_only(&self, needed: &BTreeSet<String>) {
        let is_needed =
            |name: &str| name.strip_suffix(".pdf").is_some_and(|it| needed.contains(it));
        for path in self.entries(|name| name.ends_with(".pdf") && !is_needed(name)) {
            let _ = fs::remove_file(path);
        }
        if needed.is_empty() && self.folder.read_dir().is_ok() {
            let _ = fs::remove_file(self.folder.join(".lock"));
            let _ = fs::remove_dir(&self.folder);
        }
    }

    fn entries(&self, is_it: impl Fn(&str) -> bool) -> Vec<PathBuf> {
        let entries = self.folder.read_dir().into_iter().flatten().flatten();
        let entries = entries.filter(|entry| entry.file_name().to_str().is_some_and(&is_it));
        entries.map(|entry| entry.path()).collect()
    }

    fn path(&self, digest: &str) -> PathBuf {
        self.folder.join(format!("{digest}.pdf"))
    }
}
