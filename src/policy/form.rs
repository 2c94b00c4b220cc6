//! Forms: sections filled in by one role each, and their fields.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Choice, Condition, Need, OtherReading, Says, Severity, WordLimit, Wording};

/// One form of the policy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Form {
    /// The id: the name of its file, and of the file its answers are in.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The appendix it is.
    pub appendix: Option<u32>,
    /// Other names the policy has for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The lines at its head, where they are more than the title.
    #[serde(default)]
    pub title_block: Vec<Wording>,
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
    /// Used only for these progressions or routes.
    #[serde(default)]
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
    /// The id.
    pub id: String,
    /// Its title, number included. One that is not printed in the policy has an empty `as_printed`.
    pub title: Option<Wording>,
    /// Who fills it in; nobody where it only informs.
    pub filled_in_by: Option<String>,
    /// The stage from which on its answers are asked for; the first if not said.
    pub stage: Option<String>,
    /// Column headings, where it is a checklist or a grid.
    pub columns: Option<Vec<Wording>>,
    /// What it says.
    #[serde(default)]
    pub text: Vec<Wording>,
    /// Its fields, in order.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// A row for each heading of the Evidence Template, answered from `scale`: a scoring grid.
    #[serde(default)]
    pub rows_from_headings: bool,
    /// What each row of a scoring grid is answered with. With it, every field of the section is a
    /// row.
    #[serde(default)]
    pub scale: Vec<Choice>,
    /// The points needed on a scoring grid, where there is such a number.
    pub pass_mark: Option<u32>,
    /// Criteria of which not all have to be met.
    #[serde(default)]
    pub any_of: Vec<AnyOf>,
    /// Where it is signed.
    pub sign_off: Option<SignOff>,
    /// To whom the form goes next.
    pub then: Option<Wording>,
    /// Part of the form only for these progressions or routes.
    #[serde(default)]
    pub only_for: Vec<String>,
    /// The clause that asks for it.
    pub says: Option<Says>,
}

/// Criteria of which so many have to be met.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct AnyOf {
    /// The ids of the criteria.
    pub of: Vec<String>,
    /// How many.
    pub at_least: usize,
    /// What stands before them: `At least two of these:`.
    pub label: Wording,
    /// How much it matters if there are fewer.
    #[serde(default = "Severity::warning")]
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// One field of a form.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
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
    /// Filled in from the pack: text with `{names}` in it; a part in square brackets is left out
    /// where the pack does not say it. Never typed.
    pub value: Option<String>,
    /// The same, where an answer that is typed takes its place.
    pub prefill: Option<String>,
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
    /// For a criterion: the roles that may waive it.
    #[serde(default)]
    pub waived_by: Vec<String>,
    /// How long the answer may be.
    pub words: Option<WordLimit>,
    /// Asked only for these progressions or routes.
    #[serde(default)]
    pub only_for: Vec<String>,
    /// The clause that asks for it.
    pub says: Option<Says>,
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

/// The answer with which the application goes on, and how much it matters if it is another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Expected {
    /// The answer: an option's id, `yes` or `no`.
    pub answer: String,
    /// How much another answer matters.
    pub otherwise: Severity,
    /// The clause that says what happens then.
    pub says: Option<Says>,
}

/// Where a section is signed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SignOff {
    /// The id of its answer.
    pub id: String,
    /// Who signs, as the form prints it.
    #[serde(rename = "as")]
    pub signatory: Wording,
    /// The label of the line for the name in print, where the form has one.
    pub print_name_label: Option<Wording>,
    /// The label of the line.
    pub label: Wording,
    /// The label of the day.
    pub date_label: Wording,
}
