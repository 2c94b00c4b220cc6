//! The packs below a folder.

#![expect(clippy::disallowed_methods, reason = "the door that looks for packs")]

use std::{
    cmp::Ordering,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use crate::{
    dates,
    pack::{FACTS, plain},
};

/// Folders and files that are looked at, at most.
const MOST_ENTRIES: usize = 200_000;

/// What lies below a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// Its packs, in the order of their folders; of numbers in them the smaller comes first.
    pub packs: Vec<Place>,
    /// What could not be looked into, or may be a pack and is none, and why.
    pub not_read: Vec<(String, String)>,
}

/// Where a pack is.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its folder below the folder of the sitting, with `/` between the parts; the folder's own name
    /// where it is that itself.
    pub name: String,
    /// Its folder on the disk.
    pub path: PathBuf,
}

/// Looks for packs: folders that hold a `pack.yaml`. Hidden folders, outputs and earlier sittings are
/// not looked into, nor is a pack.
pub fn packs(root: &Path) -> Found {
    let mut found = Found::default();
    let mut walk = WalkDir::new(root).sort_by_file_name().into_iter();
    let mut seen = 0;
    while let Some(entry) = walk.next() {
        seen += 1;
        if seen > MOST_ENTRIES {
            let why = "there are too many files below this folder; name one nearer to the packs";
            found.not_read.push((name_below(root, root), why.to_owned()));
            break;
        }
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let why = error.into_io_error().map_or("a loop of links".into(), |e| plain(&e));
                found.not_read.push((name_below(root, &path), why));
                continue;
            }
        };
        let (path, depth) = (entry.path(), entry.depth());
        if entry.path_is_symlink() && depth > 0 {
            if path.join(FACTS).is_file() {
                let why = "it is a link to a pack elsewhere, which is not followed".to_owned();
                found.not_read.push((name_below(root, path), why));
            }
        } else if entry.file_type().is_dir() {
            if depth > 0 && is_passed_over(&entry) {
                walk.skip_current_dir();
            } else if path.join(FACTS).is_file() {
                found.packs.push(Place { name: name_below(root, path), path: path.to_owned() });
                walk.skip_current_dir();
            } else if path.join("evidence").is_dir() {
                let why = format!("it looks like a pack and has no {FACTS}");
                found.not_read.push((name_below(root, path), why));
                walk.skip_current_dir();
            }
        }
    }
    found.packs.sort_by(|a, b| in_order(&a.name, &b.name));
    found
}

/// Whether a folder holds what this program wrote, or is not meant to be seen.
fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_sitting = name.strip_prefix("sitting-").is_some_and(|day| dates::parse(day).is_some());
    name.starts_with('.') || name == "out" || is_sitting
}

fn name_below(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    match parts.as_slice() {
        [] => root.file_name().map_or(".".into(), |name| name.to_string_lossy().into_owned()),
        parts => parts.join("/"),
    }
}

/// The order in which a person would put two names: `2 Smith` before `10 Jones`.
fn in_order(one: &str, other: &str) -> Ordering {
    let key = |name: &str| {
        let mut parts: Vec<(u64, String)> = Vec::new();
        let mut rest = name;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, after) = rest.split_at(digits);
            let words = after.find(|letter: char| letter.is_ascii_digit()).unwrap_or(after.len());
            let (word, after) = after.split_at(words);
            parts.push((number.parse().unwrap_or(u64::MAX), word.to_lowercase()));
            rest = after;
        }
        parts
    };
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_counted() {
        let mut names = ["10 b", "2 a", "x10", "a", "x9", "2 B"];
        names.sort_by(|a, b| in_order(a, b));
        assert_eq!(names, ["2 a", "2 B", "10 b", "a", "x9", "x10"]);
    }

    #[test]
    fn packs_are_found_once_and_outputs_are_not_packs() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        };
        for name in ["10/pack.yaml", "team/9/pack.yaml", "10/inner/pack.yaml", "out/pack.yaml"] {
            make(name);
        }
        for name in [".git/pack.yaml", "sitting-2025-03-26/x/pack.yaml", "lost/evidence/01-a.md"] {
            make(name);
        }
        let found = packs(folder.path());
        let names: Vec<_> = found.packs.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["10", "team/9"]);
        assert_eq!(found.not_read.len(), 1);
        assert!(found.not_read[0].1.contains("has no pack.yaml"), "{:?}", found.not_read);
        assert_eq!(packs(&folder.path().join("10")).packs.len(), 1);
    }
}
