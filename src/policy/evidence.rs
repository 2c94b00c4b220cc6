//! `headings.yaml` and `evidence.yaml`: what is written under what, and what must be there.

use serde::Deserialize;

use super::{Says, Severity, Wording};

/// One heading evidence is recorded against.
#[derive(Debug, Clone, Deserialize)]
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
    pub consider: Vec<String>,
    /// Lines that stand under the heading and are no prompts.
    #[serde(default)]
    pub text: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// `evidence.yaml`: what the evidence, the training log and the presentation must hold.
#[derive(Debug, Clone, Deserialize)]
pub struct Evidence {
    /// The Evidence Template.
    pub template: Template,
    /// What sorts of document there are and how many of each must be there.
    pub source_kinds: Vec<SourceKind>,
    /// Whether work from the start must stand beside work from today.
    pub then_and_now: Option<Asked>,
    /// Whether every document must be referred to.
    pub cite: Option<Clause>,
    /// The training log.
    pub training: Option<Training>,
    /// The presentation.
    pub presentation: Option<Presentation>,
}

/// The Evidence Template.
#[derive(Debug, Clone, Deserialize)]
pub struct Template {
    /// Its title.
    pub title: String,
    /// The appendix it is.
    pub appendix: Option<u32>,
    /// What stands above the headings.
    #[serde(default)]
    pub introduction: Vec<Wording>,
    /// The word above the prompts.
    pub consider_label: String,
    /// The word above the evidence.
    pub evidence_label: String,
    /// The clause.
    pub says: Option<Says>,
}

/// A sort of supporting document.
#[derive(Debug, Clone, Deserialize)]
pub struct SourceKind {
    /// The id a pack names.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many there must be.
    #[serde(default)]
    pub at_least: usize,
    /// How much it matters if there are fewer.
    #[serde(default)]
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// Something that is asked for, and how much it matters.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    /// How much it matters if it is missing.
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// A clause by itself.
#[derive(Debug, Clone, Deserialize)]
pub struct Clause {
    /// The clause.
    pub says: Option<Says>,
}

/// The training log.
#[derive(Debug, Clone, Deserialize)]
pub struct Training {
    /// Its title.
    pub title: String,
    /// What stands above it.
    pub text: Option<String>,
    /// How the policy prints that, where it differs.
    pub as_printed: Option<String>,
    /// Its columns.
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
#[derive(Debug, Clone, Deserialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Parts of an entry.
    pub shows: Vec<EntryPart>,
}

/// A part of a training entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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
#[derive(Debug, Clone, Deserialize)]
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
#[derive(Debug, Clone, Deserialize)]
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
    /// The clause.
    pub says: Option<Says>,
}

/// What an entry can say of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Specialist training.
    Specialist,
}

/// The presentation.
#[derive(Debug, Clone, Deserialize)]
pub struct Presentation {
    /// How many slides.
    pub slides: Option<SlideRange>,
    /// How many minutes at most.
    pub minutes: Option<u32>,
    /// What the policy says about its content.
    #[serde(default)]
    pub guidance: Vec<Wording>,
    /// The clause.
    pub says: Option<Says>,
}

/// How many slides there may be.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct SlideRange {
    /// At least.
    pub from: usize,
    /// At most.
    pub to: usize,
}
