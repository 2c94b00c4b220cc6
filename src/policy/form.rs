//! Forms: sections filled in by one role each, and their fields.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Choice, Condition, Need, OtherReading, Says, Severity, WordLimit, Wording};

/// A form: sections, each filled in by one role.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Form {
    /// The id, and the name of the file: `request` for forms/request.yaml. A pack keeps the answers
    /// in a file of the same name.
    pub id: String,
    /// Its title, as it is printed.
    pub title: String,
    /// The appendix it is.
    pub appendix: Option<u32>,
    /// Other names the policy has for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// All lines at its head, where they are more than the title.
    #[serde(default)]
    pub title_block: Vec<Wording>,
    /// The name, without `.pdf`, of the file that `panelpack build` writes it to. Left out where
    /// the form is only bound, or only printed by `panelpack form`.
    pub build: Option<String>,
    /// What is printed above the first section.
    #[serde(default)]
    pub introduction: Vec<Wording>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What is printed below the last section.
    #[serde(default)]
    pub footnotes: Vec<Wording>,
    /// Used only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause that asks for it.
    pub says: Option<Says>,
    /// What the policy says elsewhere.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
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
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Section {
    /// The id by which answers and conditions name it.
    pub id: String,
    /// Its title with its number: `1. Social Worker Details`. One that the policy does not print
    /// has `as_printed: ""`.
    pub title: Option<Wording>,
    /// The role that fills it in. Left out where there is nothing to fill in.
    #[schemars(extend("x-names" = "role"))]
    pub filled_in_by: Option<String>,
    /// The stage from which on its answers are asked for; the first if not said.
    #[schemars(extend("x-names" = "stage"))]
    pub stage: Option<String>,
    /// Column headings, where it is a checklist or a scoring grid.
    pub columns: Option<Vec<Wording>>,
    /// What is printed in it above the fields.
    #[serde(default)]
    pub text: Vec<Wording>,
    /// Its fields, in order.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Whether there is a row for each heading of the Evidence Template, answered from `scale`: a
    /// scoring grid.
    #[serde(default)]
    pub rows_from_headings: bool,
    /// What each row of a scoring grid can be answered with. With it, every field of the section is
    /// a row.
    #[serde(default)]
    pub scale: Vec<Choice>,
    /// The points that are needed on a scoring grid.
    pub pass_mark: Option<u32>,
    /// Criteria of which not all have to be met.
    #[serde(default)]
    pub any_of: Vec<AnyOf>,
    /// Where it is signed, if it is.
    pub sign_off: Option<SignOff>,
    /// The line that says to whom the form goes next.
    pub then: Option<Wording>,
    /// Part of the form only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause that asks for it.
    pub says: Option<Says>,
}

/// Criteria of which only so many have to be met.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct AnyOf {
    /// The ids of the criteria, which are fields of the same section.
    #[schemars(extend("x-names" = "field"))]
    pub of: Vec<String>,
    /// How many of them have to be met.
    pub at_least: usize,
    /// What is printed before them: `At least two of these:`.
    pub label: Wording,
    /// How much it matters if there are fewer.
    #[serde(default = "Severity::warning")]
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// A field of a form: a question, a criterion, or a line that only informs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Field {
    /// The id by which answers and conditions name it.
    pub id: String,
    /// Its label, as it is printed.
    pub label: String,
    /// How the policy prints the label, where it differs.
    pub as_printed: Option<String>,
    /// What sort of answer it takes; a line of text if not said.
    #[serde(default, rename = "type")]
    pub kind: FieldKind,
    /// Text that is filled in from the pack and never typed: `"{candidate.name}[,
    /// {candidate.sw_number}]"`. Names stand in braces; a part in square brackets is left out where
    /// the pack does not say what is in it.
    #[schemars(extend("x-names" = "text with names"))]
    pub value: Option<String>,
    /// The same, as a suggestion: an answer that is typed takes its place.
    #[schemars(extend("x-names" = "text with names"))]
    pub prefill: Option<String>,
    /// Asked only if this holds: `{ asye_passed: no }`.
    pub when: Option<Condition>,
    /// Whether an answer must be given. If not said: `yes`, or `no` where `required_when` is said.
    pub required: Option<Need>,
    /// An answer must be given if any of these holds, whatever `required` says.
    #[serde(default)]
    pub required_when: Vec<Condition>,
    /// What can be chosen, where the type is `choice`; for `yes-no`, how the two are printed.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// The answer with which the application goes on, where another one stops it.
    pub expects: Option<Expected>,
    /// Whether the answer is a decision that the bundle's page "At a glance" shows, with whoever
    /// signed it.
    #[serde(default)]
    pub on_digest: bool,
    /// For a criterion: what it is; `must` if not said.
    #[serde(default, rename = "kind")]
    pub criterion: CriterionKind,
    /// For a criterion: the role to whom it has to be shown.
    #[schemars(extend("x-names" = "role"))]
    pub audience: Option<String>,
    /// For a criterion: the roles that may waive it.
    #[serde(default)]
    #[schemars(extend("x-names" = "role"))]
    pub waived_by: Vec<String>,
    /// How long the answer may be.
    pub words: Option<WordLimit>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    #[schemars(extend("x-names" = "progression or route"))]
    pub only_for: Vec<String>,
    /// The clause that asks for it.
    pub says: Option<Says>,
}

impl Field {
    /// Whether an answer must be given, `required_when` aside.
    pub fn need(&self) -> Need {
        let unsaid = if self.required_when.is_empty() { Need::Yes } else { Need::No };
        self.required.unwrap_or(unsaid)
    }
}

/// What sort of answer a field takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
    /// A row of a scoring grid.
    Score,
}

/// What a criterion is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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

/// The answer or value with which the application goes on, and how much it matters if it is
/// another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Expected {
    /// The answer: the id of an option, `yes` or `no`.
    pub answer: String,
    /// How much another answer matters.
    pub otherwise: Severity,
    /// The clause that says what happens otherwise.
    pub says: Option<Says>,
}

/// Where a section is signed. The pack says `{ name: …, on: … }`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SignOff {
    /// The id of the signature among the answers: `signed`.
    pub id: String,
    /// Who signs, as the form prints it.
    #[serde(rename = "as")]
    pub signatory: Wording,
    /// The label of the line for the name in print, where the form has one.
    pub print_name_label: Option<Wording>,
    /// The label of the line for the signature.
    pub label: Wording,
    /// The label of the line for the date.
    pub date_label: Wording,
}
