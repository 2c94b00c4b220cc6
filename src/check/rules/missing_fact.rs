use super::{asked, words};
use crate::{
    check::{Case, Findings, Place, Rule},
    forms::Answer,
    pack::FACTS,
    policy::{Need, Severity, Stage},
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
    for Wanted { keys, severity, used_for } in wanted {
        let Some(span) = gap(&pack.tree, &keys) else { continue };
        let title = format!("{FACTS} does not say {}", what(&keys.join(".")));
        let used_for = used_for.map(|label| format!(". {label} is filled in from it"));
        let next = format!("{}{}", how(case, &keys), used_for.unwrap_or_default());
        findings.add(severity, Place::span(FACTS, span), title, next);
    }
}

/// What every pack says.
fn always(case: &Case) -> Vec<Wanted> {
    let mut keys = vec!["policy", "panel", "candidate.name", "candidate.sw_number"];
    if case.policy().rules.progressions.len() > 1 {
        keys.insert(1, "progression");
    }
    let wanted =
        |keys: &str| Wanted { keys: path(keys), severity: Severity::Error, used_for: None };
    keys.into_iter().map(wanted).collect()
}

/// What the fields of the forms are filled in from. A field that is not asked needs nothing.
fn by_forms(case: &Case) -> Vec<Wanted> {
    let mut all = Vec::new();
    for (form, section, field) in asked::fields(case) {
        let severity = match field.required {
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

/// The keys in `pack.yaml` that a fact of the policy language is made from.
fn keys_of(case: &Case, fact: &str) -> Vec<Vec<String>> {
    match fact {
        "council" => Vec::new(),
        "panel.date" => vec![path("panel")],
        "progression.title" => vec![path("progression")],
        "experience.length" | "experience.enough" => {
            let progression = case.application.progression();
            let experience = progression.and_then(|progression| progression.experience.as_ref());
            let since =
                experience.map(|experience| path(&format!("candidate.{}", experience.since)));
            since.into_iter().chain([path("panel")]).collect()
        }
        fact => vec![path(fact)],
    }
}

fn path(keys: &str) -> Vec<String> {
    keys.split('.').map(str::to_owned).collect()
}

/// Whether nothing is written under these keys, and if so the nearest key that is there.
fn gap(root: &Node, keys: &[String]) -> Option<Option<Span>> {
    let (mut node, mut span) = (root, None);
    for key in keys {
        match &node.value {
            Value::Empty => return Some(span),
            Value::Group(entries) => match entries.iter().find(|entry| entry.key == *key) {
                Some(entry) => (node, span) = (&entry.node, Some(entry.key_span)),
                None => return Some(span),
            },
            Value::Text(_) | Value::List(_) => return None,
        }
    }
    match &node.value {
        Value::Empty => Some(span),
        Value::Text(text) if text.trim().is_empty() => Some(span),
        _ => None,
    }
}

/// What `pack.yaml` does not say, in words.
fn what(keys: &str) -> String {
    let words = match keys {
        "policy" => "which council’s policy applies",
        "progression" => "what is applied for",
        "panel" => "when the panel is",
        "candidate.name" => "who the candidate is",
        "candidate.sw_number" => "the candidate’s registration number",
        "candidate.team" => "which team the candidate is in",
        "candidate.team_manager" => "who the team manager is",
        "candidate.head_of_service" => "who the head of service is",
        "candidate.service_area" => "which service area it is",
        "candidate.qualified_on" => "when the candidate qualified",
        "candidate.salary_scale_point" => "the salary scale point",
        "candidate.asye.passed" => "whether the ASYE was passed",
        "candidate.asye.with" => "with which organisation the ASYE was passed",
        "candidate.asye.evidence" => "which document shows that the ASYE was passed",
        keys => return format!("`{keys}`"),
    };
    words.to_owned()
}

/// How a fact is added.
fn how(case: &Case, keys: &[String]) -> String {
    let line = match keys.join(".").as_str() {
        "policy" => format!("policy: {}", case.policy().rules.id),
        "progression" => {
            let progressions = case.policy().rules.progressions.iter();
            let lines: Vec<String> = progressions
                .map(|one| format!("`progression: {}` for {}", one.id, one.title))
                .collect();
            return format!("Add {} to {FACTS}", words::row(&lines, "or"));
        }
        "panel" => "panel: 2025-03-26".into(),
        "candidate.qualified_on" => "qualified_on: 2020-07-15".into(),
        "candidate.asye.passed" => "passed: yes` or `passed: no".into(),
        "candidate.asye.evidence" => "evidence: documents/certificate.pdf".into(),
        _ => format!("{}: …", keys.last().map_or("", |key| key)),
    };
    match keys {
        [parents @ .., _] if !parents.is_empty() => {
            let parents: Vec<String> =
                parents.iter().rev().map(|key| format!("under `{key}:`")).collect();
            format!("Add `{line}` {} in {FACTS}", parents.join(", "))
        }
        _ => format!("Add `{line}` to {FACTS}"),
    }
}
