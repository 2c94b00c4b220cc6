use super::words;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{FACTS, TRAINING},
    policy::{Stage, Training},
    yaml::{Field, did_you_mean},
};

pub static RULE: Rule = Rule {
    name: "mandatory-training",
    asks: "Every mandatory training is in the training log",
    why: "Some training is mandatory by the policy, some because candidate and manager agreed so \
          and listed it in pack.yaml under `mandatory_training`. Each of them needs an entry.",
    example: "“Practice standards and recording” was agreed as mandatory and is not in \
              training-log.yaml: add it, or write its title alike in both files.",
    topic: Topic::Training,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(training) = &case.policy().evidence.training else { return };
    if case.pack().training.iter().all(|field| field.get().is_none()) {
        return;
    }
    let by_policy = training.courses.iter().filter(|course| course.mandatory);
    let by_policy = by_policy.map(|course| (course.id.as_str(), Place::file(TRAINING)));
    let agreed = case.pack().facts.mandatory_training.iter();
    let agreed = agreed.filter_map(|one| Some((one.text()?, Place::span(FACTS, one.span))));
    for (wanted, place) in by_policy.chain(agreed) {
        let (title, is_there) = find(case, training, wanted);
        if is_there {
            continue;
        }
        let entries = case.pack().training.iter().filter_map(Field::get);
        let titles = entries.filter_map(|entry| entry.title.text());
        let next = match did_you_mean(title, titles) {
            Some(alike) => format!("There is “{alike}”: if it is the same, write it alike"),
            None => format!("Add it to {TRAINING}"),
        };
        let title = format!("“{title}” is mandatory and is not in the training log");
        findings.error(place, title, next).says(training.says.as_ref());
    }
}

/// What a training is called, given its title or the id of a course, and whether it is in the log.
fn find<'t>(case: &Case, training: &'t Training, wanted: &'t str) -> (&'t str, bool) {
    let mut courses = training.courses.iter();
    let course = courses.find(|course| {
        course.id.eq_ignore_ascii_case(wanted) || words::holds_or_is_held(&course.title, wanted)
    });
    let title = course.map_or(wanted, |course| course.title.as_str());
    let is_there = case.pack().training.iter().filter_map(Field::get).any(|entry| {
        let id = entry.course.text();
        course.is_some_and(|course| id.is_some_and(|id| course.id.eq_ignore_ascii_case(id)))
            || entry.title.text().is_some_and(|own| words::holds_or_is_held(own, title))
    });
    (title, is_there)
}
