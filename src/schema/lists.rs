//! The lists of a pack: what their types say, with the words of the policy.

use serde_json::{Value, json};

use super::{
    sorts,
    typed::{put, require, typed},
};
use crate::{
    check::{self, Topic},
    pack::{Confidentiality, DocumentEntry, Pseudonym, TrainingEntry},
    policy::Policy,
};

/// The schema of the list of documents.
pub fn documents(policy: &Policy) -> Value {
    let mut schema = typed::<Vec<DocumentEntry>>();
    let kinds = policy.evidence.source_kinds.iter().map(|one| (&*one.id, &*one.title));
    let headings = policy.headings.iter().map(|one| (&*one.id, &*one.label));
    put(&mut schema, &["[]", "kind"], sorts::one_of(kinds));
    put(&mut schema, &["[]", "headings", "[]"], sorts::one_of(headings));
    schema
}

/// The schema of the training log.
pub fn training(policy: &Policy) -> Value {
    let mut schema = typed::<Vec<TrainingEntry>>();
    if let Some(training) = &policy.evidence.training {
        let courses = training.courses.iter().map(|one| (&*one.id, &*one.title));
        put(&mut schema, &["[]", "course"], sorts::one_of_in_any_case(courses));
    }
    schema
}

/// The schema of the register of pseudonyms.
pub fn pseudonyms() -> Value {
    typed::<Vec<Pseudonym>>()
}

/// The schema of what may stay. An entry that leaves anything out counts for nothing.
pub fn confidentiality() -> Value {
    let mut schema = typed::<Confidentiality>();
    let about = |topic| check::ALL.iter().filter(move |rule| rule.topic == topic);
    let rules: Vec<&str> = about(Topic::Confidentiality).map(|rule| rule.name).collect();
    for key in ["rule", "file", "mark", "reason", "by"] {
        put(&mut schema, &["may_stay", "[]", key], sorts::some_text());
    }
    let mut rule = sorts::some_text();
    if let Some(rule) = rule.as_object_mut() {
        rule.insert("examples".into(), json!(rules));
    }
    put(&mut schema, &["may_stay", "[]", "rule"], rule);
    put(&mut schema, &["may_stay", "[]", "on"], sorts::some_day());
    require(&mut schema, &["may_stay", "[]"], &["rule", "file", "mark", "reason", "by", "on"]);
    schema
}
