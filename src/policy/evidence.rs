//! `headings.yaml` and `evidence.yaml`: what is written under what, and what must be there.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Says, Severity, WordLimit, Wording};

/// A heading that evidence is written under.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Heading {
    /// The id, and the name of the candidate's file: `reflection` is written in
    /// `evidence/02-reflection.md`.
    pub id: String,
    /// The framework it belongs to. Left out for a council's own values.
    #[schemars(extend("x-names" = "framework"))]
    pub framework: Option<String>,
    /// Its number in the framework.
    pub number: Option<u32>,
    /// Its name alone: `Reflection`.
    pub title: String,
    /// How the Evidence Template heads it: `"PCF 2: Reflection"`.
    pub label: String,
    /// How the policy prints the label, where that is another.
    pub as_printed: Option<String>,
    /// Other spellings, under which a file is found too.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Prompts: what the candidate should consider, line by line.
    #[serde(default)]
    pub consider: Vec<Wording>,
    /// Lines that are printed under the heading and are no prompts.
    #[serde(default)]
    pub text: Vec<Wording>,
    /// Statements of other frameworks that evidence under this heading shows: `KSS.capacity`.
    #[serde(default)]
    #[schemars(extend("x-names" = "statement"))]
    pub covers: Vec<String>,
    /// How long the evidence may be, where the limit of the template does not hold here.
    pub words: Option<WordLimit>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// What the evidence, the training log and the presentation must hold.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The Evidence Template.
    pub template: Template,
    /// What kinds of supporting documents there are, and how many of each there must be. A pack
    /// names one of them for each document.
    pub source_kinds: Vec<SourceKind>,
    /// How many documents there must be of several kinds together.
    #[serde(default)]
    pub source_groups: Vec<SourceGroup>,
    /// Present where work from the start must stand beside work from today.
    pub then_and_now: Option<Matter>,
    /// Present where the policy says that every document must be referred to in the evidence.
    pub cite: Option<Clause>,
    /// The training log, where there is one.
    pub training: Option<Training>,
    /// The presentation, where there is one.
    pub presentation: Option<Presentation>,
}

/// The Evidence Template: what the candidate writes, under all headings together.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Template {
    /// Its title.
    pub title: Wording,
    /// The appendix it is.
    pub appendix: Option<u32>,
    /// The lines at its head, where they are more than the title.
    #[serde(default)]
    pub title_block: Vec<Wording>,
    /// Other names the policy has for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What stands above the headings.
    #[serde(default)]
    pub introduction: Vec<Wording>,
    /// What is printed above the prompts: `"Consider:"`.
    pub consider_label: String,
    /// What is printed above the evidence: `Evidence`.
    pub evidence_label: String,
    /// How long the evidence under each heading may be.
    pub words: Option<WordLimit>,
    /// How long the evidence under all headings together may be.
    pub words_in_all: Option<WordLimit>,
    /// The clause.
    pub says: Option<Says>,
}

/// A kind of supporting document.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SourceKind {
    /// The id by which a pack names it: `practice-observation`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many there must be; none if not said.
    #[serde(default)]
    pub at_least: usize,
    /// How many of them must be by whom: `[{ role: team_manager, at_least: 1 }]`.
    #[serde(default)]
    pub by: Vec<Author>,
    /// How old one may be on the day of the panel, and count.
    pub not_older_than: Option<Age>,
    /// How much it matters if there are fewer.
    #[serde(default)]
    pub otherwise: Severity,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// How many documents of a kind must be by somebody. `written_by` of a document in the pack names
/// the role.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Author {
    /// The role; several where any of them will do.
    #[serde(deserialize_with = "super::one_or_many")]
    #[schemars(with = "super::OneOrMany")]
    #[schemars(extend("x-names" = "role"))]
    pub role: Vec<String>,
    /// How many.
    pub at_least: usize,
}

/// An age.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Age {
    /// Years.
    pub years: u32,
    /// Months.
    pub months: u32,
}

/// Several kinds, of which there must be so many documents, or so many different kinds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SourceGroup {
    /// The id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The kinds. All of them if none is named.
    #[serde(default)]
    #[schemars(extend("x-names" = "source kind"))]
    pub of: Vec<String>,
    /// How many documents.
    #[serde(default)]
    pub at_least: usize,
    /// How many different kinds.
    #[serde(default)]
    pub kinds: usize,
    /// How much it matters if there are fewer.
    #[serde(default)]
    pub otherwise: Severity,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// Something that is asked for, and how much it matters.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Matter {
    /// How much it matters if it is missing.
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// Something that is asked for by a clause, and nothing more is said about it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Clause {
    /// The clause.
    pub says: Option<Says>,
}

/// The training log.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Training {
    /// Its title.
    pub title: String,
    /// The appendix it is, where it is one of its own.
    pub appendix: Option<u32>,
    /// What is printed above it.
    pub text: Option<Wording>,
    /// Its columns, as the council prints them. Without them the log is printed as a list.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// The clause.
    pub says: Option<Says>,
    /// Courses that the policy names.
    #[serde(default)]
    pub courses: Vec<Course>,
    /// What training there must be.
    #[serde(default)]
    pub needs: Vec<TrainingNeed>,
}

/// A column of the training log.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Which parts of an entry stand in it: `[date, title]`.
    pub shows: Vec<EntryPart>,
}

/// A part of a training entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntryPart {
    /// When.
    Date,
    /// What it was called.
    Title,
    /// Who gave it.
    Provider,
    /// What it was about.
    Description,
    /// What it changed in practice.
    Impact,
}

/// A course the policy names.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Course {
    /// The id by which an entry of the training log names it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether everybody must have done it.
    #[serde(default)]
    pub mandatory: bool,
}

/// Training there must be: so many entries that are one of the courses, are by one of the
/// providers, or are marked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct TrainingNeed {
    /// The id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The courses that count.
    #[serde(default)]
    #[schemars(extend("x-names" = "course"))]
    pub any_of: Vec<String>,
    /// The providers that count, by their names.
    #[serde(default)]
    pub provider: Vec<String>,
    /// Whether an entry can say of itself, with `specialist: yes`, that it counts.
    pub or_marked: Option<Mark>,
    /// How many entries.
    pub at_least: usize,
    /// How much it matters if there are fewer.
    pub otherwise: Severity,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// What an entry can say of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Specialist training.
    Specialist,
}

/// The presentation to the panel.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Presentation {
    /// How many slides: `{ from: 4, to: 6 }`.
    pub slides: Option<SlideRange>,
    /// How many minutes it may take.
    pub minutes: Option<u32>,
    /// What must be in it. A pack says on which slide each is, under `presentation: topics:`.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// The title of the guidance, where it is a page of its own.
    pub title: Option<String>,
    /// The appendix that the guidance is, where it is one.
    pub appendix: Option<u32>,
    /// What the policy says about its content.
    #[serde(default)]
    pub guidance: Vec<Wording>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// How many slides there may be.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub struct SlideRange {
    /// At least.
    pub from: usize,
    /// At most.
    pub to: usize,
}

/// Something that must be in the presentation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Topic {
    /// The id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether it needs a slide of its own, which may come on top of the number of slides.
    #[serde(default)]
    pub own_slide: bool,
    /// How much it matters if it is missing.
    #[serde(default)]
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<super::OtherReading>,
}
