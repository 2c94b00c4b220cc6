//! `policy.yaml`: who, when and how far.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Condition, Deadline, Expected, NamedStage, Need, OtherReading, Process, Progression, Says,
    Severity, Wording,
};
use crate::dates::Day;

/// Who takes part, what can be applied for, and by when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Rules {
    /// The version of the policy language: 1.
    pub language: u32,
    /// The policy's id, and the name of its folder: small letters, digits and hyphens. A pack names
    /// the policy by it.
    pub id: String,
    /// The council's name, as documents print it.
    pub council: String,
    /// What the council calls its policy or procedure.
    pub title: String,
    /// The version of the policy, as the council or whoever writes this file numbers it:
    /// `"2025-04"`. A pack that was begun with another is told so.
    pub version: String,
    /// From when and until when it holds, as far as that is known. A panel on a day outside is
    /// told.
    #[serde(default)]
    pub valid: Validity,
    /// Abbreviations the policy uses. Each is written out where a document uses it first.
    #[serde(default)]
    pub abbreviations: Vec<Abbreviation>,
    /// Who takes part: people by what they do, and the panel where it is named as a whole.
    /// Everything else names them by their ids.
    pub roles: Vec<Role>,
    /// What a pack says about the candidate under `candidate:`, each fact once; forms are filled in
    /// from it. There must be one with the id `name`; where the ASYE is asked about, `asye.passed`
    /// (yes or no), and `asye.with` where proof is asked for if it was passed elsewhere.
    pub facts: Vec<Fact>,
    /// Frameworks that the headings belong to, or that the evidence has to show: PCF, KSS,
    /// standards.
    #[serde(default)]
    pub frameworks: Vec<Framework>,
    /// How an application moves on. Only for councils with other stages than `request`, `evidence`
    /// and `panel`.
    #[serde(default = "NamedStage::three")]
    pub stages: Vec<NamedStage>,
    /// What can be applied for, and what is asked of whoever applies.
    pub progressions: Vec<Progression>,
    /// What has to be sent or done by when.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// The panel, where there is one.
    pub panel: Option<Panel>,
    /// How the panel, or whoever decides, can decide: Pass and Fail, or whatever the council calls
    /// it.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// The steps from the first talk to the last letter. `panelpack status` follows them and the
    /// flow chart draws them.
    pub process: Option<Process>,
    /// Which forms are bound into the panel bundle.
    #[serde(default)]
    pub bundle: BundleParts,
    /// What the council itself makes public, so that the search for what could identify a child
    /// passes it over: its offices' addresses and postcodes, its telephone numbers, its email
    /// addresses, or `@example.gov.uk` for all of them, the names of its own schools of training.
    #[serde(default)]
    pub public: Vec<String>,
}

/// From when and until when a policy holds, as far as that is known.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Validity {
    /// The first day, where it is known.
    pub from: Option<Day>,
    /// The last day, where it is known.
    pub until: Option<Day>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Abbreviation {
    /// The short form.
    pub short: String,
    /// The long form.
    pub long: String,
}

/// Somebody who takes part, by what they do.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Role {
    /// The id by which everything else names it: `team_manager`.
    pub id: String,
    /// What the council calls it: `Team Manager`. This is what is printed.
    pub title: String,
    /// Where it stands for whichever of several roles it is: `[service_manager, head_of_service]`
    /// for a box that either of them fills in.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
    pub any_of: Vec<String>,
}

/// Something a pack says about the candidate, under `candidate:` in `pack.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Fact {
    /// The key in the pack: `team`. A full stop makes a group: `asye.passed` is `passed:` below
    /// `asye:`.
    pub id: String,
    /// What it is, as a document prints it and a message names it: `Registration number`.
    pub label: String,
    /// What sort of value it takes; a line of text if not said.
    #[serde(default, rename = "type")]
    pub kind: FactKind,
    /// What can be chosen, where the type is `choice`.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Whether every pack must say it; `no` if not said. Forms that are filled in from it ask for
    /// it all the same.
    #[serde(default = "Need::no")]
    pub required: Need,
    /// Asked only if this holds: `{ candidate.asye.passed: yes }`.
    pub when: Option<Condition>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// How it is written: `"SW######"`. `#` stands for a digit, `@` for a letter, all else for
    /// itself. With several, any of them will do.
    #[serde(default)]
    pub like: Vec<String>,
    /// What it should be, and how much it matters if it is not: one of its values, or `under 20`,
    /// `over 20`, `before panel`, `after 2025-03-01`.
    pub expects: Option<Expected>,
    /// Whether it is printed on the cover and at the head of the Evidence Template.
    #[serde(default)]
    pub on_cover: bool,
    /// The clause that asks for it.
    pub says: Option<Says>,
}

/// What sort of value a fact takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A line.
    #[default]
    Text,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// A whole number.
    Number,
    /// A file of the pack.
    File,
    /// One of its options.
    Choice,
}

/// One of the options of a fact or a field.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Choice {
    /// What is written in the pack: `full-time`.
    pub id: String,
    /// What the form prints: `Full time`.
    pub label: Wording,
    /// How many points it gives, on a scoring grid.
    pub points: Option<u32>,
}

