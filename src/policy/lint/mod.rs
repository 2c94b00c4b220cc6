//! What can be seen in a policy without knowing the council: each lint is one file, with a name.
//!
//! A lint never keeps a policy from being used. What does is in [`valid`](super::valid).

mod ambiguous_heading;
mod appendices;
mod appendix_gap;
mod appendix_label;
mod audience_differs;
mod box_without_label;
mod clause_elsewhere;
mod contradiction;
mod dates_out_of_order;
mod folder_name;
mod footnote_mark;
mod heading_outside_framework;
mod mixed_headings;
mod mixed_years;
mod month_without_sitting;
mod never_asked;
mod no_progress;
mod no_quorum;
mod no_recipient;
mod no_time_limit;
mod odd_capitals;
mod odd_weekday;
mod open_and_or;
mod other_day_printed;
mod other_name;
mod printed_otherwise;
mod prompt_with_answer;
mod question_among_criteria;
mod same_introduction;
mod same_label;
mod saved_otherwise;
mod sittings;
mod stray_policy_file;
mod subject;
mod text;
mod title_block;
mod training_without_columns;
mod two_spellings;
mod two_wordings;
mod unknown_document;
mod unreachable;
mod weekday_changes;
mod without_clause;
mod wrong_appendix;

pub use subject::Subject;

use super::{Files, load::Read, valid};
use crate::check::{Finding, Findings};

/// Something that is looked at in a policy.
pub struct Lint {
    /// Its name, in small letters with hyphens.
    pub name: &'static str,
    /// What it asks, in one line.
    pub asks: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// An example: what is wrong and how it is put right.
    pub example: &'static str,
    /// Looks.
    pub look: fn(&Subject, &mut Findings),
}

/// Every lint.
pub const ALL: &[&Lint] = &[
    // The files.
    &stray_policy_file::LINT,
    &saved_otherwise::LINT,
    &folder_name::LINT,
    // What the council should settle.
    &contradiction::LINT,
    &no_time_limit::LINT,
    &no_recipient::LINT,
    &no_quorum::LINT,
    &dates_out_of_order::LINT,
    &odd_weekday::LINT,
    &other_day_printed::LINT,
    &weekday_changes::LINT,
    &mixed_years::LINT,
    &month_without_sitting::LINT,
    // References that lead nowhere, or elsewhere.
    &wrong_appendix::LINT,
    &appendix_gap::LINT,
    &appendix_label::LINT,
    &unknown_document::LINT,
    &box_without_label::LINT,
    &footnote_mark::LINT,
    &clause_elsewhere::LINT,
    // One thing, several names.
    &other_name::LINT,
    &title_block::LINT,
    &two_spellings::LINT,
    &two_wordings::LINT,
    &odd_capitals::LINT,
    &mixed_headings::LINT,
    &ambiguous_heading::LINT,
    &heading_outside_framework::LINT,
    // Forms and criteria.
    &same_label::LINT,
    &same_introduction::LINT,
    &question_among_criteria::LINT,
    &prompt_with_answer::LINT,
    &audience_differs::LINT,
    &open_and_or::LINT,
    &printed_otherwise::LINT,
    // How the policy is written down here.
    &unreachable::LINT,
    &never_asked::LINT,
    &no_progress::LINT,
    &training_without_columns::LINT,
    &without_clause::LINT,
];

/// The lint of this name, of those that keep a policy from being used or of the others.
pub fn named(name: &str) -> Option<&'static Lint> {
    every().find(|lint| lint.name == name)
}

/// Those that keep a policy from being used, then the others.
pub fn every() -> impl Iterator<Item = &'static Lint> {
    valid::ALL.iter().chain(ALL).copied()
}

/// All there is to say about a policy: what keeps it from being used; and only where nothing does,
/// what a council or whoever writes its policy down should look at. `folder` is the name of the
/// folder the files are in, where that is known.
pub fn lint(files: &Files, folder: Option<&str>) -> Vec<Finding> {
    let Read { trees, mut findings, .. } = Read::new(files);
    let subject = Subject::new(files, &trees, folder);
    valid::look(&subject, &mut findings);
    if findings.is_empty() {
        for lint in ALL {
            findings.of(lint.name);
            (lint.look)(&subject, &mut findings);
        }
    }
    findings.sorted()
}
