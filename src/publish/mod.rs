//! The only door to the disk for what is written: whole files or none, and sets of files that
//! belong together.
//!
//! All files are written beside their places first, under names that are ours ([`journal`]). Once all
//! have arrived on the disk ([`arrivals`]), a journal says what is about to be replaced, each file
//! takes its place, and the journal is removed: that is the moment the new set counts. Where a run
//! ends before it, by a power cut or by force, the next one puts back what stood there and clears what
//! was left lying. One run at a time writes into a folder ([`held`]); processes that it has started may
//! write for it, and hand over what they wrote ([`hand_over`]).

#![expect(clippy::disallowed_methods, reason = "the door for writing")]

use std::{
    fmt, fs,
    fs::File,
    io::{self, Seek, Write},
    path::{Component, Path, PathBuf},
    sync::Arc,
    thread,
};

use crate::bundle::archive::Archive;

mod arrivals;
mod held;
mod journal;
mod staging;
#[cfg(test)]
mod tests;

use held::Held;
pub use held::Turn;
pub use staging::{Staging, hand_over};

/// A finished file.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its name in the output folder.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// These bytes, which others may hold too.
    Bytes(Arc<Vec<u8>>),
    /// Other files; packed while it is written, so that it is nowhere in memory.
    Zip(Archive),
}

impl Content {
    /// Bytes, or a text.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Bytes(Arc::new(bytes.into()))
    }
}

impl Output {
    /// A file of these bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), content: Content::new(bytes) }
    }

    /// Its bytes; none where they come into being while it is written.
    pub fn bytes(&self) -> Option<&Arc<Vec<u8>>> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Zip(_) => None,
        }
    }

    fn write(&self, mut to: impl Write + Seek) -> io::Result<()> {
        match &self.content {
            Content::Bytes(bytes) => to.write_all(bytes),
            Content::Zip(archive) => archive.write(to),
        }
    }
}

/// Files could not be written. What [`publish`] found is still there.
#[derive(Debug)]
pub struct PublishError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.source.kind() {
            io::ErrorKind::PermissionDenied => {
                "it is open in another program, or its folder is protected"
            }
            io::ErrorKind::ReadOnlyFilesystem => "nothing can be written there",
            io::ErrorKind::StorageFull => "the disk is full",
            io::ErrorKind::QuotaExceeded => "there is no more room for your files there",
            io::ErrorKind::FileTooLarge => "it is larger than a file may be there",
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                "a file stands where a folder belongs"
            }
            io::ErrorKind::IsADirectory => "a folder stands where a file belongs",
            _ => return write!(f, "{} cannot be written: {}", self.path.display(), self.source),
        };
        write!(f, "{} cannot be written: {why}", self.path.display())
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    let path = path.to_owned();
    move |source| PublishError { path, source }
}

/// Writes files into a folder, which is made if it is not there: all of them, or none. Nothing
/// else in the folder is touched. How large each is, in bytes.
///
/// Where another run is writing into the folder, `waiting` is called once and this one waits.
///
/// # Errors
/// Where one cannot be written. The folder is as it was then.
pub fn publish(
    folder: &Path,
    outputs: &[&Output],
    waiting: &dyn Fn(),
) -> Result<Vec<u64>, PublishError> {
    stage(folder, outputs, &|_| false, waiting)?.finish()
}

/// Files that are written beside their places, and those that go once they take them.
#[must_use]
pub struct Staged {
    staging: Staging,
    unwanted: Vec<String>,
    /// How large each is, in bytes.
    pub sizes: Vec<u64>,
}

impl Staged {
    /// Lets all files take their places.
    ///
    /// # Errors
    /// Where one cannot. The folder is as it was then.
    pub fn finish(self) -> Result<Vec<u64>, PublishError> {
        self.staging.finish(&self.unwanted).map(|()| self.sizes)
    }
}

/// Writes files beside their places in a folder. Those whose names `is_earlier` knows and that are
/// not written anew are to go: an earlier run wrote them and this one does not.
///
/// Where another run is writing into the folder, `waiting` is called once and this one waits.
///
/// # Errors
/// Where one cannot be written. The folder is as it was then.
pub fn stage(
    folder: &Path,
    outputs: &[&Output],
    is_earlier: &dyn Fn(&str) -> bool,
    waiting: &dyn Fn(),
) -> Result<Staged, PublishError> {
    let staging = Staging::begin(folder, waiting)?;
    // A zip takes as long as all that is in it together, and is packed beside it.
    let sizes = thread::scope(|scope| {
        let staging = &staging;
        let packing: Vec<_> = outputs
            .iter()
            .map(|output| {
                let is_zip = matches!(output.content, Content::Zip(_));
                is_zip.then(|| scope.spawn(move || staging.add(output)))
            })
            .collect();
        let stopped = |_| Err(failed(folder)(io::Error::other("the packing stopped")));
        let sizes = outputs.iter().zip(packing).map(|(output, packing)| match packing {
            Some(packing) => packing.join().unwrap_or_else(stopped),
            None => staging.add(output),
        });
        sizes.collect::<Result<_, _>>()
    })?;
    let mut unwanted = files_in(folder).map_err(failed(folder))?;
    unwanted.retain(|name| is_earlier(name) && outputs.iter().all(|output| output.name != *name));
    Ok(Staged { staging, unwanted, sizes })
}

/// The names of the files in a folder, in order.
fn files_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.extend(entry.file_name().into_string().ok());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether a file of this name stands in a folder: for telling somebody, not for reading it.
pub fn is_there(folder: &Path, name: &str) -> bool {
    folder.join(name).is_file()
}

/// Puts a folder right in which a run was ended by force while its files took their places; the
/// earlier ones stand again. Where nothing of the kind has happened, or a run is at work, nothing
/// is done.
///
/// # Errors
/// Where an earlier file cannot be put back, perhaps because it is open in another program.
pub fn put_right(folder: &Path) -> Result<(), PublishError> {
    if !journal::is_there(folder) {
        return Ok(());
    }
    match Held::try_take(folder).map_err(failed(folder))? {
        Some(held) => held.put_right(),
        None => Ok(()),
    }
}

/// Where a file of this name belongs. A name that leads out of the folder has no place.
fn place(folder: &Path, name: &str) -> Result<PathBuf, PublishError> {
    let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside || name.is_empty() {
        let error = io::Error::other("the name leads out of the folder");
        return Err(failed(Path::new(name))(error));
    }
    Ok(folder.join(name))
}

/// Writes new files below a folder that is made for them.
///
/// # Errors
/// Where the folder holds something already, or a file cannot be written. What was written until
/// then stays.
pub fn create(folder: &Path, files: &[Output]) -> Result<(), PublishError> {
    let is_empty = match folder.read_dir() {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(failed(folder)(error)),
    };
    if !is_empty {
        let error = io::Error::other("it is not empty; name a folder that is not there yet");
        return Err(failed(folder)(error));
    }
    for file in files {
        let path = place(folder, &file.name)?;
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(failed(parent))?;
        let mut new = File::create(&path).map_err(failed(&path))?;
        file.write(&mut new).and_then(|()| new.sync_all()).map_err(failed(&path))?;
    }
    Ok(())
}
