//! Who has a part in an application, and where that part and a seat on the panel meet.

use std::collections::BTreeMap;

use super::{Candidate, Person};
use crate::{
    application::Application,
    policy::{Panel, Policy, Seat},
};

/// A member of the panel who is known by name.
#[derive(Debug, Clone)]
pub struct Member {
    /// The id of the role by which they have their seat.
    pub role: String,
    /// Their name.
    pub name: String,
}

/// Everybody a pack names with a part in the application, apart from the candidate.
pub fn people(application: Application) -> Vec<Person> {
    let (policy, pack) = (application.policy, application.pack);
    let mut all: BTreeMap<String, Person> = BTreeMap::new();
    let mut add = |name: Option<&str>, role: Option<&str>, part: &str| {
        let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return };
        let person = all.entry(same(name)).or_insert_with(|| Person {
            name: name.to_owned(),
            roles: Vec::new(),
            parts: Vec::new(),
        });
        person.roles.extend(role.into_iter().flat_map(|role| with_all_of(policy, role)));
        if !person.parts.iter().any(|other| other == part) {
            person.parts.push(part.to_owned());
        }
    };
    for role in &policy.rules.roles {
        let fact = application.fact(&format!("candidate.{}", role.id));
        add(fact.as_deref(), Some(&role.id), &role.title);
    }
    for form in &policy.forms {
        for section in &form.sections {
            let Some(role) = section.filled_in_by.as_deref() else { continue };
            let signed = application.signed(form, section).and_then(|(name, _)| name);
            add(signed, Some(role), policy.role(role));
        }
    }
    for entry in pack.documents.iter().filter_map(|entry| entry.get()) {
        if let Some(court) = entry.court.get() {
            add(court.anonymised_by.text(), None, "anonymised a document from court");
            add(court.checked_by.text(), None, "checked a document from court");
            add(court.permitted_by.text(), None, "permitted a document from court");
        }
        if let Some(seen) = entry.verified_by.get() {
            let role = seen.role.text().and_then(|role| policy.role_named(role));
            let role = role.map(|role| role.id.as_str());
            add(seen.name.text(), role, "verified a document that is not attached");
        }
    }
    if let Some(candidate) = application.fact("candidate.name") {
        all.remove(&same(&candidate));
    }
    all.into_values().collect()
}

/// A role, and those it stands for.
fn with_all_of(policy: &Policy, id: &str) -> Vec<String> {
    let role = policy.rules.roles.iter().find(|role| role.id == id);
    let others = role.into_iter().flat_map(|role| role.any_of.clone());
    others.chain([id.to_owned()]).collect()
}

/// Two names of one person are the same in this form: what stands after a comma is not part of it.
pub fn same(name: &str) -> String {
    let name = name.split(',').next().unwrap_or(name).to_lowercase();
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Conflicts of interest that can be seen from the packs: a person with a part in an application who
/// has a seat on the panel, or may have one. `all` are the applications of the sitting.
pub fn conflicts(candidate: &Candidate, all: &[Candidate], members: &[Member]) -> Vec<String> {
    let Some(policy) = candidate.policy.as_deref() else { return Vec::new() };
    let Some(panel) = &policy.rules.panel else { return Vec::new() };
    let mut found = Vec::new();
    for member in members.iter().filter(|one| has_seat(panel, &one.role)) {
        if candidate.name.as_deref().is_some_and(|name| same(name) == same(&member.name)) {
            found.push(format!("{} has a seat on the panel and is the candidate", member.name));
        }
    }
    for person in &candidate.people {
        let parts = person.parts.join("; ");
        let name = &person.name;
        let member = members.iter().find(|one| same(&one.name) == same(name));
        let member = member.filter(|one| has_seat(panel, &one.role));
        let barred = person.roles.iter().any(|role| panel.may_not_sit.contains(role));
        // A seat that somebody else has by name is not theirs.
        let is_taken = |seat: &&Seat| members.iter().any(|one| seat.role.contains(&one.role));
        let is_theirs = |seat: &&Seat| seat.role.iter().any(|role| person.roles.contains(role));
        let seat = panel.members.iter().filter(|seat| !is_taken(seat)).find(is_theirs);
        if let Some(member) = member {
            let seat = policy.role(&member.role);
            found
                .push(format!("{name} sits as {seat} and has a part in this application: {parts}"));
        } else if barred {
            found.push(format!("{name} ({parts}) may not sit while this application is heard"));
        } else if let Some(seat) = seat {
            let seat = policy.seat(seat);
            found.push(format!(
                "{name} ({parts}) may also have the seat of {seat}: let somebody else sit, or declare it"
            ));
        } else if let Some(seat) = seat_elsewhere(person, candidate, all, panel, policy, members) {
            found.push(format!(
                "{name} ({parts}) is named in another application of this sitting with a role that \
                 has the seat of {seat}: ask whether it is the same person"
            ));
        }
    }
    found
}

fn has_seat(panel: &Panel, role: &str) -> bool {
    panel.members.iter().any(|seat| seat.role.iter().any(|one| one == role))
}

/// The seat somebody may have by what another pack calls them.
fn seat_elsewhere(
    person: &Person,
    candidate: &Candidate,
    all: &[Candidate],
    panel: &Panel,
    policy: &Policy,
    members: &[Member],
) -> Option<String> {
    let is_of_council = |other: &&Candidate| {
        let id = other.policy.as_ref().map(|policy| &policy.rules.id);
        other.number != candidate.number && id == Some(&policy.rules.id)
    };
    let others = all.iter().filter(is_of_council).flat_map(|other| &other.people);
    let roles = others.filter(|other| same(&other.name) == same(&person.name));
    let roles: Vec<&String> = roles.flat_map(|other| &other.roles).collect();
    let is_taken = |seat: &&Seat| members.iter().any(|one| seat.role.contains(&one.role));
    let mut open = panel.members.iter().filter(|seat| !is_taken(seat));
    let seat = open.find(|seat| seat.role.iter().any(|role| roles.contains(&role)))?;
    Some(policy.seat(seat))
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn one_name_is_the_same_however_it_is_written() {
        assert_eq!(same("Ruth Okafor-Dunn"), same(" ruth  okafor dunn, Team Manager"));
        assert_ne!(same("Ruth Okafor"), same("Ruth Okafor-Dunn"));
    }
}
