//! What lies in a pack's folder.

#![expect(clippy::disallowed_methods, reason = "the door that lists a pack")]

use std::{
    io,
    path::{Component, Path, PathBuf},
    time::SystemTime,
};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

/// Files in a pack, at most. A pack has about thirty.
pub const MOST_FILES: usize = 5_000;

/// Files and folders that are looked at, at most.
const MOST_ENTRIES: usize = 20_000;

/// Folders in a pack that are not looked into: what is written, what is private, what was issued.
const NOT_EVIDENCE: [&str; 3] = ["out", "private", crate::issued::FOLDER];

/// A file of the pack.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its path inside the pack, with `/` between the parts, accents composed.
    pub name: String,
    /// Where it is on the disk.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was written last, as the disk says. Nothing that is printed depends on it.
    pub modified: Option<SystemTime>,
    /// What sort of thing it is.
    pub sort: Sort,
}

/// What sort of thing lies in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A file.
    File,
    /// A link that leads out of the pack, or nowhere.
    LeadsOutside,
    /// Neither a file nor a folder.
    Special,
}

/// All files of a pack, in the order of their names; `out/`, `private/` and `issued/` are not looked into.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// The files.
    pub items: Vec<Item>,
    /// Folders and files that could not be looked at, and why.
    pub unreadable: Vec<(String, String)>,
    /// Whether there were more than [`MOST_FILES`], or far too many folders, and some were left out.
    pub cut_short: bool,
}

impl Folder {
    /// Lists the folder.
    ///
    /// # Errors
    /// Where `root` is not a folder that can be read.
    pub fn list(root: &Path) -> io::Result<Self> {
        let real_root = root.canonicalize()?;
        root.read_dir()?;
        let mut folder = Folder::default();
        // What lies at the top comes first, then files before folders, then evidence and forms: where
        // there is too much of something, the pack itself is still found.
        let walk = || {
            let order = |entry: &DirEntry| {
                let name = entry.file_name().to_owned();
                let is_text = name == "evidence" || name == "forms";
                (entry.file_type().is_dir(), !is_text, name)
            };
            WalkDir::new(root).min_depth(1).sort_by_key(order)
        };
        let is_of_pack = |entry: &DirEntry| {
            let name = entry.file_name().to_str();
            entry.depth() != 1 || !name.is_some_and(|name| NOT_EVIDENCE.contains(&name))
        };
        let top = walk().max_depth(1).into_iter().filter_entry(is_of_pack);
        let below = walk().into_iter().filter_entry(is_of_pack);
        let below = below.filter(|entry| entry.as_ref().map_or(true, |entry| entry.depth() > 1));
        let entries = top.chain(below);
        for (number, entry) in entries.enumerate() {
            if folder.items.len() == MOST_FILES || number == MOST_ENTRIES {
                folder.cut_short = true;
                break;
            }
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => folder.items.push(item(root, &real_root, &entry)),
                Err(error) => {
                    let name = error.path().map(|path| name_in(root, path)).unwrap_or_default();
                    let why = error.into_io_error().map_or("a loop of links".into(), |e| plain(&e));
                    folder.unreadable.push((name, why));
                }
            }
        }
        folder.items.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(folder)
    }

    /// The same files with other names.
    pub fn renamed(&self, name: impl Fn(&str) -> String) -> Self {
        let item = |item: &Item| Item { name: name(&item.name), ..item.clone() };
        let unreadable = self.unreadable.iter().map(|(file, why)| (name(file), why.clone()));
        let mut folder = Folder {
            items: self.items.iter().map(item).collect(),
            unreadable: unreadable.collect(),
            cut_short: self.cut_short,
        };
        folder.items.sort_by(|a, b| a.name.cmp(&b.name));
        folder
    }

    /// The file of this name.
    pub fn get(&self, name: &str) -> Option<&Item> {
        let at = self.items.binary_search_by(|item| item.name.as_str().cmp(name)).ok()?;
        self.items.get(at).filter(|item| item.sort == Sort::File)
    }

    /// The file of this name in other capitals.
    pub fn in_other_case(&self, name: &str) -> Option<&Item> {
        let lower = name.to_lowercase();
        self.items.iter().find(|item| item.name.to_lowercase() == lower)
    }

    /// The files in one folder of the pack, not in folders below it.
    pub fn inside<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| {
            let rest = item.name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            rest.is_some_and(|rest| !rest.contains('/'))
        })
    }
}

/// The files directly in `private`, by their names in the pack. A link is not followed.
pub(super) fn list_private(root: &Path) -> Vec<(String, PathBuf)> {
    let walk = WalkDir::new(root.join("private")).min_depth(1).max_depth(1).sort_by_file_name();
    let files = walk.into_iter().take(MOST_FILES).flatten();
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (name_in(root, entry.path()), entry.into_path())).collect()
}

fn item(root: &Path, real_root: &Path, entry: &DirEntry) -> Item {
    let path = entry.path().to_owned();
    let is_inside = |path: &Path| {
        let real = path.canonicalize().ok();
        let rest = real.as_deref().and_then(|real| real.strip_prefix(real_root).ok());
        // What is private must not become part of the pack by a link to it; nor what was written.
        rest.is_some_and(|rest| !NOT_EVIDENCE.iter().any(|name| rest.starts_with(name)))
    };
    // `metadata` follows a link, so the sort and the size are those of what it leads to.
    let metadata = std::fs::metadata(&path).ok();
    let sort = match &metadata {
        _ if entry.path_is_symlink() && !is_inside(&path) => Sort::LeadsOutside,
        Some(metadata) if metadata.is_file() => Sort::File,
        _ => Sort::Special,
    };
    let metadata = metadata.filter(|_| sort == Sort::File);
    let bytes = metadata.as_ref().map_or(0, std::fs::Metadata::len);
    let modified = metadata.and_then(|metadata| metadata.modified().ok());
    Item { name: name_in(root, &path), path, bytes, modified, sort }
}

fn name_in(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> =
        inside.iter().map(|part| part.to_string_lossy().nfc().collect()).collect();
    parts.join("/")
}

/// Where a relative path leads that is written in a file of the pack: the path inside the pack, or
/// `None` where it leads out of it.
pub fn resolve(written_in: &str, target: &str) -> Option<String> {
    let target: String = target.replace('\\', "/").nfc().collect();
    // A drive letter is a part like any other where there are no drives.
    if target.get(1..2) == Some(":") {
        return None;
    }
    let base = Path::new(written_in).parent().unwrap_or(Path::new(""));
    let mut parts: Vec<String> = Vec::new();
    for part in base.join(target).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// Why the system could not read something, in plain words.
pub fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "this account is not allowed to read it".into(),
        io::ErrorKind::NotFound => "it is not there any more".into(),
        io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidInput => error.to_string(),
        io::ErrorKind::InvalidFilename => "its name, with those of its folders, is too long".into(),
        _ => "it may be open in another program, or not synced to this computer yet".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn a_path_is_followed_inside_the_pack_only() {
        let inside = |target| resolve("evidence/01-a.md", target);
        assert_eq!(inside("../documents/x.pdf").as_deref(), Some("documents/x.pdf"));
        assert_eq!(inside("..\\documents\\x.pdf").as_deref(), Some("documents/x.pdf"));
        assert_eq!(inside("../../x.pdf"), None);
        assert_eq!(inside("/etc/passwd"), None);
        assert_eq!(inside("C:\\x.pdf"), None);
    }
}
