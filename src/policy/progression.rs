//! What can be applied for, and what is asked of whoever applies.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OtherReading, Says, Severity, WordLimit};

/// The step applied for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Progression {
    /// The id a pack names.
    pub id: String,
    /// What the council calls it.
    pub title: String,
    /// Other names the policy has for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// A progression whose requirements hold here too, unless this one says its own.
    pub extends: Option<String>,
    /// The level of the framework the evidence is read against, as documents print it.
    pub level: Option<String>,
    /// Whether a panel decides. Where none does, say who decides in `decided_by`.
    #[serde(default = "yes")]
    pub panel: bool,
    /// Who decides, where no panel does.
    pub decided_by: Option<String>,
    /// How long one must have been practising: one requirement, or several that all have to hold.
    #[serde(default, deserialize_with = "super::one_or_many")]
    #[schemars(with = "Option<super::OneOrList<Experience>>")]
    pub experience: Vec<Experience>,
    /// What is asked about the Assessed and Supported Year in Employment.
    pub asye: Option<Asye>,
    /// Requirements that are no number: somebody has to state how they are met.
    #[serde(default)]
    pub statements: Vec<Asked>,
    /// Different ways to the same progression. A pack names one as `route:`.
    #[serde(default)]
    pub routes: Vec<Route>,
}

fn yes() -> bool {
    true
}

/// One way to a progression. What it says stands in place of what the progression says.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Route {
    /// The id a pack names as `route:`.
    pub id: String,
    /// What the council calls it.
    pub title: String,
    /// Experience, on this route.
    #[serde(default, deserialize_with = "super::one_or_many")]
    #[schemars(with = "Option<super::OneOrList<Experience>>")]
    pub experience: Vec<Experience>,
    /// The assessed and supported year, on this route.
    pub asye: Option<Asye>,
    /// Statements, on this route, beside those of the progression.
    #[serde(default)]
    pub statements: Vec<Asked>,
    /// The clause.
    pub says: Option<Says>,
}

/// How long one must have been practising before applying. Years and months are added.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// The id, where there are several: `{experience.<id>.length}` prints it.
    pub id: Option<String>,
    /// What is counted, in a sentence: `practising as a social worker`.
    pub title: Option<String>,
    /// Years; halves are written 2.5.
    #[serde(default)]
    pub years: f64,
    /// Months.
    #[serde(default)]
    pub months: u32,
    /// The fact of the candidate it is counted from: a date. With several, the latest counts.
    #[serde(deserialize_with = "super::one_or_many")]
    #[schemars(with = "super::OneOrMany")]
    pub since: Vec<String>,
    /// Up to which day, by name; the panel's if not said.
    #[serde(default = "panel")]
    pub until: String,
    /// How much it matters if there is less.
    pub otherwise: Severity,
    /// The roles that may waive it. A pack records a waiver under `waivers:`.
    #[serde(default)]
    pub waived_by: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

fn panel() -> String {
    "panel".to_owned()
}

impl Experience {
    /// The id, or `experience` where there is only one.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or("experience")
    }

    /// How many months are asked for.
    pub fn in_months(&self) -> u32 {
        // Years are small numbers with at most a fraction.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "small and not negative"
        )]
        let years = (self.years.clamp(0.0, 100.0) * 12.0).round() as u32;
        years + self.months
    }
}

/// What is asked about the Assessed and Supported Year in Employment. The candidate's facts
/// `asye.passed`, `asye.with` and `asye.evidence` answer it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Asye {
    /// How much it matters if it was not passed.
    pub otherwise: Severity,
    /// Where no certificate is needed, because the council knows.
    pub home: Option<String>,
    /// The source kind that proves it if it was passed elsewhere.
    pub elsewhere_needs: Option<String>,
    /// The roles that may waive it.
    #[serde(default)]
    pub waived_by: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

/// A requirement that is no number. The pack answers it under `statements:`, by its id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Asked {
    /// The id.
    pub id: String,
    /// What has to be stated, as documents print it.
    pub label: String,
    /// Who states it.
    pub from: String,
    /// How long it may be.
    pub words: Option<WordLimit>,
    /// How much it matters if it is missing.
    #[serde(default)]
    pub otherwise: Severity,
    /// The roles that may waive it.
    #[serde(default)]
    pub waived_by: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}
