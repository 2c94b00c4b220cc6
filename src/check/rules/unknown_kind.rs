use super::words;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::DOCUMENTS,
    policy::{Policy, SourceKind, Stage},
    yaml::{Field, did_you_mean},
};

pub static RULE: Rule = Rule {
    name: "unknown-kind",
    asks: "Every document is of a kind that the policy knows",
    why: "The policy asks for so many documents of each kind. One of an unknown kind counts for \
          nothing.",
    example: "`kind: observation`: write `kind: practice-observation`. What fits none of the kinds \
              is `other`.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    // A document of a kind that is asked for on another route is a good document here.
    let policy = case.policy().whole();
    let kinds: Vec<&str> = policy.evidence.source_kinds.iter().map(|kind| &*kind.id).collect();
    let headings: Vec<&str> = policy.headings.iter().map(|heading| &*heading.id).collect();
    for entry in case.pack().documents.iter().filter_map(Field::get) {
        if let Some(kind) = entry.kind.text().filter(|kind| !kinds.contains(kind)) {
            findings.error(
                Place::span(DOCUMENTS, entry.kind.span),
                format!("“{kind}” is not a kind of document in this policy"),
                next(meant(policy, kind).map(|kind| &*kind.id), &kinds),
            );
        }
        for field in &entry.headings {
            if let Some(id) = field.text().filter(|id| !headings.contains(id)) {
                findings.warning(
                    Place::span(DOCUMENTS, field.span),
                    format!("“{id}” is not a heading of the Evidence Template"),
                    next(likely(id, &headings), &headings),
                );
            }
        }
    }
}

/// The kind that somebody probably meant: whoever writes its title, or a part of it, means the id.
pub fn meant<'p>(policy: &'p Policy, word: &str) -> Option<&'p SourceKind> {
    let kinds = &policy.evidence.source_kinds;
    let is_it = |kind: &&SourceKind| words::holds_or_is_held(&kind.title, word);
    kinds.iter().find(is_it).or_else(|| {
        let ids: Vec<&str> = kinds.iter().map(|kind| &*kind.id).collect();
        policy.source_kind(likely(word, &ids)?)
    })
}

fn likely<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let part = known.iter().copied().find(|other| other.split('-').any(|part| part == word));
    part.or_else(|| did_you_mean(word, known.iter().copied()))
}

fn next(meant: Option<&str>, known: &[&str]) -> String {
    match meant {
        Some(meant) => format!("Write `{meant}`"),
        None => format!("Write one of {}", known.join(", ")),
    }
}
