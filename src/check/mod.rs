//! The check: every rule looks at the policy and the pack, and says what it finds.
//!
//! A rule is one file in `rules/`: a `static` with its name and what `explain` says about it, and
//! a function. Rules see nothing but the [`Case`]; they do not touch the disk.

mod finding;
mod rules;
mod topic;

pub use finding::{Counts, Finding, Place};
pub use rules::ALL;
pub(crate) use rules::documents;
pub use topic::Topic;

use crate::{
    application::Application,
    confidentiality::Looked,
    dates::Day,
    pack::{FACTS, Pack},
    policy::{NamedStage, Policy, Severity, Stage},
    typeset::Fonts,
};

/// One rule.
pub struct Rule {
    /// Its name, in small letters with hyphens.
    pub name: &'static str,
    /// What it asks, in one line.
    pub asks: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// An example: what is wrong and how it is put right.
    pub example: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// From which stage on it is asked.
    pub stage: Stage,
    /// Looks.
    pub check: fn(&Case, &mut Findings),
}

/// All a rule can see.
pub struct Case<'a> {
    /// The policy and the pack, as it may be shown: what could identify somebody is masked in it, so
    /// that no rule can repeat it.
    pub application: Application<'a>,
    /// What the search through the pack found.
    pub looked: &'a Looked,
    /// How far the application is.
    pub stage: &'a NamedStage,
    /// The day of the check; none where the result must not depend on it.
    pub today: Option<Day>,
    /// The letters that can be printed.
    pub fonts: &'a Fonts,
}

impl<'a> Case<'a> {
    /// The policy.
    pub fn policy(&self) -> &'a Policy {
        self.application.policy
    }

    /// The pack.
    pub fn pack(&self) -> &'a Pack {
        self.application.pack
    }
}

/// Where rules put what they find.
#[derive(Default)]
pub struct Findings {
    rule: &'static str,
    all: Vec<Finding>,
}

impl Findings {
    /// What is added from now on is found by this rule.
    pub fn of(&mut self, rule: &'static str) {
        self.rule = rule;
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them: errors first, and within a severity in the order of files and lines.
    pub fn sorted(self) -> Vec<Finding> {
        let mut all = self.all;
        all.sort_by(|a, b| (a.severity, &a.place).cmp(&(b.severity, &b.place)));
        all
    }

    /// The pack cannot go to panel like this.
    pub fn error(
        &mut self,
        place: Place,
        title: impl Into<String>,
        next: impl Into<String>,
    ) -> &mut Finding {
        self.add(Severity::Error, place, title, next)
    }

    /// Somebody should look.
    pub fn warning(
        &mut self,
        place: Place,
        title: impl Into<String>,
        next: impl Into<String>,
    ) -> &mut Finding {
        self.add(Severity::Warning, place, title, next)
    }

    /// Good to know.
    pub fn note(
        &mut self,
        place: Place,
        title: impl Into<String>,
        next: impl Into<String>,
    ) -> &mut Finding {
        self.add(Severity::Note, place, title, next)
    }

    /// Adds a finding of any severity.
    pub fn add(
        &mut self,
        severity: Severity,
        place: Place,
        title: impl Into<String>,
        next: impl Into<String>,
    ) -> &mut Finding {
        let (title, next) = (title.into(), next.into());
        let at = self.all.len();
        self.all.push(Finding {
            rule: self.rule,
            severity,
            title,
            place,
            next,
            clause: None,
            mark: None,
        });
        &mut self.all[at]
    }
}

/// Asks every rule that the stage needs. Errors come first; within a severity findings are in the
/// order of files and lines. A folder without `pack.yaml` may be no pack at all: then nothing else
/// is said about it.
pub fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Findings::default();
    for rule in asked(case.pack(), case.stage) {
        findings.of(rule.name);
        (rule.check)(case, &mut findings);
    }
    findings.sorted()
}

/// The rules that are asked of a pack at a stage.
pub fn asked(pack: &Pack, stage: &NamedStage) -> impl Iterator<Item = &'static Rule> {
    let is_pack = pack.folder.items.iter().any(|item| item.name == FACTS);
    let rules: &[&Rule] = if is_pack { ALL } else { const { &[&rules::missing_pack_file::RULE] } };
    rules.iter().copied().filter(|rule| rule.stage <= stage.asks)
}

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
