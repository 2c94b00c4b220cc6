use super::{
    Lint, Subject,
    appendices::names,
    text::{self, bare, quoted},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "unknown-document",
    asks: "A form, letter or pathway that the policy names is one of its own",
    why: "Somebody is told to fill in or to read something that is not there.",
    example: "“please refer to the ASYE Pathway”, and there is none: ask the council for it, or whether \
              another document is meant.",
    look,
};

/// What a document can be.
const SORTS: [&str; 4] = ["form", "letter", "pathway", "proforma"];

/// Words before “form” and “letter” that do not name one.
const NO_NAMES: [&str; 34] = [
    "the",
    "this",
    "that",
    "a",
    "an",
    "each",
    "any",
    "same",
    "new",
    "completed",
    "signed",
    "blank",
    "your",
    "their",
    "its",
    "our",
    "no",
    "one",
    "to",
    "of",
    "in",
    "and",
    "or",
    "by",
    "per",
    "which",
    "every",
    "other",
    "whole",
    "on",
    "for",
    "at",
    "with",
    "as",
];

fn look(subject: &Subject, findings: &mut Findings) {
    let known = known(subject);
    let mut told: Vec<String> = Vec::new();
    for (spot, text) in subject.printed().chain(subject.notes()).chain(due(subject)) {
        for name in named(text) {
            let plain = text::plain(&name);
            let is_known = known
                .iter()
                .any(|one| one == &plain || text::holds(one, &plain) || text::holds(&plain, one));
            if is_known || told.contains(&plain) {
                continue;
            }
            findings.warning(
                subject.words(spot, &name),
                format!("{} is named, and nothing here is called that", quoted(&name)),
                "Ask the council for it; if another form is meant, add this name to its `aliases`",
            );
            told.push(plain);
        }
    }
}

/// What has to be sent: named by whoever wrote the policy down.
fn due<'s, 'a>(
    subject: &'s Subject<'a>,
) -> impl Iterator<Item = (&'s crate::policy::tree::Spot<'a>, &'a str)> {
    let texts = subject.spots.iter().filter_map(|spot| Some((spot, spot.text()?)));
    texts.filter(|(spot, _)| spot.last_key() == "what")
}

fn known(subject: &Subject) -> Vec<String> {
    let trees = subject.trees;
    let parts = ["template", "training", "presentation"];
    let parts = parts.iter().filter_map(|part| trees.get("evidence.yaml", part));
    let items = trees.forms().map(|(_, form)| form).chain(parts);
    let mut known: Vec<String> = items.flat_map(names).map(|name| text::plain(&name)).collect();
    known.retain(|name| !name.is_empty());
    known
}

/// The names of documents in a text: capitals before “Form”, or the one word before “form”.
fn named(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let sort = bare(word).to_lowercase();
        let ends_before = |at: usize| {
            words.get(at).is_some_and(|word| word.ends_with([',', '.', ':', ';', ')', '?']))
        };
        if !SORTS.contains(&sort.as_str()) || index == 0 || ends_before(index - 1) {
            continue;
        }
        // “Career Pathway Policy” is no pathway.
        let goes_on = words.get(index + 1).is_some_and(|next| next.starts_with(char::is_uppercase));
        if goes_on && !ends_before(index) {
            continue;
        }
        let is_capital = |at: usize| {
            words
                .get(at)
                .is_some_and(|word| bare(word).starts_with(|letter: char| letter.is_uppercase()))
        };
        // Back over capitals, and over “of” between them.
        let mut start = index;
        while let Some(before) = start.checked_sub(1) {
            let is_joined = matches!(words.get(before), Some(&"of" | &"to" | &"and"))
                && before > 0
                && is_capital(before - 1)
                && start < index;
            if ends_before(before) || !(is_capital(before) || is_joined) {
                break;
            }
            start = before;
        }
        if start == index {
            start = index - 1;
        }
        let is_name = |word: &&str| !NO_NAMES.contains(&bare(word).to_lowercase().as_str());
        let name: Vec<&str> = words
            .get(start..=index)
            .unwrap_or_default()
            .iter()
            .copied()
            .skip_while(|word| !is_name(word))
            .map(bare)
            .collect();
        if name.len() > 1 {
            found.push(name.join(" "));
        }
    }
    found
}
