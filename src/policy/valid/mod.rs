//! What has to hold in a policy before it can be used: every name leads somewhere, every limit can
//! be kept, nothing goes round in a circle. Each is one file, with a name, like the rules for packs.

mod broken_braces;
mod circle;
mod duplicate_id;
mod form_file;
mod lost_letters;
mod lost_step;
mod missing_part;
mod missing_policy_file;
mod names;
mod other_language;
mod unknown_name;
mod wrong_condition;
mod wrong_id;
mod wrong_limit;

pub use names::{Names, Sort, items, sort_of_field, text_of};

use super::lint::{Lint, Subject};
use crate::check::Findings;

/// The rule that finds what is missing.
pub const MISSING_PART: &str = missing_part::LINT.name;

/// Everything that has to hold.
pub const ALL: &[&Lint] = &[
    &missing_policy_file::LINT,
    &lost_letters::LINT,
    &other_language::LINT,
    &form_file::LINT,
    &wrong_id::LINT,
    &duplicate_id::LINT,
    &unknown_name::LINT,
    &wrong_condition::LINT,
    &broken_braces::LINT,
    &wrong_limit::LINT,
    &missing_part::LINT,
    &circle::LINT,
    &lost_step::LINT,
];

/// Looks at everything that has to hold.
pub fn look(subject: &Subject, findings: &mut Findings) {
    for lint in ALL {
        findings.of(lint.name);
        (lint.look)(subject, findings);
    }
}
