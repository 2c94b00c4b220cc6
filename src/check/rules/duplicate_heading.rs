use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "duplicate-heading",
    asks: "Every heading has one file in evidence/, and not two",
    why: "With two files for one heading nobody can say which of them the panel should read. Often \
          the second is an older draft.",
    example: "evidence/05-knowledge.md and evidence/knowledge.md are for the same heading: put both \
              texts into one, and take the other out of the pack.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for heading in &case.policy().headings {
        let mut files = case.pack().evidence.iter().filter(|file| file.id == heading.id);
        let Some(first) = files.next() else { continue };
        for file in files {
            findings.error(
                Place::file(&file.name),
                format!("“{}” has a second file", heading.label),
                format!("Keep one file, this or {}, and put all its evidence into it", first.name),
            );
        }
    }
}
