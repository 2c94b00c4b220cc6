use super::{Lint, Subject, text::quoted};
use crate::{check::Findings, policy::tree::Spot};

pub static LINT: Lint = Lint {
    name: "same-label",
    asks: "No two questions of a form have the same words",
    why: "Whoever fills it in answers one of them and thinks that is all.",
    example: "“Notes and Outcome of Panel meeting” stands twice on one form: ask the council what the \
              second is about.",
    look,
};

/// From this likeness on, two long labels are probably one question asked twice.
const ALIKE: f64 = 0.8;
/// A label of fewer letters is too short to be nearly another.
const LONG: usize = 80;

fn look(subject: &Subject, findings: &mut Findings) {
    for (file, _) in subject.trees.forms() {
        let mut seen: Vec<(Spot, &str)> = Vec::new();
        for field in subject.trees.all(file, "sections.*.fields.*") {
            let Some(label) = subject.as_printed(&field, "label") else { continue };
            let same = seen.iter().find(|(_, other)| *other == label);
            // Questions about two people may well have nearly the same words; criteria may not.
            let is_criterion = field.key("type") == Some("criterion");
            let near = seen.iter().find(|(other, text)| {
                is_criterion && other.key("type") == field.key("type") && is_near(text, label)
            });
            let title = match (same, near) {
                (Some(_), _) => format!("{} stands on this form twice", quoted(label)),
                (None, Some((_, other))) => {
                    format!("{} is nearly the same as {}", quoted(label), quoted(other))
                }
                (None, None) => {
                    seen.push((field, label));
                    continue;
                }
            };
            let next = "Ask the council whether both are meant; each keeps an id of its own";
            findings.note(field.place(), title, next);
        }
    }
}

fn is_near(one: &str, other: &str) -> bool {
    one.chars().count() >= LONG
        && other.chars().count() >= LONG
        && strsim::normalized_levenshtein(&one.to_lowercase(), &other.to_lowercase()) > ALIKE
}
