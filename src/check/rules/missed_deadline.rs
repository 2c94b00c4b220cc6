use super::{asked, words};
use crate::{
    application::Due,
    check::{Case, Findings, Place, Rule},
    dates::Day,
    pack::FACTS,
    policy::{Deadline, Stage},
    yaml::Value,
};

pub static RULE: Rule = Rule {
    name: "missed-deadline",
    asks: "Everything is sent by its day",
    why: "Deadlines are counted back from the panel in calendar days, and measured against the day \
          in `submitted`; where none is written, against today. What a missed one means is for the \
          panel to decide, so it is a warning.",
    example: "The evidence was due on Wednesday 12 March 2025 and was sent on 14 March 2025: \
              tell the panel, or correct `submitted`.",
    stage: Stage::Evidence,
    check,
};

/// From how many days before a deadline it is mentioned.
const SOON: i32 = 7;

fn check(case: &Case, findings: &mut Findings) {
    let application = case.application;
    for deadline in application.deadlines() {
        let Some(due) = application.due(&deadline.by) else { continue };
        let done = deadline.done();
        let line = application.line(&done);
        // What is written there and is no day, another rule says.
        let is_written = line.is_some_and(|line| line.node.value != Value::Empty);
        let place = Place::span(FACTS, line.map(|line| line.node.span));
        let clause = deadline.says.as_ref();
        if let Some(sent) = application.day(&done) {
            if let Some((title, next)) = late(case, deadline, due.day, sent) {
                findings.add(deadline.otherwise, place, title, next).says(clause);
            }
            continue;
        }
        let Some(today) = case.today.filter(|_| !is_written) else { continue };
        if asked::is_no_group_of_facts(case, "submitted") || !is_the_candidates(case, deadline) {
            continue;
        }
        let left = due.day.days_since(today);
        let (what, day) = (&deadline.what, due.day.with_weekday());
        let to = recipients(case, deadline);
        let record = match done.strip_prefix("submitted.") {
            Some(id) => format!("write the day in {FACTS}, under `submitted:` as `{id}:`"),
            None => "record the day where it belongs".into(),
        };
        let other = other_readings(case, deadline) + holidays(due);
        let days = words::count(left.unsigned_abs() as usize, "day");
        if left < 0 {
            let title =
                format!("The {what} was due on {day}, {days} ago, and is not recorded as sent");
            let next = format!("If it was sent, {record}; if not, send it to {to} now{other}");
            findings.add(deadline.otherwise, place, title, next).says(clause);
        } else if left <= SOON {
            let when = match left {
                0 => "today".to_owned(),
                1 => "tomorrow".to_owned(),
                _ => format!("in {days}"),
            };
            let title = format!("The {what} is due on {day}, {when}");
            let next = format!("Send it to {to}, then {record}{other}");
            findings.note(place, title, next).says(clause);
        }
    }
}

/// Whether the candidate has to keep a deadline: what others have to do is no fault of the pack.
fn is_the_candidates(case: &Case, deadline: &Deadline) -> bool {
    let first = case.policy().rules.roles.first();
    first.is_none_or(|candidate| candidate.id == deadline.from)
}

/// What there is to say of something that was sent.
fn late(case: &Case, deadline: &Deadline, due: Day, sent: Day) -> Option<(String, String)> {
    let what = &deadline.what;
    let is_before_panel = deadline.by.before.as_deref() == Some("panel");
    if let Some(panel) = case.application.day("panel")
        && is_before_panel
        && sent > panel
    {
        let title = format!("The {what} was sent on {sent}, after the panel on {panel}");
        return Some((title, "Correct `submitted` or `panel`".into()));
    }
    let days = sent.days_since(due);
    (days > 0).then(|| {
        let late = words::count(days.unsigned_abs() as usize, "day");
        let due = due.with_weekday();
        let title = format!("The {what} was sent on {sent}, {late} after it was due on {due}");
        let next = format!(
            "Correct the day if it is wrong; if it is right, tell {}{}",
            if is_before_panel { "the panel".into() } else { recipients(case, deadline) },
            other_readings(case, deadline)
        );
        (title, next)
    })
}

/// What the policy says elsewhere about the same deadline.
fn other_readings(case: &Case, deadline: &Deadline) -> String {
    let readings = deadline.other_readings.iter().filter_map(|other| {
        let limit = other.by.as_ref()?;
        let due = case.application.due(limit)?.day.with_weekday();
        let of = match (&limit.before, &limit.after) {
            (Some(name), _) if name == "panel" => "before the panel",
            (Some(_), _) => "before it",
            _ => "after it",
        };
        Some(format!(". The policy also says {} {of}: {due}", limit.length()))
    });
    readings.collect()
}

fn holidays(due: Due) -> &'static str {
    if due.holidays_known {
        ""
    } else {
        ". Bank holidays of that year are not known here: check it"
    }
}

fn recipients(case: &Case, deadline: &Deadline) -> String {
    let roles = deadline.to.iter().map(|role| format!("the {}", case.policy().role(role)));
    let roles: Vec<String> = roles.collect();
    if roles.is_empty() { "the panel".into() } else { words::row(&roles, "and") }
}
