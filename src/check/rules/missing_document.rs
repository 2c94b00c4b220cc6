use super::broken_citation::Similar;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::DOCUMENTS,
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "missing-document",
    asks: "Every file that documents.yaml lists is in documents/",
    why: "What is listed and not there cannot be bound, and does not count as evidence.",
    example: "`file: observation.pdf` and the file is called “Observation 2024.pdf”: write the name \
              as the file has it.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let folder = &case.pack().folder;
    let similar = Similar::new(folder);
    for entry in case.pack().documents.iter().filter_map(Field::get) {
        let Some(path) = entry.path() else { continue };
        let is_in_documents = path.starts_with("documents/");
        let is_there = folder.items.iter().any(|item| item.name == path);
        if is_there && is_in_documents {
            continue;
        }
        let short = |name: &str| name.trim_start_matches("documents/").to_owned();
        let twice = path.strip_prefix("documents/").filter(|rest| folder.get(rest).is_some());
        let place = Place::span(DOCUMENTS, entry.file.span);
        if is_there {
            let next = "Move the file to documents/, and write its name alone";
            findings.error(place, format!("{path} is not in documents/"), next);
        } else if let Some(rest) = twice {
            let next = format!("Write `file: {}`", short(rest));
            findings.error(place, "Names in this list begin inside documents/", next);
        } else if let Some(item) = folder.in_other_case(&path) {
            let name = short(&item.name);
            let next = format!("Write `file: {name}`, capitals included");
            findings.error(place, format!("The file is called {name}"), next);
        } else {
            let next = match similar.find(&path) {
                Some(name) => {
                    format!("There is {}: correct the name, or add the file", short(name))
                }
                None => "Put the file into documents/, or take this entry out".into(),
            };
            findings.error(place, format!("{} is not there", short(&path)), next);
        }
    }
}
