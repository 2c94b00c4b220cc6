use super::{names, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::{Outcome, Stage},
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "unknown-outcome",
    asks: "The outcome is one the policy knows, with its day",
    why: "The letter and the deadlines after the panel are made from the outcome and its day.",
    example: "`outcome: { is: passed, on: 2025-06-12 }` where the policy says `endorsed`: write \
              `is: endorsed`.",
    topic: Topic::Dates,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(outcome) = case.pack().facts.outcome.get() else { return };
    let known = &case.policy().rules.outcomes;
    let near = Place::span(FACTS, case.application.line("outcome").map(|line| line.key_span));
    if known.is_empty() {
        let title = "The policy names no outcomes";
        findings.warning(near, title, "Take `outcome:` out");
        return;
    }
    match outcome.is.text() {
        Some(is) if !known.iter().any(|one| one.id == is) => {
            let title = format!("“{is}” is not an outcome that the policy names");
            findings.error(Place::span(FACTS, outcome.is.span), title, advice(known, is));
        }
        None if outcome.is.is_missing() && !outcome.on.is_missing() => {
            let title = "The outcome has a day, and does not say what it is";
            findings.error(near, title, advice(known, ""));
        }
        _ => {}
    }
    let panel = case.application.day("panel").filter(|_| case.application.has_panel());
    match (outcome.on.get(), panel) {
        (Some(&on), Some(panel)) if on < panel => {
            let title = format!("The outcome is of {on}, before the panel on {panel}");
            findings.error(names::place(case, "outcome.on"), title, "Correct one of the two days");
        }
        (None, _) if outcome.on.is_missing() && outcome.is.text().is_some() => {
            let title = "The outcome does not say on which day it was decided";
            let next = "Add `on:` and the day: the deadlines that follow are counted from it";
            findings.warning(Place::span(FACTS, outcome.is.span), title, next);
        }
        _ => {}
    }
}

/// What to write: the outcome that was probably meant, else any.
fn advice(known: &[Outcome], written: &str) -> String {
    let words = known.iter().flat_map(|one| [one.id.as_str(), one.title.as_str()]);
    let meant = did_you_mean(written, words);
    let is_meant = |one: &&Outcome| meant.is_some_and(|name| name == one.id || name == one.title);
    let line = |one: &Outcome| format!("`is: {}` for {}", one.id, one.title);
    match known.iter().find(is_meant) {
        Some(one) => format!("Write {}", line(one)),
        None => format!("Write {}", words::row(&known.iter().map(line).collect::<Vec<_>>(), "or")),
    }
}
