//! The dates ahead as a calendar other programs read: RFC 5545.
//!
//! Nothing in it comes from the clock, and it names no person.

use jiff::civil::Time;

use super::{Date, Event, agenda};
use crate::{application::Application, bundle::digest, dates::Day, words};

/// A line may have so many bytes; the next one begins with a space.
const LONGEST: usize = 75;

/// The dates ahead. Deadlines last all day and keep nobody busy; the panel has its time, where the
/// policy prints one, on the clock of wherever it is read.
pub fn calendar(application: Application, today: Option<Day>) -> String {
    let mut calendar = Calendar::default();
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//panelpack//status//EN");
    for date in agenda(application, today) {
        calendar.event(application, &date);
    }
    calendar.line("END", "VCALENDAR");
    calendar.text
}

#[derive(Default)]
struct Calendar {
    text: String,
}

impl Calendar {
    fn event(&mut self, application: Application, date: &Date) {
        let day = date.due.day;
        let id = match date.event {
            Event::Deadline(deadline) => deadline.id.as_str(),
            Event::Panel => "panel",
        };
        self.line("BEGIN", "VEVENT");
        self.line("UID", &uid(application, id));
        // The standard asks when this was written. What does not depend on the clock is the day
        // itself: an entry that has moved to a later day is the newer one.
        self.line("DTSTAMP", &format!("{}T000000Z", basic(day)));
        let times = application.fact("panel.time").and_then(|time| from_to(&time));
        match (date.event, times) {
            (Event::Panel, Some((from, to))) => {
                self.line("DTSTART", &at(day, from));
                self.line("DTEND", &at(day, to));
            }
            _ => {
                self.line("DTSTART;VALUE=DATE", &basic(day));
                self.line("TRANSP", "TRANSPARENT");
            }
        }
        self.says(application, date);
        self.line("END", "VEVENT");
    }

    /// What it is, in words.
    fn says(&mut self, application: Application, date: &Date) {
        let council = &application.policy.rules.council;
        let progression = application.fact("progression.title").unwrap_or_default();
        let mut about = vec![format!("{council}: {progression}")];
        match date.event {
            Event::Panel => {
                self.text_line("SUMMARY", &format!("Panel: {progression}"));
                if let Some(place) = application.fact("panel.place") {
                    self.text_line("LOCATION", &place);
                }
                about.extend(application.fact("panel.time"));
            }
            Event::Deadline(deadline) => {
                let role = |id: &String| application.policy.role(id).to_owned();
                self.text_line("SUMMARY", &format!("Due: {}", deadline.what));
                about.push(format!("From: {}", role(&deadline.from)));
                let to: Vec<String> = deadline.to.iter().map(role).collect();
                if !to.is_empty() {
                    about.push(format!("To: {}", words::row(&to, "and")));
                }
                about.push(words::capital(&application.in_words(&deadline.by)));
                about.extend(
                    deadline.says.as_ref().map(|says| format!("“{}” ({})", says.text, says.at)),
                );
            }
        }
        self.text_line("DESCRIPTION", &about.join("\n"));
    }

    /// A line whose value is a text people wrote.
    fn text_line(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if length + letter.len_utf8() > LONGEST {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// The same for the same date of the same application, wherever and whenever it is written, so that
/// a calendar that is read again moves its entries and does not double them.
fn uid(application: Application, id: &str) -> String {
    let fact = |name| application.compared(name).unwrap_or_default();
    let policy = &application.policy.rules.id;
    let parts = [policy.clone(), fact("progression"), fact("route"), fact("candidate.name")];
    let digest = digest::short(format!("{}\n{id}", parts.join("\n")).as_bytes());
    format!("{digest}@panelpack")
}

/// A text as a calendar writes it.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    let text = text.replace("\r\n", "\n").replace('\n', "\\n");
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// A day as a calendar writes it: `20250326`.
fn basic(day: Day) -> String {
    day.iso().replace('-', "")
}

fn at(day: Day, time: Time) -> String {
    format!("{}T{:02}{:02}00", basic(day), time.hour(), time.minute())
}

/// A time as a policy prints it, as `14:00-17:00`, where it is from a time to a later one.
fn from_to(printed: &str) -> Option<(Time, Time)> {
    let (from, to) = printed.split_once(['-', '–', '—'])?;
    let (from, to) = (time(from)?, time(to)?);
    (from < to).then_some((from, to))
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_where_it_is_one() {
        let read = |text| from_to(text).map(|(from, to)| (from.hour(), to.hour()));
        assert_eq!(read("14:00-17:00"), Some((14, 17)));
        assert_eq!(read("9.30 – 12.30"), Some((9, 12)));
        for text in ["", "2pm", "14:00", "17:00-14:00", "25:00-26:00", "morning-noon"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn lines_are_short_and_come_back_whole(text in "(\\PC|[,;\\\\\n]|é|🙂){0,300}") {
            let mut calendar = Calendar::default();
            calendar.text_line("SUMMARY", &text);
            let written = calendar.text.strip_suffix("\r\n").unwrap();
            assert!(written.split("\r\n").all(|line| line.len() <= LONGEST));
            assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{}", escaped(&text)));
        }
    }
}
