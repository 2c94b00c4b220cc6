use std::collections::BTreeSet;

use super::{asked::cannot_tell_list, broken_citation::Similar, words::ending};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, DocumentEntry, Item, Sort, is_clutter, stem},
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "unlisted-document",
    asks: "Every file in documents/ is listed in documents.yaml",
    why: "The list says what a document is, who wrote it and when. Without it the index can show \
          nothing but the file’s name, and the document counts as no sort of evidence.",
    example: "documents/audit.pdf is not listed: add `- file: audit.pdf` with `title:`, `kind:`, \
              `written_by:` and `date:`.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    if cannot_tell_list(case, DOCUMENTS, pack.documents.is_empty()) {
        return;
    }
    let files = pack.folder.items.iter().filter(|item| is_document(item));
    let known = listed_or_shown(case);
    let unlisted: Vec<&Item> =
        files.filter(|item| !known.contains(&item.name.to_lowercase())).collect();
    if let [_, ..] = unlisted.as_slice()
        && pack.folder.get(DOCUMENTS).is_none()
    {
        findings.error(
            Place::file(DOCUMENTS),
            "There is no list of documents",
            "Write one: for each document `- file:`, `title:`, `kind:`, `written_by:` and `date:`",
        );
        return;
    }
    for item in unlisted {
        let name = item.name.trim_start_matches("documents/");
        let printed = pack.documents.iter().filter_map(Field::get).find(|entry| {
            entry.file.text().is_some_and(|file| file != name && stem(file) == stem(name))
        });
        let next = match printed.and_then(|entry| entry.file.text()) {
            Some(file) => format!("If it is the same as {file}, take it out of the pack"),
            None if matches!(ending(name).as_str(), "pdf" | "jpg" | "jpeg" | "png") => format!(
                "Add `- file: {name}` to {DOCUMENTS}, with `title:`, `kind:`, `written_by:` and \
                 `date:`, and cite it in the evidence; or take it out of the pack"
            ),
            None => "Save it as PDF and list the PDF, or take it out of the pack".into(),
        };
        findings.error(Place::file(&item.name), "This document is not listed", next);
    }
}

fn is_document(item: &Item) -> bool {
    let is_hidden = item.name.contains("/.");
    let is_file = item.sort == Sort::File && item.name != DOCUMENTS;
    is_file && item.name.starts_with("documents/") && !is_hidden && !is_clutter(&item.name)
}

/// The names of what is listed, if perhaps under a name that is not quite right, and of images that
/// the evidence shows where they stand; in small letters.
fn listed_or_shown(case: &Case) -> BTreeSet<String> {
    let pack = case.pack();
    let similar = Similar::new(&pack.folder);
    let paths = pack.documents.iter().filter_map(Field::get).filter_map(DocumentEntry::path);
    let meant = |path: String| match pack.folder.in_other_case(&path) {
        None => similar.find(&path).unwrap_or(&path).to_lowercase(),
        Some(_) => path.to_lowercase(),
    };
    let shown = pack.citations().filter(|one| one.link.is_image).filter_map(|one| one.target);
    paths.map(meant).chain(shown.map(str::to_lowercase)).collect()
}
