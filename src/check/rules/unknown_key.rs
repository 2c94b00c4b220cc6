use super::broken_yaml::report;
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::Stage,
    yaml::ProblemKind,
};

pub static RULE: Rule = Rule {
    name: "unknown-key",
    asks: "Every word before a colon is one that means something there",
    why: "A misspelt word would be passed over, and what it says would be missing from the forms.",
    example: "`nmae: A. Candidate` says nothing: write `name: A. Candidate`.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    report(case, findings, ProblemKind::UnknownKey, "Correct it, or take it out");
}
