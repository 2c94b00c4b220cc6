use super::{Lint, Subject, text::quoted};
use crate::{check::Findings, policy::tree::Spot};

pub static LINT: Lint = Lint {
    name: "two-spellings",
    asks: "A heading is spelt in one way",
    why: "Where the list and the template spell a heading differently, nobody knows which to copy.",
    example: "“Rights, Justice and Economic Wellbeing” is also printed “Rights. Justice, and Economic \
              Well-Being”: ask the council which is right.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for heading in subject.trees.all("headings.yaml", "*") {
        let title = heading.key("title").unwrap_or_default();
        let label = subject.as_printed(&heading, "label").unwrap_or_default();
        let aliases = heading.below("aliases").into_iter().flat_map(|all| all.below("*"));
        let aliases = aliases.filter_map(|alias| alias.text());
        let mut others: Vec<&str> = Vec::new();
        for name in std::iter::once(core(&heading, label)).chain(aliases) {
            if !name.is_empty() && name != title && !others.contains(&name) {
                others.push(name);
            }
        }
        if let [_, ..] = others.as_slice() {
            let others: Vec<String> = others.into_iter().map(quoted).collect();
            findings.note(
                heading.place(),
                format!("{} is also {}", quoted(title), others.join(" and ")),
                "Ask the council which is right; `as_printed` and `aliases` keep the others",
            );
        }
    }
}

/// What stands before the name of a heading: `PCF`, its number, and what sets them off.
pub fn before<'t>(heading: &Spot, label: &'t str) -> &'t str {
    let number = heading.key("number").unwrap_or_default();
    let Some((_, rest)) = label.split_once(number).filter(|_| !number.is_empty()) else {
        return "";
    };
    let name = rest.trim_start_matches(|letter: char| !letter.is_alphabetic());
    // A number at the end is part of the name.
    if name.is_empty() { "" } else { label.strip_suffix(name).unwrap_or_default() }
}

/// The name of a heading without what stands before it.
fn core<'t>(heading: &Spot, label: &'t str) -> &'t str {
    label.strip_prefix(before(heading, label)).unwrap_or(label).trim()
}
