//! The small words of the policy language that every file uses.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A clause of the policy: its own words and the heading they stand under.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Says {
    /// The clause, word for word.
    pub text: String,
    /// The heading it stands under.
    pub at: String,
}

/// How much a finding matters.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The pack cannot go to panel like this.
    #[default]
    Error,
    /// Somebody should look.
    Warning,
    /// Good to know.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// How far the application is. A check asks only for what its stage needs.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Deserialize,
    Serialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The request is being made.
    Request,
    /// The evidence is being written.
    Evidence,
    /// Everything goes to the panel.
    #[default]
    Panel,
}

/// Words of the policy: as they are used, and as they are printed where that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The words as they are used.
    pub text: String,
    /// The words as the policy prints them, slips included.
    pub as_printed: Option<String>,
}

impl<'de> Deserialize<'de> for Wording {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Both {
            text: String,
            as_printed: Option<String>,
        }

        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Wording;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or `text` and `as_printed`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Wording, E> {
                Ok(Wording { text: text.to_owned(), as_printed: None })
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Wording, A::Error> {
                let both = Both::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Wording { text: both.text, as_printed: both.as_printed })
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}
