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
    /// How many pages there are.
    pub pages: usize,
    /// What each page is called, in order: what is printed at its foot and what a reader shows.
    pub labels: Vec<String>,
    /// What the index and the bookmarks lead to.
    pub entries: Vec<Entry>,
    /// What was bound, in order.
    pub documents: Vec<Bound>,
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
    /// What each of its pages looks like: the SHA-256 of all that is drawn.
    pub pages: Vec<String>,
}
