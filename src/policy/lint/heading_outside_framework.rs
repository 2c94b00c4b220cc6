use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "heading-outside-framework",
    asks: "All headings belong to a framework, or none does",
    why: "A document that speaks of “each of the framework's headings” leaves open whether the one \
          beside them is asked for.",
    example: "Nine headings are of the framework and one is the council's own values: ask whether it is \
              asked for in the same way.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let headings = subject.trees.all("headings.yaml", "*");
    let (within, outside): (Vec<_>, Vec<_>) =
        headings.iter().partition(|heading| heading.key("framework").is_some());
    let Some(framework) = within.first().and_then(|heading| heading.key("framework")) else {
        return;
    };
    for heading in outside {
        let title = heading.key("title").unwrap_or_default();
        findings.note(
            heading.place(),
            format!(
                "{} stands beside the headings of {framework} and is none of them",
                quoted(title)
            ),
            "Ask the council whether it is asked for in the same way; if so, leave it as it is",
        );
    }
}
