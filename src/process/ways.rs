//! The ways between the steps, as far as what is applied for settles them.

use std::collections::BTreeSet;

use crate::{
    application::Application,
    policy::{Branch, Condition, Process, Step},
};

/// The steps of a process and the ways between them.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'a> {
    application: Application<'a>,
    process: &'a Process,
}

impl<'a> Ways<'a> {
    /// Those of the policy, where it describes its process.
    pub fn of(application: Application<'a>) -> Option<Self> {
        Some(Self { application, process: application.policy.rules.process.as_ref()? })
    }

    /// The process.
    pub fn process(&self) -> &'a Process {
        self.process
    }

    /// The steps, in the order of the policy.
    pub fn steps(&self) -> &'a [Step] {
        &self.process.steps
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&'a Step> {
        self.process.steps.iter().find(|step| step.id == id)
    }

    /// The ways on from a step, each with where it leads. A way for another progression or route
    /// is none; one for what is applied for leaves no other.
    pub fn on(&self, step: &'a Step) -> Vec<(&'a Branch, &'a Step)> {
        let mut ways = Vec::new();
        for branch in &step.next {
            let Some(next) = self.step(&branch.to) else { continue };
            match branch.when.as_ref().filter(|when| self.is_settled(when)) {
                None => ways.push((branch, next)),
                Some(when) if self.application.fits(when) => {
                    ways.push((branch, next));
                    break;
                }
                Some(_) => {}
            }
        }
        ways
    }

    /// Whether a condition hangs only on what is applied for, and the pack says that.
    fn is_settled(&self, when: &Condition) -> bool {
        when.0.keys().all(|name| {
            matches!(name.as_str(), "progression" | "route")
                && self.application.fact(name).is_some()
        })
    }

    /// All steps that can come after a step, nearest first, on ways that do not lead through one of
    /// those in `avoided`.
    pub fn beyond(&self, step: &'a Step, avoided: &BTreeSet<&str>) -> Vec<&'a Step> {
        self.reached(step, avoided, |_| true)
    }

    /// The next steps that a pack records, on ways through steps that none does.
    pub fn next_recorded(&self, step: &'a Step, avoided: &BTreeSet<&str>) -> Vec<&'a Step> {
        let mut reached = self.reached(step, avoided, |step| step.done.is_none());
        reached.retain(|step| step.done.is_some());
        reached
    }

    /// What is reached from a step; the ways go on from those that `goes_on`.
    fn reached(
        &self,
        step: &'a Step,
        avoided: &BTreeSet<&str>,
        goes_on: impl Fn(&Step) -> bool,
    ) -> Vec<&'a Step> {
        let mut reached: Vec<&Step> = Vec::new();
        let mut open = vec![step];
        let mut index = 0;
        while let Some(from) = open.get(index).copied() {
            index += 1;
            for (_, next) in self.on(from) {
                let is_new = next.id != step.id && !reached.iter().any(|one| one.id == next.id);
                if is_new && !avoided.contains(next.id.as_str()) {
                    reached.push(next);
                    if goes_on(next) {
                        open.push(next);
                    }
                }
            }
        }
        reached
    }
}
