use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "citation-in-other-case",
    asks: "Citations write the names of files with the same capitals as the files have",
    why: "Windows opens such a link all the same; other computers, and the bundle, do not.",
    example: "The file is documents/Court-Report.pdf and the link says court-report.pdf: write it \
              as the file is called.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let folder = &case.pack().folder;
    for citation in case.pack().citations() {
        let Some(target) = citation.target else { continue };
        let other = folder.in_other_case(target).filter(|_| folder.get(target).is_none());
        if let Some(item) = other.filter(|item| item.name != target) {
            findings.error(
                Place::span(&citation.file.name, citation.link.span),
                format!("This leads to {target}, but the file is called {}", item.name),
                "Write the name as the file has it, capitals included",
            );
        }
    }
}
