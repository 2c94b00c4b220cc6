use super::broken_yaml::report;
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::Stage,
    yaml::ProblemKind,
};

pub static RULE: Rule = Rule {
    name: "duplicate-key",
    asks: "Nothing is said twice in the same place",
    why: "Only one of the two can be printed, and it may be the wrong one.",
    example: "Two lines `date:` in one training: keep one, or begin the second training with `-`.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    report(case, findings, ProblemKind::DuplicateKey, "Keep one of the two");
}
