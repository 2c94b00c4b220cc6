//! What can be waived, and what was. Rules about requirements share it.

use std::collections::BTreeSet;

use super::{asked, words};
use crate::{
    check::Case,
    pack::{FACTS, Waiver},
    policy::{FieldKind, Policy, Progression, Says, Severity},
    yaml::Field,
};

/// A requirement of the policy that a waiver can name.
pub struct Requirement<'a> {
    /// What a waiver calls it.
    pub id: &'a str,
    /// What it asks for, in a few words.
    pub asks: String,
    /// The roles that may waive it.
    pub by: &'a [String],
    /// The clause that asks for it.
    pub says: Option<&'a Says>,
}

/// Every requirement of a policy, each once: of one progression with what its route asks for, or
/// of all progressions and routes.
pub fn requirements<'a>(policy: &'a Policy, only: Option<&'a Progression>) -> Vec<Requirement<'a>> {
    let mut all = Vec::new();
    let progressions = policy.rules.progressions.iter();
    for one in progressions.filter(|one| only.is_none_or(|only| only.id == one.id)) {
        let routes = || one.routes.iter().filter(|_| only.is_none());
        let experience = one.experience.iter().chain(routes().flat_map(|route| &route.experience));
        all.extend(experience.map(|one| Requirement {
            id: one.id(),
            asks: one.title.clone().unwrap_or_else(|| "experience".into()),
            by: &one.waived_by,
            says: one.says.as_ref(),
        }));
        let asye = one.asye.iter().chain(routes().filter_map(|route| route.asye.as_ref()));
        all.extend(asye.map(|one| Requirement {
            id: "asye",
            asks: "the ASYE".into(),
            by: &one.waived_by,
            says: one.says.as_ref(),
        }));
        let statements = one.statements.iter().chain(routes().flat_map(|route| &route.statements));
        all.extend(statements.map(|one| Requirement {
            id: &one.id,
            asks: words::short(&one.label),
            by: &one.waived_by,
            says: one.says.as_ref(),
        }));
    }
    let fields = policy.forms.iter().flat_map(|form| &form.sections).flat_map(|one| &one.fields);
    let criteria = fields.filter(|field| field.kind == FieldKind::Criterion);
    all.extend(criteria.map(|one| Requirement {
        id: &one.id,
        asks: words::short(&one.label),
        by: &one.waived_by,
        says: one.says.as_ref(),
    }));
    let mut told = BTreeSet::new();
    all.retain(|one| told.insert(one.id));
    all
}

/// Whether somebody waived a requirement who may do so: with name, day and reason.
pub fn granted<'a>(case: &Case<'a>, id: &str, by: &[String]) -> Option<&'a Waiver> {
    let mut waivers = case.pack().facts.waivers.iter().filter_map(Field::get);
    waivers.find(|waiver| {
        let role = waiver.by.text().and_then(|text| case.policy().role_named(text));
        waiver.of.text() == Some(id)
            && role.is_some_and(|role| by.contains(&role.id))
            && waiver.name.text().is_some()
            && waiver.reason.text().is_some()
            && waiver.on.get().is_some()
    })
}

/// How much a requirement that is not met matters, and what to do next: once it is waived it is only
/// a note, which says who waived it.
pub fn unless_waived(
    case: &Case,
    id: &str,
    by: &[String],
    otherwise: Severity,
    next: String,
) -> (Severity, String) {
    if let Some(waiver) = granted(case, id, by) {
        let role = waiver.by.text().and_then(|text| case.policy().role_named(text));
        let who = role.map_or("somebody", |role| &role.title);
        let on = waiver.on.get().map(|day| format!(" on {day}")).unwrap_or_default();
        return (Severity::Note, format!("Nothing: the {who} waived it{on}"));
    }
    if by.is_empty() {
        return (otherwise, next);
    }
    let may = format!(
        "{next}. {} may waive it: record `of: {id}`, `by:`, `name:`, `on:` and `reason:` under \
         `waivers:` in {FACTS}",
        super::words::capital(&asked::roles(case, by, "or"))
    );
    (otherwise, may)
}
