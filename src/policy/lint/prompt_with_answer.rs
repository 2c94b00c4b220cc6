use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "prompt-with-answer",
    asks: "What only carries a criterion further has no Yes and No of its own",
    why: "Two answers to one criterion can differ, and nobody says which counts.",
    example: "“Consider the above …” has its own Yes and No: ask the council whether it is a criterion.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (file, _) in subject.trees.forms() {
        let criteria = subject.trees.all(file, "sections.*.fields.*");
        for criterion in criteria.iter().filter(|one| one.key("kind") == Some("prompt")) {
            let label = criterion.key("label").unwrap_or_default();
            findings.note(
                criterion.place(),
                format!(
                    "{}: the criterion above goes on, with an answer of its own",
                    quoted(label)
                ),
                "Ask the council whether it is one criterion or two; here both are answered",
            );
        }
    }
}
