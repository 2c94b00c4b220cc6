use std::collections::BTreeMap;

use super::{Lint, Subject, text::quoted};
use crate::check::{Findings, Place};

pub static LINT: Lint = Lint {
    name: "without-clause",
    asks: "Whatever asks for something says which clause of the policy does",
    why: "A finding shows the clause. Without it a candidate cannot look up who asks, and whoever changes \
          the policy cannot find what has to change.",
    example: "A deadline without `says:`: add `says: { text: the clause, at: the heading it stands under }`.",
    look,
};

/// So many are named in each file.
const NAMED: usize = 6;

/// What asks for something, and where.
const ASKS: [(&str, &str); 15] = [
    ("policy.yaml", "progressions.*.experience.*"),
    ("policy.yaml", "progressions.*.asye"),
    ("policy.yaml", "progressions.*.statements.*"),
    ("policy.yaml", "progressions.*.routes.*"),
    ("policy.yaml", "progressions.*.routes.*.experience.*"),
    ("policy.yaml", "progressions.*.routes.*.asye"),
    ("policy.yaml", "progressions.*.routes.*.statements.*"),
    ("policy.yaml", "deadlines.*"),
    ("policy.yaml", "panel"),
    ("policy.yaml", "outcomes.*"),
    ("evidence.yaml", "source_groups.*"),
    ("evidence.yaml", "then_and_now"),
    ("evidence.yaml", "training.needs.*"),
    ("evidence.yaml", "presentation.topics.*"),
    ("evidence.yaml", "template"),
];

fn look(subject: &Subject, findings: &mut Findings) {
    let trees = subject.trees;
    let mut asking: Vec<_> =
        ASKS.iter().flat_map(|(file, pattern)| trees.all(file, pattern)).collect();
    let kinds = trees.all("evidence.yaml", "source_kinds.*");
    asking
        .extend(kinds.into_iter().filter(|kind| !matches!(kind.key("at_least"), None | Some("0"))));
    for (file, _) in trees.forms() {
        let fields = trees.all(file, "sections.*.fields.*");
        asking.extend(fields.iter().flat_map(|field| field.below("expects")));
        asking.extend(trees.all(file, "sections.*.any_of.*"));
    }
    let mut without: BTreeMap<&str, Vec<(Place, String)>> = BTreeMap::new();
    for one in asking.into_iter().filter(|one| one.node.get("says").is_none()) {
        let name = ["what", "title", "label", "id"].into_iter().find_map(|key| one.key(key));
        let name = name.map_or_else(|| format!("`{}`", one.last_key()), quoted);
        without.entry(one.file).or_default().push((trees.place(one.file, &one.path), name));
    }
    for (_, mut all) in without {
        all.sort();
        let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).take(NAMED).collect();
        let more = all.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let verb = if all.len() == 1 { "does" } else { "do" };
        let Some((place, _)) = all.first() else { continue };
        findings.note(
            place.clone(),
            format!("{}{more} {verb} not say which clause asks for it", names.join(", ")),
            "Add `says: { text: …, at: … }` with the clause and the heading it stands under",
        );
    }
}
