//! The councils this program carries: every item of their policies is accounted for, and none of it
//! stands in Rust.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::{collections::BTreeSet, error::Error, fs, path::Path};

use panelpack::{
    check,
    policy::{self, Policy},
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const HOW: [&str; 5] =
    ["checked", "printed", "printed and checked", "left to people", "absent in the source"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> Result<String> {
    let path = root().join(path);
    Ok(fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn policy(id: &str) -> Result<Policy> {
    let files = policy::find(id, None)?.ok_or("there is no such policy")?;
    let (policy, problems) = policy::load(&files);
    Ok(policy.ok_or_else(|| format!("{id} does not load: {problems:?}"))?)
}

/// The rows of a table in Markdown whose first cell looks like an id.
fn rows(table: &str) -> Vec<[String; 4]> {
    let lines = table.lines().filter(|line| line.starts_with('|'));
    let cells = lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim));
    let cells = cells.map(|cells| cells.map(str::to_owned).collect::<Vec<_>>());
    let rows = cells.filter_map(|cells| <[String; 4]>::try_from(cells).ok());
    rows.filter(|[id, ..]| id.starts_with("SH-") || id.starts_with("HA-")).collect()
}

#[test]
fn every_item_of_a_policy_has_its_line_in_coverage() -> Result {
    for id in policy::known() {
        let coverage = read(format!("templates/policies/{id}/COVERAGE.md"))?;
        let rows = rows(&coverage);
        let ids: Vec<&str> = rows.iter().map(|[id, ..]| id.as_str()).collect();
        let listed = read(format!("tests/inventory/{id}.ids"))?;
        let listed: Vec<&str> = listed.lines().collect();
        let missing: Vec<_> = listed.iter().filter(|one| !ids.contains(one)).collect();
        let unknown: Vec<_> = ids.iter().filter(|one| !listed.contains(one)).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{id}: {missing:?} {unknown:?}");
        assert_eq!(ids.len(), listed.len(), "{id}: an item has two lines");
    }
    Ok(())
}

#[test]
fn coverage_names_what_exists() -> Result {
    for id in policy::known() {
        let policy = policy(id)?;
        let coverage = read(format!("templates/policies/{id}/COVERAGE.md"))?;
        for [item, _, how, by] in rows(&coverage) {
            assert!(HOW.contains(&how.as_str()), "{id}, {item}: {how}");
            let words: Vec<&str> = by.split('`').skip(1).step_by(2).collect();
            for word in &words {
                let is_form = word.strip_prefix("form ").is_some_and(|form| {
                    form == "evidence-template"
                        || form == "flow-chart"
                        || policy.form(form).is_some()
                });
                let is_command =
                    matches!(*word, "status" | "panel" | "policy lint" | "policy show" | "new");
                let is_known = is_form || is_command || check::rule(word).is_some();
                assert!(is_known, "{id}, {item}: there is no {word}");
            }
            let is_rule = |word: &str| check::rule(word).is_some() || word == "policy lint";
            if how.contains("checked") {
                assert!(words.iter().any(|word| is_rule(word)), "{id}, {item}: no rule checks it");
            }
            if how.contains("printed") {
                assert!(!words.is_empty(), "{id}, {item}: nothing prints it");
            }
        }
    }
    Ok(())
}

#[test]
fn coverage_names_the_lint_where_one_sees_a_defect() -> Result {
    let defects = read("tests/policy-defects.tsv")?;
    let seen = defects.lines().skip(1).filter_map(|line| {
        let (id, rest) = line.split_once('\t')?;
        (!rest.starts_with("-\t")).then_some(id)
    });
    let seen: BTreeSet<&str> = seen.collect();
    assert!(seen.len() > 50, "the table of defects was not read");
    for id in policy::known() {
        for [item, _, _, by] in rows(&read(format!("templates/policies/{id}/COVERAGE.md"))?) {
            if seen.contains(item.as_str()) {
                assert!(by.contains("`policy lint`"), "{id}, {item}: a lint sees it");
            }
        }
    }
    Ok(())
}

#[test]
fn no_council_stands_in_rust() -> Result {
    let mut words = BTreeSet::new();
    for id in policy::known() {
        let policy = policy(id)?;
        let rules = &policy.rules;
        words.extend([id.to_owned(), id.replace('-', " "), id.replace('-', "_")]);
        words.extend([rules.council.clone(), rules.title.clone()]);
        words.extend(policy.headings.iter().flat_map(|one| [one.id.clone(), one.label.clone()]));
        words.extend(policy.forms.iter().map(|one| one.title.clone()));
        words.extend(rules.progressions.iter().flat_map(|one| [one.id.clone(), one.title.clone()]));
        let sittings = rules.panel.iter().flat_map(|panel| &panel.sittings);
        words.extend(sittings.filter_map(|one| one.place.clone()));
    }
    // A heading of one word, such as Knowledge, is an ordinary word, too.
    let words: Vec<String> = words.into_iter().map(|word| word.to_lowercase()).collect();
    let is_name = |word: &str| policy::known().contains(&word) || word == "helens";
    let words = words.iter().filter(|word| word.contains([' ', '-', '_']) || is_name(word));
    let words: Vec<&String> = words.collect();
    assert!(words.len() > 40, "the words of the councils were not found");
    for entry in walkdir::WalkDir::new(root().join("src")).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        // Unit tests may use a real policy.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_lowercase();
        let found: Vec<_> = words.iter().filter(|word| code.contains(word.as_str())).collect();
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
    Ok(())
}
