use crate::{
    check::{Case, Findings, Place, Rule},
    pack::{self, DOCUMENTS, Folder, is_clutter, stem},
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
        let next = match similar(folder, target) {
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

/// The file in documents/ that was probably meant, by its own name: the folder is in all of them.
pub fn similar<'f>(folder: &'f Folder, target: &str) -> Option<&'f str> {
    let own = |name: &'f str| name.strip_prefix("documents/").filter(|_| !is_clutter(name));
    let names = folder.items.iter().filter(|item| item.name != DOCUMENTS);
    let names: Vec<_> = names.filter_map(|item| own(&item.name)).collect();
    let stem = stem(target).to_lowercase();
    let holds = |name: &&&str| {
        let other = pack::stem(name).to_lowercase();
        stem.len().min(other.len()) > 4 && (stem.contains(&other) || other.contains(&stem))
    };
    let found = match names.iter().find(holds) {
        Some(name) => *name,
        None => {
            let stems = names.iter().map(|name| pack::stem(name));
            let meant = did_you_mean(&stem, stems)?;
            *names.iter().find(|name| pack::stem(name) == meant)?
        }
    };
    folder.items.iter().map(|item| item.name.as_str()).find(|name| name.ends_with(found))
}
