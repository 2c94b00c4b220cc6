//! `pack.yaml`: who applies for what, and when.

use serde::Deserialize;

use crate::{
    dates::Day,
    yaml::{self, Field},
};

/// The facts of an application, each said once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The id of the council's policy.
    pub policy: Field<String>,
    /// What is applied for, where the policy has more than one progression.
    pub progression: Field<String>,
    /// The day of the panel.
    pub panel: Field<Day>,
    /// When things were sent.
    #[serde(deserialize_with = "yaml::or_default")]
    pub submitted: Submitted,
    /// Whether the pack is made up, as the samples are.
    pub fictional: Field<bool>,
    /// Who applies.
    #[serde(deserialize_with = "yaml::or_default")]
    pub candidate: Candidate,
    /// The presentation.
    #[serde(deserialize_with = "yaml::or_default")]
    pub presentation: PresentationFile,
    /// Courses the candidate and their manager agreed on as mandatory: ids of the policy or titles.
    #[serde(deserialize_with = "yaml::or_default")]
    pub mandatory_training: Vec<Field<String>>,
}

/// When things were sent; nothing where they have not been.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Submitted {
    /// The request form.
    pub request: Field<Day>,
    /// The evidence template with its documents.
    pub evidence: Field<Day>,
    /// The presentation.
    pub presentation: Field<Day>,
}

impl Submitted {
    /// When the thing with this id was sent.
    pub fn get(&self, id: &str) -> Option<&Field<Day>> {
        match id {
            "request" => Some(&self.request),
            "evidence" => Some(&self.evidence),
            "presentation" => Some(&self.presentation),
            _ => None,
        }
    }
}

/// The social worker who applies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Candidate {
    /// Their name.
    pub name: Field<String>,
    /// Their number in the register of social workers.
    pub sw_number: Field<String>,
    /// Their team.
    pub team: Field<String>,
    /// Their team manager's name.
    pub team_manager: Field<String>,
    /// Their head of service's name.
    pub head_of_service: Field<String>,
    /// The service area the head of service leads.
    pub service_area: Field<String>,
    /// When they qualified.
    pub qualified_on: Field<Day>,
    /// Where they are on the salary scale.
    pub salary_scale_point: Field<String>,
    /// Their assessed and supported year.
    #[serde(deserialize_with = "yaml::or_default")]
    pub asye: AsyeFacts,
}

/// The Assessed and Supported Year in Employment of the candidate.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AsyeFacts {
    /// Whether they passed.
    pub passed: Field<bool>,
    /// With which organisation.
    pub with: Field<String>,
    /// The file that proves it.
    pub evidence: Field<String>,
}

/// The presentation to the panel.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PresentationFile {
    /// Its file.
    pub file: Field<String>,
    /// How many minutes it takes.
    pub minutes: Field<u32>,
}
