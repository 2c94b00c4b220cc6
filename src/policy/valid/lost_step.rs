use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::Findings,
    policy::{
        lint::{Lint, Subject},
        tree::Spot,
    },
};

pub static LINT: Lint = Lint {
    name: "lost-step",
    asks: "Every step of the process is reached from the first one",
    why: "`status` follows the steps from the first on. One that no other leads to is never next.",
    example: "No `next` leads to `appeal`: add `- to: appeal` to the step that it follows.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let steps = subject.trees.all("policy.yaml", "process.steps.*");
    let id = |step: &Spot| step.key("id").unwrap_or_default().to_owned();
    let leads_on: BTreeMap<String, Vec<&str>> =
        steps.iter().map(|step| (id(step), branches(step))).collect();
    // A way that leads nowhere is told elsewhere, and may be the one that is missing.
    if leads_on.values().flatten().any(|to| !leads_on.contains_key(*to)) {
        return;
    }
    let mut reached: BTreeSet<String> = BTreeSet::new();
    for start in &steps {
        let start_id = id(start);
        if reached.contains(&start_id) {
            continue;
        }
        // Of steps that follow each other only the first is told.
        let is_first = reached.is_empty();
        let is_followed = leads_on.iter().any(|(from, to)| {
            *from != start_id && !reached.contains(from) && to.contains(&start_id.as_str())
        });
        if !is_first && !is_followed {
            findings.error(
                start.place(),
                format!("No step leads to `{start_id}`"),
                format!("Add `- to: {start_id}` under `next` of the step before it"),
            );
        }
        if is_first || !is_followed {
            follow(&leads_on, start_id, &mut reached);
        }
    }
}

fn follow(leads_on: &BTreeMap<String, Vec<&str>>, start: String, reached: &mut BTreeSet<String>) {
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        if reached.insert(id.clone()) {
            let next = leads_on.get(&id).into_iter().flatten();
            open.extend(next.map(|to| (*to).to_owned()));
        }
    }
}

fn branches<'t>(step: &Spot<'t>) -> Vec<&'t str> {
    let next = step.below("next").into_iter().flat_map(|next| next.below("*"));
    next.filter_map(|branch| branch.key("to")).collect()
}
