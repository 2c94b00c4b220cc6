//! Forms: sections filled in by one role each, and their fields.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Says, Severity, Stage, Wording};

/// One form of the policy.
#[derive(Debug, Clone, Deserialize)]
pub struct Form {
    /// The id: the name of its file, and of the file its answers are in.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The appendix it is.
    pub appendix: Option<u32>,
    /// The lines at its head, where they are more than the title.
    #[serde(default)]
    pub title_block: Vec<String>,
    /// The file `build` writes it to, without `.pdf`; none where it is only bound or not built.
    pub build: Option<String>,
    /// What stands above the first section.
    #[serde(default)]
    pub introduction: Vec<Wording>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What stands below the last section.
    #[serde(default)]
    pub footnotes: Vec<Wording>,
    /// The clause that asks for it.
    pub says: Option<Says>,
}

impl Form {
    /// A field by the name a condition in the section `here` gives it: its id, or that of another
    /// section, a full stop and its id.
    pub fn field<'f>(&'f self, here: &'f Section, name: &str) -> Option<(&'f Section, &'f Field)> {
        let (section, id) = match name.split_once('.') {
            Some((section, field)) => (self.section(section)?, field),
            None => (here, name),
        };
        section.fields.iter().find(|field| field.id == id).map(|field| (section, field))
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}

/// A part of a form that one role fills in.
#[derive(Debug, Clone, Deserialize)]
pub struct Section {
    /// The id.
    pub id: String,
    /// Its title, number included.
    pub title: Option<String>,
    /// Who fills it in; nobody where it only informs.
    pub filled_in_by: Option<String>,
    /// From which stage on its answers are asked for.
    #[serde(default = "first_stage")]
    pub stage: Stage,
    /// Column headings, where it is a checklist.
    pub columns: Option<Vec<String>>,
    /// What it says.
    #[serde(default)]
    pub text: Vec<Wording>,
    /// Its fields, in order.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Where it is signed.
    pub sign_off: Option<SignOff>,
    /// To whom the form goes next.
    pub then: Option<String>,
    /// The clause that asks for it.
    pub says: Option<Says>,
}

fn first_stage() -> Stage {
    Stage::Request
}

/// One field of a form.
#[derive(Debug, Clone, Deserialize)]
pub struct Field {
    /// The id of its answer.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How the policy prints the label, where it differs.
    pub as_printed: Option<String>,
    /// What sort of answer it takes.
    #[serde(default, rename = "type")]
    pub kind: FieldKind,
    /// Filled in from the pack: text with `{facts}` in it. Never typed.
    pub value: Option<String>,
    /// Asked only if this holds.
    pub when: Option<Condition>,
    /// Whether an answer must be given.
    #[serde(default)]
    pub required: Need,
    /// An answer must be given if any of these holds.
    #[serde(default)]
    pub required_when: Vec<Condition>,
    /// What can be chosen.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// The answer with which the application goes on.
    pub expects: Option<Expected>,
    /// For a criterion: whether it is a requirement, a question or a prompt.
    #[serde(default, rename = "kind")]
    pub criterion: CriterionKind,
    /// For a criterion: whom the candidate must convince.
    pub audience: Option<String>,
    /// The clause that asks for it.
    pub says: Option<Says>,
}

/// What sort of answer a field takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A line.
    #[default]
    Text,
    /// Paragraphs.
    LongText,
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// One of its options.
    Choice,
    /// None: it informs.
    Note,
    /// Met or not met.
    Criterion,
}

/// What a criterion is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionKind {
    /// A requirement.
    #[default]
    Must,
    /// A question; "no" is no failure.
    Question,
    /// Takes the criterion above further.
    Prompt,
}

/// Whether an answer must be given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// It must.
    #[default]
    Yes,
    /// It should.
    Advised,
    /// It need not.
    No,
}

/// The answer with which the application goes on, and how much it matters if it is another.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    /// The answer: an option's id, `yes` or `no`.
    pub answer: String,
    /// How much another answer matters.
    pub otherwise: Severity,
    /// The clause that says what happens then.
    pub says: Option<Says>,
}

/// Answers that make something hold: all of them have to be as given. A field of another section
/// is written `section.field`.
pub type Condition = BTreeMap<String, String>;

/// One of the options of a field.
#[derive(Debug, Clone, Deserialize)]
pub struct Choice {
    /// What an answer says.
    pub id: String,
    /// What the form prints.
    pub label: String,
}

/// Where a section is signed.
#[derive(Debug, Clone, Deserialize)]
pub struct SignOff {
    /// The id of its answer.
    pub id: String,
    /// Who signs, as the form prints it.
    #[serde(rename = "as")]
    pub signatory: String,
    /// The label of the line.
    pub label: String,
    /// The label of the day.
    pub date_label: String,
}
