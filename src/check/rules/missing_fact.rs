use super::{asked, names, words};
use crate::{
    application::Answer,
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::{FactKind, Need, Severity, Stage},
    source::Span,
    yaml::{Node, Value},
};

pub static RULE: Rule = Rule {
    name: "missing-fact",
    asks: "pack.yaml says every fact that the forms are filled in from",
    why: "A fact is written once, in pack.yaml, and every form is filled in from it. What is \
          missing there would be a gap on every form that asks for it.",
    example: "pack.yaml does not say which team the candidate is in: add `team:` under \
              `candidate:`.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

/// A fact that is asked for: where it stands in `pack.yaml`, how much it matters, and what is
/// filled in from it.
struct Wanted {
    keys: Vec<String>,
    severity: Severity,
    used_for: Option<String>,
}

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    if !pack.sources.contains_key(FACTS) || asked::cannot_tell(case, FACTS) {
        return;
    }
    let mut wanted: Vec<Wanted> = Vec::new();
    for more in always(case).into_iter().chain(by_forms(case)) {
        match wanted.iter_mut().find(|one| one.keys == more.keys) {
            Some(one) => one.severity = one.severity.min(more.severity),
            None => wanted.push(more),
        }
    }
    // What stands under a misspelt word is there, and another rule says how that is spelt.
    let problems = || pack.problems.iter().filter(|(file, _)| file == FACTS);
    let is_misspelt = |key: &String| problems().any(|(_, problem)| problem.means(key));
    wanted.retain(|one| !one.keys.iter().any(is_misspelt));
    for Wanted { keys, severity, used_for } in wanted {
        let Some(Gap { span, key_is_there }) = gap(&pack.tree, &keys) else { continue };
        let title = format!("{FACTS} does not say {}", what(case, &keys.join(".")));
        let used_for = used_for.map(|label| format!(". {label} is filled in from it"));
        let next = format!("{}{}", how(case, &keys, key_is_there), used_for.unwrap_or_default());
        let name = keys.join(".");
        let fact = name.strip_prefix("candidate.").and_then(|id| case.policy().fact(id));
        let clause = fact.and_then(|fact| fact.says.as_ref());
        findings.add(severity, Place::span(FACTS, span), title, next).says(clause);
    }
}

/// What every pack says.
fn always(case: &Case) -> Vec<Wanted> {
    let mut keys = vec!["policy"];
    let progression = case.application.progression();
    if case.policy().rules.progressions.len() > 1 {
        keys.push("progression");
    }
    if progression.is_some_and(|progression| !progression.routes.is_empty()) {
        keys.push("route");
    }
    if case.application.has_panel() {
        keys.push("panel");
    }
    let wanted = |keys: &str, severity| Wanted { keys: path(keys), severity, used_for: None };
    let facts = case.application.facts_asked().filter_map(|fact| {
        let severity = match fact.required {
            Need::Yes => Severity::Error,
            Need::Advised => Severity::Warning,
            Need::No => return None,
        };
        Some(wanted(&format!("candidate.{}", fact.id), severity))
    });
    keys.into_iter().map(|keys| wanted(keys, Severity::Error)).chain(facts).collect()
}

/// What the fields of the forms are filled in from. A field that is not asked needs nothing.
fn by_forms(case: &Case) -> Vec<Wanted> {
    let mut all = Vec::new();
    for (form, section, field) in asked::fields(case) {
        let severity = match field.need() {
            Need::Yes => Severity::Error,
            Need::Advised => Severity::Warning,
            Need::No => continue,
        };
        if !case.application.applies(form, section, field) {
            continue;
        }
        let Answer::FactsMissing(facts) = case.application.answer(form, section, field) else {
            continue;
        };
        let label = words::short(&field.label);
        let used_for = Some(format!("“{label}” in the {}", form.title));
        let keys = facts.iter().flat_map(|fact| keys_of(case, fact));
        let wanted = |keys| Wanted { keys, severity, used_for: used_for.clone() };
        all.extend(keys.map(wanted));
    }
    all
}

