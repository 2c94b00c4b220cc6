use std::collections::BTreeSet;

use super::{asked::cannot_tell_list, broken_citation::Similar};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, FACTS},
    policy::{Severity, Stage},
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "uncited-document",
    asks: "Every document is cited in the evidence",
    why: "The panel reads the evidence and opens what it cites. A document that no heading cites \
          shows nothing.",
    example: "audit.pdf is listed and nothing cites it: write under a heading what it shows, with \
              [the audit](../documents/audit.pdf).",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    // What a file says that could not be read cannot be told.
    let files: Vec<String> =
        case.application.files_named().filter_map(|(_, _, name)| name).collect();
    if pack.unreadable.iter().any(|(name, _)| name.starts_with("evidence/"))
        || cannot_tell_list(case, FACTS, files.is_empty())
    {
        return;
    }
    // A citation in other capitals, or misspelt, is another rule's.
    let similar = Similar::new(&pack.folder);
    let meant = |name: &str| match pack.folder.in_other_case(name) {
        None => similar.find(name).unwrap_or(name).to_lowercase(),
        Some(_) => name.to_lowercase(),
    };
    let named = pack.citations().filter_map(|citation| citation.target);
    let named: BTreeSet<&str> = named.chain(files.iter().map(String::as_str)).collect();
    let cited: BTreeSet<String> = named.into_iter().map(meant).collect();
    for entry in pack.documents.iter().filter_map(Field::get) {
        let is_there =
            |path: &String| path.starts_with("documents/") && pack.folder.get(path).is_some();
        let Some(path) = entry.path().filter(is_there) else { continue };
        if !cited.contains(&path.to_lowercase()) {
            let title = format!("“{}” is cited nowhere in the evidence", entry.name());
            let next = format!(
                "Write under a heading what it shows, with a link like [words](<../{path}>); or \
                 take it out of the pack"
            );
            // Where no policy asks for it, somebody should look all the same.
            let cite = case.policy().evidence.cite.as_ref();
            let severity = if cite.is_some() { Severity::Error } else { Severity::Warning };
            findings
                .add(severity, Place::span(DOCUMENTS, entry.file.span), title, next)
                .says(cite.and_then(|cite| cite.says.as_ref()));
        }
    }
}
