//! Findings as a program reads them: `docs/check-json.md` and `docs/lint-json.md` describe them,
//! `docs/*.schema.json` are made from the types here.

use std::collections::BTreeMap;

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::Value;

use super::Report;
use crate::{
    check::{self, Counts, Finding, Topic},
    policy::{Files, Says, Severity},
    source::Source,
};

/// The version of both shapes. It changes when a key changes its meaning or goes.
const SHAPE: u32 = 1;

impl Report<'_> {
    /// The findings as JSON.
    pub fn json(&self) -> String {
        let rules = &self.application.policy.rules;
        let sources = &self.application.pack.sources;
        written(&Check {
            panelpack_check: SHAPE,
            policy: &rules.id,
            policy_version: &rules.version,
            stage: &self.stage.id,
            today: self.today.map(|day| day.0.to_string()),
            counts: Counts::of(self.findings),
            findings: self.findings.iter().map(|one| Found::new(one, sources)).collect(),
        })
    }
}

/// The findings in a policy as JSON.
pub fn lint_json(given: &str, files: &Files, findings: &[Finding]) -> String {
    written(&Lint {
        panelpack_lint: SHAPE,
        policy: given,
        counts: Counts::of(findings),
        findings: findings.iter().map(|one| Found::new(one, files)).collect(),
    })
}

/// The schemas of the two shapes, by the commands that print them.
pub fn schemas() -> [(&'static str, Value); 2] {
    fn schema<T: JsonSchema>() -> Value {
        SchemaSettings::draft07()
            .for_serialize()
            .into_generator()
            .into_root_schema_for::<T>()
            .to_value()
    }
    [("check", schema::<Check>()), ("lint", schema::<Lint>())]
}

fn written(shape: &impl Serialize) -> String {
    // Nothing in the shape can fail to be written: its keys are all text.
    serde_json::to_string_pretty(shape).unwrap_or_default() + "\n"
}

/// What `panelpack check --format json` prints.
#[derive(Serialize, JsonSchema)]
struct Check<'a> {
    /// The version of this shape.
    #[schemars(extend("const" = SHAPE))]
    panelpack_check: u32,
    /// The id of the policy the pack was checked against.
    policy: &'a str,
    /// The version of that policy.
    policy_version: &'a str,
    /// How far the application is.
    stage: &'a str,
    /// The day deadlines were measured against: `2025-03-26`.
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<String>,
    /// How many findings there are.
    counts: Counts,
    /// Errors first, then warnings, then notes; within each in the order of files and lines.
    findings: Vec<Found<'a>>,
}

/// What `panelpack policy lint --format json` prints.
#[derive(Serialize, JsonSchema)]
struct Lint<'a> {
    /// The version of this shape.
    #[schemars(extend("const" = SHAPE))]
    panelpack_lint: u32,
    /// The policy as it was named: an id, or a folder.
    policy: &'a str,
    /// How many findings there are.
    counts: Counts,
    /// Errors first, then warnings, then notes; within each in the order of files and lines.
    findings: Vec<Found<'a>>,
}

/// One thing that was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct Found<'a> {
    /// The name of the rule.
    rule: &'a str,
    /// What the rule is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<Topic>,
    /// How much it matters.
    severity: Severity,
    /// What is wrong, in one sentence.
    title: &'a str,
    /// Where.
    place: Place<'a>,
    /// What to do next.
    next: &'a str,
    /// The clause of the policy that asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a Says>,
    /// The mark by which `confidentiality.yaml` can say that it may stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<&'a str>,
}

/// Where something was found.
#[derive(Serialize, JsonSchema)]
struct Place<'a> {
    /// The file, with `/` between folders.
    file: &'a str,
    /// The line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// The column, counted from 1 in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The page of a document, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
}

impl<'a> Found<'a> {
    fn new(finding: &'a Finding, sources: &BTreeMap<String, Source>) -> Self {
        let file = &finding.place.file;
        let at = finding.place.span.zip(sources.get(file));
        let (line, column) = at.map(|(span, source)| source.line_column(span.start)).unzip();
        Self {
            rule: finding.rule,
            topic: check::rule(finding.rule).map(|rule| rule.topic),
            severity: finding.severity,
            title: &finding.title,
            place: Place { file, line, column, page: finding.place.page },
            next: &finding.next,
            clause: finding.clause.as_ref(),
            mark: finding.mark.as_deref(),
        }
    }
}
