//! What is known of a bundle that was issued.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Part;
use crate::bundle::record::Entry;

/// The version of the file.
pub(super) const VERSION: u32 = 1;

/// What an addendum has to know of the bundle before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The version of this file; 1.
    pub panelpack_issued: u32,
    /// 1 for the bundle, 2 for the bundle with its first addendum, and so on.
    pub edition: usize,
    /// The program that made it, with its version.
    pub program: String,
    /// The fingerprint of the pack it was made from.
    pub fingerprint: String,
    /// The SHA-256 of the PDF.
    pub sha256: String,
    /// How many pages it has.
    pub pages: usize,
    /// How many pages each edition before it had.
    pub editions: Vec<usize>,
    /// What each page is called, in order.
    pub labels: Vec<String>,
    /// What its index and its bookmarks lead to.
    pub entries: Vec<Entry>,
    /// What is bound in it: the documents, those withdrawn since too, then what has no number.
    pub papers: Vec<Paper>,
    /// What was written under each heading, in the forms, in the training log.
    pub parts: Vec<Part>,
    /// The page on which each thing stands that can be led to, by position, from 1.
    pub places: BTreeMap<String, usize>,
}

/// A document as it was issued.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What its pages are marked with: its number or a word.
    pub label: String,
    /// Its number; none for what has none, as the presentation.
    pub number: Option<usize>,
    /// Its title.
    pub title: String,
    /// Its file in the pack; none where it is not attached.
    pub file: Option<String>,
    /// The SHA-256 of the file as it is handed on.
    pub sha256: Option<String>,
    /// A digest of what the pack says about it.
    pub about: String,
    /// Its first page in the bundle, by position, from 1.
    pub first: usize,
    /// How many pages it has.
    pub pages: usize,
    /// Whether it is no longer part of the pack. Its number is not given to another.
    pub withdrawn: bool,
}

impl Lock {
    /// How many pages each edition had, this one last.
    pub fn all_editions(&self) -> Vec<usize> {
        self.editions.iter().copied().chain([self.pages]).collect()
    }

    /// The highest number a document has ever had.
    pub fn highest_number(&self) -> usize {
        self.papers.iter().filter_map(|paper| paper.number).max().unwrap_or(0)
    }

    /// What still counts of what is bound.
    pub fn standing(&self) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(|paper| !paper.withdrawn)
    }

    /// What the pages of an addendum are marked with where parts of the bundle have letters: the
    /// letter after the last.
    pub fn next_letter(&self) -> Option<char> {
        let letters = self.labels.iter().filter_map(|label| label.chars().next());
        let last = letters.filter(char::is_ascii_uppercase).max()?;
        char::from_u32(u32::from(last) + 1).filter(char::is_ascii_uppercase)
    }
}

impl Paper {
    /// What the names of its pages begin with: `document-4` for `document-4-page-1`.
    pub fn name(&self) -> String {
        self.number.map_or_else(|| self.label.clone(), |number| format!("document-{number}"))
    }

    /// Its pages, by position, from 1.
    pub fn range(&self) -> (usize, usize) {
        (self.first, self.first + self.pages.max(1) - 1)
    }
}
