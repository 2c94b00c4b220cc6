use super::names;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::TRAINING,
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "training-after-panel",
    asks: "Every training was before the panel",
    why: "The panel reads what each training changed in practice. One that is still to come has \
          changed nothing yet; most often its year is a slip.",
    example: "Age assessment has the date 2032-07-05: write 2023-07-05.",
    topic: Topic::Training,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some((end, _, event)) = names::end(case) else { return };
    for entry in case.pack().training.iter().filter_map(Field::get) {
        let days = [("is on", &entry.date), ("ends on", &entry.ended)];
        let late = days.into_iter().find(|(_, day)| day.get().is_some_and(|&day| day > end));
        if let Some((verb, field)) = late
            && let Some(day) = field.get()
        {
            findings.error(
                Place::span(TRAINING, field.span),
                format!("“{}” {verb} {day}, after {event} on {end}", entry.name()),
                "Correct the date, or take the training out of the log",
            );
        }
    }
}
