//! A council as data: what its policy asks, in its own words.
//!
//! The types here are the policy language. [`load`](load()) reads it from a folder of
//! YAML files.

use std::sync::Arc;

mod copy;
mod evidence;
mod form;
mod keys;
pub mod lint;
mod load;
mod narrow;
mod process;
mod progression;
mod requirements;
mod rules;
mod schema;
mod spoken;
mod tick_list;
mod tree;
mod valid;
mod words;

pub use copy::copy;
pub use evidence::{
    Age, Author, Clause, Column, Course, EntryPart, Evidence, Heading, Mark, Matter, Presentation,
    SlideRange, SourceGroup, SourceKind, Template, Topic, Training, TrainingNeed,
};
pub use form::{AnyOf, CriterionKind, Expected, Field, FieldKind, Form, Section, SignOff};
pub use load::{Files, find, known, load};
pub use process::{Branch, Deadline, OtherReading, Process, Step, TimeLimit};
pub use progression::{Asked, Asye, Experience, Progression, Route};
pub use requirements::Requirement;
pub use rules::{
    Abbreviation, Attendee, BundleParts, Choice, Fact, FactKind, Framework, Outcome, Panel, Role,
    Rules, Seat, Sections, ShownBy, Sitting, Statement, Validity,
};
pub use schema::{follow, path_of_schema, schema_of_file, schemas, text_of_schema};
pub use tick_list::{TICK_LIST, tick_list};
pub use words::{
    Condition, NamedStage, Need, OneOrList, OneOrMany, Says, Severity, Stage, WordLimit, Wording,
    one_or_many,
};

use crate::markdown::{names, pieces};

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
    whole: Option<Arc<Policy>>,
}

impl Policy {
    /// The policy as it was before it was [narrowed](Self::narrowed): what else it knows.
    pub fn whole(&self) -> &Policy {
        self.whole.as_deref().unwrap_or(self)
    }

    /// The form with this id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The fact about the candidate with this id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.rules.facts.iter().find(|fact| fact.id == id)
    }

    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&NamedStage> {
        self.rules.stages.iter().find(|stage| stage.id == id)
    }

    /// The last stage: everything is asked for.
    pub fn last_stage(&self) -> NamedStage {
        let three = NamedStage::three;
        self.rules
            .stages
            .last()
            .cloned()
            .or_else(|| three().pop())
            .unwrap_or_else(|| three().remove(0))
    }

    /// The place of a stage among the stages of the policy; the first where it names none.
    pub fn stage_order(&self, id: Option<&str>) -> usize {
        let named = id.and_then(|id| self.rules.stages.iter().position(|stage| stage.id == id));
        named.unwrap_or(0)
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

    /// The role a person names: by its id, or by its title with other words around it. Of several
    /// titles the longest is meant.
    pub fn role_named(&self, text: &str) -> Option<&Role> {
        let roles = &self.rules.roles;
        let by_id = roles.iter().find(|role| role.id.eq_ignore_ascii_case(text.trim()));
        by_id.or_else(|| {
            let text = pieces(text);
            let named = roles.iter().filter(|role| names(&text, &role.title));
            named.max_by_key(|role| role.title.len())
        })
    }

    /// What a seat of the panel is called: by the roles that can take it.
    pub fn seat(&self, seat: &Seat) -> String {
        self.any_role(&seat.role)
    }

    /// What somebody is called who has any of these roles.
    pub fn any_role(&self, roles: &[String]) -> String {
        let roles: Vec<&str> = roles.iter().map(|role| self.role(role)).collect();
        roles.join(" / ")
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
