//! How an application goes: deadlines, the panel, outcomes, steps, forms.

use super::Page;
use crate::policy::{Deadline, FieldKind, Form, Need, Panel, Policy, Step};

pub fn course(page: &mut Page) {
    let rules = &page.policy.rules;
    if !rules.deadlines.is_empty() {
        page.part("Deadlines");
        for deadline in &rules.deadlines {
            a_deadline(page, deadline);
        }
    }
    if let Some(panel) = &rules.panel {
        page.part("The panel");
        a_panel(page, panel);
    }
    if !rules.outcomes.is_empty() {
        page.part("How it can be decided");
        for outcome in &rules.outcomes {
            let progresses = if outcome.progresses { ": the candidate progresses" } else { "" };
            page.line(0, &format!("{}{progresses}", outcome.title));
        }
    }
    if let Some(process) = &rules.process {
        page.part(&process.title);
        for (index, step) in process.steps.iter().enumerate() {
            a_step(page, index, step);
        }
    }
    let mut forms: Vec<&Form> = page.policy.forms.iter().collect();
    forms.sort_by_key(|form| (form.appendix.is_none(), form.appendix));
    for form in forms {
        a_form(page, form);
    }
}

fn a_deadline(page: &mut Page, deadline: &Deadline) {
    let from = page.policy.role(&deadline.from).to_owned();
    let to = match deadline.to.as_slice() {
        [] => String::new(),
        to => format!(" to {}", page.roles(to)),
    };
    let only = page.only_for(&deadline.only_for) + &page.when(deadline.when.as_ref(), &[]);
    page.line(
        0,
        &format!(
            "{}: {}, by {from}{to}{only}",
            deadline.what,
            page.policy.spoken_limit(&deadline.by)
        ),
    );
    for other in &deadline.other_readings {
        let by = other.by.as_ref().map(|by| page.policy.spoken_limit(by));
        let parts: Vec<String> = by.into_iter().chain(other.note.clone()).collect();
        page.line(1, &format!("The policy also says: {}", parts.join("; ")));
    }
}

fn a_panel(page: &mut Page, panel: &Panel) {
    for seat in &panel.members {
        let chairs = if seat.chairs { ", who chairs" } else { "" };
        let roles: Vec<&str> = seat.role.iter().map(|id| page.policy.role(id)).collect();
        page.line(0, &format!("- {}{chairs}", roles.join(" or ")));
    }
    match panel.quorum {
        Some(quorum) => page.line(0, &format!("{quorum} of them have to be there")),
        None if panel.members.is_empty() => {}
        None => page.line(0, "The policy does not say how many of them have to be there"),
    }
    if panel.monthly {
        page.line(0, "It meets every month");
    }
    for sitting in &panel.sittings {
        let parts = [sitting.time.clone(), sitting.place.clone()].into_iter().flatten();
        let parts: Vec<String> =
            std::iter::once(sitting.date.with_weekday()).chain(parts).collect();
        page.line(1, &parts.join(", "));
        if let Some(also) = sitting.also {
            page.line(2, &format!("The policy prints {}", also.with_weekday()));
        }
    }
    if let Some(minutes) = panel.minutes {
        page.line(0, &format!("Each application takes {minutes} minutes"));
    }
    for one in &panel.attend {
        let roles: Vec<&str> = one.role.iter().map(|id| page.policy.role(id)).collect();
        page.line(0, &format!("With the candidate comes: {}", roles.join(" or ")));
    }
    if !panel.may_not_sit.is_empty() {
        let roles = page.roles(&panel.may_not_sit);
        page.line(0, &format!("Has no seat while an application of theirs is heard: {roles}"));
    }
    for (index, line) in panel.format.iter().enumerate() {
        page.line(0, &format!("{}. {line}", index + 1));
    }
}

fn number(policy: &Policy, id: &str) -> usize {
    let steps = policy.rules.process.iter().flat_map(|process| &process.steps);
    steps.map(|step| step.id.as_str()).position(|step| step == id).map_or(0, |index| index + 1)
}

fn a_step(page: &mut Page, index: usize, step: &Step) {
    let who = match step.who.as_slice() {
        [] => String::new(),
        who => format!(" ({})", page.roles(who)),
    };
    let only = page.only_for(&step.only_for);
    page.line(0, &format!("{}. {}{who}{only}", index + 1, step.title));
    if !step.to.is_empty() {
        let to = page.roles(&step.to);
        page.line(2, &format!("to {to}"));
    }
    for branch in step.next.iter().filter(|_| step.next.len() > 1) {
        let label = branch.label.as_deref().unwrap_or("else");
        page.line(2, &format!("{label}: go on with {}", number(page.policy, &branch.to)));
    }
    if let [only] = step.next.as_slice()
        && number(page.policy, &only.to) != index + 2
    {
        page.line(2, &format!("go on with {}", number(page.policy, &only.to)));
    }
    if step.next.is_empty() {
        page.line(2, "ends here");
    }
}

fn a_form(page: &mut Page, form: &Form) {
    let appendix = form.appendix.map(|number| format!("Appendix {number}: ")).unwrap_or_default();
    page.part(&format!("{appendix}{}", form.title));
    let only = page.only_for(&form.only_for);
    page.line(0, &format!("Printed by: panelpack form {}{only}", form.id));
    for section in &form.sections {
        let who = section.filled_in_by.as_deref().map(|role| page.policy.role(role));
        let title = section.title.as_ref().map_or("", |title| title.text.as_str());
        let head = match (title, who) {
            ("", Some(who)) => format!("Filled in by {who}"),
            (title, Some(who)) => format!("{title}, filled in by {who}"),
            (title, None) => format!("{title}, nothing to fill in"),
        };
        let only = page.only_for(&section.only_for);
        page.line(0, &format!("{head}{only}"));
        let labels = section.fields.iter().map(|field| field.label.as_str());
        let ids = section.fields.iter().map(|field| field.id.as_str());
        let here: Vec<(&str, &str)> = ids.zip(labels).collect();
        for field in &section.fields {
            let from = if field.value.is_some() { " – filled in from pack.yaml" } else { "" };
            let may = match field.need() {
                Need::No if field.value.is_none() && field.kind != FieldKind::Note => {
                    " – may stay empty"
                }
                _ => "",
            };
            let only = page.only_for(&field.only_for) + &page.when(field.when.as_ref(), &here);
            page.line(2, &format!("- {}{from}{may}{only}", field.label));
        }
        for any in &section.any_of {
            page.line(2, &format!("{} {} of: {}", any.label, any.at_least, any.of.join(", ")));
        }
        if let Some(sign_off) = &section.sign_off {
            page.line(2, &format!("- signed by {}, with the date", sign_off.signatory));
        }
    }
}
