use super::{items, text_of};
use crate::{
    check::Findings,
    policy::{
        lint::{Lint, Subject},
        tree::{Spot, Trees},
    },
};

pub static LINT: Lint = Lint {
    name: "missing-part",
    asks: "Nothing is left out that something else needs",
    why: "Each word of the policy language can be left out where the council does not say it; but a \
          choice without options cannot be answered, and without a panel somebody else decides.",
    example: "`panel: no` in a progression: add `decided_by:` with the role that decides.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let trees = subject.trees;
    if trees.file("policy.yaml").is_some() && !trees.is_broken("policy.yaml") {
        progressions(trees, findings);
        facts(trees, findings);
    }
    for (file, _) in trees.forms() {
        for section in trees.all(file, "sections.*") {
            a_section(trees, &section, findings);
        }
    }
}

/// Says that something is missing at a path.
fn missing(
    trees: &Trees,
    file: &str,
    path: &str,
    title: &str,
    next: &str,
    findings: &mut Findings,
) {
    findings.error(trees.place(file, path), title, next);
}

fn is_no(text: Option<&str>) -> bool {
    text.is_some_and(|text| matches!(&*text.to_lowercase(), "no" | "n" | "false"))
}

fn is_yes(text: Option<&str>) -> bool {
    text.is_some_and(|text| matches!(&*text.to_lowercase(), "yes" | "y" | "true"))
}

fn progressions(trees: &Trees, findings: &mut Findings) {
    let file = "policy.yaml";
    let all = trees.all(file, "progressions.*");
    if all.is_empty() && trees.get(file, "progressions").is_some() {
        let next = "Add one, with `id:` and `title:`";
        missing(trees, file, "progressions", "Nothing can be applied for", next, findings);
    }
    for one in all.iter().filter(|one| is_no(one.key("panel")) && one.key("decided_by").is_none()) {
        let title = "No panel decides about this progression, and nobody else is named";
        let next = "Add `decided_by:` with the role that decides";
        missing(trees, file, &format!("{}.panel", one.path), title, next, findings);
    }
}

fn facts(trees: &Trees, findings: &mut Findings) {
    let file = "policy.yaml";
    let facts = trees.all(file, "facts.*");
    let fact = |id: &str| facts.iter().find(|fact| fact.key("id") == Some(id));
    if fact("name").is_none() && trees.get(file, "facts").is_some() {
        let title = "There is no fact `name`, and every document is headed by it";
        let next = "Add `- { id: name, label: Name, required: yes }`";
        missing(trees, file, "facts", title, next, findings);
    }
    for asye in trees
        .all(file, "progressions.*.asye")
        .into_iter()
        .chain(trees.all(file, "progressions.*.routes.*.asye"))
        .take(1)
    {
        if fact("asye.passed").and_then(|fact| fact.key("type")) != Some("yes-no") {
            let title = "The ASYE is asked about, but no fact says whether it was passed";
            let next = "Add `- { id: asye.passed, label: …, type: yes-no }` under `facts`";
            missing(trees, file, &asye.path, title, next, findings);
        }
        if asye.key("elsewhere_needs").is_some() && fact("asye.with").is_none() {
            let title =
                "Proof is asked for where the ASYE was passed elsewhere, but no fact says where";
            let next = "Add `- { id: asye.with, label: … }` under `facts`";
            let path = format!("{}.elsewhere_needs", asye.path);
            missing(trees, file, &path, title, next, findings);
        }
    }
    for fact in facts.iter().filter(|fact| fact.key("type") == Some("choice")) {
        without_options(trees, fact, findings);
    }
}

fn without_options(trees: &Trees, spot: &Spot, findings: &mut Findings) {
    if items(spot.node.get("options")).is_empty() {
        let title = "This is a choice, but there is nothing to choose";
        let next = "Add `options:` with a list of `{ id: …, label: … }`, or change `type`";
        missing(trees, spot.file, &format!("{}.type", spot.path), title, next, findings);
    }
}

fn a_section(trees: &Trees, section: &Spot, findings: &mut Findings) {
    let has_scale = !items(section.node.get("scale")).is_empty();
    if is_yes(section.key("rows_from_headings")) && !has_scale {
        let title = "The rows of this grid have no scale to answer them with";
        let next = "Add `scale:` with a list of `{ id: …, label: …, points: … }`";
        let path = format!("{}.rows_from_headings", section.path);
        missing(trees, section.file, &path, title, next, findings);
    }
    let points = items(section.node.get("scale"));
    let has_points = points.iter().any(|one| text_of(one, "points").is_some());
    if section.node.get("pass_mark").is_some() && !has_points {
        let title = "Points are needed to pass, but the scale gives none";
        let next = "Add `points:` to what can be chosen in `scale`";
        let path = format!("{}.pass_mark", section.path);
        missing(trees, section.file, &path, title, next, findings);
    }
    for field in section.below("fields").into_iter().flat_map(|all| all.below("*")) {
        match field.key("type") {
            Some("choice") => without_options(trees, &field, findings),
            Some("score") if !has_scale => {
                let title = "This is a row of a scoring grid, but its section has no scale";
                let next = "Add `scale:` to the section, or change `type`";
                missing(trees, field.file, &format!("{}.type", field.path), title, next, findings);
            }
            _ => {}
        }
        if field.node.get("value").is_some() && field.node.get("prefill").is_some() {
            findings.error(
                trees.place(field.file, &format!("{}.prefill", field.path)),
                "A `value` is never typed over, so this `prefill` is never used",
                "Keep `value` if nobody should type here, `prefill` if somebody may",
            );
        }
    }
}
