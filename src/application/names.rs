//! What the pack says under the names of the policy language: `candidate.team`,
//! `submitted.evidence`, `forms.request.team_manager.support`.

use super::{Application, length, yes_no};
use crate::{
    dates::{self, Day},
    pack::{FACTS, resolve},
    policy::{Condition, Fact, FactKind, FieldKind},
    yaml::{Entry, Field, Node},
};

/// A value the pack says: as a document prints it, as a condition compares it, and its day.
struct Said {
    printed: String,
    compared: String,
    day: Option<Day>,
}

impl Said {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { printed: text.clone(), compared: text, day: None }
    }

    fn day(day: Day) -> Self {
        Self { day: Some(day), ..Self::text(day.to_string()) }
    }

    fn named(id: &str, title: &str) -> Self {
        Self { compared: id.to_owned(), ..Self::text(title) }
    }
}

impl<'a> Application<'a> {
    /// What the pack says under a name, as a document prints it. `None` where it does not say, or
    /// where the name means nothing.
    pub fn fact(&self, name: &str) -> Option<String> {
        self.said(name).map(|said| said.printed)
    }

    /// What the pack says under a name, as a condition compares it.
    pub fn compared(&self, name: &str) -> Option<String> {
        self.said(name).map(|said| said.compared)
    }

