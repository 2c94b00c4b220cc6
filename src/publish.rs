//! The only door to the disk for what is written: whole files or none.

#![expect(clippy::disallowed_methods, reason = "the door for writing")]

use std::{
    fmt, fs, io,
    io::Write,
    path::{Component, Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile, TempPath};

/// A finished file.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its name in the output folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
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
            io::ErrorKind::StorageFull => "the disk is full",
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

/// Writes files into a folder, which is made if it is not there. All of them are written beside
/// their places first; then each takes its place, and if one cannot, those that did give it back.
/// Nothing else in the folder is touched.
///
/// # Errors
/// Where one cannot be written. The folder is as it was then.
pub fn publish(folder: &Path, outputs: &[&Output]) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut ready = Vec::new();
    for output in outputs {
        let path = place(folder, &output.name)?;
        let mut file = hidden().tempfile_in(folder).map_err(failed(&path))?;
        file.write_all(&output.bytes).map_err(failed(&path))?;
        file.as_file().sync_all().map_err(failed(&path))?;
        ready.push((file, path));
    }
    // Each earlier file is kept until all new ones stand.
    let mut done: Vec<Replaced> = Vec::new();
    for (file, path) in ready {
        match Replaced::put(folder, file, &path) {
            Ok(replaced) => done.push(replaced),
            Err(source) => {
                done.into_iter().rev().for_each(Replaced::undo);
                return Err(PublishError { path, source });
            }
        }
    }
    Ok(())
}

/// A file that has taken its place, and the one that stood there.
struct Replaced {
    path: PathBuf,
    earlier: Option<TempPath>,
}

impl Replaced {
    fn put(folder: &Path, file: NamedTempFile, path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let mut earlier = None;
        if path.exists() {
            // A second name for the earlier file; its own place is never empty.
            let keep = |aside: &Path| {
                fs::hard_link(path, aside).or_else(|_| fs::copy(path, aside).map(drop))
            };
            earlier = Some(hidden().make_in(folder, keep)?.into_temp_path());
        }
        file.persist(path).map_err(|error| error.error)?;
        Ok(Self { path: path.to_owned(), earlier })
    }

    fn undo(self) {
        match self.earlier {
            Some(earlier) => drop(earlier.persist(&self.path)),
            None => drop(fs::remove_file(&self.path)),
        }
    }
}

/// Makes files that are not meant to be seen until they are finished.
fn hidden() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".panelpack-");
    // The permissions any new file gets.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
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
        fs::write(&path, &file.bytes).map_err(failed(&path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(name: &str, text: &str) -> Output {
        Output { name: name.into(), bytes: text.into() }
    }

    #[test]
    fn if_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name| folder.path().join(name);
        fs::write(path("a"), "old").unwrap();
        fs::create_dir(path("c")).unwrap();
        let new = [output("a", "new"), output("b", "new"), output("c", "new")];
        let error = publish(folder.path(), &new.iter().collect::<Vec<_>>()).unwrap_err();
        assert!(error.to_string().contains("a folder stands where a file belongs"), "{error}");
        assert_eq!(fs::read_to_string(path("a")).unwrap(), "old");
        assert_eq!(folder.path().read_dir().unwrap().count(), 2);
        publish(folder.path(), &[&new[0]]).unwrap();
        assert_eq!(fs::read_to_string(path("a")).unwrap(), "new");
        assert_eq!(folder.path().read_dir().unwrap().count(), 2);
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["../a", "/a", "", "b/../../a"] {
            assert!(publish(folder.path(), &[&output(name, "")]).is_err(), "{name}");
            assert!(create(&folder.path().join("new"), &[output(name, "")]).is_err(), "{name}");
        }
    }
}
