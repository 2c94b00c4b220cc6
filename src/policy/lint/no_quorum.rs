use super::{Lint, Subject};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "no-quorum",
    asks: "It is said how many members of the panel have to be there",
    why: "Without a quorum nobody knows whether a panel with an empty seat may decide.",
    example: "The panel has three members and no `quorum`: ask the council, and add it.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for panel in subject.trees.all("policy.yaml", "panel") {
        if panel.node.get("members").is_some() && panel.node.get("quorum").is_none() {
            findings.note(
                subject.trees.place(panel.file, "panel"),
                "The policy does not say how many members of the panel have to be there",
                "Ask the council; then add `quorum:` with the number",
            );
        }
    }
}
