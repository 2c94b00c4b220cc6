//! `headings.yaml` and `evidence.yaml`: what is written under what, and what must be there.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Says, Severity, WordLimit, Wording};

/// One heading evidence is recorded against.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Heading {
    /// The id: the name of its file.
    pub id: String,
    /// The framework it belongs to; none for a council's own values.
    pub framework: Option<String>,
    /// Its number in the framework.
    pub number: Option<u32>,
    /// Its name.
    pub title: String,
    /// How the Evidence Template heads it.
    pub label: String,
    /// How the policy prints that, where it differs.
    pub as_printed: Option<String>,
    /// Other spellings in the policy.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What the candidate should consider.
    #[serde(default)]
    pub consider: Vec<Wording>,
    /// Lines that stand under the heading and are no prompts.
    #[serde(default)]
    pub text: Vec<Wording>,
    /// Statements of other frameworks that evidence under this heading shows, each as
    /// `framework.statement`.
    #[serde(default)]
    pub covers: Vec<String>,
    /// How long the evidence may be, where the template's own limit does not hold.
    pub words: Option<WordLimit>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// `evidence.yaml`: what the evidence, the training log and the presentation must hold.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The Evidence Template.
    pub template: Template,
    /// What sorts of document there are and how many of each must be there.
    pub source_kinds: Vec<SourceKind>,
    /// How many documents of several kinds together.
    #[serde(default)]
    pub source_groups: Vec<SourceGroup>,
    /// Whether work from the start must stand beside work from today.
    pub then_and_now: Option<Matter>,
    /// Whether every document must be referred to.
    pub cite: Option<Clause>,
    /// The training log.
    pub training: Option<Training>,
    /// The presentation.
    pub presentation: Option<Presentation>,
}

/// The Evidence Template.
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
    /// The word above the prompts.
    pub consider_label: String,
    /// The word above the evidence.
    pub evidence_label: String,
    /// How long the evidence under each heading may be.
    pub words: Option<WordLimit>,
    /// How long all of it together may be.
    pub words_in_all: Option<WordLimit>,
    /// The clause.
    pub says: Option<Says>,
}

/// A sort of supporting document.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SourceKind {
    /// The id a pack names.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many there must be.
    #[serde(default)]
    pub at_least: usize,
    /// How many of them by whom.
    #[serde(default)]
    pub by: Vec<Author>,
    /// How old one may be at the panel, to count.
    pub not_older_than: Option<Age>,
    /// How much it matters if there are fewer.
    #[serde(default)]
    pub otherwise: Severity,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    pub only_for: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// How many documents of a kind must be by somebody: `written_by` of a document names the role.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Author {
    /// The role; several where any of them will do.
    #[serde(deserialize_with = "super::one_or_many")]
    #[schemars(with = "super::OneOrMany")]
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

/// Several kinds of which there must be so many documents together, or so many different kinds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SourceGroup {
    /// The id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The kinds; all of them if none is named.
    #[serde(default)]
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

/// A clause by itself.
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
    /// What stands above it.
    pub text: Option<Wording>,
    /// Its columns; without them the log is a list.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// The clause.
    pub says: Option<Says>,
    /// Courses the policy names.
    #[serde(default)]
    pub courses: Vec<Course>,
    /// What training there must be.
    #[serde(default)]
    pub needs: Vec<TrainingNeed>,
}

/// A column of the training log and what of an entry it shows.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Parts of an entry.
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
    /// The id an entry names.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether everybody must have done it.
    #[serde(default)]
    pub mandatory: bool,
}

/// Training there must be: so many entries that fit any of the descriptions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct TrainingNeed {
    /// The id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Courses that count.
    #[serde(default)]
    pub any_of: Vec<String>,
    /// Providers that count.
    #[serde(default)]
    pub provider: Vec<String>,
    /// Whether an entry can say of itself that it counts.
    pub or_marked: Option<Mark>,
    /// How many entries.
    pub at_least: usize,
    /// How much it matters if there are fewer.
    pub otherwise: Severity,
    /// Asked only for these progressions or routes.
    #[serde(default)]
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

/// The presentation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Presentation {
    /// How many slides.
    pub slides: Option<SlideRange>,
    /// How many minutes at most.
    pub minutes: Option<u32>,
    /// What must be in it. A pack says where under `presentation: topics:`.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// The title of the page that holds the guidance, and its appendix, where it is one.
    pub title: Option<String>,
    /// The appendix it is, where it is one.
    pub appendix: Option<u32>,
    /// What the policy says about its content.
    #[serde(default)]
    pub guidance: Vec<Wording>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
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
    /// Whether it is a slide of its own, which may come on top of the number of slides.
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
