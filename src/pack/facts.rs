//! `pack.yaml`: who applies for what, and when.

use schemars::JsonSchema;
use serde::{Deserialize, de::IgnoredAny};

use crate::{
    dates::Day,
    yaml::{self, Field},
};

/// The facts of an application, each said once. What `candidate`, `submitted` and `statements` hold
/// is for the policy to say; it is read from the tree of the file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Facts {
    /// The id of the council's policy.
    pub policy: Field<String>,
    /// The version of the policy the pack was begun with.
    pub policy_version: Field<String>,
    /// What is applied for, where the policy has more than one progression.
    pub progression: Field<String>,
    /// The way to it, where the policy has more than one.
    pub route: Field<String>,
    /// The day of the panel.
    pub panel: Field<Day>,
    /// When things were sent.
    #[schemars(with = "serde_json::Value")]
    pub submitted: IgnoredAny,
    /// Whether the pack is made up, as the samples are.
    pub fictional: Field<bool>,
    /// Who applies.
    #[schemars(with = "serde_json::Value")]
    pub candidate: IgnoredAny,
    /// What had to be stated.
    #[schemars(with = "serde_json::Value")]
    pub statements: IgnoredAny,
    /// The presentation.
    #[serde(deserialize_with = "yaml::or_default")]
    pub presentation: PresentationFile,
    /// Courses the candidate and their manager agreed on as mandatory: ids of the policy or titles.
    #[serde(deserialize_with = "yaml::or_default")]
    pub mandatory_training: Vec<Field<String>>,
    /// Requirements that somebody waived.
    #[serde(deserialize_with = "yaml::or_default")]
    pub waivers: Vec<Field<Waiver>>,
    /// How it was decided, once it is.
    pub outcome: Field<Decided>,
}

/// The presentation to the panel.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PresentationFile {
    /// Its file.
    pub file: Field<String>,
    /// How many minutes it takes.
    pub minutes: Field<u32>,
    /// The slide on which each topic is that the policy asks for.
    #[schemars(with = "serde_json::Value")]
    pub topics: IgnoredAny,
}

/// A requirement that somebody who may do so has waived.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Waiver {
    /// The id of the requirement.
    pub of: Field<String>,
    /// The role that waived it.
    pub by: Field<String>,
    /// Their name.
    pub name: Field<String>,
    /// When.
    pub on: Field<Day>,
    /// Why.
    pub reason: Field<String>,
}

/// How an application was decided.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Decided {
    /// The id of the outcome.
    pub is: Field<String>,
    /// When.
    pub on: Field<Day>,
}
