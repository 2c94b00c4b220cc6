use super::{Lint, Subject};
use crate::{
    check::Findings,
    policy::{
        tree::{Spot, Trees},
        valid::items,
    },
    yaml::Node,
};

pub static LINT: Lint = Lint {
    name: "unreachable",
    asks: "Everything is asked of somebody",
    why: "What is only for a progression that never gets there is never asked, and nobody notices.",
    example: "A form only for one progression has a section only for another: correct `only_for`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let targets = targets(subject.trees);
    for spot in subject.spots.iter().filter(|spot| spot.path.ends_with("only_for")) {
        if items(Some(spot.node)).is_empty() {
            findings.warning(
                subject.trees.place(spot.file, &spot.path),
                "This is only for nobody, which means: for everybody",
                "Name a progression or a route, or take `only_for` away",
            );
        }
    }
    let groups = subject
        .spots
        .iter()
        .filter(|spot| spot.node.get("only_for").is_some() || spot.node.get("when").is_some());
    for spot in groups {
        if !targets.iter().any(|target| reaches(subject.trees, spot, target)) {
            findings.warning(
                spot.place(),
                "Nobody is ever asked this: what it is only for never comes together",
                "Look at `only_for` and `when` here and above",
            );
        }
    }
}

/// Somebody who applies: the progression, those it extends, and the route.
struct Target {
    progression: String,
    route: Option<String>,
    ids: Vec<String>,
}

fn targets(trees: &Trees) -> Vec<Target> {
    let all = trees.all("policy.yaml", "progressions.*");
    let find = |id: &str| all.iter().find(|one| one.key("id") == Some(id));
    let mut targets = Vec::new();
    for one in &all {
        let mut ids: Vec<String> = Vec::new();
        let mut routes: Vec<String> = Vec::new();
        let mut next = one.key("id");
        while let Some(id) = next.filter(|id| !ids.iter().any(|known| known == id)) {
            ids.push(id.to_owned());
            let here = find(id);
            if let Some(here) = here.filter(|_| routes.is_empty()) {
                let own = here.below("routes").into_iter().flat_map(|all| all.below("*"));
                routes.extend(own.filter_map(|route| Some(route.key("id")?.to_owned())));
            }
            next = here.and_then(|here| here.key("extends"));
        }
        let progression = one.key("id").unwrap_or_default().to_owned();
        let choices = routes.into_iter().map(Some).chain([None]);
        targets.extend(choices.map(|route| Target {
            progression: progression.clone(),
            ids: ids.iter().cloned().chain(route.clone()).collect(),
            route,
        }));
    }
    targets
}

/// Whether a target gets to a value: through everything it is in.
fn reaches(trees: &Trees, spot: &Spot, target: &Target) -> bool {
    let depth = spot.path.split('.').filter(|part| !part.is_empty()).count();
    (0..=depth).all(|steps| {
        let Some(group) = trees.get(spot.file, spot.up(steps)) else { return true };
        holds(group, target)
    })
}

fn holds(group: &Node, target: &Target) -> bool {
    let texts = |node: Option<&Node>| -> Vec<String> {
        items(node).into_iter().filter_map(Node::as_text).map(str::to_owned).collect()
    };
    let only_for = texts(group.get("only_for"));
    let is_for = only_for.is_empty() || only_for.iter().any(|id| target.ids.contains(id));
    let when = |name: &str| texts(group.get("when").and_then(|when| when.get(name)));
    let fits = |wanted: Vec<String>, value: Option<&String>| {
        wanted.is_empty()
            || wanted.iter().any(|one| match one.as_str() {
                "given" => value.is_some(),
                "missing" => value.is_none(),
                one => value.is_some_and(|value| value == one),
            })
    };
    is_for
        && fits(when("progression"), Some(&target.progression))
        && fits(when("route"), target.route.as_ref())
}
