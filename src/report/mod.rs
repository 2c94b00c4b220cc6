//! Findings as a person or a program reads them.

mod council;
mod html;
mod lines;
mod terminal;

use serde::Serialize;

pub use council::{council, validity};
pub use html::html;
pub use terminal::{Look, terminal};

use crate::{
    application::Application,
    check::{Counts, Finding},
    dates::Day,
    policy::{NamedStage, Says, Severity},
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

/// The version of the shape of [`Report::json`]. It changes when a key changes its meaning or goes.
const SHAPE: u32 = 1;

impl Report<'_> {
    /// The findings as JSON. The shape is described in `docs/check-json.md`.
    pub fn json(&self) -> String {
        let rules = &self.application.policy.rules;
        let shape = Shape {
            panelpack_check: SHAPE,
            policy: &rules.id,
            policy_version: &rules.version,
            stage: &self.stage.id,
            today: self.today.map(|day| day.0.to_string()),
            counts: Counts::of(self.findings),
            findings: self.findings.iter().map(|finding| self.shape(finding)).collect(),
        };
        // Nothing in the shape can fail to be written: its keys are all text.
        serde_json::to_string_pretty(&shape).unwrap_or_default() + "\n"
    }

    fn shape<'f>(&'f self, finding: &'f Finding) -> FindingShape<'f> {
        let (line, column) = self.line_column(finding).unzip();
        FindingShape {
            rule: finding.rule,
            severity: finding.severity,
            title: &finding.title,
            place: PlaceShape { file: &finding.place.file, line, column, page: finding.place.page },
            next: &finding.next,
            clause: finding.clause.as_ref(),
        }
    }

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

#[derive(Serialize)]
struct Shape<'a> {
    panelpack_check: u32,
    policy: &'a str,
    policy_version: &'a str,
    stage: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<String>,
    counts: Counts,
    findings: Vec<FindingShape<'a>>,
}

#[derive(Serialize)]
struct FindingShape<'a> {
    rule: &'a str,
    severity: Severity,
    title: &'a str,
    place: PlaceShape<'a>,
    next: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a Says>,
}

#[derive(Serialize)]
struct PlaceShape<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
}
