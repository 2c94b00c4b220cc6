//! `documents.yaml` and `training-log.yaml`: the lists a pack holds.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    dates::Day,
    yaml::{self, Field},
};

/// A supporting document: a file of the pack, or a record that somebody has seen.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DocumentEntry {
    /// The file, inside `documents/`.
    pub file: Field<String>,
    /// What was seen, where the record itself stays where it is.
    pub seen: Field<String>,
    /// Its title.
    pub title: Field<String>,
    /// The id of its source kind.
    pub kind: Field<String>,
    /// Who wrote it, by role.
    pub written_by: Field<String>,
    /// Its date.
    pub date: Field<Day>,
    /// The pair it belongs to, if it is compared with another.
    pub then_and_now: Field<ThenAndNow>,
    /// What court material has to declare.
    pub court: Field<Court>,
    /// Who saw it, where it is not attached.
    pub verified_by: Field<Verified>,
    /// The headings it serves, where it is not attached and so cannot be cited by a link.
    #[serde(deserialize_with = "yaml::or_default")]
    pub headings: Vec<Field<String>>,
}

/// One half of a pair: work from the start, or work from today.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ThenAndNow {
    /// The name of the pair.
    pub pair: Field<String>,
    /// Which half.
    pub is: Field<Half>,
}

/// Then or now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Half {
    /// From the start of the career.
    Then,
    /// Recent.
    Now,
}

/// What is declared about court material.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Court {
    /// Who took the names out.
    pub anonymised_by: Field<String>,
    /// Who checked that.
    pub checked_by: Field<String>,
    /// Who allowed its use.
    pub permitted_by: Field<String>,
}

/// Who saw a record that is not attached.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Verified {
    /// Their name.
    pub name: Field<String>,
    /// Their role.
    pub role: Field<String>,
    /// When.
    pub on: Field<Day>,
}

/// One training.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TrainingEntry {
    /// When it was, or when it began.
    pub date: Field<Day>,
    /// When it ended, if it took more than a day.
    pub ended: Field<Day>,
    /// What it was called.
    pub title: Field<String>,
    /// Who gave it.
    pub provider: Field<String>,
    /// What it was about.
    pub description: Field<String>,
    /// The course of the policy that it is.
    pub course: Field<String>,
    /// Whether it is specialist training, although the policy does not name it.
    pub specialist: Field<bool>,
    /// What it changed in practice.
    pub impact: Field<String>,
}

impl TrainingEntry {
    /// What to call the training in a sentence.
    pub fn name(&self) -> &str {
        let words = self.title.text().or(self.description.text()).unwrap_or("this training");
        words.lines().next().unwrap_or(words)
    }
}
