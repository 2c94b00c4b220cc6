use super::{
    asked, documents,
    documents::{Doubt, fitting},
    words,
};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, DocumentEntry},
    policy::{SourceKind, Stage},
};

pub static RULE: Rule = Rule {
    name: "source-kinds",
    asks: "There are enough documents of every kind the policy asks for, new enough and by whom it \
           says",
    why: "The policy names the kinds of source that the evidence must hold. A document counts by \
          its `kind` in documents/documents.yaml, also where it was seen and is not attached. Where \
          the policy says by whom, `written_by` names the role; where it says how old it may be, \
          the `date` counts.",
    example: "No practice observation is listed: put the record into documents/ and list it with \
              `kind: practice-observation`, or list it as `seen:` with the name of whoever saw it.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let documents = &case.pack().documents;
    if asked::cannot_tell_list(case, DOCUMENTS, documents.is_empty()) {
        return;
    }
    for kind in &case.policy().evidence.source_kinds {
        let (there, doubts) = fitting(case.application, case.today, kind);
        if there.len() < kind.at_least {
            too_few(kind, there.len(), &doubts, findings);
        } else {
            by_whom(case, kind, &there, &doubts, findings);
        }
    }
}

fn too_few(kind: &SourceKind, there: usize, doubts: &[Doubt], findings: &mut Findings) {
    let asked = kind.at_least;
    let counts = if doubts.is_empty() { "" } else { " that counts" };
    let title = match there {
        0 if asked == 1 => format!("There is no document of the kind “{}”{counts}", kind.title),
        0 => {
            format!("There is no document of the kind “{}”{counts}: {asked} are needed", kind.title)
        }
        _ => {
            let are = if there == 1 { "is" } else { "are" };
            let counts = if there == 1 { counts } else { counts.trim_end_matches('s') };
            let there = words::count(there, "document");
            format!(
                "There {are} only {there} of the kind “{}”{counts}: {asked} are needed",
                kind.title
            )
        }
    };
    let next = format!(
        "Put the document into documents/ and list it in {DOCUMENTS} with `kind: {}`; list a \
         record that must stay where it is with `seen:` and `verified_by:` instead of `file:`{}",
        kind.id,
        documents::why(doubts)
    );
    let place = match doubts {
        [doubt] => doubt.place(),
        _ => Place::file(DOCUMENTS),
    };
    findings.add(kind.otherwise, place, title, next).says(kind.says.as_ref());
}

/// Of the documents that count, how many are by the roles the policy names.
fn by_whom(
    case: &Case,
    kind: &SourceKind,
    there: &[&DocumentEntry],
    doubts: &[Doubt],
    findings: &mut Findings,
) {
    for author in &kind.by {
        let count = there
            .iter()
            .filter(|entry| documents::is_by(case.application, entry, &author.role))
            .count();
        if count >= author.at_least {
            continue;
        }
        let asked = author.at_least;
        let role = asked::roles(case, &author.role, "or");
        let title = match count {
            0 => format!("No document of the kind “{}” is by {role}", kind.title),
            _ => format!(
                "Only {} of the kind “{}” by {role}: {asked} are needed",
                words::count(count, "document"),
                kind.title
            ),
        };
        let ids: Vec<String> = author.role.iter().map(|id| format!("`written_by: {id}`")).collect();
        let others: Vec<String> = there
            .iter()
            .filter(|entry| !documents::is_by(case.application, entry, &author.role))
            .map(|entry| match entry.written_by.text() {
                Some(by) => {
                    let role = case.policy().role_named(by).map(|role| &*role.title);
                    match role {
                        Some(role) => format!("“{}” is by the {role}", entry.name()),
                        None => format!("“{}” is by “{by}”", entry.name()),
                    }
                }
                None => format!("“{}” does not say who wrote it", entry.name()),
            })
            .collect();
        let have = if others.is_empty() {
            String::new()
        } else {
            format!(". {}", words::row(&others, "and"))
        };
        let next = format!(
            "Add one that is, and list it with {}{have}{}",
            words::row(&ids, "or"),
            documents::why(doubts)
        );
        findings.add(kind.otherwise, Place::file(DOCUMENTS), title, next).says(kind.says.as_ref());
    }
}
