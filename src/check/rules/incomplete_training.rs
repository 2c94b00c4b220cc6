use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::TRAINING,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "incomplete-training",
    asks: "Every training says when it was and what it was",
    why: "Date and description are what the training log shows of each training, beside what it \
          changed in practice.",
    example: "Graded Care Profile 2 has no date: add `date: 2023-02-14`.",
    topic: Topic::Training,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(training) = &case.policy().evidence.training else { return };
    let clause = training.says.as_ref();
    for field in &case.pack().training {
        let place = |span| Place::span(TRAINING, span);
        let Some(entry) = field.get() else {
            if !field.wrong {
                let next = "Fill it in, or take it out";
                findings.error(place(field.span), "An entry of the training log is empty", next);
            }
            continue;
        };
        let here = entry.title.span.or(entry.description.span).or(field.span);
        if entry.title.is_unsaid() && entry.description.is_unsaid() {
            let title = "A training has neither a title nor a description";
            findings.error(place(here), title, "Add `title:` with what it was called").says(clause);
        }
        if entry.date.is_missing() {
            let title = format!("“{}” has no date", entry.name());
            let next = "Add `date:` with the day it was, or began";
            findings.error(place(here), title, next).says(clause);
        }
        if let (Some(&began), Some(&ended)) = (entry.date.get(), entry.ended.get())
            && ended < began
        {
            findings.error(
                place(entry.ended.span),
                format!("“{}” ends on {ended}, before it began on {began}", entry.name()),
                "Correct `date:` or `ended:`",
            );
        }
    }
}
