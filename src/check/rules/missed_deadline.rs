use super::{asked, words};
use crate::{
    check::{Case, Findings, Place, Rule},
    dates::Day,
    pack::FACTS,
    policy::{Deadline, Stage},
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
    let Some(&panel) = case.pack().facts.panel.get() else { return };
    for deadline in &case.policy().rules.deadlines {
        let Some(sent) = case.pack().facts.submitted.get(&deadline.id) else { continue };
        let due = panel.days_before(deadline.days_before_panel);
        if sent.wrong || asked::is_no_group_of_facts(case, "submitted") {
            continue;
        }
        let place = Place::span(FACTS, sent.span);
        let clause = deadline.says.as_ref();
        if let Some(&sent) = sent.get() {
            if let Some((title, next)) = late(deadline, panel, due, sent) {
                findings.warning(place, title, next).says(clause);
            }
            continue;
        }
        let Some(left) = case.today.map(|today| due.days_since(today)) else { continue };
        let (what, day) = (&deadline.what, due.with_weekday());
        let to = recipients(case, deadline);
        let record = format!("write the day in {FACTS}, under `submitted:` as `{}:`", deadline.id);
        let other = other_readings(deadline, panel);
        let days = words::count(left.unsigned_abs() as usize, "day");
        if left < 0 {
            let title =
                format!("The {what} was due on {day}, {days} ago, and is not recorded as sent");
            let next = format!("If it was sent, {record}; if not, send it to {to} now{other}");
            findings.warning(place, title, next).says(clause);
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

/// What there is to say of something that was sent.
fn late(deadline: &Deadline, panel: Day, due: Day, sent: Day) -> Option<(String, String)> {
    let what = &deadline.what;
    if sent > panel {
        let title = format!("The {what} was sent on {sent}, after the panel on {panel}");
        return Some((title, "Correct `submitted` or `panel`".into()));
    }
    let days = sent.days_since(due);
    (days > 0).then(|| {
        let late = words::count(days.unsigned_abs() as usize, "day");
        let due = due.with_weekday();
        let title = format!("The {what} was sent on {sent}, {late} after it was due on {due}");
        let next = format!(
            "Correct the day if it is wrong; if it is right, tell the panel{}",
            other_readings(deadline, panel)
        );
        (title, next)
    })
}

/// What the policy says elsewhere about the same deadline.
fn other_readings(deadline: &Deadline, panel: Day) -> String {
    let readings = deadline.other_readings.iter().map(|other| {
        let days = words::count(other.days_before_panel as usize, "day");
        let due = panel.days_before(other.days_before_panel);
        format!(". The policy also says {days} before the panel: {}", due.with_weekday())
    });
    readings.collect()
}

fn recipients(case: &Case, deadline: &Deadline) -> String {
    let roles = deadline.to.iter().map(|role| format!("the {}", case.policy().role(role)));
    let roles: Vec<String> = roles.collect();
    if roles.is_empty() { "the panel".into() } else { words::row(&roles, "and") }
}
