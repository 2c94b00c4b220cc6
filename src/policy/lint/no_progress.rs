use super::{Lint, Subject};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "no-progress",
    asks: "One of the outcomes is the one by which a candidate progresses",
    why: "Without it no letter and no form can say that somebody has progressed.",
    example: "Outcomes `pass` and `fail`: add `progresses: yes` to `pass`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let outcomes = subject.trees.all("policy.yaml", "outcomes.*");
    let progresses = |text: Option<&str>| matches!(text, Some("yes" | "true"));
    if !outcomes.is_empty() && !outcomes.iter().any(|one| progresses(one.key("progresses"))) {
        findings.warning(
            subject.trees.place("policy.yaml", "outcomes"),
            "By none of these outcomes does a candidate progress",
            "Add `progresses: yes` to the one by which they do",
        );
    }
}
