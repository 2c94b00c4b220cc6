//! Findings as a person or a program reads them.

mod council;
mod html;
mod json;
mod lines;
mod terminal;

pub use council::{council, validity};
pub use html::html;
pub use json::{lint_json, schemas};
pub use terminal::{Look, each, terminal};

use crate::{
    application::Application,
    check::{Counts, Finding},
    dates::Day,
    policy::NamedStage,
};

/// A check and its findings, ready to be shown.
pub struct Report<'a> {
    /// What was checked.
    pub application: Application<'a>,
    /// What it was checked for.
    pub stage: &'a NamedStage,
    /// The day it was checked; none where the report must not depend on it.
    pub today: Option<Day>,
    /// What was found.
    pub findings: &'a [Finding],
}

impl Report<'_> {
    /// The line and column a finding points at, counted from 1.
    pub fn line_column(&self, finding: &Finding) -> Option<(usize, usize)> {
        let span = finding.place.span?;
        let source = self.application.pack.sources.get(&finding.place.file)?;
        Some(source.line_column(span.start))
    }

    /// How many there are, in words.
    pub fn summary(&self) -> String {
        Counts::of(self.findings).in_words()
    }
}
