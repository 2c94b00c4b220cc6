use super::{asked, words};
use crate::{
    check::{Case, Findings, Place, Rule},
    pack::DOCUMENTS,
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "source-kinds",
    asks: "There are enough documents of every kind the policy asks for",
    why: "The policy names the kinds of source that the evidence must hold. A document counts by \
          its `kind` in documents/documents.yaml, also where it was seen and is not attached.",
    example: "No practice observation is listed: put the record into documents/ and list it with \
              `kind: practice-observation`, or list it as `seen:` with the name of whoever saw it.",
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let documents = &case.pack().documents;
    if asked::cannot_tell_list(case, DOCUMENTS, documents.is_empty()) {
        return;
    }
    for kind in &case.policy().evidence.source_kinds {
        let entries = documents.iter().filter_map(Field::get);
        let there = entries.filter(|entry| entry.kind.text() == Some(kind.id.as_str())).count();
        if there >= kind.at_least {
            continue;
        }
        let asked = kind.at_least;
        let title = match there {
            0 if asked == 1 => format!("There is no document of the kind “{}”", kind.title),
            0 => format!("There is no document of the kind “{}”: {asked} are needed", kind.title),
            _ => {
                let there = words::count(there, "document");
                format!("There is only {there} of the kind “{}”: {asked} are needed", kind.title)
            }
        };
        let next = format!(
            "Put the document into documents/ and list it in {DOCUMENTS} with `kind: {}`; list a \
             record that must stay where it is with `seen:` and `verified_by:` instead of `file:`",
            kind.id
        );
        findings.add(kind.otherwise, Place::file(DOCUMENTS), title, next).says(kind.says.as_ref());
    }
}
