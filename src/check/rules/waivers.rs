//! What was waived. Rules about requirements share it.

use super::asked;
use crate::{
    check::Case,
    pack::{FACTS, Waiver},
    policy::Severity,
    yaml::Field,
};

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
