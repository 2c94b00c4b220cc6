use super::{Names, Sort, items, sort_of_field, text_of, unknown_name};
use crate::{
    check::{Findings, Place},
    dates,
    policy::{
        lint::{Lint, Subject},
        tree::Spot,
    },
    source::Span,
    yaml::{Node, did_you_mean},
};

pub static LINT: Lint = Lint {
    name: "wrong-condition",
    asks: "A condition names something a pack says, with a value it can have",
    why: "A condition that can never hold takes away what hangs on it, and nobody notices.",
    example: "`when: { asye_passed: maybe }` for a field that is answered yes or no: write yes or no.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for spot in subject.spots.iter().filter(|spot| spot.names == Some("condition")) {
        for entry in spot.node.entries() {
            let values = items(Some(&entry.node));
            match meaning(subject, spot, &entry.key) {
                Meaning::Said(sort) => {
                    for value in values {
                        one(&subject.names, spot.file, &sort, &entry.key, value, findings);
                    }
                }
                Meaning::NoAnswer => {
                    findings.error(
                        Place::span(spot.file, entry.key_span),
                        format!("`{}` is a note: nobody answers it", entry.key),
                        "Name a field that is answered",
                    );
                }
                Meaning::Unsure => {}
                Meaning::Nothing(next) => {
                    findings.error(
                        Place::span(spot.file, entry.key_span),
                        format!("`{}` is not a name that means anything here", entry.key),
                        next,
                    );
                }
            }
            if items(Some(&entry.node)).is_empty() {
                findings.error(
                    Place::span(spot.file, entry.key_span),
                    format!("No value is said that `{}` has to have", entry.key),
                    "Write one after the colon; `given` and `missing` only ask whether there is one",
                );
            }
        }
    }
    expected(subject, findings);
}

/// What a name in a condition stands for.
enum Meaning {
    Said(Sort),
    /// A note of a form.
    NoAnswer,
    /// Nothing that this program knows; and what to do.
    Nothing(String),
    /// The file that would say so cannot be read.
    Unsure,
}

fn meaning(subject: &Subject, spot: &Spot, name: &str) -> Meaning {
    let mut local = Vec::new();
    if spot.file.starts_with("forms/") {
        let here = spot.path.split('.').nth(1).unwrap_or_default();
        let form = subject.trees.file(spot.file);
        let sections = items(form.and_then(|form| form.get("sections")));
        for (index, section) in sections.into_iter().enumerate() {
            let Some(id) = text_of(section, "id") else { continue };
            for field in items(section.get("fields")) {
                let Some(field_id) = text_of(field, "id") else { continue };
                let full = format!("{id}.{field_id}");
                let is_meant = name == full || name == field_id && here == index.to_string();
                if is_meant {
                    return sort_of_field(section, field).map_or(Meaning::NoAnswer, Meaning::Said);
                }
                local.push(if here == index.to_string() { field_id.to_owned() } else { full });
            }
        }
    }
    match subject.names.sort(name) {
        Some(sort) => Meaning::Said(sort.clone()),
        None if subject.names.may_mean(name) => Meaning::Unsure,
        None => Meaning::Nothing(match did_you_mean(name, local.iter().map(String::as_str)) {
            Some(near) => format!("Write `{near}`"),
            None => unknown_name::nearest(&subject.names, name),
        }),
    }
}

fn one(names: &Names, file: &str, sort: &Sort, name: &str, value: &Node, findings: &mut Findings) {
    let Some(text) = value.as_text().map(str::trim) else { return };
    if let Some((title, next)) = wrong(names, sort, name, text) {
        findings.error(place(file, value.span), title, next);
    }
}

fn place(file: &str, span: Span) -> Place {
    Place::span(file, span)
}

/// What is wrong with a value that something has to have.
fn wrong(names: &Names, sort: &Sort, name: &str, text: &str) -> Option<(String, String)> {
    if matches!(text, "given" | "missing") {
        return None;
    }
    if let Some((how @ ("under" | "over"), than)) = text.split_once(' ') {
        let is_number = than.trim().parse::<f64>().is_ok();
        return match (sort, is_number) {
            (Sort::Number, true) => None,
            (Sort::Number, false) => Some((
                format!("`{}` is not a number", than.trim()),
                format!("Write like `{how} 20`"),
            )),
            _ => Some((
                format!("`{name}` is not a number, so nothing is {how} or not"),
                "Compare a fact with `type: number`".to_owned(),
            )),
        };
    }
    if let Some((how @ ("before" | "after"), than)) = text.split_once(' ') {
        let than = than.trim();
        let is_day = dates::parse(than).is_some() || names.sort(than) == Some(&Sort::Day);
        return match (sort, is_day) {
            (Sort::Day, _) if is_day || names.may_mean(than) => None,
            (Sort::Day, _) => Some((
                format!("`{than}` is not a day"),
                format!("Write like `{how} panel` or `{how} 2025-03-01`"),
            )),
            _ => Some((
                format!("`{name}` is not a day, so it is not {how} one"),
                "Compare a fact or a field with `type: date`".to_owned(),
            )),
        };
    }
    let offer = |options: &[String]| match did_you_mean(text, options.iter().map(String::as_str)) {
        Some(option) => format!("Write `{option}`"),
        None => format!("Use one of {}, given, missing", options.join(", ")),
    };
    match sort {
        // That there is nothing to choose is told elsewhere.
        Sort::Choice(options) if options.is_empty() => None,
        Sort::YesNo if !text.eq_ignore_ascii_case("yes") && !text.eq_ignore_ascii_case("no") => {
            Some((
                format!("`{name}` is yes or no, and never `{text}`"),
                "Write yes or no".to_owned(),
            ))
        }
        Sort::Choice(options)
            if !options.iter().any(|option| option.eq_ignore_ascii_case(text)) =>
        {
            Some((format!("`{text}` is none of what `{name}` can be"), offer(options)))
        }
        Sort::Number if text.parse::<f64>().is_err() => Some((
            format!("`{name}` is a number, and never `{text}`"),
            "Write a number, or `under 20`, `over 20`".to_owned(),
        )),
        Sort::Day => Some((
            format!("`{name}` is a day and cannot be `{text}`"),
            "Write `given`, `missing`, `before panel` or `after 2025-03-01`".to_owned(),
        )),
        _ => None,
    }
}

/// The answers that are expected of facts and fields.
fn expected(subject: &Subject, findings: &mut Findings) {
    let names = &subject.names;
    for fact in subject.trees.all("policy.yaml", "facts.*") {
        let Some(answer) = fact.node.get("expects").and_then(|one| one.get("answer")) else {
            continue;
        };
        let name = format!("candidate.{}", fact.key("id").unwrap_or_default());
        if let Some(sort) = names.sort(&name) {
            one(names, fact.file, sort, &name, answer, findings);
        }
    }
    for (file, _) in subject.trees.forms() {
        for section in subject.trees.all(file, "sections.*") {
            for field in items(section.node.get("fields")) {
                let Some(answer) = field.get("expects").and_then(|one| one.get("answer")) else {
                    continue;
                };
                match sort_of_field(section.node, field) {
                    Some(sort) => {
                        let name = text_of(field, "id").unwrap_or_default();
                        one(names, file, &sort, name, answer, findings);
                    }
                    None => {
                        let next = "Give the field another type, or take `expects` away";
                        findings.error(
                            place(file, answer.span),
                            "A note is not answered, so no answer can be expected",
                            next,
                        );
                    }
                }
            }
        }
    }
}
