use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "no-time-limit",
    asks: "An appeal has a time limit",
    why: "Without one a candidate does not know how long there is, and the council not when it is over.",
    example: "The policy sets no limit for a dispute about the panel's decision: ask for one.",
    look,
};

/// What an appeal is called.
const APPEALS: [&str; 6] = ["appeal", "dispute", "challenge", "escalat", "complain", "second look"];

fn look(subject: &Subject, findings: &mut Findings) {
    let steps = subject.trees.all("policy.yaml", "process.steps.*");
    let who = |step: &crate::policy::tree::Spot| -> Vec<String> {
        let who = step.below("who").into_iter().flat_map(|who| who.below("*"));
        who.filter_map(|one| one.text().map(str::to_owned)).collect()
    };
    // Who takes the first step is who applies, or helps with it.
    let applicants = steps.first().map(who).unwrap_or_default();
    for step in &steps {
        let title = step.key("title").unwrap_or_default();
        let named =
            format!("{title} {}", step.key("as_printed").unwrap_or_default()).to_lowercase();
        let is_appeal = APPEALS.iter().any(|word| named.contains(word));
        let leads_on = step.node.get("next").is_some();
        let by_applicant = who(step).iter().any(|one| applicants.contains(one));
        if is_appeal && leads_on && by_applicant && step.node.get("deadline").is_none() {
            findings.warning(
                step.place(),
                format!("{}: the policy sets no time limit", quoted(title)),
                "Ask the council for one; with one, add it under `deadlines` and name it here",
            );
        }
    }
}
