//! Time limits: the day something is due.

use super::{Application, length};
use crate::{
    dates::{BankHolidays, Day},
    policy::{Condition, Deadline, TimeLimit},
};

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The last day on which it is in time.
    pub day: Day,
    /// Whether bank holidays had to be known, and are known for these years.
    pub holidays_known: bool,
}

impl<'a> Application<'a> {
    /// The deadlines that hold for this application.
    pub fn deadlines(&self) -> impl Iterator<Item = &'a Deadline> + use<'a> {
        let application = *self;
        let holds = move |when: &Condition| application.fits(when);
        let deadlines = self.policy.rules.deadlines.iter();
        deadlines.filter(move |deadline| deadline.when.as_ref().is_none_or(holds))
    }

    /// A time limit in words: `14 days before the panel`, `1 week after the Head of Service signs
    /// the Request Form`.
    pub fn in_words(&self, limit: &TimeLimit) -> String {
        let length = limit.length();
        match (&limit.on, &limit.before, &limit.after) {
            (Some(name), _, _) => self.event(name),
            (_, Some(name), _) => format!("{length} before {}", self.event(name)),
            (_, _, Some(name)) => format!("{length} after {}", self.event(name)),
            (None, None, None) => length,
        }
    }

    /// What happens on the day of a name, in words.
    pub fn event(&self, name: &str) -> String {
        let policy = self.policy.whole();
        let form = |id: &str| policy.form(id).map_or(id, |form| &form.title).to_owned();
        let parts: Vec<&str> = name.split('.').collect();
        match parts.as_slice() {
            ["panel"] => "the panel".to_owned(),
            ["panel", "submit_by"] => {
                "the last day on which papers for the panel are accepted".into()
            }
            ["outcome", ..] => "the outcome".to_owned(),
            ["submitted", id] => {
                let deadline = policy.rules.deadlines.iter().find(|one| one.id == *id);
                let what = deadline.map_or_else(|| form(id), |deadline| deadline.what.clone());
                format!("the {what} is sent")
            }
            ["forms", id, section, part] => {
                let title = form(id);
                let section = policy.form(id).and_then(|form| form.section(section));
                let field = section
                    .and_then(|section| section.fields.iter().find(|field| field.id == *part));
                match (field, section.and_then(|section| section.filled_in_by.as_deref())) {
                    (Some(field), _) => {
                        format!("the “{}” of the {title}", field.label.trim_end_matches(':'))
                    }
                    (None, Some(role)) => format!("the {} signs the {title}", policy.role(role)),
                    (None, None) => format!("the {title} is signed"),
                }
            }
            ["candidate", ..] => {
                let id = name.trim_start_matches("candidate.");
                policy.fact(id).map_or_else(|| name.to_owned(), |fact| format!("“{}”", fact.label))
            }
            _ => name.to_owned(),
        }
    }

    /// The day a time limit ends, where the day it is counted from is known.
    pub fn due(&self, limit: &TimeLimit) -> Option<Due> {
        if let Some(name) = &limit.on {
            return self.day(name).map(|day| Due { day, holidays_known: true });
        }
        let (from, is_before) = match (&limit.before, &limit.after) {
            (Some(name), _) => (self.day(name)?, true),
            (None, Some(name)) => (self.day(name)?, false),
            (None, None) => return None,
        };
        let calendar = |day: Day, is_before: bool| {
            let days = limit.days.unwrap_or(0) + 7 * limit.weeks.unwrap_or(0);
            day.moved(days, limit.months.unwrap_or(0), is_before)
        };
        let working = limit.working_days.unwrap_or(0) + 5 * limit.working_weeks.unwrap_or(0);
        let day = calendar(from, is_before);
        if working == 0 {
            return Some(Due { day, holidays_known: true });
        }
        let holidays = BankHolidays::england_and_wales();
        let end = holidays.working_days(day, working, is_before);
        Some(Due { day: end, holidays_known: holidays.know(day) && holidays.know(end) })
    }
}

impl TimeLimit {
    /// How long it is: `14 days`, `1 week`, `5 working days`.
    pub fn length(&self) -> String {
        let plural = |count: Option<u32>, word: &str| match count {
            None | Some(0) => None,
            Some(1) => Some(format!("1 {word}")),
            Some(count) => Some(format!("{count} {word}s")),
        };
        let parts: Vec<String> = [
            self.months
                .filter(|months| *months > 0)
                .map(|months| length((months / 12, months % 12))),
            plural(self.weeks, "week"),
            plural(self.days, "day"),
            plural(self.working_weeks, "working week"),
            plural(self.working_days, "working day"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() { "the same day".into() } else { parts.join(" and ") }
    }
}