/// The keys in `pack.yaml` that what a name stands for is made from.
fn keys_of(case: &Case, name: &str) -> Vec<Vec<String>> {
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    match first {
        // Said by the policy, or by another form, where it is missed already.
        "council" | "policy" | "forms" => Vec::new(),
        "panel" | "progression" | "route" => vec![path(first)],
        "outcome" => vec![path(if rest == "on" { "outcome.on" } else { "outcome.is" })],
        "experience" => {
            let asked = case.application.experience_asked().iter();
            // A day that is still to come is nothing to be said yet; the panel's is published.
            let dates = asked.flat_map(|asked| {
                let since = asked.since.iter().map(|fact| path(&format!("candidate.{fact}")));
                since.chain((asked.until == "panel").then(|| path("panel")))
            });
            dates.collect()
        }
        _ => vec![path(name)],
    }
}

fn path(keys: &str) -> Vec<String> {
    keys.split('.').map(str::to_owned).collect()
}

/// Nothing is written under some keys.
struct Gap {
    /// The nearest key that is there.
    span: Option<Span>,
    /// Whether that is the last of them.
    key_is_there: bool,
}

/// Where nothing is written under these keys, and how far they are there.
fn gap(root: &Node, keys: &[String]) -> Option<Gap> {
    let (mut node, mut span) = (root, None);
    for key in keys {
        match &node.value {
            Value::Empty => return Some(Gap { span, key_is_there: false }),
            Value::Group(entries) => match entries.iter().find(|entry| entry.key == *key) {
                Some(entry) => (node, span) = (&entry.node, Some(entry.key_span)),
                None => return Some(Gap { span, key_is_there: false }),
            },
            Value::Text(_) | Value::List(_) => return None,
        }
    }
    match &node.value {
        Value::Empty => Some(Gap { span, key_is_there: true }),
        Value::Text(text) if text.trim().is_empty() => Some(Gap { span, key_is_there: true }),
        _ => None,
    }
}

/// What `pack.yaml` does not say, in words.
fn what(case: &Case, keys: &str) -> String {
    match keys {
        "policy" => "which council’s policy applies".to_owned(),
        "progression" => "what is applied for".to_owned(),
        "route" => "which route is taken".to_owned(),
        "panel" => "when the panel is".to_owned(),
        "outcome.is" => "how it was decided".to_owned(),
        keys => names::label(case, keys),
    }
}

/// How a fact is added, or written after its key.
fn how(case: &Case, keys: &[String], key_is_there: bool) -> String {
    let name = keys.join(".");
    let key = keys.last().map_or("", |key| key);
    let fact = name.strip_prefix("candidate.").and_then(|id| case.policy().fact(id));
    let rules = &case.policy().rules;
    let line = match (name.as_str(), fact) {
        ("policy", _) => format!("`policy: {}`", rules.id),
        ("progression", _) => {
            choose(key, rules.progressions.iter().map(|one| (&one.id, &one.title)))
        }
        ("route", _) => {
            let routes = case.application.progression().into_iter().flat_map(|one| &one.routes);
            choose(key, routes.map(|one| (&one.id, &one.title)))
        }
        ("outcome.is", _) => choose(key, rules.outcomes.iter().map(|one| (&one.id, &one.title))),
        ("panel" | "outcome.on", _) => format!("`{key}:` and the day"),
        (name, None) if name.starts_with("submitted.") => format!("`{key}:` and the day"),
        (_, None) => format!("`{key}: …`"),
        (_, Some(fact)) => match fact.kind {
            FactKind::Date => format!("`{key}:` and the day"),
            FactKind::Number => format!("`{key}:` and the number"),
            FactKind::YesNo => format!("`{key}: yes` or `{key}: no`"),
            FactKind::File => format!("`{key}: documents/certificate.pdf`"),
            FactKind::Text => format!("`{key}: …`"),
            FactKind::Choice => {
                choose(key, fact.options.iter().map(|one| (&one.id, &one.label.text)))
            }
        },
    };
    match keys {
        _ if key_is_there => format!("Complete this line: {line}"),
        [parents @ .., _] if !parents.is_empty() => {
            let parents: Vec<String> =
                parents.iter().rev().map(|key| format!("under `{key}:`")).collect();
            format!("Add {line} {} in {FACTS}", parents.join(", "))
        }
        _ => format!("Add {line} to {FACTS}"),
    }
}

/// One line of several: `key: id` for each title.
fn choose<'a>(key: &str, among: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    let lines: Vec<String> =
        among.map(|(id, title)| format!("`{key}: {id}` for {title}")).collect();
    words::row(&lines, "or")
}
