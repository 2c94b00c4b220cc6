use crate::{
    check::{Findings, Place},
    policy::lint::{Lint, Subject},
};

pub static LINT: Lint = Lint {
    name: "broken-braces",
    asks: "In `value` and `prefill` each { and each [ is closed",
    why: "What stands in braces is filled in from the pack. A brace left open swallows what \
          comes after it.",
    example: "`value: \"{candidate.name, {candidate.team}\"`: write `\"{candidate.name}, {candidate.team}\"`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for spot in subject.spots.iter().filter(|spot| spot.names == Some("text with names")) {
        let Some(text) = spot.text() else { continue };
        let Some(slip) = slip(text) else { continue };
        let next = "Write names like \"{candidate.name}\" and parts that may be left out like \
                    \"[, {candidate.team}]\"";
        findings.error(Place::span(spot.file, spot.node.span), slip, next);
    }
}

/// The names in a text with names.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0))
}

/// What is wrong with the braces and brackets of a text.
pub fn slip(text: &str) -> Option<String> {
    let mut open = Vec::new();
    for letter in text.chars() {
        match (letter, open.last()) {
            ('{', Some('{')) => return Some("A { begins inside another one".into()),
            ('[', Some('{')) | (']', Some('{')) => {
                return Some(format!("A {letter} stands inside {{ }}"));
            }
            ('[', Some('[')) => return Some("A [ begins inside another one".into()),
            ('{' | '[', _) => open.push(letter),
            ('}', Some('{')) | (']', Some('[')) => drop(open.pop()),
            ('}' | ']', _) => return Some(format!("This {letter} closes nothing")),
            _ => {}
        }
    }
    if let Some(letter) = open.last() {
        return Some(format!("This {letter} is not closed"));
    }
    let is_empty = text.contains("{}") || names_in(text).any(|name| name.trim().is_empty());
    is_empty.then(|| "There is no name between { and }".into())
}
