use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "no-recipient",
    asks: "What has to be sent has somebody it is sent to",
    why: "`status` says who receives what. Where the policy does not say it, whoever sends it has to \
          ask.",
    example: "A deadline for the portfolio without `to:`: add the role that receives it.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let file = "policy.yaml";
    for deadline in subject.trees.all(file, "deadlines.*") {
        if deadline.below("to").iter().all(|to| to.below("*").is_empty()) {
            let what = deadline.key("what").unwrap_or_default();
            findings.note(
                deadline.place(),
                format!("{}: the policy does not say to whom", quoted(what)),
                "Ask the council; then add `to:` with the role",
            );
        }
    }
    let steps = subject.trees.all(file, "process.steps.*");
    let with_form = steps.iter().filter(|step| step.node.get("form").is_some());
    for step in with_form.filter(|step| step.node.get("to").is_none()) {
        let title = step.key("title").unwrap_or_default();
        findings.note(
            step.place(),
            format!("{}: the policy does not say who receives the form", quoted(title)),
            "Ask the council; then add `to:` with the role",
        );
    }
}
