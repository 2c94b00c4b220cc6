use super::{Lint, Subject};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "training-without-columns",
    asks: "The training log has columns",
    why: "Without them each candidate decides what to write down, and the panel compares unlike things.",
    example: "The council prints a title and no table: ask which columns are meant.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for training in subject.trees.all("evidence.yaml", "training") {
        if training.below("columns").iter().all(|columns| columns.below("*").is_empty()) {
            findings.note(
                subject.trees.place(training.file, "training"),
                "The policy does not say what the columns of the training log are",
                "Ask the council; until then the log is printed as a list",
            );
        }
    }
}
