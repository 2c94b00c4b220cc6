//! A council as data: what its policy asks, in its own words.
//!
//! The types here are the policy language. [`load`](load()) reads it from a folder of
//! YAML files.

mod evidence;
mod form;
mod load;
mod rules;
mod words;

pub use evidence::{
    Asked, Clause, Column, Course, EntryPart, Evidence, Heading, Mark, Presentation, SlideRange,
    SourceKind, Template, Training, TrainingNeed,
};
pub use form::{
    Choice, Condition, CriterionKind, Expected, Field, FieldKind, Form, Need, Section, SignOff,
};
pub use load::{Files, find, known, load};
pub use rules::{
    Abbreviation, Asye, BundleParts, Deadline, Experience, OtherReading, Panel, Progression, Role,
    Rules, Seat, Sitting, Validity,
};
pub use words::{Says, Severity, Stage, Wording};

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
