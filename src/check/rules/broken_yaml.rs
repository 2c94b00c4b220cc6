use super::{facts, words::capital};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
    yaml::ProblemKind,
};

pub static RULE: Rule = Rule {
    name: "broken-yaml",
    asks: "Every file that ends in .yaml can be read to its end",
    why: "Where such a file stops making sense, everything it says is lost, not only that line.",
    example: "`title: Observation: home visit` has two colons: write `title: \"Observation: home \
              visit\"`.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    report(case, findings, ProblemKind::Syntax, "Correct this line");
}

/// Reports the problems of one kind that reading the YAML files met.
pub fn report(case: &Case, findings: &mut Findings, kind: ProblemKind, otherwise: &str) {
    let read = case.pack().problems.iter().map(|(file, problem)| (file.as_str(), problem));
    let by_policy = facts::problems(case);
    let all = read.chain(by_policy.iter().map(|problem| (FACTS, problem)));
    for (file, problem) in all.filter(|(_, one)| one.kind == kind) {
        let next = problem.next.as_deref().unwrap_or(otherwise);
        findings.error(Place::span(file, problem.span), capital(&problem.message), next);
    }
}
