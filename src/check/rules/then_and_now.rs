use std::collections::BTreeMap;

use super::asked;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, DocumentEntry, Half},
    policy::{Severity, Stage},
    source::Span,
    yaml::{Field, did_you_mean},
};

pub static RULE: Rule = Rule {
    name: "then-and-now",
    asks: "Work from the start stands beside work from today",
    why: "The panel compares what the candidate did at the start with what they do now. Two \
          documents are a pair when they name the same `pair`, one with `is: then` and the other \
          with `is: now`.",
    example: "The assessment of 2020 is marked `then_and_now: { pair: assessments, is: then }`: \
              give the assessment of 2024 `then_and_now: { pair: assessments, is: now }`.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

/// One half of a pair: its document, and where it says so.
type Halves<'p> = Vec<(&'p DocumentEntry, Half, Option<Span>)>;

fn check(case: &Case, findings: &mut Findings) {
    let documents = &case.pack().documents;
    if asked::cannot_tell_list(case, DOCUMENTS, documents.is_empty()) {
        return;
    }
    let (mut pairs, mut is_incomplete) = (BTreeMap::<String, Halves>::new(), false);
    for entry in documents.iter().filter_map(Field::get) {
        let Some(mark) = entry.then_and_now.get() else {
            is_incomplete |= entry.then_and_now.wrong;
            continue;
        };
        match (mark.pair.text(), mark.is.get()) {
            (Some(pair), Some(&half)) => {
                let halves = pairs.entry(pair.to_lowercase()).or_default();
                halves.push((entry, half, entry.then_and_now.span));
            }
            (pair, half) => {
                is_incomplete = true;
                let missing = match (pair, half) {
                    (None, _) if mark.pair.is_missing() => "the name of the `pair` it belongs to",
                    (_, None) if mark.is.is_missing() => "whether it `is:` then or now",
                    _ => continue,
                };
                findings.error(
                    Place::span(DOCUMENTS, entry.then_and_now.span),
                    format!("“{}” does not say {missing}", entry.name()),
                    "Write it like `then_and_now: { pair: assessments, is: then }`",
                );
            }
        }
    }
    let has = |halves: &Halves, half| halves.iter().any(|(_, one, _)| *one == half);
    let is_whole = |halves: &Halves| has(halves, Half::Then) && has(halves, Half::Now);
    let asked = case.policy().evidence.then_and_now.as_ref();
    let is_there = pairs.values().any(is_whole);
    let severity = asked.filter(|_| !is_there).map_or(Severity::Warning, |asked| asked.otherwise);
    let clause = asked.and_then(|asked| asked.says.as_ref());
    for (name, halves) in pairs.iter().filter(|(_, halves)| !is_whole(halves)) {
        let Some((entry, half, span)) = halves.first() else { continue };
        let (is, other) = match half {
            Half::Then => ("then", "now"),
            Half::Now => ("now", "then"),
        };
        let lonely = pairs.iter().filter(|(one, halves)| *one != name && !is_whole(halves));
        let next = match did_you_mean(name, lonely.map(|(one, _)| one.as_str())) {
            Some(alike) => format!("There is a pair `{alike}`: if it is the same, write it alike"),
            None => format!(
                "Give the document it is compared with `then_and_now: {{ pair: {name}, is: {other} }}`"
            ),
        };
        let title = format!(
            "“{}” is marked `is: {is}`, and nothing beside it is marked `is: {other}`",
            entry.name()
        );
        findings.add(severity, Place::span(DOCUMENTS, *span), title, next).says(clause);
    }
    if let Some(asked) = asked
        && pairs.is_empty()
        && !is_incomplete
    {
        findings
            .add(
                asked.otherwise,
                Place::file(DOCUMENTS),
                "No document from the start is set beside one from today",
                "Give one entry `then_and_now: { pair: assessments, is: then }` and the other \
                 `then_and_now: { pair: assessments, is: now }`",
            )
            .says(clause);
    }
}
