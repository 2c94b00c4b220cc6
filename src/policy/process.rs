//! Deadlines and the steps of an application.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Condition, Says, Severity};

/// Something that has to be sent or done by a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Deadline {
    /// The id; a pack records the day under `submitted:` by it, unless `done` names another.
    pub id: String,
    /// What has to be sent or done.
    pub what: String,
    /// By when.
    pub by: TimeLimit,
    /// Who sends or does it.
    pub from: String,
    /// Who receives it.
    #[serde(default)]
    pub to: Vec<String>,
    /// The name of the day it was sent or done; `submitted.<id>` if not said.
    pub done: Option<String>,
    /// How much it matters if it is missed.
    #[serde(default = "Severity::warning")]
    pub otherwise: Severity,
    /// Holds only if this does.
    pub when: Option<Condition>,
    /// Holds only for these progressions or routes.
    #[serde(default)]
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

/// A length of time before or after a named day. A length and one of `before` and
/// `after`; or `on`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TimeLimit {
    /// Calendar days.
    pub days: Option<u32>,
    /// Calendar weeks.
    pub weeks: Option<u32>,
    /// Calendar months.
    pub months: Option<u32>,
    /// Working days: Monday to Friday without bank holidays of England and Wales.
    pub working_days: Option<u32>,
    /// Working weeks: five working days each.
    pub working_weeks: Option<u32>,
    /// The name of the day itself, where nothing is counted: `panel.submit_by`.
    pub on: Option<String>,
    /// The name of the day it is counted back from: `panel`.
    pub before: Option<String>,
    /// The name of the day it is counted on from: `forms.request.head_of_service.signed`.
    pub after: Option<String>,
}

/// What the same policy says about the same thing in another place.
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
    /// The steps; the first is where everybody begins.
    pub steps: Vec<Step>,
    /// The clause.
    pub says: Option<Says>,
}

/// One step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Step {
    /// The id.
    pub id: String,
    /// What is done, or asked where several ways lead on.
    pub title: String,
    /// How the policy prints it, where that differs.
    pub as_printed: Option<String>,
    /// Who does it.
    #[serde(default)]
    pub who: Vec<String>,
    /// Who receives what comes of it.
    #[serde(default)]
    pub to: Vec<String>,
    /// The form that is used.
    pub form: Option<String>,
    /// The deadline it has to keep.
    pub deadline: Option<String>,
    /// The name of the day it takes place, where it has one: `panel`.
    pub on: Option<String>,
    /// The name of what the pack says once the step is done: a day (`submitted.evidence`,
    /// `forms.request.social_worker.signed`) or an answer. A step without it is done as soon as
    /// a later one is.
    pub done: Option<String>,
    /// Part of the process only for these progressions or routes.
    #[serde(default)]
    pub only_for: Vec<String>,
    /// What comes next; nothing where the process ends.
    #[serde(default)]
    pub next: Vec<Branch>,
    /// What is to be known about it.
    pub note: Option<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// A way on from a step. The first whose condition holds is taken.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Branch {
    /// The step it leads to.
    pub to: String,
    /// What stands beside the arrow: `Yes`.
    pub label: Option<String>,
    /// Taken only if this holds.
    pub when: Option<Condition>,
}
