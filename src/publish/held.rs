//! A folder that one run at a time writes into. The lock is the system's and ends with the
//! process, however it ends: none can be left behind.

#![expect(clippy::disallowed_methods, reason = "the door for writing")]

use std::{
    fs,
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{PublishError, failed, journal};

/// The file that is locked. It is there while somebody writes, and nothing stands in it.
const LOCK: &str = ".panelpack-lock";

/// A folder that is ours until this is dropped.
pub(super) struct Held {
    folder: PathBuf,
    file: Option<File>,
    /// A folder on a share that knows no locks cannot be kept from others.
    is_alone: bool,
}

impl Held {
    /// Waits until no other run holds the folder; says so if it has to.
    pub(super) fn take(folder: &Path, waiting: &dyn Fn()) -> io::Result<Self> {
        let mut say = Some(waiting);
        loop {
            let file = open(folder)?;
            let is_alone = match file.try_lock() {
                Ok(()) => true,
                Err(TryLockError::WouldBlock) => {
                    if let Some(say) = say.take() {
                        say();
                    }
                    file.lock().is_ok()
                }
                Err(TryLockError::Error(_)) => false,
            };
            // Whoever held it has removed the file: what is locked here is no longer in the folder.
            if !is_alone || is_in(&file, folder) {
                return Ok(Self { folder: folder.to_owned(), file: Some(file), is_alone });
            }
        }
    }

    /// The folder, unless another run holds it.
    pub(super) fn try_take(folder: &Path) -> io::Result<Option<Self>> {
        let file = open(folder)?;
        let is_ours = file.try_lock().is_ok() && is_in(&file, folder);
        Ok(is_ours.then(|| Self { folder: folder.to_owned(), file: Some(file), is_alone: true }))
    }

    /// Undoes what a run that was ended by force had begun, and clears what it left lying. On a
    /// share without locks that could be a run at work, and nothing is done.
    pub(super) fn put_right(&self) -> Result<(), PublishError> {
        if self.is_alone {
            journal::put_back(&self.folder).map_err(|(path, error)| failed(&path)(error))?;
            journal::clear(&self.folder);
        }
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let path = self.folder.join(LOCK);
        // Windows removes no file that is open, and whoever waits has it open, too.
        if cfg!(windows) {
            drop(self.file.take());
        }
        let _ = fs::remove_file(path);
    }
}

fn open(folder: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, READ_AND_WRITE);
    options.open(folder.join(LOCK))
}

/// What others may do with a file that is open: read and write, and not remove it.
#[cfg(windows)]
const READ_AND_WRITE: u32 = 3;

/// Whether an open file still has its name.
#[cfg(unix)]
fn is_in(file: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |data: fs::Metadata| (data.dev(), data.ino());
    let there = fs::metadata(folder.join(LOCK)).map(identity).ok();
    there.is_some() && there == file.metadata().map(identity).ok()
}

#[cfg(not(unix))]
fn is_in(_: &File, _: &Path) -> bool {
    true
}
