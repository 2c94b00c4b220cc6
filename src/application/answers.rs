//! A form of the policy, filled in: from what the pack says and from the answers people gave.

use super::{Application, names, yes_no};
use crate::{
    dates::{self, Day},
    policy::{Condition, Field, FieldKind, Form, Section},
    source::Span,
    yaml::{Node, Value},
};

impl<'a> Application<'a> {
    /// Text with `{names}` in it, filled in. Names the pack does not say are listed instead; a part
    /// in square brackets is left out without them.
    pub fn fill(&self, template: &str) -> Result<String, Vec<String>> {
        let (mut filled, mut missing) = (String::new(), Vec::new());
        for (index, part) in template.split(['[', ']']).enumerate() {
            let is_optional = index % 2 == 1;
            match self.fill_part(part) {
                Ok(part) => filled.push_str(&part),
                Err(_) if is_optional => {}
                Err(facts) => missing.extend(facts),
            }
        }
        if missing.is_empty() { Ok(filled) } else { Err(missing) }
    }

    fn fill_part(&self, part: &str) -> Result<String, Vec<String>> {
        let (mut filled, mut missing, mut rest) = (String::new(), Vec::new(), part);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            match self.fact(name) {
                Some(fact) => filled.push_str(&fact),
                None => missing.push(name.to_owned()),
            }
            rest = after;
        }
        filled.push_str(rest);
        if missing.is_empty() { Ok(filled) } else { Err(missing) }
    }

    /// The answer to one field: filled in from the pack where the policy says so, else as it is
    /// typed, else carried over.
    pub fn answer(&self, form: &Form, section: &Section, field: &Field) -> Answer {
        if let Some(template) = &field.value {
            return self.fill(template).map_or_else(Answer::FactsMissing, Answer::FromPack);
        }
        match self.typed(form, section, field) {
            Answer::Missing => {
                let carried = field.prefill.as_ref().and_then(|template| self.fill(template).ok());
                carried.map_or(Answer::Missing, Answer::FromPack)
            }
            typed => typed,
        }
    }

    fn typed(&self, form: &Form, section: &Section, field: &Field) -> Answer {
        let node = self.node(form, section).and_then(|node| node.get(&field.id));
        let Some(node) = node else { return Answer::Missing };
        match (&node.value, field.kind) {
            (Value::Empty, _) => Answer::Missing,
            (Value::Text(text), _) if text.trim().is_empty() => Answer::Missing,
            (Value::Text(text), _) => match normal(text, section, field) {
                Some(answer) => Answer::Given(answer, node.span),
                None => Answer::Wrong(node.span),
            },
            _ => Answer::Wrong(node.span),
        }
    }

    /// The answers of one section, as they are written.
    pub fn node(&self, form: &Form, section: &Section) -> Option<&'a Node> {
        self.pack.forms.get(&form.id).and_then(|node| node.get(&section.id))
    }

    /// Who signed a section and when, as far as it is written.
    pub fn signed(&self, form: &Form, section: &Section) -> Option<(Option<&'a str>, Option<Day>)> {
        let sign_off = section.sign_off.as_ref()?;
        let node = self.node(form, section)?.get(&sign_off.id)?;
        let part = |key: &str| node.get(key).and_then(Node::as_text).map(str::trim);
        Some((part("name"), part("on").and_then(dates::parse)))
    }

    /// The points of a scoring grid, once every row is answered.
    pub fn total(&self, form: &Form, section: &Section) -> Option<u32> {
        let rows = section.fields.iter().filter(|field| field.kind == FieldKind::Score);
        let points = rows.map(|field| {
            let answer = self.answer(form, section, field);
            let option = section.scale.iter().find(|one| Some(one.id.as_str()) == answer.text())?;
            option.points.or_else(|| option.id.parse().ok())
        });
        points
            .collect::<Option<Vec<u32>>>()
            .filter(|all| !all.is_empty())
            .map(|all| all.iter().sum())
    }

    /// Whether a condition of a form holds: its names are fields of the section `here`, of the form
    /// (`section.field`), or anything else the pack says.
    pub fn holds(&self, form: &Form, here: &Section, condition: &Condition) -> bool {
        condition.0.iter().all(|(name, wanted)| match form.field(here, name) {
            Some((section, field)) => {
                let answer = self.answer(form, section, field);
                self.is_among(answer.text(), wanted)
            }
            None => self.fits(&Condition([(name.clone(), wanted.clone())].into())),
        })
    }

    /// Whether a field is asked at all.
    pub fn applies(&self, form: &Form, section: &Section, field: &Field) -> bool {
        field.when.as_ref().is_none_or(|condition| self.holds(form, section, condition))
    }
}

/// The answer to a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Filled in from what the pack says elsewhere.
    FromPack(String),
    /// The pack does not say what these names stand for.
    FactsMissing(Vec<String>),
    /// Given by a person, in the form the field asks for.
    Given(String, Span),
    /// Not of the sort the field asks for.
    Wrong(Span),
    /// Not given.
    Missing,
}

impl Answer {
    /// What the form prints.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::FromPack(text) | Self::Given(text, _) => Some(text),
            _ => None,
        }
    }
}

/// An answer as the sort of field asks for it: `Yes`, `No`, an option's id, a day in words.
fn normal(text: &str, section: &Section, field: &Field) -> Option<String> {
    let text = text.trim();
    match field.kind {
        FieldKind::Text | FieldKind::LongText => Some(text.to_owned()),
        FieldKind::YesNo | FieldKind::Criterion => names::said_yes_no(text).map(yes_no),
        FieldKind::Date => dates::parse(text).map(|day| day.to_string()),
        FieldKind::Choice | FieldKind::Score => {
            let word = match names::said_yes_no(text) {
                Some(true) => "yes",
                Some(false) => "no",
                None => text,
            };
            let mut options = field.options.iter().chain(&section.scale);
            let option = options
                .find(|one| one.id.eq_ignore_ascii_case(word) || one.id.eq_ignore_ascii_case(text));
            option.map(|option| option.id.clone())
        }
        FieldKind::Note => None,
    }
}