/// A framework of headings or statements.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Framework {
    /// The id, which documents print: `PCF`. Capitals are allowed here.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its statements, where they are not themselves the headings of the Evidence Template.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// How the evidence shows the statements; `headings` if not said.
    #[serde(default)]
    pub shown_by: ShownBy,
    /// How much it matters if one is not shown.
    #[serde(default = "Severity::warning")]
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// One statement of a framework.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Statement {
    /// The id. A heading names it under `covers` with its framework: `KSS.capacity`.
    pub id: String,
    /// Its number in the framework.
    pub number: Option<u32>,
    /// Its name.
    pub title: String,
    /// Other names under which the evidence may mention it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// How the evidence shows the statements of a framework.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShownBy {
    /// The policy maps headings onto them (`covers`); evidence under such a heading shows them.
    #[default]
    Headings,
    /// The candidate names each in the text, by its title, an alias or its number: for one account
    /// that covers everything.
    Naming,
}

/// The panel: who sits on it, how many have to be there, and when it meets.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Panel {
    /// The clause that says who sits on the panel.
    pub says: Option<Says>,
    /// Its seats, in the order of the policy.
    #[serde(default)]
    pub members: Vec<Seat>,
    /// How many have to be there. Left out where the policy does not say it.
    pub quorum: Option<u32>,
    /// Whether the policy says that it meets every month.
    #[serde(default)]
    pub monthly: bool,
    /// The published dates. Left out where none are.
    #[serde(default)]
    pub sittings: Vec<Sitting>,
    /// The clause that the dates stand under.
    pub says_dates: Option<Says>,
    /// How many minutes are set aside for each application. Left out where the policy does not say
    /// it.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Who comes before the panel with the candidate.
    #[serde(default)]
    pub attend: Vec<Attendee>,
    /// The clause that says who comes.
    pub says_attend: Option<Says>,
    /// Whoever has one of these roles in an application has no seat while it is heard:
    /// `[team_manager]`. Left out where the policy does not say it.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
    pub may_not_sit: Vec<String>,
    /// The clause that says who may not sit.
    pub says_may_not_sit: Option<Says>,
    /// The running order, line by line.
    #[serde(default)]
    pub format: Vec<String>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

/// A seat on the panel.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Seat {
    /// Whose seat it is. Several roles where any of them can take it: `[head_of_service,
    /// principal_social_worker]`.
    #[serde(deserialize_with = "super::one_or_many")]
    #[schemars(with = "super::OneOrMany")]
    #[schemars(extend("x-names" = "role"))]
    pub role: Vec<String>,
    /// Whether whoever has it takes the chair.
    #[serde(default)]
    pub chairs: bool,
}

/// Somebody who comes before the panel with the candidate.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Attendee {
    /// By what they do. Several roles where any of them will do: `[team_manager, service_manager]`.
    #[serde(deserialize_with = "super::one_or_many")]
    #[schemars(with = "super::OneOrMany")]
    #[schemars(extend("x-names" = "role"))]
    pub role: Vec<String>,
}

/// One sitting of the panel.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Sitting {
    /// The day, as it is used: `2025-03-26`.
    pub date: Day,
    /// The day that is printed, where that is another and probably a slip.
    pub also: Option<Day>,
    /// The last day on which papers for it are taken, where one is published. A deadline can be `{
    /// on: panel.submit_by }`.
    pub submit_by: Option<Day>,
    /// From when to when: `"14:00-17:00"`.
    pub time: Option<String>,
    /// Where it meets.
    pub place: Option<String>,
    /// How the policy prints day and time.
    pub as_printed: Option<String>,
    /// What is to be known about it: whom to ask which day is meant.
    pub note: Option<String>,
}

/// One way to decide.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Outcome {
    /// The id a pack records as `outcome: { is: … }`.
    pub id: String,
    /// What the council calls it.
    pub title: String,
    /// Whether the candidate progresses by it.
    #[serde(default)]
    pub progresses: bool,
    /// The form that tells it, where there is one.
    #[schemars(extend("x-names" = "form"))]
    pub form: Option<String>,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

/// What is bound into the panel bundle, how its pages are numbered, and what its cover says.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct BundleParts {
    /// The forms, in order. One without answers is left out, unless `build` gives it a file.
    #[serde(default)]
    #[schemars(extend("x-names" = "form"))]
    pub forms: Vec<String>,
    /// Forms that are bound blank after the evidence, for members of the panel to write on: a
    /// scoring grid, a sheet for questions.
    #[serde(default)]
    #[schemars(extend("x-names" = "form"))]
    pub blank: Vec<String>,
    /// Whether there are pages for a panel member's own questions: each heading with its prompts
    /// and lines to write on.
    #[serde(default)]
    pub questions: bool,
    /// How pages are numbered; `none` if not said.
    #[serde(default)]
    pub sections: Sections,
    /// What stands on the cover about who may read the bundle, where the council has words for it.
    pub notice: Option<String>,
}

/// How the pages of the bundle are numbered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sections {
    /// From the first to the last.
    #[default]
    None,
    /// Each part has a letter and begins with 1, as in a bundle for court: `A1`, `B1`.
    Letters,
}
