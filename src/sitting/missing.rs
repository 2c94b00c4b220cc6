//! What is missing from whom.

use super::Missing;
use crate::{
    application::Application,
    check::{Finding, Place},
    policy::{Deadline, Severity, TimeLimit},
    words,
};

/// What was found that is not only good to know, and what is not recorded as sent that had to come
/// before the panel. Errors come first; the rest is in the order in which it was found.
pub fn missing(application: Application, findings: &[Finding]) -> Vec<Missing> {
    let matters = |one: &&Finding| one.severity != Severity::Note;
    let found = findings.iter().filter(matters).map(|one| Missing {
        severity: one.severity,
        who: whose(application, one),
        title: one.title.clone(),
        place: place(application, &one.place),
        next: one.next.clone(),
    });
    let late = application.deadlines().filter_map(|one| not_sent(application, one));
    let mut all: Vec<Missing> = found.chain(late).collect();
    all.sort_by_key(|one| one.severity);
    all
}

/// Something that had to be sent before the panel, and no day is recorded.
fn not_sent(application: Application, deadline: &Deadline) -> Option<Missing> {
    if !is_before_panel(&deadline.by) || !application.has_panel() {
        return None;
    }
    let due = application.due(&deadline.by)?;
    let done = deadline.done();
    if application.day(&done).is_some() {
        return None;
    }
    let to: Vec<&str> = deadline.to.iter().map(|role| application.policy.role(role)).collect();
    let to = if to.is_empty() { String::new() } else { format!(" to {}", words::row(&to, "and")) };
    let next = match done.strip_prefix("submitted.") {
        Some(id) => format!("Send it{to}, and write the day under `submitted:` as `{id}:`"),
        None => format!("Sign it and pass it on{to}"),
    };
    Some(Missing {
        severity: deadline.otherwise,
        who: who(application, &deadline.from),
        title: format!(
            "“{}” is due by {}, and no day is recorded on which it was sent",
            deadline.what,
            due.day.with_weekday()
        ),
        place: String::new(),
        next,
    })
}

fn is_before_panel(limit: &TimeLimit) -> bool {
    let names = [&limit.on, &limit.before];
    names.into_iter().flatten().any(|name| name.split('.').next() == Some("panel"))
}

/// Whose it is to put something right: who fills in the section of the form it is in, else the
/// candidate.
fn whose(application: Application, finding: &Finding) -> String {
    let file = &finding.place.file;
    let form = file.strip_prefix("forms/").and_then(|name| name.strip_suffix(".yaml"));
    let form = form.and_then(|id| application.policy.form(id));
    let role = form.and_then(|form| {
        let holds = |section: &&crate::policy::Section| {
            let node = application.node(form, section).zip(finding.place.span);
            let is_around = node.is_some_and(|(node, span)| {
                node.span.start <= span.start && span.end <= node.span.end
            });
            is_around || finding.next.contains(&format!("`{}:`", section.id))
        };
        form.sections.iter().find(holds)?.filled_in_by.as_deref()
    });
    match role {
        Some(role) => who(application, role),
        None => candidate(application),
    }
}

/// A role, with the name of whoever has it in this application.
fn who(application: Application, role: &str) -> String {
    let title = application.policy.role(role);
    match application.fact(&format!("candidate.{role}")) {
        Some(name) => format!("{title}: {name}"),
        // The candidate's own role is the first of all.
        None if application.policy.rules.roles.first().is_some_and(|first| first.id == role) => {
            candidate(application)
        }
        None => title.to_owned(),
    }
}

fn candidate(application: Application) -> String {
    application.fact("candidate.name").unwrap_or_else(|| "The candidate".to_owned())
}

/// A place in words: the file, and the line or page in it.
fn place(application: Application, place: &Place) -> String {
    let line = place.span.and_then(|span| {
        let source = application.pack.sources.get(&place.file)?;
        Some(source.line_column(span.start).0)
    });
    match (place.page, line) {
        (Some(page), _) => format!("{}, page {page}", place.file),
        (None, Some(line)) => format!("{}, line {line}", place.file),
        (None, None) => place.file.clone(),
    }
}
