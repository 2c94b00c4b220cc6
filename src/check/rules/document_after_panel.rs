use super::{names, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, FACTS},
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "document-after-panel",
    asks: "No document is dated after the panel",
    why: "The panel cannot have read what was written after it met. Most often the year is a slip.",
    example: "A court report dated 2052-05-02: write 2025-05-02.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

/// From how many documents on it is rather the panel's date that is wrong.
const MANY: usize = 4;

fn check(case: &Case, findings: &mut Findings) {
    let Some((end, name, event)) = names::end(case) else { return };
    let mut late = Vec::new();
    for entry in case.pack().documents.iter().filter_map(Field::get) {
        let seen = entry.verified_by.get().map(|verified| &verified.on);
        for (verb, field) in [("is dated", Some(&entry.date)), ("was seen on", seen)] {
            if let Some(field) = field
                && let Some(day) = field.get().filter(|day| **day > end)
            {
                let title = format!("“{}” {verb} {day}, after {event} on {end}", entry.name());
                late.push((field.span, title));
            }
        }
    }
    if late.len() >= MANY {
        let number = words::count(late.len(), "document");
        findings.warning(
            names::place(case, name),
            format!("{number} are dated after {event} on {end}"),
            format!(
                "Check the date of {event} first; the dates of the documents are in {DOCUMENTS}"
            ),
        );
        return;
    }
    for (span, title) in late {
        let next = format!("Correct the date, or the date of {event} in {FACTS}");
        findings.warning(Place::span(DOCUMENTS, span), title, next);
    }
}
