use std::collections::BTreeMap;

use super::broken_braces::names_in;
use crate::{
    check::{Findings, Place},
    policy::lint::{Lint, Subject},
    policy::tree::Trees,
};

pub static LINT: Lint = Lint {
    name: "circle",
    asks: "Nothing is said by itself: no progression extends itself, no field is filled in from itself",
    why: "What goes round in a circle has no beginning, so there is nothing to fill in.",
    example: "A field with `value: \"{forms.request.you.name}\"` is itself `name` of that section: \
              write where the name really comes from, `\"{candidate.name}\"`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let extended = progressions(subject.trees);
    let filled = values(subject.trees);
    for graph in [extended, filled] {
        for (name, (place, _)) in &graph {
            if let Some(round) = round(&graph, name) {
                findings.error(
                    place.clone(),
                    format!("This goes round in a circle: {}", round.join(" → ")),
                    "Change one of them so that it begins somewhere",
                );
            }
        }
    }
}

/// What is said where, and from what.
type Graph = BTreeMap<String, (Place, Vec<String>)>;

fn progressions(trees: &Trees) -> Graph {
    let file = "policy.yaml";
    let all = trees.all(file, "progressions.*").into_iter();
    all.filter_map(|one| {
        let place = trees.place(file, &format!("{}.extends", one.path));
        Some((one.key("id")?.to_owned(), (place, vec![one.key("extends")?.to_owned()])))
    })
    .collect()
}

/// Fields that are filled in, and `experience`, which is counted up to a day that a field may say.
fn values(trees: &Trees) -> Graph {
    let mut graph = Graph::new();
    for (file, form) in trees.forms() {
        let form = form.get("id").and_then(|id| id.as_text()).unwrap_or_default();
        for section in trees.all(file, "sections.*") {
            for field in section.below("fields").into_iter().flat_map(|all| all.below("*")) {
                let text = ["value", "prefill"].into_iter().find_map(|key| field.key(key));
                let (Some(text), Some(id), Some(section)) =
                    (text, field.key("id"), section.key("id"))
                else {
                    continue;
                };
                let key = if field.node.get("value").is_some() { "value" } else { "prefill" };
                let place = trees.place(file, &format!("{}.{key}", field.path));
                let from = names_in(text).map(|name| match name.starts_with("experience.") {
                    true => "experience".to_owned(),
                    false => name.to_owned(),
                });
                graph.insert(format!("forms.{form}.{section}.{id}"), (place, from.collect()));
            }
        }
    }
    for pattern in
        ["progressions.*.experience.*.until", "progressions.*.routes.*.experience.*.until"]
    {
        for until in trees.all("policy.yaml", pattern) {
            let Some(name) = until.text() else { continue };
            let entry = graph.entry("experience".into()).or_insert((until.place(), Vec::new()));
            entry.1.push(name.to_owned());
        }
    }
    graph
}

/// The way from a name back to itself.
fn round(graph: &Graph, start: &str) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.to_owned()]];
    let mut seen = Vec::new();
    while let Some(way) = ways.pop() {
        let last = way.last()?;
        for next in graph.get(last).into_iter().flat_map(|(_, from)| from) {
            if next == start {
                return Some(way.into_iter().chain([start.to_owned()]).collect());
            }
            if !seen.contains(next) {
                seen.push(next.clone());
                ways.push(way.iter().cloned().chain([next.clone()]).collect());
            }
        }
    }
    None
}
