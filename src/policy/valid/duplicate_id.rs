use std::collections::BTreeMap;

use crate::{
    check::Findings,
    policy::{
        lint::{Lint, Subject},
        tree::Spot,
        valid::{items, text_of},
    },
};

pub static LINT: Lint = Lint {
    name: "duplicate-id",
    asks: "No two items of a list have the same id, no panel sits twice at one time, and no form is bound \
           twice",
    why: "A pack names an item by its id; with two of them nobody knows which is meant.",
    example: "Two roles have `id: manager`: give one of them another id.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let spots = &subject.spots;
    let mut lists: BTreeMap<(&str, &str), Vec<&Spot>> = BTreeMap::new();
    for spot in spots.iter().filter(|spot| spot.last_key() == "id" && spot.text().is_some()) {
        lists.entry((spot.file, spot.up(2))).or_default().push(spot);
    }
    // Progressions and routes share `only_for`, so they share their ids, too.
    let all: Vec<&Spot> = spots.iter().filter(|spot| is_progression_or_route(&spot.path)).collect();
    let nested = lists
        .into_iter()
        .filter(|((_, list), _)| !list.ends_with("routes") && *list != "progressions");
    let lists: Vec<Vec<&Spot>> = nested.map(|(_, list)| list).chain([all]).collect();
    for list in lists {
        repeated(
            &list,
            |spot| spot.text().unwrap_or_default().to_owned(),
            |spot, id| {
                findings.error(
                    spot.place(),
                    format!("The id `{id}` is given twice"),
                    "Give one of the two another id, and name it so wherever it is meant",
                );
            },
        );
    }
    abbreviations(subject, findings);
    sittings(subject, findings);
    forms(subject, findings);
    sign_offs(subject, findings);
    groups(subject, findings);
}

fn is_progression_or_route(path: &str) -> bool {
    let parts: Vec<&str> = path.split('.').collect();
    matches!(parts.as_slice(), ["progressions", _, "id"] | ["progressions", _, "routes", _, "id"])
}

/// Calls `found` for each item whose key an earlier one has.
fn repeated(list: &[&Spot], key: impl Fn(&Spot) -> String, mut found: impl FnMut(&Spot, &str)) {
    let mut seen = Vec::new();
    for spot in list {
        let key = key(spot);
        if seen.contains(&key) {
            found(spot, &key);
        } else {
            seen.push(key);
        }
    }
}

fn abbreviations(subject: &Subject, findings: &mut Findings) {
    let all = subject.trees.all("policy.yaml", "abbreviations.*.short");
    let key = |spot: &Spot| spot.text().unwrap_or_default().to_owned();
    repeated(&all.iter().collect::<Vec<_>>(), key, |spot, short| {
        let next = "Keep one of the two: only one can be written out";
        findings.error(spot.place(), format!("The abbreviation {short} is given twice"), next);
    });
}

fn sittings(subject: &Subject, findings: &mut Findings) {
    let all = subject.trees.all("policy.yaml", "panel.sittings.*");
    let key = |spot: &Spot| {
        let part = |key| spot.key(key).unwrap_or_default();
        let day = crate::dates::parse(part("date"));
        let day = day.map_or_else(|| part("date").to_owned(), crate::dates::Day::iso);
        format!("{day} {} {}", part("time"), part("place"))
    };
    repeated(&all.iter().collect::<Vec<_>>(), key, |spot, _| {
        findings.error(
            subject.trees.place(spot.file, &format!("{}.date", spot.path)),
            "This sitting is given twice",
            "Keep one of the two, or correct the date",
        );
    });
}

/// A form is bound filled in or blank.
fn forms(subject: &Subject, findings: &mut Findings) {
    let bound = ["bundle.forms.*", "bundle.blank.*"];
    let all: Vec<Spot> =
        bound.into_iter().flat_map(|path| subject.trees.all("policy.yaml", path)).collect();
    let key = |spot: &Spot| spot.text().unwrap_or_default().to_owned();
    repeated(&all.iter().collect::<Vec<_>>(), key, |spot, form| {
        let next =
            "Name it once: under `forms` it is bound as it is filled in, under `blank` to write on";
        findings.error(spot.place(), format!("The form `{form}` is bound twice"), next);
    });
}

/// A signature is an answer of its section, like its fields.
fn sign_offs(subject: &Subject, findings: &mut Findings) {
    for (file, form) in subject.trees.forms() {
        for (index, section) in items(form.get("sections")).into_iter().enumerate() {
            let Some(id) = section.get("sign_off").and_then(|one| text_of(one, "id")) else {
                continue;
            };
            if items(section.get("fields")).iter().any(|field| text_of(field, "id") == Some(id)) {
                findings.error(
                    subject.trees.place(file, &format!("sections.{index}.sign_off.id")),
                    format!("The signature has the id `{id}`, and so has a field of the section"),
                    "Give one of the two another id",
                );
            }
        }
    }
}

/// `asye` cannot be a value where `asye.passed` makes it a group.
fn groups(subject: &Subject, findings: &mut Findings) {
    let facts = subject.trees.all("policy.yaml", "facts.*.id");
    let ids: Vec<&str> = facts.iter().filter_map(Spot::text).collect();
    for spot in &facts {
        let id = spot.text().unwrap_or_default();
        if let Some(below) = ids
            .iter()
            .find(|other| other.strip_prefix(id).is_some_and(|rest| rest.starts_with('.')))
        {
            findings.error(
                spot.place(),
                format!("`{id}` is a value here, and `{below}` makes it a group of values"),
                format!("Give it another id, such as `{id}.is`"),
            );
        }
    }
}
