//! A council as data: what its policy asks, in its own words.
//!
//! The types here are the policy language. `templates/README.md` explains it to whoever adds a
//! council; [`load`](load()) reads it.

mod form;
mod load;
mod words;

use serde::Deserialize;

pub use form::{Choice, Condition, CriterionKind, Field, FieldKind, Form, Need, Section, SignOff};
pub use load::{Files, find, known, load};
pub use words::{Says, Severity, Stage, Wording};

use crate::dates::Day;

/// One council's policy, whole.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Who, when and how far.
    pub rules: Rules,
    /// The headings evidence is recorded against, in order.
    pub headings: Vec<Heading>,
    /// What the evidence, the training log and the presentation must hold.
    pub evidence: Evidence,
    /// The forms, in the order of their file names.
    pub forms: Vec<Form>,
}

impl Policy {
    /// The form with this id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The heading with this id.
    pub fn heading(&self, id: &str) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.id == id)
    }

    /// The file a heading's evidence belongs in; `index` is the heading's place in the policy.
    pub fn evidence_file(&self, index: usize, heading: &Heading) -> String {
        format!("evidence/{:02}-{}.md", index + 1, heading.id)
    }

    /// The source kind with this id.
    pub fn source_kind(&self, id: &str) -> Option<&SourceKind> {
        self.evidence.source_kinds.iter().find(|kind| kind.id == id)
    }

    /// What a role is called here; its id where the policy does not name it.
    pub fn role<'a>(&'a self, id: &'a str) -> &'a str {
        self.rules.roles.iter().find(|role| role.id == id).map_or(id, |role| &role.title)
    }

    /// The progression a pack asks for: the one it names, or the only one there is.
    pub fn progression(&self, id: Option<&str>) -> Option<&Progression> {
        match (id, self.rules.progressions.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(id), all) => all.iter().find(|progression| progression.id == id),
        }
    }
}

/// `policy.yaml`: who, when and how far.
#[derive(Debug, Clone, Deserialize)]
pub struct Rules {
    /// The version of the policy language; 1.
    pub language: u32,
    /// The policy's id: the name of its folder.
    pub id: String,
    /// The council's name.
    pub council: String,
    /// What the policy is called.
    pub title: String,
    /// The version of the policy, as the council or this file numbers it.
    pub version: String,
    /// From when and, where it is known, until when it holds.
    pub valid: Validity,
    /// Abbreviations that are written out on first use.
    #[serde(default)]
    pub abbreviations: Vec<Abbreviation>,
    /// Who takes part.
    pub roles: Vec<Role>,
    /// What can be applied for.
    pub progressions: Vec<Progression>,
    /// What has to be sent by when.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// The panel, where there is one.
    pub panel: Option<Panel>,
    /// What is bound.
    #[serde(default)]
    pub bundle: BundleParts,
}

/// From when and until when a policy holds.
#[derive(Debug, Clone, Deserialize)]
pub struct Validity {
    /// The first day.
    pub from: Day,
    /// The last day, where it is known.
    pub until: Option<Day>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, Deserialize)]
pub struct Abbreviation {
    /// The short form.
    pub short: String,
    /// The long form.
    pub long: String,
}

/// Somebody who takes part, by what they do.
#[derive(Debug, Clone, Deserialize)]
pub struct Role {
    /// The id other items use.
    pub id: String,
    /// What the council calls it.
    pub title: String,
}

/// The step applied for.
#[derive(Debug, Clone, Deserialize)]
pub struct Progression {
    /// The id a pack names.
    pub id: String,
    /// What the council calls it.
    pub title: String,
    /// How long one must have been practising.
    pub experience: Option<Experience>,
    /// What is asked about the first assessed and supported year.
    pub asye: Option<Asye>,
}

/// How long one must have been practising before applying.
#[derive(Debug, Clone, Deserialize)]
pub struct Experience {
    /// Whole years.
    pub years: u32,
    /// The candidate's date they are counted from.
    pub since: String,
    /// How much it matters if there are fewer.
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// What is asked about the Assessed and Supported Year in Employment.
#[derive(Debug, Clone, Deserialize)]
pub struct Asye {
    /// How much it matters if it was not passed.
    pub otherwise: Severity,
    /// Where no certificate is needed, because the council knows.
    pub home: Option<String>,
    /// The source kind that proves it if it was passed elsewhere.
    pub elsewhere_needs: Option<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// Something that has to be sent by a day.
#[derive(Debug, Clone, Deserialize)]
pub struct Deadline {
    /// The key under `submitted` in `pack.yaml`.
    pub id: String,
    /// What has to be sent.
    pub what: String,
    /// Calendar days before the panel.
    pub days_before_panel: u32,
    /// Who sends it.
    pub from: String,
    /// Who receives it.
    #[serde(default)]
    pub to: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere; noted, not enforced.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

/// Another number of days the same policy prints for the same thing.
#[derive(Debug, Clone, Deserialize)]
pub struct OtherReading {
    /// Calendar days before the panel.
    pub days_before_panel: u32,
    /// The clause.
    pub says: Option<Says>,
}

/// The panel.
#[derive(Debug, Clone, Deserialize)]
pub struct Panel {
    /// The clause.
    pub says: Option<Says>,
    /// Its seats.
    #[serde(default)]
    pub members: Vec<Seat>,
    /// How many have to be there, where the policy says so.
    pub quorum: Option<u32>,
    /// Its published dates.
    #[serde(default)]
    pub sittings: Vec<Sitting>,
    /// The clause the dates stand under.
    pub says_dates: Option<Says>,
    /// The running order.
    #[serde(default)]
    pub format: Vec<String>,
}

/// A seat on the panel.
#[derive(Debug, Clone, Deserialize)]
pub struct Seat {
    /// Whose it is.
    pub role: String,
    /// Whether it takes the chair.
    #[serde(default)]
    pub chairs: bool,
}

/// One sitting of the panel.
#[derive(Debug, Clone, Deserialize)]
pub struct Sitting {
    /// The day.
    pub date: Day,
    /// The day as the policy prints it, where that is another and probably a slip.
    pub also: Option<Day>,
    /// From when to when.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// How the policy prints it.
    pub as_printed: Option<String>,
    /// What is to be known about it.
    pub note: Option<String>,
}

/// What the bundle holds beside the evidence.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct BundleParts {
    /// The forms, in order. One without answers is left out, unless it is written anyway.
    #[serde(default)]
    pub forms: Vec<String>,
}

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
