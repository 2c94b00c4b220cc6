use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "audience-differs",
    asks: "Neighbouring criteria are shown to the same people",
    why: "Where one is shown to the manager and the next to the panel, a candidate may prepare for the \
          wrong one.",
    example: "“… must be able to evidence to the Team Manager” and, below, “… to the panel”: ask whether \
              that is meant.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (file, _) in subject.trees.forms() {
        for section in subject.trees.all(file, "sections.*") {
            let fields: Vec<_> =
                section.below("fields").into_iter().flat_map(|all| all.below("*")).collect();
            for two in fields.windows(2) {
                let [above, here] = two else { continue };
                let (Some(one), Some(other)) = (above.key("audience"), here.key("audience")) else {
                    continue;
                };
                if one != other {
                    let label = here.key("label").unwrap_or_default();
                    findings.note(
                        here.place(),
                        format!(
                            "{}: to be shown to `{other}`, the one above to `{one}`",
                            quoted(label)
                        ),
                        "Ask the council whether this is meant",
                    );
                }
            }
        }
    }
}
