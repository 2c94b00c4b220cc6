//! The only door to YAML.
//!
//! A file becomes a [tree](Node) whose every value knows its place and keeps the text as it was
//! typed (`0123` stays `0123`, `yes` stays `yes`). Typed data is then [read](read) from the tree:
//! problems are collected instead of stopping at the first, and a key nobody knows is reported
//! with the one that was probably meant.
//!
//! The tree is built from the events of `granit-parser`, the parser inside `serde-saphyr`. That
//! crate's own deserialiser was tried first: it ends at the first wrong value and settles the type
//! of a scalar before the reader can say which it wants.

mod failure;
mod field;
mod hole;
mod read;
mod stumble;
mod tree;

pub use field::{Field, or_default};
pub use read::{read, read_all};
pub use tree::{Entry, Node, Value, parse};

use crate::source::Span;

/// What is wrong at one place of a YAML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind, which decides the rule that reports it.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What is wrong, in plain words, without a full stop.
    pub message: String,
    /// What to do about it, where that is known.
    pub next: Option<String>,
}

impl Problem {
    /// Something else stands where a group of keys belongs.
    pub fn no_group(found: &str, keys: &[&str], span: Span) -> Self {
        *failure::Failure::no_group(found, keys).at(span).problem
    }

    /// A key that means nothing where it stands, and the one that was probably meant.
    pub fn unknown_key(key: &str, known: &[&str], span: Span) -> Self {
        let next = match did_you_mean(key, known.iter().copied()) {
            Some(word) => instead(word),
            None if known.is_empty() => "Take it out".to_owned(),
            None => format!("Use one of {}", known.join(", ")),
        };
        let (kind, message) = (ProblemKind::UnknownKey, format!("`{key}` means nothing here"));
        Problem { kind, span, message, next: Some(next) }
    }

    /// Whether this is a key of which that one was probably meant.
    pub fn means(&self, key: &str) -> bool {
        self.kind == ProblemKind::UnknownKey && self.next.as_ref() == Some(&instead(key))
    }
}

/// The advice to write another key.
fn instead(key: &str) -> String {
    format!("Write `{key}`")
}

/// The kinds of [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text is not YAML.
    Syntax,
    /// One key twice in the same group.
    DuplicateKey,
    /// A key that means nothing here.
    UnknownKey,
    /// A value of another sort than the key asks for.
    WrongValue,
    /// A key without which a group means nothing.
    MissingKey,
}

/// The word of `known` that `word` was probably meant to be.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |other: &str| strsim::jaro_winkler(&word.to_lowercase(), &other.to_lowercase());
    known
        .into_iter()
        .map(|other| (likeness(other), other))
        .filter(|(score, _)| *score > 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, other)| other)
}
