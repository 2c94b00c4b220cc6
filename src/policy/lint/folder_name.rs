use super::{Lint, Subject};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "folder-name",
    asks: "The id of a policy is the name of its folder",
    why: "A pack names a policy by its id, and the program looks for a folder of that name.",
    example: "The folder is called kestrel-bay and policy.yaml says `id: st-mary`: make them the same.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let Some(folder) = subject.folder else { return };
    let Some(id) = subject.trees.text("policy.yaml", "id").filter(|id| *id != folder) else {
        return;
    };
    findings.warning(
        subject.trees.place("policy.yaml", "id"),
        format!("The policy has the id `{id}`, and its folder is called {folder}"),
        format!("Write `id: {folder}`, or rename the folder to {id}"),
    );
}
