//! The days ahead and behind: what has to be sent, by whom, to whom, and how many days are left.

use serde::Serialize;

use super::super::Report;
use crate::{
    application::Due,
    dates::Day,
    policy::{Deadline, Says},
    process::{self, Event, History, Recorded},
    words,
};

/// What is due first, and all other days.
#[derive(Serialize)]
pub struct Deadlines<'a> {
    /// The day that comes next; empty where nothing is due any more.
    next: Vec<Entry<'a>>,
    /// All others, in their order.
    others: Vec<Entry<'a>>,
    /// How many days have passed without a record that something was sent.
    missed: usize,
}

/// Something that is due or takes place on a day.
#[derive(Serialize)]
struct Entry<'a> {
    #[serde(skip)]
    day: Day,
    on: String,
    what: &'a str,
    /// By whom and to whom.
    way: String,
    /// How its day was counted.
    counted: Option<String>,
    /// What the policy says elsewhere about the same thing.
    elsewhere: Vec<String>,
    /// Where the day is written down once it is done.
    record: Option<String>,
    /// How much the policy says about it.
    clause: Option<&'a Says>,
    holidays_known: bool,
    state: State,
    in_words: String,
}

/// Where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Open,
    Missed,
    Done,
    Late,
}

/// The deadlines of a pack.
pub fn deadlines<'a>(report: &Report<'a>) -> Deadlines<'a> {
    let (application, today) = (report.application, report.today);
    let open = process::agenda(application, today);
    let mut all: Vec<Entry> = open
        .into_iter()
        .map(|date| match date.event {
            Event::Deadline(deadline) => open_entry(report, deadline, date.due),
            Event::Panel => sitting(report, date.due.day),
        })
        .collect();
    let history = History { application, today };
    let kept = application.deadlines().filter_map(|deadline| {
        let sent = history.recorded(&deadline.done())?;
        Some(kept_entry(report, deadline, history.due(&deadline.by)?, sent))
    });
    all.extend(kept);
    all.sort_by_key(|entry| entry.day);
    let missed = all.iter().filter(|entry| entry.state == State::Missed).count();
    let first = all.iter().find(|entry| entry.state == State::Open).map(|entry| entry.day);
    let is_next = |entry: &Entry| entry.state == State::Open && Some(entry.day) == first;
    let (next, others) = all.into_iter().partition(is_next);
    Deadlines { next, others, missed }
}

fn entry<'a>(report: &Report<'a>, deadline: &'a Deadline, due: Due) -> Entry<'a> {
    let application = report.application;
    Entry {
        day: due.day,
        on: due.day.with_weekday(),
        what: &deadline.what,
        way: way(report, deadline),
        counted: deadline.by.on.is_none().then(|| application.in_words(&deadline.by)),
        elsewhere: elsewhere(report, deadline),
        record: Some(process::place(application, &deadline.done())),
        clause: deadline.says.as_ref(),
        holidays_known: due.holidays_known,
        state: State::Open,
        in_words: String::new(),
    }
}

fn open_entry<'a>(report: &Report<'a>, deadline: &'a Deadline, due: Due) -> Entry<'a> {
    let left = report.today.map(|today| due.day.days_since(today));
    let is_missed = left.is_some_and(|left| left < 0);
    let state = if is_missed { State::Missed } else { State::Open };
    let in_words = left.map(days_left).unwrap_or_default();
    Entry { state, in_words, ..entry(report, deadline, due) }
}

fn kept_entry<'a>(
    report: &Report<'a>,
    deadline: &'a Deadline,
    due: Due,
    sent: Recorded,
) -> Entry<'a> {
    let (state, in_words) = match sent {
        Recorded::On(day) | Recorded::Agreed(day) if day > due.day => {
            let days = words::count(day.days_since(due.day).unsigned_abs() as usize, "day");
            (State::Late, format!("{days} late: {day}"))
        }
        Recorded::On(day) | Recorded::Agreed(day) => (State::Done, format!("Done on {day}")),
        Recorded::Undated => (State::Done, "Done".to_owned()),
    };
    Entry { state, in_words, ..entry(report, deadline, due) }
}

fn sitting<'a>(report: &Report<'a>, day: Day) -> Entry<'a> {
    let left = report.today.map(|today| day.days_since(today));
    let is_past = left.is_some_and(|left| left < 0);
    Entry {
        day,
        on: day.with_weekday(),
        what: "The panel sits",
        way: String::new(),
        counted: None,
        elsewhere: Vec::new(),
        record: None,
        clause: None,
        holidays_known: true,
        state: if is_past { State::Done } else { State::Open },
        in_words: match left.map(days_left) {
            Some(left) if is_past => format!("{left}, and no outcome is recorded"),
            left => left.unwrap_or_default(),
        },
    }
}

fn days_left(left: i32) -> String {
    let days = words::count(left.unsigned_abs() as usize, "day");
    match left {
        ..0 => format!("{days} ago"),
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        _ => format!("{days} left"),
    }
}

/// `From the Social Worker to the Team Manager and the Principal Social Worker`.
fn way(report: &Report, deadline: &Deadline) -> String {
    let role = |id: &String| format!("the {}", report.application.policy.role(id));
    let to: Vec<String> = deadline.to.iter().map(role).collect();
    match to.is_empty() {
        true => format!("By {}", role(&deadline.from)),
        false => format!("From {} to {}", role(&deadline.from), words::row(&to, "and")),
    }
}

fn elsewhere(report: &Report, deadline: &Deadline) -> Vec<String> {
    let readings = deadline.other_readings.iter().filter_map(|other| {
        let limit = other.by.as_ref()?;
        let day = report.application.due(limit).map(|due| format!(", {}", due.day.with_weekday()));
        Some(report.application.in_words(limit) + &day.unwrap_or_default())
    });
    readings.collect()
}
