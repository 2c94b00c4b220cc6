use super::{identifying, not_looked_into, place, traces, words::row};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    confidentiality::{Sighting, What},
    pack::{CONFIDENTIALITY, MayStay},
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "may-stay",
    asks: "What was found and may stay is in confidentiality.yaml, with a reason and a person",
    why: "The check cannot know that a school is the one you trained at, or that somebody has read a \
          scan. Whoever decides says so, and stands by it. The report shows it; the bundle does not.",
    example: "`may_stay:` and below it `- { rule: school-or-surgery, file: evidence/01-knowledge.md, \
              mark: k7d2, reason: my own placement in 2019, by: Nadia Fernleigh, on: 2025-02-01 }`. \
              The mark is the one that the finding shows.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let sightings = &case.looked.sightings;
    for (at, field) in case.pack().confidentiality.may_stay.iter().enumerate() {
        let Some(entry) = field.get() else { continue };
        let here = || Place::span(CONFIDENTIALITY, field.span);
        let unsaid = unsaid(entry);
        if !unsaid.is_empty() {
            findings.error(
                here(),
                format!("This entry lacks {}", row(&unsaid, "and")),
                "Say which finding may stay (`rule:`, `file:`, `mark:`), why (`reason:`), who decided \
                 that (`by:`) and when (`on:`)",
            );
        } else if let Some(one) = sightings.iter().find(|one| one.stays == Some(at)) {
            let (reason, by) = (text(&entry.reason), text(&entry.by));
            let on = entry.on.get().map_or(String::new(), |on| format!(", {on}"));
            let note = findings.note(
                place::place(one),
                format!("{}; it may stay", seen(one)),
                format!("Nothing to do: “{reason}” ({by}{on})"),
            );
            note.mark = Some(one.mark.clone());
        } else {
            findings.warning(
                here(),
                "Nothing that is found has this rule, file and mark",
                "If the text was changed, look at it again and copy the new mark from the finding; if \
                 the finding is gone, delete this entry",
            );
        }
    }
}

/// What was seen, as the finding would have said it.
fn seen(one: &Sighting) -> String {
    match one.what {
        What::Identifying(kind) => identifying::title(kind, one),
        What::Trace(kind) => traces::title(kind, one),
        What::Unread(kind) => not_looked_into::title(kind).to_owned(),
    }
}

fn text(field: &Field<String>) -> &str {
    field.text().unwrap_or_default()
}

fn unsaid(entry: &MayStay) -> Vec<&'static str> {
    let texts = [
        ("`rule:`", &entry.rule),
        ("`file:`", &entry.file),
        ("`mark:`", &entry.mark),
        ("`reason:`", &entry.reason),
        ("`by:`", &entry.by),
    ];
    let missing = texts.iter().filter(|(_, field)| field.is_unsaid());
    let on = entry.on.is_missing().then_some("`on:`");
    missing.map(|(key, _)| *key).chain(on).collect()
}
