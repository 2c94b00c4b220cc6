use super::words::row;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::DOCUMENTS,
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "court-declaration",
    asks: "Material from court says who took the names out, who checked that, and who permitted it",
    why: "The law limits who may see what was said in family proceedings. A panel can read such \
          material only if somebody has made sure that it may.",
    example: "A court report with `court: { anonymised_by: … }` alone: add `checked_by:` and \
              `permitted_by:`, each with a name and a role.",
    topic: Topic::Confidentiality,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for entry in case.pack().documents.iter().filter_map(Field::get) {
        let Some(span) = entry.court.span.filter(|_| !entry.court.wrong) else { continue };
        let court = entry.court.get().cloned().unwrap_or_default();
        let parts = [
            ("`anonymised_by:`", &court.anonymised_by),
            ("`checked_by:`", &court.checked_by),
            ("`permitted_by:`", &court.permitted_by),
        ];
        let is_unsaid = |field: &Field<String>| field.text().is_none() && !field.wrong;
        let unsaid: Vec<&str> =
            parts.iter().filter(|(_, field)| is_unsaid(field)).map(|(key, _)| *key).collect();
        if !unsaid.is_empty() {
            findings.error(
                Place::span(DOCUMENTS, span),
                format!("“{}” is court material and lacks {}", entry.name(), row(&unsaid, "and")),
                format!("Add {} under `court:`, with a name and a role", row(&unsaid, "and")),
            );
        }
    }
}
