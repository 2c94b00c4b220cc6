use super::words;
use crate::{
    check::{Case, Findings, Place, Rule},
    pack::DOCUMENTS,
    policy::{SourceKind, Stage},
    yaml::{Field, did_you_mean},
};

pub static RULE: Rule = Rule {
    name: "unknown-kind",
    asks: "Every document is of a kind that the policy knows",
    why: "The policy asks for so many documents of each kind. One of an unknown kind counts for \
          nothing.",
    example: "`kind: observation`: write `kind: practice-observation`. What fits none of the kinds \
              is `other`.",
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let policy = case.policy();
    let kinds: Vec<&str> = policy.evidence.source_kinds.iter().map(|kind| &*kind.id).collect();
    // Whoever writes the title, or a part of it, means the id.
    let titled = |word: &str| {
        let is_it = |kind: &&SourceKind| words::holds_or_is_held(&kind.title, word);
        policy.evidence.source_kinds.iter().find(is_it).map(|kind| format!("Write `{}`", kind.id))
    };
    let headings: Vec<&str> = policy.headings.iter().map(|heading| &*heading.id).collect();
    for entry in case.pack().documents.iter().filter_map(Field::get) {
        if let Some(kind) = entry.kind.text().filter(|kind| !kinds.contains(kind)) {
            findings.error(
                Place::span(DOCUMENTS, entry.kind.span),
                format!("“{kind}” is not a kind of document in this policy"),
                titled(kind).unwrap_or_else(|| next(kind, &kinds)),
            );
        }
        for field in &entry.headings {
            if let Some(id) = field.text().filter(|id| !headings.contains(id)) {
                findings.warning(
                    Place::span(DOCUMENTS, field.span),
                    format!("“{id}” is not a heading of the Evidence Template"),
                    next(id, &headings),
                );
            }
        }
    }
}

fn next(word: &str, known: &[&str]) -> String {
    let part = known.iter().copied().find(|other| other.split('-').any(|part| part == word));
    match part.or_else(|| did_you_mean(word, known.iter().copied())) {
        Some(meant) => format!("Write `{meant}`"),
        None => format!("Write one of {}", known.join(", ")),
    }
}
