use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "missing-pack-file",
    asks: "The folder holds pack.yaml",
    why: "pack.yaml says who applies for what, and when. A folder without it may be another folder \
          than was meant, so nothing else in it is looked at.",
    example: "The folder above the pack was given: give the pack’s own folder. Or begin a new one \
              with `panelpack new`.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

/// Names under which editors and Windows save it by mistake.
const NEARLY: [&str; 4] = ["pack.yml", "pack.yaml.txt", "pack.yml.txt", "pack.txt"];

fn check(case: &Case, findings: &mut Findings) {
    let items = &case.pack().folder.items;
    if items.iter().any(|item| item.name == FACTS) {
        return;
    }
    let is_meant = |name: &str| {
        let last = name.rsplit('/').next().unwrap_or(name).to_lowercase();
        last == FACTS || NEARLY.contains(&last.as_str())
    };
    let next = match items.iter().map(|item| item.name.as_str()).find(|name| is_meant(name)) {
        Some(name) if name.ends_with(&format!("/{FACTS}")) => {
            let folder = name.trim_end_matches(FACTS).trim_end_matches('/');
            format!("There is one in “{folder}”: check that folder instead")
        }
        Some(name) => format!("Rename {name} to {FACTS}"),
        None => "Check the pack’s own folder, or begin a pack with `panelpack new`".into(),
    };
    findings.error(Place::file(FACTS), format!("There is no {FACTS} in this folder"), next);
}
