//! Deadlines and the steps of an application.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Condition, Says, Severity};

/// Something that has to be sent or done by a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Deadline {
    /// The id. The pack records under `submitted:`, by this id, the day it was sent, unless `done`
    /// names another day.
    pub id: String,
    /// What has to be sent or done: `Evidence Template`.
    pub what: String,
    /// By when: `{ days: 14, before: panel }`.
    pub by: TimeLimit,
    /// The role that sends or does it.
    #[schemars(extend("x-names" = "role"))]
    pub from: String,
    /// The roles that receive it.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
    pub to: Vec<String>,
    /// The name of the day on which it was sent or done, where that is not `submitted.` and its id:
    /// a signature, `forms.request.head_of_service.signed`.
    #[schemars(extend("x-names" = "day"))]
    pub done: Option<String>,
    /// How much it matters if it is missed.
    #[serde(default = "Severity::warning")]
    pub otherwise: Severity,
    /// Holds only if this does: `{ outcome: fail }`.
    pub when: Option<Condition>,
    /// Holds only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere; noted, not enforced.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

impl Deadline {
    /// The name of the day it was sent or done.
    pub fn done(&self) -> String {
        self.done.clone().unwrap_or_else(|| format!("submitted.{}", self.id))
    }
}

/// A length of time before or after a day: one length and one of `before` and `after`, `{ weeks: 2,
/// before: panel }`. Or `on` alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TimeLimit {
    /// Calendar days.
    pub days: Option<u32>,
    /// Calendar weeks.
    pub weeks: Option<u32>,
    /// Calendar months.
    pub months: Option<u32>,
    /// Working days: Monday to Friday, without the bank holidays of England and Wales.
    pub working_days: Option<u32>,
    /// Working weeks of five working days each.
    pub working_weeks: Option<u32>,
    /// The name of the day itself, where nothing is counted: `panel.submit_by`.
    #[schemars(extend("x-names" = "day"))]
    pub on: Option<String>,
    /// The name of the day it is counted back from: `panel`.
    #[schemars(extend("x-names" = "day"))]
    pub before: Option<String>,
    /// The name of the day it is counted on from: `forms.request.head_of_service.signed`.
    #[schemars(extend("x-names" = "day"))]
    pub after: Option<String>,
}

/// What the same policy says about the same thing in another place. It is shown, and what stands
/// above it is used.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct OtherReading {
    /// The other time limit, where it is one.
    pub by: Option<TimeLimit>,
    /// What differs, in a sentence.
    pub note: Option<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// The steps of an application.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Process {
    /// What the flow chart is called.
    pub title: String,
    /// The steps. The first is where everybody begins.
    pub steps: Vec<Step>,
    /// The clause.
    pub says: Option<Says>,
}

/// One step of the process.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Step {
    /// The id by which other steps lead to it.
    pub id: String,
    /// What is done; or a question, where several ways lead on from it.
    pub title: String,
    /// How the policy prints it, where that differs.
    pub as_printed: Option<String>,
    /// The roles that do it.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
    pub who: Vec<String>,
    /// The roles that receive what comes of it.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
    pub to: Vec<String>,
    /// The form that is used in it.
    #[schemars(extend("x-names" = "form"))]
    pub form: Option<String>,
    /// The deadline that it has to keep.
    #[schemars(extend("x-names" = "deadline"))]
    pub deadline: Option<String>,
    /// The name of the day it takes place, where it has one: `panel`.
    #[schemars(extend("x-names" = "day"))]
    pub on: Option<String>,
    /// The name of what the pack says once the step is done: a day (`submitted.evidence`,
    /// `forms.request.social_worker.signed`) or an answer. A step without it is done as soon as a
    /// later one is.
    #[schemars(extend("x-names" = "name"))]
    pub done: Option<String>,
    /// Part of the process only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The ways on from it; nothing where the process ends.
    #[serde(default)]
    pub next: Vec<Branch>,
    /// What is to be known about it, in your own words.
    pub note: Option<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// A way on from a step. Of several the first is taken whose condition holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Branch {
    /// The step it leads to.
    #[schemars(extend("x-names" = "step"))]
    pub to: String,
    /// What stands beside the arrow: `Yes`.
    pub label: Option<String>,
    /// Taken only if this holds.
    pub when: Option<Condition>,
}
