//! What the agenda says, as plain data for `templates/layout/agenda.typ`.

use serde_json::{Value, json};

use super::{Candidate, Sitting, people};
use crate::{
    dates::Day,
    policy::{self, Policy, Seat},
};

/// The sitting of a day, where the policy prints it.
pub fn sitting_of(policy: &Policy, day: Day) -> Option<&policy::Sitting> {
    let mut sittings = policy.rules.panel.iter().flat_map(|panel| &panel.sittings);
    sittings.find(|one| one.date == day || one.also == Some(day))
}

impl Candidate {
    /// How many minutes the policy sets aside for it.
    pub(super) fn minutes(&self) -> Option<u32> {
        self.policy.as_ref()?.rules.panel.as_ref()?.minutes
    }
}

impl Sitting {
    /// What the agenda says. It goes to the members of the panel, so it names nobody who is not heard.
    pub(super) fn agenda(&self) -> Value {
        let policies = self.policies();
        json!({
            "document": self.document("Agenda of the panel"),
            "date_text": self.date.with_weekday(),
            "councils": policies.iter().map(|policy| self.council(policy)).collect::<Vec<_>>(),
            "candidates": self.candidates.iter().map(|one| self.candidate(one)).collect::<Vec<_>>(),
            "breaks": self.breaks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }

    /// What a list says about itself.
    pub(super) fn document(&self, title: &str) -> Value {
        let Day(day) = self.date;
        let policies = self.policies();
        let councils: Vec<&str> = policies.iter().map(|one| one.rules.council.as_str()).collect();
        let all_made_up = self.candidates.iter().all(|one| one.is_fictional);
        json!({
            "title": title,
            "subject": format!("Sitting on {}", self.date.with_weekday()),
            "author": "",
            "council": councils.join(", "),
            "date": { "year": day.year(), "month": day.month(), "day": day.day() },
            "fictional": all_made_up && !self.candidates.is_empty(),
            "fingerprint": null,
            "draft": null,
        })
    }

    /// The packs that are not for this sitting.
    pub(super) fn elsewhere(&self) -> Vec<Value> {
        let all = self.elsewhere.iter();
        all.map(|one| json!({ "folder": one.folder, "name": one.name, "why": one.why })).collect()
    }

    /// What one council's policy says about its panel.
    fn council(&self, policy: &Policy) -> Value {
        let sitting = sitting_of(policy, self.date);
        let panel = policy.rules.panel.as_ref();
        let seats = panel.into_iter().flat_map(|panel| &panel.members);
        let barred = panel.into_iter().flat_map(|panel| &panel.may_not_sit);
        json!({
            "id": policy.rules.id,
            "council": policy.rules.council,
            "policy": policy.rules.title,
            "time": sitting.and_then(|one| one.time.as_ref()),
            "place": sitting.and_then(|one| one.place.as_ref()),
            "note": sitting.and_then(|one| one.note.as_ref()),
            "is_printed": sitting.is_some(),
            "prints_dates": panel.is_some_and(|panel| !panel.sittings.is_empty()),
            "has_panel": panel.is_some(),
            "seats": seats.map(|seat| self.seat(policy, seat)).collect::<Vec<_>>(),
            "quorum": panel.and_then(|panel| panel.quorum),
            "attend": panel.map(|panel| {
                panel.attend.iter().map(|one| policy.any_role(&one.role)).collect::<Vec<_>>()
            }),
            "may_not_sit": barred.map(|role| policy.role(role)).collect::<Vec<_>>(),
            "says_may_not_sit": panel.and_then(|panel| panel.says_may_not_sit.as_ref())
                .map(|says| json!({ "text": says.text, "at": says.at })),
            "format": panel.map(|panel| &panel.format),
            "outcomes": policy.rules.outcomes.iter().map(|one| &one.title).collect::<Vec<_>>(),
        })
    }

    fn seat(&self, policy: &Policy, seat: &Seat) -> Value {
        let member = self.members.iter().find(|one| seat.role.contains(&one.role));
        json!({
            "title": policy.seat(seat),
            "chairs": seat.chairs,
            "name": member.map(|member| &member.name),
        })
    }

    fn candidate(&self, one: &Candidate) -> Value {
        let attend = one.attend.iter();
        let papers = one.papers.as_ref().ok();
        json!({
            "number": one.number,
            "name": one.title(),
            "progression": one.progression,
            "route": one.route,
            "policy": one.policy.as_ref().map(|policy| &policy.rules.id),
            "slot": one.slot.map(|slot| slot.to_string()),
            "from": one.slot.map(|slot| slot.from.to_string()),
            "presentation": one.presentation,
            "attend": attend.map(|(role, name)| json!({ "role": role, "name": name }))
                .collect::<Vec<_>>(),
            "papers": papers.map(|papers| json!({
                "bundle": papers.bundle,
                "pages": papers.pages,
                "forms": papers.forms.iter()
                    .map(|(file, title)| json!({ "file": file, "title": title }))
                    .collect::<Vec<_>>(),
            })),
            "conflicts": people::conflicts(one, &self.candidates, &self.members),
        })
    }
}
