//! What is known before the search: names that must not appear, and people who may be named.

use super::Known;
use crate::{
    pack::{FACTS, Pack},
    policy::Policy,
    yaml::{Node, Value},
};

impl Known {
    /// What a pack and its policy say about who must not be named and who may.
    pub fn of(pack: &Pack, policy: &Policy) -> Self {
        let mut people = Vec::new();
        for tree in pack.forms.values().chain([&pack.tree]) {
            named(tree, &mut people);
        }
        let candidate = pack.tree.get("candidate");
        let roles = policy.rules.roles.iter();
        let in_roles = roles.filter_map(|role| candidate?.get(&role.id)?.as_text());
        people.extend(in_roles.map(str::to_owned));
        for entry in pack.documents.iter().filter_map(|entry| entry.get()) {
            let court = entry.court.get();
            let court = court.into_iter();
            let said =
                court.flat_map(|one| [&one.anonymised_by, &one.checked_by, &one.permitted_by]);
            let seen = entry.verified_by.get().into_iter().map(|one| &one.name);
            people.extend(said.chain(seen).filter_map(|one| one.text()).map(str::to_owned));
        }
        let stays = pack.confidentiality.may_stay.iter().filter_map(|one| one.get());
        people.extend(stays.filter_map(|one| one.by.text()).map(str::to_owned));
        people.retain(|name| is_a_person(name));
        people.sort();
        people.dedup();
        Self {
            names: pack.private.names.clone(),
            pseudonyms: pack.private.pseudonyms.clone(),
            people,
            public: policy.rules.public.clone(),
        }
    }
}

/// Every `name:` in a tree.
fn named(node: &Node, people: &mut Vec<String>) {
    match &node.value {
        Value::Group(entries) => {
            for entry in entries {
                let name = entry.node.as_text().filter(|_| entry.key == "name");
                people.extend(name.map(str::to_owned));
                named(&entry.node, people);
            }
        }
        Value::List(nodes) => nodes.iter().for_each(|node| named(node, people)),
        _ => {}
    }
}

/// Whether it looks like the full name of somebody: a word alone would let too much pass.
fn is_a_person(text: &str) -> bool {
    let words = text.split(',').next().unwrap_or(text).split_whitespace();
    let is_name = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    (2..=5).contains(&words.clone().count()) && words.clone().all(is_name)
}

/// How the candidate can be reached, as `pack.yaml` says it under `candidate:`, may be printed.
pub(super) fn is_of_candidate(pack: &Pack, file: &str, at: usize) -> bool {
    let candidate = pack.tree.get("candidate").filter(|_| file == FACTS);
    candidate.is_some_and(|node| (node.span.start..node.span.end).contains(&at))
}
