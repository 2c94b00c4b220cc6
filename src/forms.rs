//! A form of the policy, filled in: from the pack's facts and from the answers people gave.

use crate::{
    dates::{self, Day},
    pack::Pack,
    policy::{Condition, Field, FieldKind, Form, Policy, Progression, Section},
    source::Span,
    yaml::{Node, Value},
};

/// What there is to say about a pack once it is read beside its policy.
#[derive(Debug, Clone, Copy)]
pub struct Application<'a> {
    /// The council's policy.
    pub policy: &'a Policy,
    /// The pack.
    pub pack: &'a Pack,
}

impl<'a> Application<'a> {
    /// What is applied for, where the pack names it or there is only one.
    pub fn progression(&self) -> Option<&'a Progression> {
        self.policy.progression(self.pack.facts.progression.text())
    }

    /// Whole years and months of experience at the panel date.
    pub fn experience(&self) -> Option<(u32, u32)> {
        let panel = self.pack.facts.panel.get()?;
        let since = match self.progression()?.experience.as_ref()?.since.as_str() {
            "qualified_on" => self.pack.facts.candidate.qualified_on.get()?,
            _ => return None,
        };
        Some(panel.years_and_months_since(*since))
    }

    /// Whether the experience is what the progression asks for.
    pub fn has_enough_experience(&self) -> Option<bool> {
        let asked = self.progression()?.experience.as_ref()?.years;
        self.experience().map(|(years, _)| years >= asked)
    }

    /// One fact of the pack by its name in the policy language, as a form prints it. `None` where
    /// the pack does not say, or where the name means nothing.
    pub fn fact(&self, name: &str) -> Option<String> {
        let facts = &self.pack.facts;
        let candidate = &facts.candidate;
        let text = |field: &crate::yaml::Field<String>| field.text().map(str::to_owned);
        let day = |field: &crate::yaml::Field<Day>| field.get().map(Day::to_string);
        match name {
            "council" => Some(self.policy.rules.council.clone()),
            "progression.title" => self.progression().map(|progression| progression.title.clone()),
            "panel.date" => day(&facts.panel),
            "candidate.name" => text(&candidate.name),
            "candidate.sw_number" => text(&candidate.sw_number),
            "candidate.team" => text(&candidate.team),
            "candidate.team_manager" => text(&candidate.team_manager),
            "candidate.head_of_service" => text(&candidate.head_of_service),
            "candidate.service_area" => text(&candidate.service_area),
            "candidate.qualified_on" => day(&candidate.qualified_on),
            "candidate.salary_scale_point" => text(&candidate.salary_scale_point),
            "candidate.asye.passed" => candidate.asye.passed.get().map(|&yes| yes_no(yes)),
            "candidate.asye.with" => text(&candidate.asye.with),
            "candidate.asye.evidence" => {
                let name = self.pack.asye_evidence()?;
                let title = self.pack.document(&name).and_then(|entry| entry.title.text());
                Some(title.unwrap_or(&name).to_owned())
            }
            "experience.length" => self.experience().map(length),
            "experience.enough" => self.has_enough_experience().map(yes_no),
            _ => None,
        }
    }

    /// Text with `{facts}` in it, filled in. Facts the pack does not say are listed instead; a part
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

    /// The answer to one field.
    pub fn answer(&self, form: &Form, section: &Section, field: &Field) -> Answer {
        if let Some(template) = &field.value {
            return self.fill(template).map_or_else(Answer::FactsMissing, Answer::FromPack);
        }
        let node = self.node(form, section).and_then(|node| node.get(&field.id));
        let Some(node) = node else { return Answer::Missing };
        match (&node.value, field.kind) {
            (Value::Empty, _) => Answer::Missing,
            (Value::Text(text), _) if text.trim().is_empty() => Answer::Missing,
            (Value::Text(text), kind) => match normal(text, kind, field) {
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

    /// Whether a condition holds. One that hangs on an answer not given does not.
    pub fn holds(&self, form: &Form, here: &Section, condition: &Condition) -> bool {
        condition.iter().all(|(name, wanted)| {
            form.field(here, name).is_some_and(|(section, field)| {
                let answer = self.answer(form, section, field);
                answer.text().is_some_and(|given| given.eq_ignore_ascii_case(wanted))
            })
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
    /// Filled in from the facts of the pack.
    FromPack(String),
    /// The pack does not say these facts.
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

/// An answer as the sort of field asks for it: `yes`, `no`, an option's id, a day in words.
fn normal(text: &str, kind: FieldKind, field: &Field) -> Option<String> {
    let text = text.trim();
    let word = match text.to_lowercase().as_str() {
        "yes" | "y" | "true" => "yes",
        "no" | "n" | "false" => "no",
        _ => text,
    };
    match kind {
        FieldKind::Text | FieldKind::LongText => Some(text.to_owned()),
        FieldKind::YesNo | FieldKind::Criterion => {
            matches!(word, "yes" | "no").then(|| yes_no(word == "yes"))
        }
        FieldKind::Date => dates::parse(text).map(|day| day.to_string()),
        FieldKind::Choice => {
            let options = field.options.iter();
            let mut options = options.filter(|option| option.id.eq_ignore_ascii_case(word));
            options.next().map(|option| option.id.clone())
        }
        FieldKind::Note => None,
    }
}

fn yes_no(yes: bool) -> String {
    if yes { "Yes" } else { "No" }.to_owned()
}

/// A length of time in words: `4 years 8 months`.
fn length((years, months): (u32, u32)) -> String {
    let plural = |count: u32, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    match (years, months) {
        (0, months) => plural(months, "month"),
        (years, 0) => plural(years, "year"),
        (years, months) => format!("{} {}", plural(years, "year"), plural(months, "month")),
    }
}
