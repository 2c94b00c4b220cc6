use std::collections::BTreeSet;

use super::words::row;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, DocumentEntry},
    policy::Stage,
    source::Span,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "incomplete-document",
    asks: "Every entry in documents.yaml says what the document is, who wrote it and when",
    why: "The index and the evidence map are made from it. A record that is not attached is \
          evidence only if somebody by name has seen it.",
    example: "`- file: audit.pdf` and nothing else: add `title: Audit of my recording`, `kind: \
              audit`, `written_by: Practice Development Team` and `date: 2024-09-17`.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let mut files = BTreeSet::new();
    for field in &case.pack().documents {
        let Some(entry) = field.get() else { continue };
        let span = entry.file.span.or(entry.seen.span).or(entry.title.span).or(field.span);
        if entry.path().is_some_and(|path| !files.insert(path)) {
            let next = "Keep one of the two entries";
            findings.error(Place::span(DOCUMENTS, span), "This file is listed twice", next);
        }
        match (entry.file.text(), entry.seen.text()) {
            (None, None) if entry.file.wrong || entry.seen.wrong => {}
            (None, None) => {
                let source = case.pack().sources.get(DOCUMENTS);
                // The entry may go on for many lines.
                let start = field.span.zip(source).map(|(span, source)| source.char_at(span.start));
                findings.error(
                    Place::span(DOCUMENTS, start),
                    "This entry names no document",
                    "Add `file:` and the file’s name, or `seen:` for a record that is not attached",
                );
            }
            (Some(_), Some(_)) => {
                let next = "Keep `file:` if it is attached, or `seen:` if it stays where it is";
                findings.error(
                    Place::span(DOCUMENTS, entry.seen.span),
                    "This is both attached and not attached",
                    next,
                );
            }
            (file, _) => lacking(entry, file.is_some(), span, findings),
        }
    }
}

fn lacking(entry: &DocumentEntry, is_file: bool, span: Option<Span>, findings: &mut Findings) {
    let missing = |key, text: &Field<String>| (text.is_unsaid()).then_some(key);
    let mut needed = Vec::new();
    let mut wanted = Vec::new();
    if is_file {
        needed.extend(missing("title", &entry.title));
        wanted.extend(missing("written_by", &entry.written_by));
        wanted.extend(entry.date.is_missing().then_some("date"));
    }
    needed.extend(missing("kind", &entry.kind));
    let name = entry.name();
    let keys =
        |keys: &[&str]| row(&keys.iter().map(|key| format!("`{key}:`")).collect::<Vec<_>>(), "and");
    if !needed.is_empty() {
        let title = format!("“{name}” is listed without {}", keys(&needed));
        findings.error(Place::span(DOCUMENTS, span), title, format!("Add {}", keys(&needed)));
    }
    if !wanted.is_empty() {
        let title = format!("“{name}” is listed without {}", keys(&wanted));
        let next = format!("Add {}; a role is enough for who wrote it", keys(&wanted));
        findings.warning(Place::span(DOCUMENTS, span), title, next);
    }
    if is_file || entry.verified_by.wrong {
        return;
    }
    let verified = entry.verified_by.get().cloned().unwrap_or_default();
    let mut unsaid = Vec::new();
    unsaid.extend(missing("name", &verified.name));
    unsaid.extend(missing("role", &verified.role));
    unsaid.extend(verified.on.is_missing().then_some("on"));
    if !unsaid.is_empty() {
        findings.error(
            Place::span(DOCUMENTS, entry.verified_by.span.or(span)),
            "This does not say who has seen the record, in which role and when",
            format!("Add {} under `verified_by:`", keys(&unsaid)),
        );
    }
}
