//! The bytes of files that are worked on: most stay on the disk and are read when somebody needs
//! them, so that a pack takes little memory however much is attached to it.

use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread::{self, Scope},
};

use crate::source;

/// How much of a file is read at a time, in bytes.
const PART: usize = 1 << 18;

/// How many parts may wait.
const WAITING: usize = 2;

/// The bytes of a file. All copies of this are of the same bytes.
#[derive(Debug, Clone)]
pub enum Stored {
    /// In memory.
    Held(Arc<Vec<u8>>),
    /// On the disk, in a file that was looked at before.
    OnDisk(Arc<Seen>),
}

/// A file on the disk as it was when it was looked at.
#[derive(Debug)]
pub struct Seen {
    path: PathBuf,
    bytes: u64,
    digest: blake3::Hash,
}

impl Stored {
    /// These bytes, which were read from a file just now and are read from there again.
    pub fn on_disk(path: &Path, bytes: &[u8]) -> Self {
        let digest = blake3::hash(bytes);
        Self::OnDisk(Arc::new(Seen { path: path.to_owned(), bytes: bytes.len() as u64, digest }))
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        match self {
            Self::Held(bytes) => bytes.len() as u64,
            Self::OnDisk(seen) => seen.bytes,
        }
    }

    /// The bytes, the very same as they were.
    ///
    /// # Errors
    /// Where the file cannot be read any more or holds something else by now. The message names no
    /// file.
    pub fn read(&self) -> io::Result<Arc<Vec<u8>>> {
        match self {
            Self::Held(bytes) => Ok(Arc::clone(bytes)),
            Self::OnDisk(seen) => {
                let mut bytes = Vec::with_capacity(usize::try_from(seen.bytes).unwrap_or(0));
                seen.copy(&mut bytes)?;
                Ok(Arc::new(bytes))
            }
        }
    }

    /// Writes the bytes elsewhere, never many of them in memory.
    ///
    /// # Errors
    /// The same, and where they cannot be written. What was written until then is no use.
    pub fn copy(&self, to: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Held(bytes) => to.write_all(bytes),
            Self::OnDisk(seen) => seen.copy(to),
        }
    }

    /// Reads files one after the other, each while the one before it is worked on.
    pub fn read_ahead<'s>(
        files: Vec<&'s Self>,
        scope: &'s Scope<'s, '_>,
    ) -> impl Iterator<Item = io::Result<Arc<Vec<u8>>>> + use<> {
        let (read, taken) = mpsc::sync_channel(0);
        // Where nobody takes the next any more, there is no use in reading it.
        scope.spawn(move || files.into_iter().try_for_each(|file| read.send(file.read())));
        taken.into_iter()
    }

    /// Whether both are the same place in memory.
    pub fn is_same_memory(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Held(one), Self::Held(other)) if Arc::ptr_eq(one, other))
    }
}

impl From<Vec<u8>> for Stored {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Held(Arc::new(bytes))
    }
}

impl Seen {
    /// Writes the bytes elsewhere, each part while the next is read.
    fn copy(&self, to: &mut dyn Write) -> io::Result<()> {
        if self.bytes <= PART as u64 {
            return self.parts(|part| to.write_all(&part));
        }
        thread::scope(|scope| {
            let (read, parts) = mpsc::sync_channel(WAITING);
            let reader = scope.spawn(move || {
                self.parts(|part| read.send(part).map_err(|_| io::ErrorKind::BrokenPipe.into()))
            });
            let written = parts.into_iter().try_for_each(|part| to.write_all(&part));
            written.and(reader.join().unwrap_or_else(|_| Err(changed())))
        })
    }

    /// Reads the bytes part by part: whole parts, however little a disk gives at a time, so that what
    /// packs them sees the same everywhere.
    fn parts(&self, mut take: impl FnMut(Vec<u8>) -> io::Result<()>) -> io::Result<()> {
        let (file, _) = source::open(&self.path).map_err(|_| changed())?;
        // It may grow while it is read.
        let mut file = file.take(self.bytes + 1);
        let mut digest = blake3::Hasher::new();
        loop {
            let mut part = Vec::with_capacity(PART);
            let whole = file.by_ref().take(PART as u64).read_to_end(&mut part);
            if whole.map_err(|_| changed())? == 0 {
                break;
            }
            digest.update(&part);
            take(part)?;
        }
        if digest.finalize() == self.digest { Ok(()) } else { Err(changed()) }
    }
}

fn changed() -> io::Error {
    io::Error::other("it has changed or gone since it was checked; do it again")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "files that change")]

    use std::fs;

    use super::*;

    #[test]
    fn what_was_looked_at_is_read_again_only_while_it_is_the_same() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a");
        fs::write(&path, "what was checked")?;
        let stored = Stored::on_disk(&path, b"what was checked");
        assert_eq!(*stored.read()?, b"what was checked");
        for other in ["what was CHECKED", "what was checked and more", "what", ""] {
            fs::write(&path, other)?;
            assert!(stored.read().is_err(), "{other}");
        }
        fs::write(&path, "what was checked")?;
        assert!(stored.read().is_ok());
        fs::remove_file(&path)?;
        assert!(stored.read().is_err());
        Ok(())
    }
}
