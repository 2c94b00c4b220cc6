//! One result of a check.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Topic, rule};
use crate::{
    policy::{Says, Severity},
    source::Span,
};

/// What a rule found, where, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The name of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub title: String,
    /// Where.
    pub place: Place,
    /// What to do next.
    pub next: String,
    /// The clause of the policy that asks for it.
    pub clause: Option<Says>,
    /// The mark by which a pack can say that somebody has looked at it and it may stay; only what
    /// could identify somebody, or could not be looked into, has one.
    pub mark: Option<String>,
}

/// A place in the pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, by its name in the pack; where it is missing, the name it should have.
    pub file: String,
    /// Where in its text.
    pub span: Option<Span>,
    /// The page, in a document.
    pub page: Option<usize>,
}

impl Place {
    /// A whole file.
    pub fn file(name: impl Into<String>) -> Self {
        Self { file: name.into(), span: None, page: None }
    }

    /// A part of a text file.
    pub fn span(name: impl Into<String>, span: impl Into<Option<Span>>) -> Self {
        Self { file: name.into(), span: span.into(), page: None }
    }

    /// A page of a document.
    pub fn page(name: impl Into<String>, page: usize) -> Self {
        Self { file: name.into(), span: None, page: Some(page) }
    }
}

impl Finding {
    /// What it is about; the files, where no rule is known by its name.
    pub fn topic(&self) -> Topic {
        rule(self.rule).map_or(Topic::Files, |rule| rule.topic)
    }

    /// Adds the clause that asks for it.
    pub fn says(&mut self, clause: Option<&Says>) {
        self.clause = clause.cloned();
    }
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// How many there are, in words.
    pub fn in_words(self) -> String {
        let plural = |count: usize, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        };
        let parts: Vec<String> = [
            plural(self.errors, "error"),
            plural(self.warnings, "warning"),
            plural(self.notes, "note"),
        ]
        .into_iter()
        .flatten()
        .collect();
        match parts.as_slice() {
            [] => "Nothing is missing".to_owned(),
            [only] => only.clone(),
            [first, last] => format!("{first} and {last}"),
            [first, middle @ ..] => format!("{first}, {}", middle.join(" and ")),
        }
    }
}
