use super::items;
use crate::{
    check::Findings,
    policy::{
        lint::{Lint, Subject},
        tree::{Spot, Trees},
    },
};

pub static LINT: Lint = Lint {
    name: "wrong-limit",
    asks: "A limit can be kept: it has a length and a day, and its least is not more than its most",
    why: "A limit that cannot be kept is always missed, and one without a length or a day is never \
          asked for.",
    example: "`by: { days: 14 }` does not say from when: write `by: { days: 14, before: panel }`.",
    look,
};

const LENGTHS: [&str; 5] = ["days", "weeks", "months", "working_days", "working_weeks"];

fn look(subject: &Subject, findings: &mut Findings) {
    let trees = subject.trees;
    for spot in trees.spots() {
        match spot.last_key() {
            "by" if spot.node.entries().iter().any(|entry| is_of_time(&entry.key)) => {
                time(&spot, findings);
            }
            "by" if spot.node.as_text().is_none() && spot.node.entries().is_empty() => {
                empty_time(trees, &spot, findings);
            }
            "words" | "words_in_all" | "slides" => range(trees, &spot, findings),
            "not_older_than" => age(trees, &spot, findings),
            _ => {}
        }
    }
    experience(trees, findings);
    counts(trees, findings);
}

fn is_of_time(key: &str) -> bool {
    LENGTHS.contains(&key) || matches!(key, "on" | "before" | "after")
}

fn number(spot: &Spot, key: &str) -> Option<f64> {
    spot.key(key)?.parse().ok()
}

fn empty_time(trees: &Trees, spot: &Spot, findings: &mut Findings) {
    // The `by` of a source kind is a list of authors.
    if matches!(spot.node.value, crate::yaml::Value::List(_)) {
        return;
    }
    let next = "Write like `by: { days: 14, before: panel }`";
    findings.error(trees.place(spot.file, &spot.path), "No time limit is said here", next);
}

fn time(spot: &Spot, findings: &mut Findings) {
    let has = |key: &&str| spot.node.get(key).is_some();
    let lengths: Vec<&str> = LENGTHS.into_iter().filter(has).collect();
    let ends: Vec<&str> = ["on", "before", "after"].into_iter().filter(has).collect();
    let example = "Write like `by: { days: 14, before: panel }`";
    let (title, next) = match (lengths.as_slice(), ends.as_slice()) {
        (_, []) => ("This does not say from which day it is counted".to_owned(), example),
        ([], ["on"]) => return,
        (_, ["on"]) => {
            let title = "With `on` nothing is counted, but a length is given".to_owned();
            (title, "Take the length away, or write `before` or `after` for `on`")
        }
        (_, [first, second, ..]) => {
            let title = format!("`{first}` and `{second}` cannot both hold");
            (title, "Keep the one that the policy says")
        }
        ([], _) => ("This does not say how long before or after".to_owned(), example),
        ([first, second, ..], _) => {
            let title = format!("Two lengths are given: {first} and {second}");
            (title, "Keep one: `weeks: 2` is the same as `days: 14`")
        }
        ([_], [_]) => return,
    };
    findings.error(spot.place(), title, next);
}

fn range(trees: &Trees, spot: &Spot, findings: &mut Findings) {
    let (from, to) = (number(spot, "from"), number(spot, "to"));
    if spot.node.entries().is_empty() {
        return;
    }
    match (from, to) {
        (None, None) => {
            let next = "Write `from:`, `to:` or both, with a number";
            findings.error(trees.place(spot.file, &spot.path), "This limit has no number", next);
        }
        (Some(from), Some(to)) if from > to => {
            findings.error(
                trees.place(spot.file, &format!("{}.from", spot.path)),
                format!("At least {from} and at most {to} cannot both hold"),
                "Exchange the two, or correct one",
            );
        }
        _ => {}
    }
}

fn age(trees: &Trees, spot: &Spot, findings: &mut Findings) {
    let all = ["years", "months"].map(|key| number(spot, key).unwrap_or(0.0));
    if !spot.node.entries().is_empty() && all.iter().sum::<f64>() <= 0.0 {
        let next = "Write like `{ years: 1, months: 6 }`";
        findings.error(trees.place(spot.file, &spot.path), "This age is nothing", next);
    }
}

fn experience(trees: &Trees, findings: &mut Findings) {
    for pattern in ["progressions.*.experience.*", "progressions.*.routes.*.experience.*"] {
        for spot in trees.all("policy.yaml", pattern) {
            let all = ["years", "months"].map(|key| number(&spot, key).unwrap_or(0.0));
            if spot.node.entries().is_empty() || all.iter().sum::<f64>() > 0.0 {
                continue;
            }
            findings.error(
                trees.place(spot.file, &spot.path),
                "This experience asks for no time at all",
                "Write how long, `years: 2` or `months: 6`; or take `experience` away",
            );
        }
    }
}

fn counts(trees: &Trees, findings: &mut Findings) {
    for panel in trees.all("policy.yaml", "panel") {
        let seats = items(panel.node.get("members")).len();
        let quorum = number(&panel, "quorum").unwrap_or(0.0);
        if seats > 0 && quorum > seats as f64 {
            findings.error(
                trees.place(panel.file, "panel.quorum"),
                format!("{quorum} have to be there, but the panel has {seats} seats"),
                "Correct the number, or add the seats that are missing under `members`",
            );
        }
        if panel.key("minutes").is_some() && number(&panel, "minutes") == Some(0.0) {
            findings.error(
                trees.place(panel.file, "panel.minutes"),
                "No time is set aside for an application",
                "Write how many minutes it takes, or take the line away",
            );
        }
    }
    let too_many = |spot: &Spot, key: &str, there: usize, findings: &mut Findings| {
        if number(spot, key).is_some_and(|wanted| there > 0 && wanted > there as f64) {
            findings.error(
                trees.place(spot.file, &format!("{}.{key}", spot.path)),
                format!(
                    "{} are asked for, but only {there} are named",
                    spot.key(key).unwrap_or("")
                ),
                "Ask for fewer, or name more under `of`",
            );
        }
    };
    for (file, _) in trees.forms() {
        for any in trees.all(file, "sections.*.any_of.*") {
            too_many(&any, "at_least", items(any.node.get("of")).len(), findings);
        }
    }
    let kinds = items(trees.get("evidence.yaml", "source_kinds")).len();
    for group in trees.all("evidence.yaml", "source_groups.*") {
        let named = items(group.node.get("of")).len();
        too_many(&group, "kinds", if named == 0 { kinds } else { named }, findings);
    }
}
