use super::{asked, names, words};
use crate::{
    application::Due,
    check::{Case, Findings, Rule, Topic},
    dates::Day,
    pack::FACTS,
    policy::{Deadline, Stage, TimeLimit},
};

pub static RULE: Rule = Rule {
    name: "missed-deadline",
    asks: "Everything is sent by its day",
    why: "Deadlines are counted as the policy counts them, from the panel or another day, and \
          measured against the day the pack records; where none is written, against today. What a \
          missed one means is for the panel to decide.",
    example: "“Evidence” came 2 days late: due on Wednesday 12 March 2025, sent on 14 March 2025. \
              Tell the panel, or correct `submitted`.",
    topic: Topic::Dates,
    stage: Stage::Evidence,
    check,
};

/// From how many days before a deadline it is mentioned.
const SOON: i32 = 7;

fn check(case: &Case, findings: &mut Findings) {
    let application = case.application;
    for deadline in application.deadlines() {
        if is_of_panel(&deadline.by) && !application.has_panel() {
            continue;
        }
        let Some(due) = application.due(&deadline.by) else { continue };
        let done = deadline.done();
        if let Some(sent) = application.day(&done) {
            late(case, deadline, due, sent, findings);
        // What is written there and is no day, another rule says. What others have to do is no
        // fault of the pack until it is recorded.
        } else if names::written(case, &done).is_none()
            && !is_in_wrong_group(case, &done)
            && is_the_candidates(case, deadline)
            && let Some(today) = case.today
        {
            open(case, deadline, due, today, findings);
        }
    }
}

/// Something that is not done yet.
fn open(case: &Case, deadline: &Deadline, due: Due, today: Day, findings: &mut Findings) {
    let left = due.day.days_since(today);
    let (what, day) = (&deadline.what, due.day.with_weekday());
    let to = recipients(case, deadline);
    let (how, record) = (how(deadline), record(case, &deadline.done()));
    let more = counted(deadline) + &other_readings(case, deadline) + holidays(due);
    let days = words::count(left.unsigned_abs() as usize, "day");
    let place = names::place(case, &deadline.done());
    let clause = deadline.says.as_ref();
    if left < 0 {
        let title =
            format!("“{what}” had to be {how} by {day}, {days} ago, and no day is recorded");
        let next = format!("If it was {how}, {record}; if not, send it to {to} now{more}");
        findings.add(deadline.otherwise, place, title, next).says(clause);
    } else if left <= SOON {
        let when = match left {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            _ => format!("in {days}"),
        };
        let title = format!("“{what}” must be {how} by {day}, {when}");
        let next = format!("Send it to {to}, then {record}{more}");
        findings.note(place, title, next).says(clause);
    }
}

/// What is done by the day that is recorded.
fn how(deadline: &Deadline) -> &'static str {
    let is_signature = deadline.done.as_ref().is_some_and(|done| done.ends_with(".signed"));
    if is_signature { "signed" } else { "sent" }
}

/// Something that was done too late.
fn late(case: &Case, deadline: &Deadline, due: Due, sent: Day, findings: &mut Findings) {
    let (what, how, done) = (&deadline.what, how(deadline), deadline.done());
    let days = sent.days_since(due.day);
    let panel = case.application.day("panel").filter(|_| is_of_panel(&deadline.by));
    let (title, next) = match panel {
        Some(panel) if sent > panel => (
            format!("“{what}” came after the panel: {how} on {sent}, and the panel is on {panel}"),
            match done.starts_with("submitted.") {
                true => "Correct `submitted` or `panel`".into(),
                false => "Correct one of the two days".into(),
            },
        ),
        _ if days > 0 => {
            let late = words::count(days.unsigned_abs() as usize, "day");
            let (due_on, tell) = (
                due.day.with_weekday(),
                match panel {
                    Some(_) => "the panel".into(),
                    None => recipients(case, deadline),
                },
            );
            let more = counted(deadline) + &other_readings(case, deadline) + holidays(due);
            (
                format!("“{what}” came {late} late: due on {due_on}, {how} on {sent}"),
                format!("Correct the day if it is wrong; if it is right, tell {tell}{more}"),
            )
        }
        _ => return,
    };
    let place = names::place(case, &done);
    findings.add(deadline.otherwise, place, title, next).says(deadline.says.as_ref());
}

/// Whether a time limit hangs on the panel.
fn is_of_panel(limit: &TimeLimit) -> bool {
    let names = [&limit.on, &limit.before];
    names.into_iter().flatten().any(|name| name.split('.').next() == Some("panel"))
}

/// Whether the candidate has to keep a deadline: the first of the roles.
fn is_the_candidates(case: &Case, deadline: &Deadline) -> bool {
    let first = case.policy().rules.roles.first();
    first.is_none_or(|candidate| candidate.id == deadline.from)
}

/// Whether the group that would hold the day is no group, which another rule has said.
fn is_in_wrong_group(case: &Case, name: &str) -> bool {
    name.starts_with("submitted.") && asked::is_no_group_of_facts(case, "submitted")
}

/// How the day is recorded.
fn record(case: &Case, name: &str) -> String {
    match (name.strip_prefix("submitted."), names::in_form(case.policy(), name)) {
        (Some(id), _) => format!("write the day in {FACTS}, under `submitted:` as `{id}:`"),
        (None, Some((form, section, "signed"))) => {
            let section = asked::name(form, section);
            format!("sign “{section}” in {}", asked::file(form))
        }
        _ => "record the day where it belongs".into(),
    }
}

/// How the days were counted, where not every day counts.
fn counted(deadline: &Deadline) -> String {
    let by = &deadline.by;
    match by.working_days.or(by.working_weeks) {
        Some(_) => {
            format!(". Counted are {}, without Saturdays, Sundays and bank holidays", by.length())
        }
        None => String::new(),
    }
}

/// What the policy says elsewhere about the same deadline.
fn other_readings(case: &Case, deadline: &Deadline) -> String {
    let readings = deadline.other_readings.iter().filter_map(|other| {
        let limit = other.by.as_ref()?;
        let due = case.application.due(limit)?.day.with_weekday();
        let of = match (&limit.before, &limit.after) {
            (Some(name), _) if name == "panel" => " before the panel",
            (Some(_), _) => " before it",
            (None, Some(_)) => " after it",
            (None, None) => return Some(format!(". The policy also says {due}")),
        };
        Some(format!(". The policy also says {}{of}: {due}", limit.length()))
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
    match case.application.progression().and_then(|one| one.decided_by.as_ref()) {
        _ if !deadline.to.is_empty() => asked::roles(case, &deadline.to, "and"),
        Some(role) => format!("the {}", case.policy().role(role)),
        None => "the panel".into(),
    }
}
