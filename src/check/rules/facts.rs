//! The parts of `pack.yaml` whose keys are the policy's: the candidate, what was sent, what was
//! stated, the topics of the presentation. Rules about keys and values share it.

use crate::{
    check::Case,
    dates,
    pack::FACTS,
    policy::{Choice, FactKind},
    source::Span,
    yaml::{Entry, Node, Problem, ProblemKind, Value},
};

/// What is wrong with these parts.
pub fn problems(case: &Case) -> Vec<Problem> {
    let mut problems = Vec::new();
    if super::asked::cannot_tell(case, FACTS) {
        return problems;
    }
    // What is only for another progression or route is no slip: it waits for whoever changes back.
    let policy = case.policy().whole();
    let tree = &case.pack().tree;
    let (sent, statements, topics) =
        (policy.can_be_sent(), policy.can_be_stated(), policy.topics());
    candidate(case, &mut problems);
    group(tree.get("submitted"), &sent, is_day, &mut problems);
    group(tree.get("statements"), &statements, is_text, &mut problems);
    let presentation = tree.get("presentation");
    group(presentation.and_then(|node| node.get("topics")), &topics, is_number, &mut problems);
    problems
}

/// A group whose keys are known and whose values are all of one sort.
fn group(
    node: Option<&Node>,
    known: &[&str],
    fits: fn(&str) -> Result<(), String>,
    problems: &mut Vec<Problem>,
) {
    let Some(node) = node else { return };
    let Some(entries) = entries(node, known, problems) else { return };
    for entry in entries {
        if known.contains(&entry.key.as_str()) {
            value(&entry.node, fits, problems);
        } else {
            problems.push(Problem::unknown_key(&entry.key, known, entry.key_span));
        }
    }
}

fn candidate(case: &Case, problems: &mut Vec<Problem>) {
    let facts = &case.policy().whole().rules.facts;
    let Some(node) = case.pack().tree.get("candidate") else { return };
    let mut open = vec![(String::new(), node)];
    while let Some((prefix, node)) = open.pop() {
        let keys = facts.iter().filter_map(|fact| fact.id.strip_prefix(&prefix));
        let mut known: Vec<&str> = keys.map(|key| key.split('.').next().unwrap_or(key)).collect();
        known.dedup();
        let Some(entries) = entries(node, &known, problems) else { continue };
        for entry in entries {
            let id = format!("{prefix}{}", entry.key);
            let is_one_key = !entry.key.contains('.');
            if let Some(fact) = facts.iter().find(|fact| fact.id == id && is_one_key) {
                let fits = |text: &str| fits(fact.kind, &fact.options, text);
                value(&entry.node, fits, problems);
            } else if known.contains(&entry.key.as_str()) {
                open.push((format!("{id}."), &entry.node));
            } else if let Some(fact) = facts.iter().find(|fact| fact.id == id) {
                problems.push(full_stop(entry, &fact.label));
            } else {
                problems.push(Problem::unknown_key(&entry.key, &known, entry.key_span));
            }
        }
    }
}

/// A key with a full stop, which means a group.
fn full_stop(entry: &Entry, label: &str) -> Problem {
    let (group, key) = entry.key.split_once('.').unwrap_or(("", &entry.key));
    let next = format!("Write `{group}:` and on a line below, two spaces further in, `{key}:`");
    let message = format!("“{label}” belongs into the group `{group}:`");
    problem(ProblemKind::UnknownKey, entry.key_span, message, Some(next))
}

fn fits(kind: FactKind, options: &[Choice], text: &str) -> Result<(), String> {
    match kind {
        FactKind::Text | FactKind::File => Ok(()),
        FactKind::Date => is_day(text),
        FactKind::Number => is_number(text),
        FactKind::YesNo => match text.to_lowercase().as_str() {
            "yes" | "y" | "true" | "no" | "n" | "false" => Ok(()),
            _ => Err("this is neither yes nor no".into()),
        },
        FactKind::Choice => {
            let is_it = |one: &Choice| one.id.eq_ignore_ascii_case(text);
            let ids: Vec<&str> = options.iter().map(|one| one.id.as_str()).collect();
            let message = || format!("this is none of {}", super::words::row(&ids, "and"));
            options.iter().any(is_it).then_some(()).ok_or_else(message)
        }
    }
}

fn is_day(text: &str) -> Result<(), String> {
    dates::parse(text).map(drop).ok_or_else(|| dates::NO_DATE.to_owned())
}

fn is_number(text: &str) -> Result<(), String> {
    text.parse::<u32>().map(drop).map_err(|_| "this is not a whole number".to_owned())
}

fn is_text(_: &str) -> Result<(), String> {
    Ok(())
}

/// The keys of a group; a problem where it is something else.
fn entries<'n>(node: &'n Node, known: &[&str], problems: &mut Vec<Problem>) -> Option<&'n [Entry]> {
    let found = match &node.value {
        Value::Empty => return None,
        Value::Group(entries) => return Some(entries),
        Value::Text(text) if text.trim().is_empty() => return None,
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
    };
    problems.push(Problem::no_group(found, known, node.span));
    None
}

fn value(node: &Node, fits: impl Fn(&str) -> Result<(), String>, problems: &mut Vec<Problem>) {
    let result = match &node.value {
        Value::Empty => return,
        Value::Text(text) if text.trim().is_empty() => return,
        Value::Text(text) => fits(text.trim()),
        Value::List(_) => Err("this is a list, but one value belongs here".to_owned()),
        Value::Group(_) => {
            Err("this is a group of words with colons, but one value belongs here".to_owned())
        }
    };
    if let Err(message) = result {
        problems.push(problem(ProblemKind::WrongValue, node.span, message, None));
    }
}

fn problem(kind: ProblemKind, span: Span, message: String, next: Option<String>) -> Problem {
    Problem { kind, span, message, next }
}
