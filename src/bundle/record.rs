//! What a bundle says of itself, for whoever wants to prove it: kept inside the PDF as JSON.

use serde::{Deserialize, Serialize};

/// The record of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of this record; 1.
    pub panelpack_bundle: u32,
    /// The program that made it, with its version.
    pub program: String,
    /// The title of the bundle.
    pub title: String,
    /// The fingerprint of the pack, as it is printed on the cover.
    pub fingerprint: String,
    /// Whether it is a draft, in which something may be missing and is masked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Which volume it is, where it is one; none for the whole bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Volume>,
    /// How many pages there are.
    pub pages: usize,
    /// What each page is called, in order: what is printed at its foot and what a reader shows.
    pub labels: Vec<String>,
    /// What the index and the bookmarks lead to.
    pub entries: Vec<Entry>,
    /// What was bound, in order.
    pub documents: Vec<Bound>,
    /// How many pages each edition had that was issued before this one, the bundle itself first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editions: Vec<usize>,
}

/// Which volume of a bundle this is. It begins with the cover and the index of the bundle, which
/// keep their numbers, so that a label may stand in several volumes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// An entry of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// The page it leads to, by position, from 1.
    pub page: usize,
    /// How deep it lies; 1 is a part of the bundle.
    pub level: usize,
}

/// What the pages of an issued bundle are marked with in the bundle that adds to it.
pub const ISSUED: &str = "issued";

/// A file whose pages were bound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The number of the document; none for what has none, as the presentation.
    pub number: Option<usize>,
    /// What its pages are marked with: its number or a word.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The file in the pack.
    pub file: String,
    /// The SHA-256 of the file as it is handed on.
    pub sha256: String,
    /// The page of the bundle its first page is on, by position, from 1.
    pub first: usize,
    /// Which page of the file that is, from 1. Another than 1 only where a volume begins within it.
    #[serde(default = "first_of_all", skip_serializing_if = "is_first_of_all")]
    pub from: usize,
    /// What each of its pages looks like: the BLAKE3 of all that is drawn.
    pub pages: Vec<String>,
}

const fn first_of_all() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_first_of_all(from: &usize) -> bool {
    *from == 1
}
