//! Where an application stands: the steps of the policy, followed as far as the pack goes.

use std::collections::BTreeSet;

use super::{History, Recorded, Ways};
use crate::{
    application::Application,
    dates::Day,
    policy::{Branch, Step},
};

/// The way from the first step to where an application stands.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    ways: Ways<'a>,
    history: History<'a>,
    /// The steps that are done, in the order they were taken.
    pub passed: Vec<Passed<'a>>,
    /// Where it stands; nowhere once the last step is done.
    pub here: Option<&'a Step>,
}

/// A step that is done.
#[derive(Debug, Clone, Copy)]
pub struct Passed<'a> {
    /// The step.
    pub step: &'a Step,
    /// What the pack says of it; nothing where only a later step shows that it was done.
    pub recorded: Option<Recorded>,
    /// The way that was taken from it; none from the last.
    pub taken: Option<&'a Branch>,
}

/// A step that comes next, and what stands beside the way to it.
#[derive(Debug, Clone, Copy)]
pub struct Then<'a> {
    /// The way.
    pub way: &'a Branch,
    /// The step.
    pub step: &'a Step,
}

impl<'a> Walk<'a> {
    /// Follows the steps from the first one. What is recorded for a day after `today` has not
    /// happened yet. `None` where the policy does not describe its process.
    pub fn of(application: Application<'a>, today: Option<Day>) -> Option<Self> {
        let ways = Ways::of(application)?;
        let history = History { application, today };
        let mut walk = Self { ways, history, passed: Vec::new(), here: ways.steps().first() };
        // Every turn marks one more step, so this comes to an end whatever the ways are.
        let mut seen = BTreeSet::new();
        while let Some(step) = walk.here {
            seen.insert(step.id.as_str());
            if !walk.is_done(step, &seen) {
                break;
            }
            let taken = walk.taken(step, &seen);
            let is_end = ways.on(step).is_empty();
            let leads_back = taken.is_some_and(|(_, next)| seen.contains(next.id.as_str()));
            if leads_back || taken.is_none() && !is_end {
                break;
            }
            let recorded = walk.recorded(step);
            walk.passed.push(Passed { step, recorded, taken: taken.map(|(branch, _)| branch) });
            walk.here = taken.map(|(_, next)| next);
        }
        Some(walk)
    }

    /// What the pack says of a step.
    pub fn recorded(&self, step: &Step) -> Option<Recorded> {
        self.history.recorded(step.done.as_deref()?)
    }

    /// The day after today under which a step is recorded already.
    pub fn to_come(&self, step: &Step) -> Option<Day> {
        self.history.to_come(step.done.as_deref()?)
    }

    /// Whether a step can still come, or is where the application stands.
    pub fn is_open(&self, id: &str) -> bool {
        let Some(here) = self.here else { return false };
        let beyond = self.ways.beyond(here, &BTreeSet::new());
        let passed = |step: &Step| self.passed.iter().any(|one| one.step.id == step.id);
        here.id == id || beyond.into_iter().any(|step| step.id == id && !passed(step))
    }

    /// The ways on from where it stands: one where there is only one or one already holds, else all
    /// between which somebody has to decide.
    pub fn choice(&self, step: &'a Step) -> Vec<Then<'a>> {
        let mut ways = self.ways.on(step);
        let fits =
            |branch: &Branch| branch.when.as_ref().is_some_and(|when| self.history.fits(when));
        if let Some(fitting) = ways.iter().find(|(branch, _)| fits(branch)).copied() {
            ways = vec![fitting];
        }
        ways.into_iter().map(|(way, step)| Then { way, step }).collect()
    }

    /// What comes after where it stands: up to the next step that a pack records, or up to the
    /// first decision and the ways on from there.
    pub fn then(&self) -> Vec<Then<'a>> {
        let mut then: Vec<Then> = Vec::new();
        let mut step = self.here;
        while let Some(from) = step {
            let ways = self.choice(from);
            let is_known = |next: &Then| {
                Some(&next.step.id) == self.here.map(|here| &here.id)
                    || then.iter().any(|one| one.step.id == next.step.id)
            };
            step = match ways.as_slice() {
                [only] if is_known(only) => break,
                [only] if only.step.done.is_none() => Some(only.step),
                _ => None,
            };
            then.extend(ways);
        }
        then
    }

    fn is_done(&self, step: &'a Step, seen: &BTreeSet<&str>) -> bool {
        let ways = self.ways.on(step);
        let conditions: Vec<_> = ways.iter().map(|(branch, _)| branch.when.as_ref()).collect();
        let is_question = step.done.is_none() && conditions.iter().all(Option::is_some);
        // What is agreed for a day shows only that the steps just before it are done, and so does
        // the day itself once it has come.
        let before = || self.ways.next_recorded(step, seen).into_iter();
        self.recorded(step).is_some()
            || is_question && conditions.into_iter().flatten().any(|when| self.history.fits(when))
            || step.done.is_none()
                && !is_question
                && before().any(|next| self.recorded(next).is_some() || self.has_come(next))
            || self.leads_to_something_done(step, seen)
    }

    /// Whether the day a step takes place has come.
    fn has_come(&self, step: &Step) -> bool {
        let day = step.on.as_deref().and_then(|name| self.history.application.day(name));
        day.zip(self.history.today).is_some_and(|(day, today)| day <= today)
    }

    fn leads_to_something_done(&self, step: &'a Step, seen: &BTreeSet<&str>) -> bool {
        self.ways.beyond(step, seen).into_iter().any(|later| self.was_done(later))
    }

    fn was_done(&self, step: &Step) -> bool {
        matches!(self.recorded(step), Some(Recorded::On(_) | Recorded::Undated))
    }

    /// The way that was taken from a step that is done: the first whose condition holds, else one
    /// that leads to something done.
    fn taken(&self, step: &'a Step, seen: &BTreeSet<&str>) -> Option<(&'a Branch, &'a Step)> {
        let ways = self.ways.on(step);
        let holds =
            |branch: &Branch| branch.when.as_ref().is_none_or(|when| self.history.fits(when));
        let leads = |next: &'a Step| {
            let is_new = !seen.contains(next.id.as_str());
            is_new && (self.was_done(next) || self.leads_to_something_done(next, seen))
        };
        let first = ways.iter().find(|(branch, _)| holds(branch));
        first.or_else(|| ways.iter().find(|(_, next)| leads(next))).copied()
    }
}
