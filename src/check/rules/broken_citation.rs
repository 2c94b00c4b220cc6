use crate::{
    check::{Case, Findings, Place, Rule},
    policy::Stage,
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "broken-citation",
    asks: "Every document or image the evidence refers to is in the pack",
    why: "In the bundle each citation becomes a page number. A citation that leads to no file has \
          none.",
    example: "[court report](../documents/court-reprot.pdf) leads to no file: there is \
              documents/court-report.pdf.",
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let folder = &case.pack().folder;
    for citation in case.pack().citations() {
        // A target outside the pack, or one in other capitals, is another rule's.
        let Some(target) = &citation.target else { continue };
        if folder.get(target).is_some() || folder.in_other_case(target).is_some() {
            continue;
        }
        let names = folder.items.iter().map(|item| item.name.as_str());
        let next = match did_you_mean(target, names.filter(|name| name.starts_with("documents/"))) {
            Some(name) => format!("There is {name}: correct the link, or add the file"),
            None => "Put the file into documents/, or correct the link".into(),
        };
        findings
            .error(
                Place::span(&citation.file.name, citation.link.span),
                format!("This leads to {target}, which is not in the pack"),
                next,
            )
            .says(case.policy().evidence.cite.as_ref().and_then(|cite| cite.says.as_ref()));
    }
}
