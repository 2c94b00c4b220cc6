//! What a pack says has happened, as of a day.

use crate::{
    application::{Application, Due},
    dates::Day,
    policy::{Condition, Deadline, TimeLimit},
};

/// What a pack says of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It was done on this day.
    On(Day),
    /// It was done, and no day stands with it.
    Undated,
    /// It is agreed for this day.
    Agreed(Day),
}

/// What a pack says, as of a day.
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    /// The policy and the pack.
    pub application: Application<'a>,
    /// The day; none where everything that is recorded counts.
    pub today: Option<Day>,
}

impl<'a> History<'a> {
    /// What the pack says under a name, if that has happened or is agreed.
    pub fn recorded(&self, name: &str) -> Option<Recorded> {
        let day = self.day(name);
        if is_agreed(name) {
            return day.map(Recorded::Agreed);
        }
        self.application.fact(name)?;
        match day {
            Some(_) if self.to_come(name).is_some() => None,
            Some(day) => Some(Recorded::On(day)),
            None => Some(Recorded::Undated),
        }
    }

    /// The day after today that stands under a name: what is recorded for it has not happened yet.
    pub fn to_come(&self, name: &str) -> Option<Day> {
        let today = self.today.filter(|_| !is_agreed(name))?;
        self.day(name).filter(|day| *day > today)
    }

    /// Whether a condition holds, and nothing it names is still to come.
    pub fn fits(&self, when: &Condition) -> bool {
        self.application.fits(when) && when.0.keys().all(|name| self.to_come(name).is_none())
    }

    /// Whether a deadline holds.
    pub fn holds(&self, deadline: &Deadline) -> bool {
        deadline.when.as_ref().is_none_or(|when| self.fits(when))
    }

    /// Whether a deadline has been kept, in time or late.
    pub fn is_kept(&self, deadline: &Deadline) -> bool {
        matches!(self.recorded(&deadline.done()), Some(Recorded::On(_) | Recorded::Undated))
    }

    /// The day a time limit ends, where the day it is counted from has come or is agreed.
    pub fn due(&self, limit: &TimeLimit) -> Option<Due> {
        let from = limit.after.as_deref().filter(|name| self.to_come(name).is_some());
        if from.is_some() { None } else { self.application.due(limit) }
    }

    /// The day of a fact, or the day it was signed or decided together with.
    fn day(&self, name: &str) -> Option<Day> {
        let parts: Vec<&str> = name.split('.').collect();
        let with = match parts.as_slice() {
            ["outcome", ..] => Some("outcome.on".to_owned()),
            ["forms", form, section, _] => Some(format!("forms.{form}.{section}.signed")),
            _ => None,
        };
        self.application.day(name).or_else(|| self.application.day(&with?))
    }
}

/// Whether a name means a day that is agreed beforehand.
fn is_agreed(name: &str) -> bool {
    name == "panel" || name.starts_with("panel.")
}
