//! The keys that a policy gives a pack.

use std::collections::BTreeSet;

use super::{Asked, Policy};

impl Policy {
    /// What can be sent: every deadline, every form, and what the policy names as `submitted.…`.
    pub fn can_be_sent(&self) -> Vec<&str> {
        let rules = &self.rules;
        let deadlines = rules.deadlines.iter().map(|one| &one.id);
        let routes = || rules.progressions.iter().flat_map(|one| &one.routes);
        let experience = rules.progressions.iter().flat_map(|one| &one.experience);
        let until =
            experience.chain(routes().flat_map(|one| &one.experience)).map(|one| &one.until);
        let limits =
            rules.deadlines.iter().flat_map(|one| [&one.by.on, &one.by.before, &one.by.after]);
        let steps = rules.process.iter().flat_map(|process| &process.steps);
        let done = rules.deadlines.iter().map(|one| &one.done).chain(steps.map(|step| &step.done));
        let named = until.chain(limits.chain(done).flatten());
        let named = named.filter_map(|name| name.strip_prefix("submitted."));
        let forms = self.forms.iter().map(|form| &form.id);
        let all = deadlines.chain(forms).map(String::as_str).chain(named);
        let mut told = BTreeSet::new();
        all.filter(|id| told.insert(*id)).collect()
    }

    /// What has to be stated in words, for any progression and on any route.
    pub fn all_statements(&self) -> impl Iterator<Item = &Asked> {
        self.rules.progressions.iter().flat_map(|one| {
            let routes = one.routes.iter().flat_map(|route| &route.statements);
            one.statements.iter().chain(routes)
        })
    }

    /// The ids of what has to be stated.
    pub fn can_be_stated(&self) -> Vec<&str> {
        self.all_statements().map(|one| one.id.as_str()).collect()
    }

    /// The ids of the topics of the presentation.
    pub fn topics(&self) -> Vec<&str> {
        let topics = self.evidence.presentation.iter().flat_map(|one| &one.topics);
        topics.map(|one| one.id.as_str()).collect()
    }
}
