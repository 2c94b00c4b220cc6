//! Which packs go to the panel on the day, as far as `pack.yaml` alone says it.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use super::{Candidate, Missing, Place, Plan, Sitting, SittingError, Task, people::Member};
use crate::{
    dates,
    opened::{self, OpenError},
    pack::{FACTS, Folder, Pack},
    policy::{self, Policy, Severity},
};

/// A pack that goes to the panel on the day.
pub struct Expected {
    /// Its number in the sitting, from 1.
    pub number: usize,
    /// Where it is.
    pub place: Place,
    /// The policy that applies, whole.
    pub policy: Result<Arc<Policy>, OpenError>,
    /// How many bytes its files have.
    pub bytes: u64,
    /// Its folder, as it may be shown.
    shown: String,
    /// Who applies, as it may be shown.
    name: Option<String>,
}

/// A pack that is not for this sitting.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// Its folder, as it may be shown.
    pub folder: String,
    /// Who applies, where the pack says it.
    pub name: Option<String>,
    /// Why it is not, in words.
    pub why: String,
}

/// When a pack goes to the panel.
enum When {
    Then,
    NotThen(String),
    /// It cannot be told.
    Unknown,
}

impl Expected {
    /// What the process is told that builds the pack for a sitting in this folder.
    pub(super) fn task(&self, sitting: &Path, policy: Option<&str>) -> Task {
        Task {
            number: self.number,
            folder: self.shown.clone(),
            name: self.name.clone(),
            pack: self.place.path.clone().into_os_string(),
            sitting: sitting.as_os_str().to_owned(),
            policy: policy.map(str::to_owned),
        }
    }

    /// What is known about the application before its pack is read.
    pub(super) fn candidate(&self) -> Candidate {
        let known = Candidate::new(self.number, self.shown.clone());
        Candidate { name: self.name.clone(), policy: self.policy.as_ref().ok().cloned(), ..known }
    }

    /// The program stumbled over the pack.
    pub(super) fn stumbled(&self) -> Candidate {
        let mut candidate = self.candidate();
        candidate.missing.push(Missing {
            severity: Severity::Error,
            who: "Whoever looks after panelpack".to_owned(),
            title: "The program stumbled over this pack, and nothing was built of it".to_owned(),
            place: String::new(),
            next: "Run `panelpack build` on it and report what that says".to_owned(),
        });
        candidate
    }
}

/// Those packs that go to the panel on the day, numbered; the others are noted in the sitting.
pub(super) fn sort_out(places: Vec<Place>, plan: &Plan, sitting: &mut Sitting) -> Vec<Expected> {
    let mut policies = BTreeMap::new();
    let given = plan.policy.as_ref().map(|(_, policy)| Arc::new(policy.clone()));
    let mut all = Vec::new();
    for place in places {
        let pack = Pack::glance(&place.path);
        let shown = opened::without_names(&pack);
        let name = pack.tree.get("candidate").and_then(|node| node.get("name")?.as_text());
        let name = name.map(|name| shown(name.trim())).filter(|name| !name.is_empty());
        let folder = shown(&place.name);
        let policy = match &given {
            Some(policy) => Ok(Arc::clone(policy)),
            None => policy_of(&pack, &mut policies).map_err(|error| OpenError(shown(&error.0))),
        };
        match when(&pack, plan, policy.as_deref().ok()) {
            When::Then => all.push(Expected {
                number: all.len() + 1,
                bytes: bytes(&place),
                place,
                policy,
                shown: folder,
                name,
            }),
            When::NotThen(why) => sitting.elsewhere.push(Elsewhere { folder, name, why }),
            When::Unknown => {
                let why = format!(
                    "it may be for this sitting: the day of its panel cannot be read in {FACTS}"
                );
                sitting.not_read.push((folder, why));
            }
        }
    }
    all
}

fn when(pack: &Pack, plan: &Plan, policy: Option<&Policy>) -> When {
    let line = opened::line_of(pack, "panel:");
    let day = pack.facts.panel.get().copied();
    let day = day.or_else(|| line.as_deref().and_then(dates::parse));
    let narrowed = policy
        .map(|policy| policy.narrowed(pack.facts.progression.text(), pack.facts.route.text()));
    let progression = narrowed
        .as_ref()
        .and_then(|policy| Some((policy, policy.progression(pack.facts.progression.text())?)));
    match (day, progression) {
        (_, Some((policy, one))) if !one.panel => {
            let decides = one.decided_by.as_deref().map_or("somebody else", |id| policy.role(id));
            When::NotThen(format!("no panel decides about it, but {decides}"))
        }
        (Some(day), _) if day == plan.date => When::Then,
        (Some(day), _) => When::NotThen(format!("its panel is on {}", day.with_weekday())),
        (None, _) if line.is_some() || !pack.problems.is_empty() || !pack.unreadable.is_empty() => {
            When::Unknown
        }
        (None, _) => When::NotThen("it has no day for the panel yet".to_owned()),
    }
}

/// The policy a pack names; each is read once.
fn policy_of(
    pack: &Pack,
    read: &mut BTreeMap<String, Result<Arc<Policy>, OpenError>>,
) -> Result<Arc<Policy>, OpenError> {
    let id = opened::policy_id(pack)?;
    let load = || {
        let (policy, _) = policy::load(&opened::policy_files(&id, None)?);
        policy.map(Arc::new).ok_or_else(|| OpenError(format!("the policy {id} cannot be used")))
    };
    read.entry(id.clone()).or_insert_with(load).clone()
}

fn bytes(place: &Place) -> u64 {
    Folder::list(&place.path).map_or(0, |folder| folder.items.iter().map(|one| one.bytes).sum())
}

/// The members of the panel who are named on the command line, each with the role of a seat.
pub(super) fn members(
    expected: &[Expected],
    named: &[(String, String)],
) -> Result<Vec<Member>, SittingError> {
    let policies: Vec<&Policy> =
        expected.iter().filter_map(|one| one.policy.as_deref().ok()).collect();
    let seats = policies.iter().flat_map(|policy| {
        let panel = policy.rules.panel.iter().flat_map(|panel| &panel.members);
        panel.flat_map(|seat| &seat.role)
    });
    let seats: Vec<&String> = seats.collect();
    let find = |text: &str| {
        let roles = policies.iter().filter_map(|policy| policy.role_named(text));
        roles.map(|role| &role.id).find(|id| seats.contains(id))
    };
    let member = |(seat, name): &(String, String)| match find(seat) {
        Some(role) => Ok(Member { role: role.clone(), name: name.clone() }),
        None => {
            let mut known = seats.clone();
            known.sort();
            known.dedup();
            let known: Vec<&str> = known.iter().map(|id| id.as_str()).collect();
            Err(SittingError::Asked(format!(
                "there is no seat {seat} on the panel; there are {}",
                known.join(", ")
            )))
        }
    };
    named.iter().map(member).collect()
}
