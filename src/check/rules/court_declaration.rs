use super::words::row;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, DocumentEntry},
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "court-declaration",
    asks: "Material from court says who took the names out, who checked that, and who permitted it",
    why: "The law limits who may see what was said in family proceedings (Children Act 1989 section 97, \
          Administration of Justice Act 1960 section 12). A panel can read such material only if \
          somebody has made sure that it may.",
    example: "A court report in documents.yaml: add `court: { anonymised_by: …, checked_by: …, \
              permitted_by: … }`, each with a name and a role.",
    topic: Topic::Confidentiality,
    stage: Stage::Evidence,
    check,
};

/// Words of a title that speak of proceedings, whatever stands between them.
const TITLES: [[&str; 2]; 6] = [
    ["court", "report"],
    ["court", "statement"],
    ["court", "bundle"],
    ["court", "order"],
    ["final", "hearing"],
    ["care", "proceedings"],
];

fn check(case: &Case, findings: &mut Findings) {
    for entry in case.pack().documents.iter().filter_map(Field::get) {
        match entry.court.span {
            Some(_) if entry.court.wrong => {}
            Some(span) => {
                let unsaid = unsaid(entry);
                if !unsaid.is_empty() {
                    findings.error(
                        Place::span(DOCUMENTS, span),
                        format!(
                            "“{}” is court material and lacks {}",
                            entry.name(),
                            row(&unsaid, "and")
                        ),
                        format!(
                            "Add {} under `court:`, with a name and a role",
                            row(&unsaid, "and")
                        ),
                    );
                }
            }
            None => undeclared(case, entry, findings),
        }
    }
}

/// What says of itself that it is from court must be declared; a title alone may say it of something
/// else.
fn undeclared(case: &Case, entry: &DocumentEntry, findings: &mut Findings) {
    let next = "Add `court:` with `anonymised_by:`, `checked_by:` and `permitted_by:`, each with a name \
                and a role";
    let place = Place::span(DOCUMENTS, entry.title.span.or(entry.file.span).or(entry.seen.span));
    let is_from_court = entry.path().is_some_and(|path| case.looked.from_court.contains(&path));
    if is_from_court {
        let title =
            format!("“{}” is from court, as its first page says, and lacks `court:`", entry.name());
        findings.error(place, title, next);
    } else if is_titled_so(entry) && entry.seen.text().is_none() {
        let title =
            format!("“{}” sounds like material from court and lacks `court:`", entry.name());
        findings.warning(
            place,
            title,
            format!("{next}; if it is something else, say so in its title"),
        );
    }
}

fn is_titled_so(entry: &DocumentEntry) -> bool {
    let said = [entry.title.text(), entry.file.text()];
    let said: Vec<String> = said.into_iter().flatten().map(str::to_lowercase).collect();
    let words = said.iter().flat_map(|text| text.split(|one: char| !one.is_alphanumeric()));
    let words: Vec<&str> = words.collect();
    let says = |word: &str| words.contains(&word);
    TITLES.iter().any(|[first, second]| says(first) && says(second))
}

fn unsaid(entry: &DocumentEntry) -> Vec<&'static str> {
    let court = entry.court.get().cloned().unwrap_or_default();
    let parts = [
        ("`anonymised_by:`", &court.anonymised_by),
        ("`checked_by:`", &court.checked_by),
        ("`permitted_by:`", &court.permitted_by),
    ];
    parts.iter().filter(|(_, field)| field.is_unsaid()).map(|(key, _)| *key).collect()
}
