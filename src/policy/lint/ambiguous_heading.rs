use std::collections::BTreeMap;

use super::{
    Lint, Subject,
    text::{plain, quoted},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "ambiguous-heading",
    asks: "No name of a heading is also a name of another",
    why: "Evidence is found by the name of its heading; with two of them it goes to the wrong one.",
    example: "Two headings have the alias “Values”: take it away from one.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for heading in subject.trees.all("headings.yaml", "*") {
        let id = heading.key("id").unwrap_or_default();
        let aliases = heading.below("aliases").into_iter().flat_map(|all| all.below("*"));
        let names = ["title", "label"].into_iter().flat_map(|key| heading.below(key));
        for name in names.chain(aliases) {
            let Some(text) = name.text() else { continue };
            let earlier = seen.entry(plain(text)).or_insert_with(|| id.to_owned());
            if earlier != id {
                findings.warning(
                    name.place(),
                    format!("{} is a name of `{earlier}` as well", quoted(text)),
                    "Keep it with one of the two headings",
                );
            }
        }
    }
}
