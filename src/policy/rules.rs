//! `policy.yaml`: who, when and how far.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Condition, Deadline, Expected, NamedStage, Need, OtherReading, Process, Progression, Says,
    Severity, Wording,
};
use crate::dates::Day;

/// `policy.yaml`: who, when and how far.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Rules {
    /// The version of the policy language; 1.
    pub language: u32,
    /// The policy's id: the name of its folder. Small letters, digits and hyphens.
    pub id: String,
    /// The council's name.
    pub council: String,
    /// What the policy is called.
    pub title: String,
    /// The version of the policy, as the council or this file numbers it. A pack that was begun
    /// with another is told so.
    pub version: String,
    /// From when and until when it holds, as far as that is known.
    #[serde(default)]
    pub valid: Validity,
    /// Abbreviations that are written out on first use.
    #[serde(default)]
    pub abbreviations: Vec<Abbreviation>,
    /// Who takes part.
    pub roles: Vec<Role>,
    /// What `candidate:` in a pack says about the candidate, each fact once. There must be one
    /// with the id `name`.
    pub facts: Vec<Fact>,
    /// Frameworks the headings belong to, or are mapped onto.
    #[serde(default)]
    pub frameworks: Vec<Framework>,
    /// How an application moves on, where it is more than request, evidence and panel.
    #[serde(default = "NamedStage::three")]
    pub stages: Vec<NamedStage>,
    /// What can be applied for.
    pub progressions: Vec<Progression>,
    /// What has to be sent or done by when.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// The panel, where there is one.
    pub panel: Option<Panel>,
    /// How the panel, or whoever decides, can decide.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// The steps of an application, which `status` follows and the flow chart draws.
    pub process: Option<Process>,
    /// What is bound.
    #[serde(default)]
    pub bundle: BundleParts,
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
    /// The id other items use.
    pub id: String,
    /// What the council calls it.
    pub title: String,
}

/// Something a pack says about the candidate, under `candidate:` in `pack.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Fact {
    /// The key in the pack. A full stop makes a group: `asye.passed` is `passed:` under `asye:`.
    pub id: String,
    /// What it is, as a document prints it and a message names it.
    pub label: String,
    /// What sort of value it takes.
    #[serde(default, rename = "type")]
    pub kind: FactKind,
    /// What can be chosen, where the type is `choice`.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Whether every pack must say it. One that is not required is still asked for by the forms
    /// that are filled in from it.
    #[serde(default = "Need::no")]
    pub required: Need,
    /// Asked only if this holds.
    pub when: Option<Condition>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    pub only_for: Vec<String>,
    /// How it is written: `#` stands for a digit, `@` for a letter, all else for itself. Any of
    /// them will do.
    #[serde(default)]
    pub like: Vec<String>,
    /// What it should be: a value, or `under 20`, `over 20`, `before panel`, `after 2025-03-01`.
    pub expects: Option<Expected>,
    /// Whether it stands on the cover and at the head of the Evidence Template.
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
    /// What an answer says.
    pub id: String,
    /// What the form prints.
    pub label: Wording,
    /// How many points it gives, on a scoring grid.
    pub points: Option<u32>,
}

/// A framework: a council's headings belong to one, and can be mapped onto others.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Framework {
    /// The id, which documents print: `PCF`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its statements, where they are not themselves the headings.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// How the evidence shows them.
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
    /// The id. A heading names it as `framework.statement` under `covers`.
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

/// The panel.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Panel {
    /// The clause.
    pub says: Option<Says>,
    /// Its seats.
    #[serde(default)]
    pub members: Vec<Seat>,
    /// How many have to be there, where the policy says so.
    pub quorum: Option<u32>,
    /// Whether the policy says it meets every month.
    #[serde(default)]
    pub monthly: bool,
    /// Its published dates.
    #[serde(default)]
    pub sittings: Vec<Sitting>,
    /// The clause the dates stand under.
    pub says_dates: Option<Says>,
    /// The running order.
    #[serde(default)]
    pub format: Vec<String>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

/// A seat on the panel.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Seat {
    /// Whose it is; several where any of them can take it.
    #[serde(deserialize_with = "super::one_or_many")]
    #[schemars(with = "super::OneOrMany")]
    pub role: Vec<String>,
    /// Whether it takes the chair.
    #[serde(default)]
    pub chairs: bool,
}

/// One sitting of the panel.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Sitting {
    /// The day.
    pub date: Day,
    /// The day as the policy prints it, where that is another and probably a slip.
    pub also: Option<Day>,
    /// The last day on which papers for it are accepted, where one is published: `panel.submit_by`.
    pub submit_by: Option<Day>,
    /// From when to when.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// How the policy prints it.
    pub as_printed: Option<String>,
    /// What is to be known about it.
    pub note: Option<String>,
}

/// How it can be decided.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Outcome {
    /// The id a pack records as `outcome: { is: … }`.
    pub id: String,
    /// What the council calls it.
    pub title: String,
    /// Whether the candidate progresses by it.
    #[serde(default)]
    pub progresses: bool,
    /// The form that tells it.
    pub form: Option<String>,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

/// What the bundle holds beside the evidence.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct BundleParts {
    /// The forms, in order. One without answers is left out, unless `build` gives it a file.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Forms that are bound blank after the evidence, for members of the panel to write on: a
    /// scoring grid, a sheet for questions.
    #[serde(default)]
    pub blank: Vec<String>,
    /// What stands on the cover about who may read the bundle, where the council has words for it.
    pub notice: Option<String>,
}
