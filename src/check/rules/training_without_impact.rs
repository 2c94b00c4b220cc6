use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::TRAINING,
    policy::{EntryPart, Stage},
};

pub static RULE: Rule = Rule {
    name: "training-without-impact",
    asks: "Every training says what it changed in practice",
    why: "The training log is not a list of courses: the panel reads what each of them changed.",
    example: "Graded Care Profile 2 has no impact: add `impact: |` and two or three sentences \
              below it.",
    topic: Topic::Training,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(training) = &case.policy().evidence.training else { return };
    // A policy whose log has no place for it does not ask.
    if !training.columns.iter().any(|column| column.shows.contains(&EntryPart::Impact)) {
        return;
    }
    for field in &case.pack().training {
        if let Some(entry) = field.get()
            && entry.impact.text().is_none()
            && !entry.impact.wrong
        {
            let span = entry.impact.span.or(entry.title.span).or(field.span);
            findings
                .error(
                    Place::span(TRAINING, span),
                    format!("“{}” does not say what it changed in practice", entry.name()),
                    "Add `impact:` with two or three sentences",
                )
                .says(training.says.as_ref());
        }
    }
}