    /// The day the pack says under a name.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.said(name)?.day
    }

    /// Whether a condition holds. One that hangs on something not said does not.
    pub fn fits(&self, condition: &Condition) -> bool {
        condition.0.iter().all(|(name, wanted)| {
            let compared = self.compared(name);
            self.is_among(compared.as_deref(), wanted)
        })
    }

    /// Whether a value is one of those wanted; `given` and `missing` ask only whether there is one,
    /// `under`, `over`, `before` and `after` compare.
    pub fn is_among(&self, value: Option<&str>, wanted: &[String]) -> bool {
        wanted.iter().any(|wanted| match (wanted.split_once(' '), value) {
            (None, value) if wanted == "given" => value.is_some(),
            (None, value) if wanted == "missing" => value.is_none(),
            (_, None) => false,
            (Some((how @ ("under" | "over"), than)), Some(value)) => {
                let numbers = value.parse::<f64>().ok().zip(than.trim().parse::<f64>().ok());
                numbers.is_some_and(
                    |(value, than)| if how == "under" { value < than } else { value > than },
                )
            }
            (Some((how @ ("before" | "after"), than)), Some(value)) => {
                let than = dates::parse(than).or_else(|| self.day(than.trim()));
                let days = dates::parse(value).zip(than);
                days.is_some_and(
                    |(value, than)| if how == "before" { value < than } else { value > than },
                )
            }
            (_, Some(value)) => value.eq_ignore_ascii_case(wanted),
        })
    }

    /// A line of `pack.yaml` by the keys that lead to it.
    pub fn line(&self, keys: &str) -> Option<&'a Entry> {
        let mut parts = keys.split('.');
        let first = parts.next()?;
        let find = |node: &'a Node, key: &str| node.entries().iter().find(|one| one.key == key);
        parts.try_fold(find(&self.pack.tree, first)?, |entry, key| find(&entry.node, key))
    }

    /// The files of the pack that facts about the candidate name, each with its line.
    pub fn files_named(
        &self,
    ) -> impl Iterator<Item = (&'a Fact, &'a Entry, Option<String>)> + use<'a> {
        let application = *self;
        let facts = self.policy.rules.facts.iter().filter(|fact| fact.kind == FactKind::File);
        facts.filter_map(move |fact| {
            let line = application.line(&format!("candidate.{}", fact.id))?;
            let file = line.node.as_text().map(str::trim).filter(|file| !file.is_empty())?;
            Some((fact, line, resolve(FACTS, file)))
        })
    }

    fn said(&self, name: &str) -> Option<Said> {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        match (first, rest) {
            ("council", "") => Some(Said::text(&self.policy.rules.council)),
            ("policy", "title") => Some(Said::text(&self.policy.rules.title)),
            ("progression", "" | "title") => {
                self.progression().map(|one| Said::named(&one.id, &one.title))
            }
            ("route", "" | "title") => self.route().map(|one| Said::named(&one.id, &one.title)),
            ("panel", "" | "date") => self.pack.facts.panel.get().copied().map(Said::day),
            ("panel", part) => self.of_sitting(part),
            ("outcome", part) => self.of_outcome(part),
            ("candidate", fact) => self.of_candidate(fact),
            ("submitted", id) => {
                let text = self.line(&format!("submitted.{id}"))?.node.as_text()?;
                dates::parse(text.trim()).map(Said::day)
            }
            ("statements", id) => {
                let text = self.line(&format!("statements.{id}"))?.node.as_text()?.trim();
                (!text.is_empty()).then(|| Said::text(text))
            }
            ("waivers", rest) => self.of_waiver(rest),
            ("experience", part) => self.of_experience(part),
            ("forms", rest) => self.of_form(rest),
            _ => None,
        }
    }

    fn of_sitting(&self, part: &str) -> Option<Said> {
        let day = self.pack.facts.panel.get()?;
        let mut sittings = self.policy.rules.panel.as_ref()?.sittings.iter();
        let sitting = sittings.find(|one| one.date == *day || one.also == Some(*day))?;
        let text = match part {
            "time" => sitting.time.as_ref(),
            "place" => sitting.place.as_ref(),
            "submit_by" => return sitting.submit_by.map(Said::day),
            _ => None,
        };
        text.map(Said::text)
    }

    fn of_outcome(&self, part: &str) -> Option<Said> {
        let recorded = self.pack.facts.outcome.get()?;
        let is = recorded.is.text()?;
        let mut outcomes = self.policy.rules.outcomes.iter();
        match part {
            "on" => recorded.on.get().copied().map(Said::day),
            "" | "title" => {
                outcomes.find(|one| one.id == is).map(|one| Said::named(&one.id, &one.title))
            }
            "progresses" => {
                outcomes.find(|one| one.id == is).map(|one| Said::text(yes_no(one.progresses)))
            }
            _ => None,
        }
    }

    fn of_candidate(&self, id: &str) -> Option<Said> {
        let text = self.line(&format!("candidate.{id}"))?.node.as_text()?.trim();
        let fact = self.policy.fact(id)?;
        if text.is_empty() {
            return None;
        }
        match fact.kind {
            FactKind::Text => Some(Said::text(text)),
            FactKind::Number => {
                text.parse::<u32>().ok().map(|number| Said::text(number.to_string()))
            }
            FactKind::Date => dates::parse(text).map(Said::day),
            FactKind::YesNo => said_yes_no(text).map(yes_no).map(Said::text),
            FactKind::Choice => {
                let mut options = fact.options.iter();
                let option = options.find(|one| one.id.eq_ignore_ascii_case(text))?;
                Some(Said::named(&option.id, &option.label.text))
            }
            FactKind::File => {
                let name = resolve(FACTS, text)?;
                let title = self.pack.document(&name).and_then(|entry| entry.title.text());
                Some(Said::text(title.unwrap_or(&name)))
            }
        }
    }

    /// `requirement.by`, `.name`, `.on` or `.reason`.
    fn of_waiver(&self, name: &str) -> Option<Said> {
        let (of, part) = name.rsplit_once('.')?;
        let mut waivers = self.pack.facts.waivers.iter().filter_map(Field::get);
        let waiver = waivers.find(|waiver| waiver.of.text() == Some(of))?;
        match part {
            "by" => waiver.by.text().map(|id| Said::named(id, self.policy.role(id))),
            "name" => waiver.name.text().map(Said::text),
            "on" => waiver.on.get().copied().map(Said::day),
            "reason" => waiver.reason.text().map(Said::text),
            _ => None,
        }
    }

    fn of_experience(&self, part: &str) -> Option<Said> {
        let asked = self.experience_asked();
        match part.split_once('.') {
            None if part == "length" => self.experience(asked.first()?).map(length).map(Said::text),
            None if part == "enough" => self.has_enough_experience().map(yes_no).map(Said::text),
            None => None,
            Some((id, part)) => {
                let asked = asked.iter().find(|one| one.id() == id)?;
                match part {
                    "length" => self.experience(asked).map(length).map(Said::text),
                    "enough" => self.is_enough(asked).map(yes_no).map(Said::text),
                    _ => None,
                }
            }
        }
    }

    /// `form.section.field`, or `.signed`, `.signed_by`, `.total` of a section.
    fn of_form(&self, name: &str) -> Option<Said> {
        let mut parts = name.splitn(3, '.');
        let form = self.policy.form(parts.next()?)?;
        let section = form.section(parts.next()?)?;
        let part = parts.next()?;
        match part {
            "signed" => self.signed(form, section)?.1.map(Said::day),
            "signed_by" => self.signed(form, section)?.0.map(Said::text),
            "total" if !section.scale.is_empty() => {
                self.total(form, section).map(|total| Said::text(total.to_string()))
            }
            field => {
                let field = section.fields.iter().find(|one| one.id == field)?;
                let answer = self.answer(form, section, field);
                let text = answer.text()?;
                Some(match field.kind {
                    FieldKind::Date => {
                        dates::parse(text).map_or_else(|| Said::text(text), Said::day)
                    }
                    FieldKind::Choice | FieldKind::Score => {
                        let options = field.options.iter().chain(&section.scale);
                        let mut options = options.filter(|one| one.id == text);
                        Said::named(text, options.next().map_or(text, |one| &one.label.text))
                    }
                    _ => Said::text(text),
                })
            }
        }
    }
}

/// Yes or no, as people write it.
pub(super) fn said_yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}
