//! The zip a document is, read within bounds, part by part.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::xml::{self, Node};
use crate::{
    reading::{UnreadKind, bounds},
    source::decoded,
};

/// Parts in one document. A long one with many pictures has some hundred.
const MOST_PARTS: usize = 10_000;

/// Bytes of one part.
const MOST_BYTES: u64 = 64 << 20;

/// The parts of a document.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Where each part is in the zip, by its name in small letters.
    places: BTreeMap<String, usize>,
    /// The parts that were asked for.
    read: BTreeSet<String>,
    /// What could not be read.
    pub missed: BTreeSet<UnreadKind>,
}

/// How a part is connected to another.
pub(super) struct Relation {
    /// The id it is called by.
    pub id: String,
    /// What kind of thing it is: the last word of its type.
    pub kind: String,
    /// The name of the part, or an address outside.
    pub target: String,
    /// Whether it leads out of the document.
    pub is_outside: bool,
}

impl<'b> Package<'b> {
    /// Opens a document.
    pub fn open(bytes: &'b [u8]) -> Result<Self, UnreadKind> {
        // Each entry of the list of contents begins so; the list is not unpacked to count it.
        let is_entry = |window: &&[u8]| *window == b"PK\x01\x02";
        if bytes.windows(4).filter(is_entry).count() > MOST_PARTS {
            return Err(UnreadKind::TooMuch);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UnreadKind::Damaged)?;
        let mut missed = BTreeSet::new();
        if archive.has_duplicate_names() {
            // Programs do not agree which of the two they show.
            missed.insert(UnreadKind::Damaged);
        }
        let names = (0..archive.len()).filter_map(|place| {
            let name = archive.name_for_index(place)?.ok()?;
            Some((name.replace('\\', "/").trim_start_matches('/').to_lowercase(), place))
        });
        let places = names.filter(|(name, _)| !name.ends_with('/')).collect();
        Ok(Self { archive, places, read: BTreeSet::new(), missed })
    }

    /// The names of all parts, in small letters, in order.
    pub fn names(&self) -> Vec<String> {
        self.places.keys().cloned().collect()
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    /// Whether the part was asked for.
    pub fn was_read(&self, name: &str) -> bool {
        self.read.contains(name)
    }

    /// Leaves a part out of what is still to be read.
    pub fn leave(&mut self, name: &str) {
        self.read.insert(name.to_lowercase());
    }

    /// The bytes of a part.
    pub fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let name = name.to_lowercase();
        let place = *self.places.get(&name)?;
        self.read.insert(name);
        let is_locked = self.archive.by_index_data(place).is_ok_and(|entry| entry.encrypted());
        let Ok(part) = self.archive.by_index(place) else {
            let kind = if is_locked { UnreadKind::Locked } else { UnreadKind::Damaged };
            self.missed.insert(kind);
            return None;
        };
        let most = MOST_BYTES.min(bounds::bytes_left());
        let mut bytes = Vec::new();
        let result = part.take(most + 1).read_to_end(&mut bytes);
        bounds::unpacked(bytes.len());
        if result.is_err() {
            self.missed.insert(UnreadKind::Damaged);
        }
        if bytes.len() as u64 > most {
            bytes.pop();
            self.missed.insert(UnreadKind::TooMuch);
        }
        Some(bytes)
    }

    /// A part as a tree.
    pub fn tree(&mut self, name: &str) -> Option<Node> {
        let bytes = self.bytes(name)?;
        let text = decoded(&bytes);
        drop(bytes);
        let (node, missed) = xml::parse(&text);
        self.missed.extend(missed);
        Some(node)
    }

    /// What a part is connected to.
    pub fn relations(&mut self, name: &str) -> Vec<Relation> {
        let (folder, last) = name.rsplit_once('/').unwrap_or(("", name));
        let Some(tree) = self.tree(&join(folder, &format!("_rels/{last}.rels"))) else {
            return Vec::new();
        };
        let relation = |node: &Node| {
            let is_outside = node.attribute("TargetMode") == Some("External");
            let target = node.attribute("Target")?;
            let target = if is_outside { target.to_owned() } else { join(folder, target) };
            let kind = node.attribute("Type")?.rsplit('/').next()?.to_owned();
            Some(Relation { id: node.attribute("Id")?.to_owned(), kind, target, is_outside })
        };
        tree.named("Relationship").filter_map(relation).collect()
    }
}

/// Where a path leads that is written in a folder of the zip, in small letters.
fn join(folder: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let base = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/").to_lowercase()
}
