//! A folder that one run at a time writes into, and turns that processes take. The lock is the system's and ends with the
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

/// The file that is locked by whose turn it is.
const TURN: &str = ".panelpack-turn";

/// A folder that is ours until this is dropped.
pub(super) struct Held {
    folder: PathBuf,
    lock: Lock,
}

impl Held {
    /// Waits until no other run holds the folder; says so if it has to.
    pub(super) fn take(folder: &Path, waiting: &dyn Fn()) -> io::Result<Self> {
        Ok(Self { folder: folder.to_owned(), lock: Lock::take(folder.join(LOCK), waiting)? })
    }

    /// The folder, unless another run holds it.
    pub(super) fn try_take(folder: &Path) -> io::Result<Option<Self>> {
        let lock = Lock::try_take(folder.join(LOCK))?;
        Ok(lock.map(|lock| Self { folder: folder.to_owned(), lock }))
    }

    /// Undoes what a run that was ended by force had begun, and clears what it left lying. On a
    /// share without locks that could be a run at work, and nothing is done.
    pub(super) fn put_right(&self) -> Result<(), PublishError> {
        if self.lock.is_alone {
            journal::put_back(&self.folder).map_err(|(path, error)| failed(&path)(error))?;
            journal::clear(&self.folder);
        }
        Ok(())
    }
}

impl Drop for Held {
    /// Clears what another process has written for this one, which did not take it over.
    fn drop(&mut self) {
        if self.lock.is_alone && !journal::is_there(&self.folder) {
            journal::clear(&self.folder);
        }
    }
}

/// What one of several processes at a time may do, until this is dropped.
#[must_use]
pub struct Turn {
    _lock: Lock,
}

impl Turn {
    /// Waits until it is this one's turn among those that name the same folder. Where the folder
    /// knows no locks, it always is.
    pub fn take(folder: &Path) -> io::Result<Self> {
        Ok(Self { _lock: Lock::take(folder.join(TURN), &|| {})? })
    }
}

/// A file that is locked.
struct Lock {
    path: PathBuf,
    file: Option<File>,
    /// What lies on a share that knows no locks cannot be kept from others.
    is_alone: bool,
}

impl Lock {
    fn take(path: PathBuf, waiting: &dyn Fn()) -> io::Result<Self> {
        let mut say = Some(waiting);
        loop {
            let file = open(&path)?;
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
            if !is_alone || is_in(&file, &path) {
                return Ok(Self { path, file: Some(file), is_alone });
            }
        }
    }

    fn try_take(path: PathBuf) -> io::Result<Option<Self>> {
        let file = open(&path)?;
        let is_ours = file.try_lock().is_ok() && is_in(&file, &path);
        Ok(is_ours.then(|| Self { path, file: Some(file), is_alone: true }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Windows removes no file that is open, and whoever waits has it open, too.
        if cfg!(windows) {
            drop(self.file.take());
        }
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, READ_AND_WRITE);
    options.open(path)
}

/// What others may do with a file that is open: read and write, and not remove it.
#[cfg(windows)]
const READ_AND_WRITE: u32 = 3;

/// Whether an open file still has its name.
#[cfg(unix)]
fn is_in(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |data: fs::Metadata| (data.dev(), data.ino());
    let there = fs::metadata(path).map(identity).ok();
    there.is_some() && there == file.metadata().map(identity).ok()
}

#[cfg(not(unix))]
fn is_in(_: &File, _: &Path) -> bool {
    true
}
