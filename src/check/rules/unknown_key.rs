use crate::{
    check::{Case, Findings, Place, Rule},
    policy::Stage,
    yaml::ProblemKind,
};

pub static RULE: Rule = Rule {
    name: "unknown-key",
    asks: "Every key in a YAML file is one that means something",
    why: "A misspelt key would be passed over, and what it says would be missing from the forms.",
    example: "`nmae: A. Candidate` says nothing: write `name: A. Candidate`.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (file, problem) in &case.pack().problems {
        if problem.kind == ProblemKind::UnknownKey {
            let next = problem.next.as_deref().unwrap_or("Correct it, or take it out");
            findings.error(Place::span(file, problem.span), problem.message.as_str(), next);
        }
    }
}
