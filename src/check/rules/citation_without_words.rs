use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::{Severity, Stage},
};

pub static RULE: Rule = Rule {
    name: "citation-without-words",
    asks: "Every citation stands in words that say what the document shows",
    why: "A list of documents is not evidence. The panel looks for what a document shows about \
          your practice, beside the document’s name.",
    example: "`- [Court report](../documents/court-report.pdf)` by itself: write “I set out the \
              benefits and losses of each option in the [court report](…)”.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

/// Words in the same paragraph or list item from which on something is said.
const FEW: usize = 5;

fn check(case: &Case, findings: &mut Findings) {
    let cite = case.policy().evidence.cite.as_ref();
    for citation in case.pack().citations().filter(|citation| !citation.link.is_image) {
        let next = "Write in the same paragraph what it shows about your practice";
        let (severity, title, next) = match (citation.link.words.trim(), citation.link.words_around)
        {
            ("", _) => (
                Severity::Error,
                "This citation has no words to print",
                "Write what the document is between the square brackets",
            ),
            (_, 0) => (Severity::Error, "This document is cited without a word about it", next),
            (_, 1..FEW) => {
                (Severity::Warning, "This document is cited with hardly a word about it", next)
            }
            _ => continue,
        };
        findings
            .add(severity, Place::span(&citation.file.name, citation.link.span), title, next)
            .says(cite.and_then(|cite| cite.says.as_ref()));
    }
}
