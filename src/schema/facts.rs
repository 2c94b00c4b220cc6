//! `pack.yaml`: what its types say, with the words of the policy.

use serde_json::{Map, Value, json};

use super::{
    sorts,
    typed::{put, typed},
};
use crate::{
    pack::Facts,
    policy::{Fact, FactKind, Policy},
};

/// The schema of `pack.yaml`.
pub fn schema(policy: &Policy) -> Value {
    let rules = &policy.rules;
    let mut schema = typed::<Facts>();
    let progressions = rules.progressions.iter();
    let routes = progressions.clone().flat_map(|one| &one.routes);
    let topics = policy.evidence.presentation.iter().flat_map(|one| &one.topics);
    let topics = topics.map(|one| (one.id.clone(), sorts::described(sorts::number(), &one.title)));
    let stated = policy.all_statements();
    let stated = stated.map(|one| (one.id.clone(), sorts::described(sorts::text(), &one.label)));
    let sent = policy.can_be_sent().into_iter().map(|id| {
        let what = policy.sent(id).unwrap_or_default();
        (id.to_owned(), sorts::described(sorts::day(), what))
    });
    let outcomes = rules.outcomes.iter().map(|one| (one.id.as_str(), one.title.as_str()));
    let waived = policy.requirements(None);
    let waived = waived.iter().filter(|one| !one.by.is_empty());
    let mut set = |path: &[&str], value| put(&mut schema, path, value);
    set(&["policy"], sorts::one_of([(rules.id.as_str(), rules.council.as_str())]));
    set(&["progression"], sorts::one_of(progressions.map(|one| (&*one.id, &*one.title))));
    set(&["route"], sorts::one_of(routes.map(|one| (&*one.id, &*one.title))));
    set(&["submitted"], sorts::group(sent.collect()));
    set(&["candidate"], candidate(&rules.facts));
    set(&["statements"], sorts::group(stated.collect()));
    set(&["presentation", "topics"], sorts::group(topics.collect()));
    set(&["waivers", "[]", "of"], sorts::one_of(waived.map(|one| (one.id, &*one.asks))));
    match rules.outcomes.is_empty() {
        true => set(&["outcome"], sorts::nothing()),
        false => set(&["outcome", "is"], sorts::one_of(outcomes)),
    }
    schema
}

/// The facts of a candidate; a full stop in an id makes a group.
fn candidate(facts: &[Fact]) -> Value {
    let mut keys: Map<String, Value> = Map::new();
    for fact in facts {
        let mut place = &mut keys;
        let mut parts = fact.id.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                place.insert(part.to_owned(), sorts::described(value(fact), &fact.label));
                break;
            }
            let group = place.entry(part).or_insert_with(|| sorts::group(Map::new()));
            match group.get_mut("properties").and_then(Value::as_object_mut) {
                Some(inner) => place = inner,
                None => break,
            }
        }
    }
    sorts::group(keys)
}

fn value(fact: &Fact) -> Value {
    let is_for_all = fact.when.is_none() && fact.only_for.is_empty();
    match fact.kind {
        // A fact that is asked of some only is looked at closely only there.
        FactKind::Text if !fact.like.is_empty() && is_for_all => sorts::like(&fact.like),
        FactKind::Text if !fact.like.is_empty() => {
            let mut text = sorts::text();
            if let Some(text) = text.as_object_mut() {
                text.insert("examples".into(), json!(fact.like));
            }
            text
        }
        FactKind::Text | FactKind::File => sorts::text(),
        FactKind::Date => sorts::day(),
        FactKind::Number => sorts::number(),
        FactKind::YesNo => sorts::yes_or_no(),
        FactKind::Choice => {
            let options = fact.options.iter().map(|one| (&*one.id, &*one.label.text));
            sorts::one_of_in_any_case(options)
        }
    }
}
