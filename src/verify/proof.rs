//! What was checked, and what came of it.

use std::fmt::Write;

use serde::Serialize;

/// How many failures of one check are told on a terminal.
const TOLD: usize = 8;

/// What was checked of a file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Proof {
    /// The checks, in the order they are told.
    pub checks: Vec<Check>,
}

/// One claim about a file.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// Its name, for programs.
    pub check: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// How many things were looked at.
    pub counted: usize,
    /// The claim in plain English.
    pub claim: String,
    /// Where it does not hold.
    pub failures: Vec<Failure>,
    /// What is good to know and no failure.
    pub notes: Vec<String>,
}

/// Where a claim does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The page by its place in the file, from 1; none where it is about no page.
    pub page: Option<usize>,
    /// What is wrong. It never says what a document is called or holds.
    pub says: String,
}

impl Check {
    pub(super) fn new(check: &'static str) -> Self {
        let (claim, failures, notes) = Default::default();
        Self { check, holds: true, counted: 0, claim, failures, notes }
    }

    /// Notes that the claim does not hold on a page, from 0.
    pub(super) fn fail(&mut self, page: impl Into<Option<usize>>, says: impl Into<String>) {
        self.holds = false;
        let page = page.into().map(|page| page + 1);
        self.failures.push(Failure { page, says: says.into() });
    }

    pub(super) fn note(&mut self, says: impl Into<String>) {
        self.notes.push(says.into());
    }

    /// The claim, and how many things it is about.
    pub(super) fn claims(mut self, counted: usize, claim: impl Into<String>) -> Self {
        (self.counted, self.claim) = (counted, claim.into());
        self
    }
}

impl Proof {
    /// Whether everything that was checked holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }

    /// The names of the checks that failed.
    pub fn failed(&self) -> Vec<&'static str> {
        self.checks.iter().filter(|check| !check.holds).map(|check| check.check).collect()
    }

    /// One line a check, and below it where it fails.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for check in &self.checks {
            let word = if check.holds { "ok" } else { "WRONG" };
            let _ = writeln!(text, "{word:5}  {}", check.claim);
            for Failure { page, says } in check.failures.iter().take(TOLD) {
                let page = page.map_or(String::new(), |page| format!("page {page} of the file: "));
                let _ = writeln!(text, "       - {page}{says}");
            }
            if let Some(more @ 1..) = check.failures.len().checked_sub(TOLD) {
                let _ = writeln!(text, "       - and {more} more");
            }
            for note in &check.notes {
                let _ = writeln!(text, "       ({note})");
            }
        }
        text
    }

    /// What it comes to, in one line.
    pub fn summary(&self) -> String {
        let all = self.checks.len();
        match self.failed().len() {
            0 => format!("All {all} checks hold"),
            failed => format!("{failed} of {all} checks do not hold"),
        }
    }

    /// The same for programs.
    pub fn json(&self) -> String {
        let all = serde_json::json!({
            "panelpack_proof": 1,
            "holds": self.holds(),
            "checks": self.checks,
        });
        format!("{all:#}\n")
    }
}
