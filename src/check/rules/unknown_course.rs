use super::words;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::TRAINING,
    policy::Stage,
    yaml::{Field, did_you_mean},
};

pub static RULE: Rule = Rule {
    name: "unknown-course",
    asks: "Every `course:` in the training log is one the policy names",
    why: "`course:` ties an entry to a course of the policy. One the policy does not know counts \
          for nothing.",
    example: "`course: gpc2` ties the entry to nothing: write `course: gcp2`.",
    topic: Topic::Training,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(training) = &case.policy().evidence.training else { return };
    let ids: Vec<&str> = training.courses.iter().map(|course| course.id.as_str()).collect();
    for entry in case.pack().training.iter().filter_map(Field::get) {
        let Some(course) = entry.course.text() else { continue };
        if ids.iter().any(|id| id.eq_ignore_ascii_case(course)) {
            continue;
        }
        let next = match did_you_mean(course, ids.iter().copied()) {
            Some(id) => format!("Write `course: {id}`"),
            None if ids.is_empty() => "Take `course:` out".into(),
            None => format!(
                "Write {}, or take `course:` out: an entry does not need it",
                words::row(&ids, "or")
            ),
        };
        findings.warning(
            Place::span(TRAINING, entry.course.span),
            format!("`{course}` is not a course that the policy names"),
            next,
        );
    }
}
