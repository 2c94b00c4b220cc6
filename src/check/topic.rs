//! What a rule is about.

use schemars::JsonSchema;
use serde::Serialize;

/// What a rule is about, in the order a person would put things right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Files that cannot be read, or are not part of the pack.
    Files,
    /// What could identify somebody, and what could not be looked into.
    Confidentiality,
    /// Who applies for what, and who may.
    Facts,
    /// What is written under the headings.
    Evidence,
    /// Documents, their kinds, and where the evidence cites them.
    Documents,
    /// The training log.
    Training,
    /// Forms, criteria and signatures.
    Forms,
    /// The presentation.
    Presentation,
    /// The panel, its outcome and all that is due by a day.
    Dates,
    /// Whether the policy is the one that holds.
    Policy,
}

impl Topic {
    /// Every topic, in order.
    pub const ALL: [Self; 10] = [
        Self::Files,
        Self::Confidentiality,
        Self::Facts,
        Self::Evidence,
        Self::Documents,
        Self::Training,
        Self::Forms,
        Self::Presentation,
        Self::Dates,
        Self::Policy,
    ];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Files => "The folder and its files",
            Self::Confidentiality => "Confidentiality",
            Self::Facts => "Who applies, and for what",
            Self::Evidence => "The evidence under each heading",
            Self::Documents => "Documents and citations",
            Self::Training => "The training log",
            Self::Forms => "Forms and signatures",
            Self::Presentation => "The presentation",
            Self::Dates => "The panel, dates and deadlines",
            Self::Policy => "The policy itself",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;
    use crate::check::ALL;

    #[test]
    fn rules_are_registered_in_the_order_of_their_topics() {
        assert!(Topic::ALL.is_sorted());
        assert!(ALL.is_sorted_by_key(|rule| rule.topic));
        assert!(Topic::ALL.iter().all(|topic| ALL.iter().any(|rule| rule.topic == *topic)));
    }
}
