use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "question-among-criteria",
    asks: "What stands in a list of criteria is a criterion",
    why: "A question that is answered with No may be taken for a criterion that is not met.",
    example: "“Has the Social Worker supported students?” has the same Yes and No as a requirement: ask \
              whether No matters.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (file, _) in subject.trees.forms() {
        let criteria = subject.trees.all(file, "sections.*.fields.*");
        for criterion in criteria.iter().filter(|one| one.key("kind") == Some("question")) {
            let label = criterion.key("label").unwrap_or_default();
            findings.note(
                criterion.place(),
                format!(
                    "{}: a question among the criteria, with a Yes and No like theirs",
                    quoted(label)
                ),
                "Ask the council whether No matters; here it does not",
            );
        }
    }
}
