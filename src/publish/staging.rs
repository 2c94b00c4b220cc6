//! Files that are written one after the other, or side by side, and take their places together.

#![expect(clippy::disallowed_methods, reason = "the door for writing")]

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tempfile::TempPath;

use super::{
    Output, PublishError,
    arrivals::{Arrivals, Arriving},
    failed,
    held::Held,
    journal::{Journal, NEW, hidden},
    place,
};
use crate::bundle::{archive, digest};

/// Writes files into a folder that another process has taken, all or none, under names that are not
/// meant to be seen: each name and the one it has until then, for [`Staging::take_over`].
///
/// # Errors
/// Where one cannot be written.
pub fn hand_over(folder: &Path, outputs: &[Output]) -> Result<Vec<(String, String)>, PublishError> {
    let write = |output: &Output| {
        let path = place(folder, &output.name)?;
        let mut file = hidden(NEW).tempfile_in(folder).map_err(failed(&path))?;
        output.write(file.as_file_mut()).map_err(failed(&path))?;
        Ok((output.name.clone(), file.into_temp_path()))
    };
    let written = outputs.iter().map(write).collect::<Result<Vec<_>, PublishError>>()?;
    let keep = |(name, file): (String, TempPath)| {
        let kept = file.keep().map_err(|error| failed(&folder.join(&name))(error.error))?;
        let hidden = kept.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, hidden))
    };
    written.into_iter().map(keep).collect()
}

/// A set of files on its way into a folder. Where it is dropped before it is finished, the folder
/// stays as it was.
pub struct Staging {
    folder: PathBuf,
    // In the order in which they go: no file is removed while it is open, and the folder is free last.
    arrivals: Arrivals,
    /// Each name, and where its file is until it takes its place.
    files: Mutex<BTreeMap<String, TempPath>>,
    held: Held,
}

impl Staging {
    /// Takes a folder, which is made if it is not there. Where another run is writing into it,
    /// `waiting` is called once and this one waits.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub fn begin(folder: &Path, waiting: &dyn Fn()) -> Result<Self, PublishError> {
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let held = Held::take(folder, waiting).map_err(failed(folder))?;
        held.put_right()?;
        let (files, arrivals) = (Mutex::default(), Arrivals::begin());
        Ok(Self { folder: folder.to_owned(), arrivals, files, held })
    }

    /// Writes a file. How many bytes there are. Its name may lead into folders below, which are made.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&self, output: &Output) -> Result<u64, PublishError> {
        self.write(&output.name, |file| output.write(file))
    }

    /// Takes over files that another process wrote beside their places ([`hand_over`]).
    ///
    /// # Errors
    /// Where one is not there; none is taken over then.
    pub fn take_over(&self, handed: &[(String, String)]) -> Result<(), PublishError> {
        let open = |(name, hidden): &(String, String)| {
            let (path, written) = (place(&self.folder, name)?, place(&self.folder, hidden)?);
            let file = fs::File::options().write(true).open(&written).map_err(failed(&path))?;
            let written = TempPath::try_from_path(written).map_err(failed(&path))?;
            Ok((name.clone(), file, written))
        };
        for (name, file, written) in handed.iter().map(open).collect::<Result<Vec<_>, _>>()? {
            self.arrivals.see_to(&name, file);
            self.files().insert(name, written);
        }
        Ok(())
    }

    /// Packs all files of a folder below, in the order of their names, into a zip.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn zip(&self, name: &str, folder: &str) -> Result<u64, PublishError> {
        let inside: Vec<(String, PathBuf, u64)> = {
            let files = self.files();
            let inside = files.iter().filter(|(name, _)| {
                name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
            });
            let sized = |(name, file): (&String, &TempPath)| {
                Ok((name.clone(), file.to_path_buf(), fs::metadata(file)?.len()))
            };
            inside.map(sized).collect::<io::Result<_>>().map_err(failed(&self.folder.join(name)))?
        };
        let each = inside.iter().map(|(name, path, size)| {
            let copy = move |to: &mut dyn Write| io::copy(&mut fs::File::open(path)?, to).map(drop);
            (name.as_str(), *size, copy)
        });
        self.write(name, |file| archive::pack(each, file))
    }

    /// What is written so far: each name, with the SHA-256 of the file, in the order of the names.
    ///
    /// # Errors
    /// Where a file cannot be read again.
    pub fn written(&self) -> Result<Vec<(String, String)>, PublishError> {
        let files = self.files();
        let digest = |(name, file): (&String, &TempPath)| {
            let bytes = fs::read(file).map_err(failed(&self.folder.join(name)))?;
            Ok((name.clone(), digest::sha256(&bytes)))
        };
        files.iter().map(digest).collect()
    }

    /// Waits until all files have arrived on the disk, lets them take their places, and takes those
    /// away that are not wanted any more: all of it, or nothing.
    ///
    /// # Errors
    /// Where one has not arrived or cannot take its place. The folder is as it was then.
    pub fn finish(self, unwanted: &[String]) -> Result<(), PublishError> {
        let Self { folder, mut arrivals, files, held } = self;
        let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        arrivals.wait().map_err(|(name, error)| failed(&folder.join(name))(error))?;
        for name in files.keys() {
            let path = place(&folder, name)?;
            let parent = path.parent().unwrap_or(&folder);
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        let names = files.keys().chain(unwanted).map(String::as_str);
        let journal = Journal::begin(&folder, names).map_err(failed(&folder))?;
        let settle = || -> Result<(), PublishError> {
            for (name, file) in files {
                let path = place(&folder, &name)?;
                file.persist(&path).map_err(|error| failed(&path)(error.error))?;
            }
            for name in unwanted {
                let path = place(&folder, name)?;
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(failed(&path)(error));
                    }
                    _ => {}
                }
            }
            Ok(())
        };
        if let Err(error) = settle() {
            journal.undo();
            return Err(error);
        }
        journal.finish().map_err(failed(&folder))?;
        drop(held);
        Ok(())
    }

    fn write(
        &self,
        name: &str,
        fill: impl FnOnce(&mut Arriving) -> io::Result<()>,
    ) -> Result<u64, PublishError> {
        let path = place(&self.folder, name)?;
        if path.is_dir() {
            return Err(failed(&path)(io::ErrorKind::IsADirectory.into()));
        }
        let mut file = hidden(NEW).tempfile_in(&self.folder).map_err(failed(&path))?;
        fill(&mut self.arrivals.of(name, file.as_file_mut())).map_err(failed(&path))?;
        let bytes = file.as_file().metadata().map_err(failed(&path))?.len();
        let (file, place) = file.into_parts();
        self.files().insert(name.to_owned(), place);
        self.arrivals.see_to(name, file);
        Ok(bytes)
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, TempPath>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
