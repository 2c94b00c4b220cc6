//! `confidentiality.yaml`: what somebody has looked at and decided that it may stay.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    dates::Day,
    yaml::{self, Field},
};

/// The name of the file.
pub const CONFIDENTIALITY: &str = "confidentiality.yaml";

/// What the file holds.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Confidentiality {
    /// What may stay.
    #[serde(deserialize_with = "yaml::or_default")]
    pub may_stay: Vec<Field<MayStay>>,
}

/// Something the check found that may stay where it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MayStay {
    /// The rule that found it.
    pub rule: Field<String>,
    /// The file it is in.
    pub file: Field<String>,
    /// The mark that the finding shows.
    pub mark: Field<String>,
    /// Why it may stay.
    pub reason: Field<String>,
    /// Who decided that: a name, with the role where it is not the candidate.
    pub by: Field<String>,
    /// When.
    pub on: Field<Day>,
}
