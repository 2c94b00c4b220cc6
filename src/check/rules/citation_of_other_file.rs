use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::DOCUMENTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "citation-of-other-file",
    asks: "Evidence cites files in documents/ and no others",
    why: "Only what lies in documents/ is bound after the evidence. A link to another file of the \
          pack would lead nowhere in print.",
    example: "[see Knowledge](05-knowledge.md): name the heading in words, without a link. A PDF \
              beside pack.yaml: move it to documents/.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    for citation in pack.citations().filter(|citation| !citation.link.is_image) {
        let Some(item) = citation.target.and_then(|name| pack.folder.get(name)) else {
            continue;
        };
        let is_bound = item.name.starts_with("documents/") && item.name != DOCUMENTS;
        if is_bound || pack.presentation().as_ref() == Some(&item.name) {
            continue;
        }
        let next = match pack.sources.contains_key(&item.name) {
            true => "Name it in words, without a link",
            false => "Move the file to documents/, list it there, and correct the link",
        };
        findings.error(
            Place::span(&citation.file.name, citation.link.span),
            format!("This leads to {}, which is not bound as a document", item.name),
            next,
        );
    }
}
