use crate::{
    check::{Findings, Place},
    policy::lint::{Lint, Subject},
};

pub static LINT: Lint = Lint {
    name: "missing-policy-file",
    asks: "A policy has policy.yaml, headings.yaml and evidence.yaml",
    why: "Each holds something no policy can do without: who takes part, what is written, what must be \
          there.",
    example: "The folder holds headings.yml: rename it to headings.yaml.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for name in ["policy.yaml", "headings.yaml", "evidence.yaml"] {
        if subject.files.contains_key(name) {
            continue;
        }
        let stem = name.trim_end_matches(".yaml");
        let near = subject.files.keys().find(|file| {
            let last = file.rsplit('/').next().unwrap_or(file).to_lowercase();
            last.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.'))
        });
        let next = match near {
            Some(near) => format!("There is {near}: rename or move it to {name}"),
            None => {
                "Write it; `panelpack policy export` shows how in a copy of another policy".into()
            }
        };
        findings.error(Place::file(name), "This file of the policy is missing", next);
    }
}
