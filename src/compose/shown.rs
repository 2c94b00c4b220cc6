//! What the evidence shows beside its headings: statements of frameworks, requirements stated or
//! waived, topics of the presentation.

use serde_json::{Value, json};

use super::Context;
use crate::{
    dates::Day,
    policy::{Framework, Heading, Statement, WordLimit},
};

impl Framework {
    /// What documents call a statement: `KSS 3 Child development`.
    pub fn name(&self, statement: &Statement) -> String {
        match statement.number {
            Some(number) => format!("{} {number} {}", self.id, statement.title),
            None => format!("{} {}", self.id, statement.title),
        }
    }

    /// The ways in which a text may mention a statement: its title, its aliases, the framework and
    /// its number.
    pub fn names(&self, statement: &Statement) -> Vec<String> {
        let number = statement.number.map(|number| format!("{} {number}", self.id));
        let words = [&statement.title].into_iter().chain(&statement.aliases).cloned();
        words.chain(number).collect()
    }
}

/// The frameworks whose statements the evidence has to show, each with where it does.
pub fn frameworks(context: &Context) -> Vec<Value> {
    let frameworks = context.application.policy.rules.frameworks.iter();
    frameworks
        .filter(|framework| !framework.statements.is_empty())
        .map(|framework| {
            let shown = context.application.shown(framework).into_iter();
            let rows = shown.map(|(statement, headings)| {
                let headings = headings.into_iter();
                json!({
                    "statement": framework.name(statement),
                    "headings": headings
                        .map(|one| json!({ "id": one.id, "label": one.label }))
                        .collect::<Vec<_>>(),
                })
            });
            json!({
                "id": framework.id,
                "title": framework.title,
                "rows": rows.collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// The statements of frameworks a heading is mapped onto, by name.
pub fn covers(context: &Context, heading: &Heading) -> Vec<String> {
    let frameworks = context.application.policy.rules.frameworks.iter();
    frameworks
        .flat_map(|framework| {
            let statements = framework.statements.iter();
            let covered = statements.filter(move |one| heading.covers(framework, one));
            covered.map(move |one| framework.name(one))
        })
        .collect()
}

/// How many words there are beside how many there may be: `412 words; up to 500`.
pub fn length(count: usize, limit: &WordLimit) -> Option<String> {
    let limit = limit.in_words()?;
    let words = if count == 1 { "word" } else { "words" };
    Some(if count == 0 { capital(&limit) } else { format!("{count} {words} of {limit}") })
}

/// Words that begin with a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

impl WordLimit {
    /// The limit in words: `up to 500 words`, `200 to 500 words`.
    pub fn in_words(&self) -> Option<String> {
        let words = |count| if count == 1 { "1 word".into() } else { format!("{count} words") };
        match (self.from, self.to) {
            (Some(from), Some(to)) => Some(format!("{from} to {}", words(to))),
            (Some(from), None) => Some(format!("at least {}", words(from))),
            (None, Some(to)) => Some(format!("up to {}", words(to))),
            (None, None) => None,
        }
    }
}

/// What had to be stated, and by whom.
pub fn statements(context: &Context) -> Vec<Value> {
    let application = context.application;
    let asked = application.progression().into_iter().flat_map(|one| &one.statements);
    asked
        .map(|asked| {
            let text = application.fact(&format!("statements.{}", asked.id));
            json!({
                "label": asked.label,
                "from": application.policy.role(&asked.from),
                "paragraphs": text.map(|text| super::blocks::paragraphs(&text)),
            })
        })
        .collect()
}

/// Requirements that somebody waived.
pub fn waivers(context: &Context) -> Vec<Value> {
    let application = context.application;
    let waivers = application.pack.facts.waivers.iter().filter_map(|waiver| waiver.get());
    waivers
        .filter_map(|waiver| {
            let of = waiver.of.text()?;
            Some(json!({
                "of": requirement(context, of),
                "by": application.policy.role(waiver.by.text()?),
                "name": waiver.name.text(),
                "on": waiver.on.get().map(Day::to_string),
                "reason": waiver.reason.text(),
            }))
        })
        .collect()
}

/// What a requirement is called, by its id.
fn requirement(context: &Context, id: &str) -> String {
    let application = context.application;
    let experience = application.experience_asked().iter().find(|one| one.id() == id);
    if let Some(experience) = experience {
        let of = experience.title.as_deref().unwrap_or("experience");
        let months = experience.in_months();
        return format!("{} of {of}", crate::application::length((months / 12, months % 12)));
    }
    let statements = application.progression().into_iter().flat_map(|one| &one.statements);
    let mut statements = statements.filter(|one| one.id == id).map(|one| one.label.clone());
    let fields = application.policy.forms.iter().flat_map(|form| &form.sections);
    let mut fields = fields.flat_map(|section| &section.fields).filter(|field| field.id == id);
    let asye = (id == "asye").then(|| "ASYE".to_owned());
    asye.or_else(|| statements.next())
        .or_else(|| fields.next().map(|field| field.label.clone()))
        .unwrap_or_else(|| id.to_owned())
}

/// What has to be in the presentation, and on which slide it is.
pub fn topics(context: &Context) -> Vec<Value> {
    let application = context.application;
    let topics = application.policy.evidence.presentation.iter().flat_map(|one| &one.topics);
    topics
        .map(|topic| {
            let line = application.line(&format!("presentation.topics.{}", topic.id));
            let slide = line.and_then(|line| line.node.as_text()?.trim().parse::<usize>().ok());
            json!({ "title": topic.title, "slide": slide })
        })
        .collect()
}
