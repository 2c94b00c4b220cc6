use super::{Lint, Subject, text::quoted};
use crate::{check::Findings, policy::tree::Spot};

pub static LINT: Lint = Lint {
    name: "never-asked",
    asks: "What says how much it matters asks for something",
    why: "With “at least 0” nothing is ever missing, so nothing is ever said.",
    example: "`otherwise: error` without `at_least`: write how many there must be, or take `otherwise` \
              away.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let trees = subject.trees;
    let number = |spot: &Spot, key: &str| spot.key(key).and_then(|text| text.parse::<u32>().ok());
    let kinds = trees.all("evidence.yaml", "source_kinds.*");
    let groups = trees.all("evidence.yaml", "source_groups.*");
    let needs = trees.all("evidence.yaml", "training.needs.*");
    let any_of = trees.forms().flat_map(|(file, _)| trees.all(file, "sections.*.any_of.*"));
    for spot in kinds.into_iter().chain(groups).chain(needs).chain(any_of) {
        let asks =
            ["at_least", "kinds"].iter().any(|key| number(&spot, key).is_some_and(|n| n > 0));
        let asks_authors = !spot.below("by").iter().all(|by| by.below("*").is_empty());
        if spot.node.get("otherwise").is_none() || asks || asks_authors {
            continue;
        }
        let title = spot.key("title").or(spot.key("label")).unwrap_or("this");
        findings.warning(
            trees.place(spot.file, &format!("{}.otherwise", spot.path)),
            format!("Nothing is asked for under {}, so this never matters", quoted(title)),
            "Write `at_least:` with a number, or take `otherwise` away",
        );
    }
    for spot in subject
        .spots
        .iter()
        .filter(|spot| matches!(spot.last_key(), "minutes" | "quorum" | "pass_mark"))
    {
        if spot.text() == Some("0") {
            let title = format!("`{}: 0` asks for nothing", spot.last_key());
            findings.warning(spot.place(), title, "Write a number, or take the line away");
        }
    }
}
