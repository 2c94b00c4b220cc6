//! The registry: every rule, in the order a person would put things right.

mod broken_citation;
mod empty_heading;
mod missing_heading;
mod training_without_impact;
mod unknown_key;

use super::Rule;

/// Every rule.
pub const ALL: &[&Rule] = &[
    // The files themselves.
    &unknown_key::RULE,
    // The evidence.
    &missing_heading::RULE,
    &empty_heading::RULE,
    // Citations and documents.
    &broken_citation::RULE,
    // The training log.
    &training_without_impact::RULE,
    // The forms.
    // The panel, its dates and the presentation.
];
