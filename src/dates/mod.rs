//! Dates as people write them, and in words.

mod holidays;
mod pattern;

use std::{borrow::Cow, fmt};

pub use holidays::BankHolidays;
use jiff::{
    Span,
    civil::{Date, Weekday},
};
pub use pattern::pattern;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

/// A day, read from any of the ways people write one: `2025-03-26`, `26/03/2025`, `26.03.25`,
/// `26 March 2025`. The day always comes before the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl fmt::Display for Day {
    /// In words: `26 March 2025`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = MONTHS.get(self.0.month() as usize - 1).copied().unwrap_or_default();
        write!(f, "{} {month} {}", self.0.day(), self.0.year())
    }
}

impl Day {
    /// With the day of the week: `Wednesday 26 March 2025`.
    pub fn with_weekday(self) -> String {
        let weekday = match self.0.weekday() {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        };
        format!("{weekday} {self}")
    }

    /// The day so many calendar days and months earlier or later.
    pub fn moved(self, days: u32, months: u32, back: bool) -> Day {
        let span = Span::new().try_days(days).and_then(|span| span.try_months(months)).ok();
        Day(match (span, back) {
            (Some(span), true) => self.0.saturating_sub(span),
            (Some(span), false) => self.0.saturating_add(span),
            (None, true) => Date::MIN,
            (None, false) => Date::MAX,
        })
    }

    /// As computers write it: `2025-03-26`.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// Whole days from `earlier` to this day; negative where it comes later.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0.since(earlier.0).map_or(0, |span| span.get_days())
    }

    /// Whole years and months from `earlier` to this day, as (years, months). Zero where `earlier`
    /// comes later.
    pub fn years_and_months_since(self, earlier: Day) -> (u32, u32) {
        let (now, then) = (self.0, earlier.0);
        let mut months = (i32::from(now.year()) - i32::from(then.year())) * 12
            + i32::from(now.month())
            - i32::from(then.month());
        let end_of_month = now.day() == now.days_in_month();
        if now.day() < then.day() && !end_of_month {
            months -= 1;
        }
        let months = u32::try_from(months).unwrap_or(0);
        (months / 12, months % 12)
    }
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a day as people write it. `None` where it is not one, as `31.02.2025`, or where the day of
/// the week is another. [`pattern`] says the same to an editor.
pub fn parse(text: &str) -> Option<Day> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',');
    let parts: Vec<&str> = text.split(is_between).filter(|part| !part.is_empty()).collect();
    let (before, parts) = match parts.split_first() {
        Some((first, rest)) if is_weekday(first) => (Some(*first), rest),
        _ => (None, parts.as_slice()),
    };
    let (after, parts) = match parts.split_last() {
        Some((last, rest)) if is_weekday(last) => (Some(*last), rest),
        _ => (None, parts),
    };
    let [first, second, third] = parts else { return None };
    let (year, month, day) = match year(first).filter(|_| first.len() == 4) {
        Some(year) => (year, month(second)?, number(third)?),
        None => (year(third)?, month(second)?, day(first)?),
    };
    let day = Date::new(year, month, day).ok().map(Day)?;
    let name = day.with_weekday().to_lowercase();
    let mut weekdays = before.iter().chain(&after);
    weekdays.all(|weekday| name.starts_with(&weekday.to_lowercase())).then_some(day)
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|weekday| weekday.starts_with(&word))
}

/// A number of one or two digits.
fn number(text: &str) -> Option<i8> {
    let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn day(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end));
    number(plain.unwrap_or(text))
}

fn month(text: &str) -> Option<i8> {
    let word = text.to_lowercase();
    let named = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && month.to_lowercase().starts_with(word.as_str()));
    named.and_then(|index| i8::try_from(index + 1).ok()).or_else(|| number(text))
}

/// A year; one of two digits belongs to this century.
fn year(text: &str) -> Option<i16> {
    let year = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    match text.len() {
        2 => year.map(|year: i16| 2000 + year),
        4 => year,
        _ => None,
    }
}

/// What is said of a text that is no day.
pub const NO_DATE: &str = "this is not a date, or its day of the week is wrong; write it like \
                           2025-03-26 or 26 March 2025";

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A day: 2025-03-26 or 26 March 2025.",
            "x-is": "a day"
        })
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| de::Error::custom(NO_DATE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i16, month: i8, day: i8) -> Day {
        Day(Date::constant(year, month, day))
    }

    #[test]
    fn all_the_ways_people_write_a_day() {
        for text in [
            "2025-03-26",
            "26/03/2025",
            "26.03.25",
            "26.3.2025",
            "26 March 2025",
            "26th Mar 2025",
            "Wednesday, 26 March 2025",
            "26-Mar-2025",
            "2025 march 26, wed",
        ] {
            assert_eq!(parse(text), Some(ymd(2025, 3, 26)), "{text}");
        }
        for text in [
            "",
            "Thursday 26 March 2025",
            "31.02.2025",
            "March 2025",
            "26",
            "03/26/2025",
            "yesterday",
            "1 2 3 4",
            "26xy March 2025",
            "+26 March 2025",
            "26 Wednesday March 2025",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_counted_whole() {
        let start = ymd(2020, 7, 15);
        assert_eq!(ymd(2025, 3, 26).years_and_months_since(start), (4, 8));
        assert_eq!(ymd(2023, 7, 14).years_and_months_since(start), (2, 11));
        assert_eq!(ymd(2023, 7, 15).years_and_months_since(start), (3, 0));
        assert_eq!(ymd(2023, 2, 28).years_and_months_since(ymd(2020, 2, 29)), (3, 0));
        assert_eq!(ymd(2019, 1, 1).years_and_months_since(start), (0, 0));
    }

    #[test]
    fn a_fortnight_before() {
        assert_eq!(ymd(2025, 3, 12), ymd(2025, 3, 26).moved(14, 0, true));
        assert_eq!(ymd(2025, 3, 26).days_since(ymd(2025, 3, 12)), 14);
    }
}
