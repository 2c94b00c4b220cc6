//! What can be applied for, and what is asked of whoever applies.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OtherReading, Says, Severity, WordLimit};

/// What can be applied for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Progression {
    /// The id by which a pack names it: `lead-practitioner`.
    pub id: String,
    /// What the council calls it: `Lead Practitioner`.
    pub title: String,
    /// Other names the policy has for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The progression below it, whose requirements hold here too: experience and the ASYE unless
    /// this one says its own, statements in addition, and everything that is `only_for` that one.
    #[schemars(extend("x-names" = "progression"))]
    pub extends: Option<String>,
    /// The level of the framework that the evidence is read against, as documents print it.
    pub level: Option<String>,
    /// Whether a panel decides; `yes` if not said. Where none does, say who decides in
    /// `decided_by`.
    #[serde(default = "yes")]
    pub panel: bool,
    /// Who decides, where no panel does.
    #[schemars(extend("x-names" = "role"))]
    pub decided_by: Option<String>,
    /// How long one must have been practising. Where several requirements are listed, all of them
    /// have to hold.
    #[serde(default, deserialize_with = "super::one_or_many")]
    #[schemars(with = "Option<super::OneOrList<Experience>>")]
    pub experience: Vec<Experience>,
    /// What is asked about the Assessed and Supported Year in Employment. Left out where the
    /// council does not ask.
    pub asye: Option<Asye>,
    /// Requirements that are no number, such as the complexity of the work: somebody states how
    /// they are met.
    #[serde(default)]
    pub statements: Vec<Asked>,
    /// Different ways to the same progression, where there are some. A pack names one as `route:`.
    #[serde(default)]
    pub routes: Vec<Route>,
}

fn yes() -> bool {
    true
}

/// One way to a progression. Its experience and ASYE stand in place of those of the progression,
/// its statements beside them.
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

/// How long one must have been practising before applying. Years and months are added up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// The id, where there are several, and for waivers: a form prints the length as
    /// `{experience.practising.length}`.
    pub id: Option<String>,
    /// What is counted, in a few words: `practising as a social worker`.
    pub title: Option<String>,
    /// How many years; two and a half are `2.5`.
    #[serde(default)]
    pub years: f64,
    /// How many months.
    #[serde(default)]
    pub months: u32,
    /// The fact it is counted from, such as `qualified_on`. With several, it is counted from the
    /// latest.
    #[serde(deserialize_with = "super::one_or_many")]
    #[schemars(with = "super::OneOrMany")]
    #[schemars(extend("x-names" = "fact"))]
    pub since: Vec<String>,
    /// The name of the day it is counted to; `panel` if not said.
    #[serde(default = "panel")]
    #[schemars(extend("x-names" = "day"))]
    pub until: String,
    /// How much it matters if there is less.
    pub otherwise: Severity,
    /// The roles that may waive it. A pack records a waiver under `waivers:`.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
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

/// What is asked about the Assessed and Supported Year in Employment (ASYE). The facts
/// `asye.passed`, `asye.with` and `asye.evidence` answer it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Asye {
    /// How much it matters if it was not passed.
    pub otherwise: Severity,
    /// The council's own name, as candidates write it under `asye.with`: whoever passed it there
    /// needs no certificate.
    pub home: Option<String>,
    /// The source kind that proves it for whoever passed it elsewhere.
    #[schemars(extend("x-names" = "source kind"))]
    pub elsewhere_needs: Option<String>,
    /// The roles that may waive it.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
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
    /// The id by which the pack answers it.
    pub id: String,
    /// What has to be stated, as documents print it.
    pub label: String,
    /// The role that states it.
    #[schemars(extend("x-names" = "role"))]
    pub from: String,
    /// How long it may be.
    pub words: Option<WordLimit>,
    /// How much it matters if it is missing.
    #[serde(default)]
    pub otherwise: Severity,
    /// The roles that may waive it.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
    pub waived_by: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}
