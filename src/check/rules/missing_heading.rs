use super::unknown_heading::meant;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::stem,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "missing-heading",
    asks: "Every heading of the Evidence Template has a file in evidence/",
    why: "The panel looks for evidence against each heading. A heading without a file would be \
          printed empty.",
    example: "“Working together” has no file: write evidence/03-working-together.md. The \
              number is optional, the rest of the name is the heading's.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (index, heading) in case.policy().headings.iter().enumerate() {
        let pack = case.pack();
        // A file that could not be read, or whose name is nearly right, is another rule's.
        let is_there = pack.evidence.iter().any(|file| {
            file.id == heading.id
                || case.policy().whole().heading(&file.id).is_none()
                    && meant(case.policy(), &file.id).is_some_and(|(at, _)| at == index)
        }) || pack
            .unreadable
            .iter()
            .any(|(name, _)| name.starts_with("evidence/") && stem(name).ends_with(&heading.id));
        if !is_there {
            let name = case.policy().evidence_file(index, heading);
            findings
                .error(
                    Place::file(&name),
                    format!("“{}” has no file", heading.label),
                    format!("Write it in {name}"),
                )
                .says(heading.says.as_ref().or(case.policy().evidence.template.says.as_ref()));
        }
    }
}
