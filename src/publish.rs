//! The only door to the disk for what is written: whole files or none.

#![expect(clippy::disallowed_methods, reason = "the door for writing")]

use std::{
    fmt, io,
    io::Write,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// A finished file.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its name in the output folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Files could not be written. What was there before is still there.
#[derive(Debug)]
pub struct PublishError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.source.kind() {
            io::ErrorKind::PermissionDenied => {
                write!(
                    f,
                    "{path} cannot be written: it is open in another program, or the folder is protected"
                )
            }
            io::ErrorKind::StorageFull => write!(f, "{path} cannot be written: the disk is full"),
            _ => write!(f, "{path} cannot be written: {}", self.source),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Writes files into a folder, which is made if it is not there. All of them are written beside
/// their places first and then put there, so that no reader ever meets half a file; nothing else in
/// the folder is touched.
///
/// # Errors
/// Where one cannot be written. Those written beside their places are taken away again.
pub fn publish(folder: &Path, outputs: &[&Output]) -> Result<(), PublishError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| PublishError { path, source }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut ready = Vec::new();
    for output in outputs {
        let path = folder.join(&output.name);
        let mut file =
            NamedTempFile::with_prefix_in(".panelpack-", folder).map_err(failed(&path))?;
        file.write_all(&output.bytes).map_err(failed(&path))?;
        file.as_file().sync_all().map_err(failed(&path))?;
        ready.push((file, path));
    }
    for (file, path) in ready {
        readable_by_others(file.path()).map_err(failed(&path))?;
        file.persist(&path).map_err(|error| PublishError { path, source: error.error })?;
    }
    Ok(())
}

/// Writes new files below a folder that is made for them.
///
/// # Errors
/// Where the folder holds something already, or a file cannot be written.
pub fn create(folder: &Path, files: &[Output]) -> Result<(), PublishError> {
    let failed = |path: &Path, source| PublishError { path: path.to_owned(), source };
    let is_empty = match folder.read_dir() {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(failed(folder, error)),
    };
    if !is_empty {
        let error = io::Error::other("the folder is not empty; name one that is not there yet");
        return Err(failed(folder, error));
    }
    for file in files {
        let path = folder.join(&file.name);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| failed(parent, error))?;
        std::fs::write(&path, &file.bytes).map_err(|error| failed(&path, error))?;
    }
    Ok(())
}

/// Temporary files are for their owner only; a finished one is like any other file.
#[cfg(unix)]
fn readable_by_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> io::Result<()> {
    Ok(())
}
