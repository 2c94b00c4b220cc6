//! Files on their way to the disk: what is written waits in memory, and nobody may rely on it until
//! the system says that it has arrived.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    sync::mpsc::{self, SyncSender},
    thread::{self, JoinHandle},
};

/// How much is written of a large file before it is on its way to the disk, in bytes.
const PART: usize = 32 << 20;

/// How many files may wait.
const WAITING: usize = 4;

/// Sees to it that files arrive on the disk, one after the other, while others are still written.
pub(super) struct Arrivals {
    written: Option<SyncSender<(String, File)>>,
    /// The first that did not, and why.
    all: Option<JoinHandle<Result<(), (String, io::Error)>>>,
}

impl Arrivals {
    pub(super) fn begin() -> Self {
        let (written, arriving) = mpsc::sync_channel::<(String, File)>(WAITING);
        let all = thread::spawn(move || {
            arriving.iter().try_for_each(|(name, file)| file.sync_all().map_err(|why| (name, why)))
        });
        Self { written: Some(written), all: Some(all) }
    }

    /// A file to write into.
    pub(super) fn of<'s>(&'s self, name: &'s str, file: &'s mut File) -> Arriving<'s> {
        Arriving { name, file, since: 0, arrivals: self }
    }

    /// Sees to a file, or to what is written of it so far. Nobody takes it only where one before it did
    /// not arrive, which is said in the end.
    pub(super) fn see_to(&self, name: &str, file: File) {
        let _ = self.written.as_ref().map(|written| written.send((name.to_owned(), file)));
    }

    /// Waits until all have arrived. No file is open then.
    pub(super) fn wait(&mut self) -> Result<(), (String, io::Error)> {
        self.written = None;
        let stopped = |_| Err((String::new(), io::Error::other("it did not arrive on the disk")));
        self.all.take().map_or(Ok(()), |all| all.join().unwrap_or_else(stopped))
    }
}

impl Drop for Arrivals {
    /// What is not wanted any more can be removed: a share may keep a file that is open.
    fn drop(&mut self) {
        let _ = self.wait();
    }
}

/// A file that is written, and arrives on the disk meanwhile.
pub(super) struct Arriving<'s> {
    name: &'s str,
    file: &'s mut File,
    /// How much was written since it was last seen to.
    since: usize,
    arrivals: &'s Arrivals,
}

impl Write for Arriving<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes.get(..PART).unwrap_or(bytes))?;
        self.since += written;
        if self.since >= PART {
            self.since = 0;
            // Where it cannot be opened once more, all of it is seen to in the end.
            let _ = self.file.try_clone().map(|file| self.arrivals.see_to(self.name, file));
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Arriving<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
