//! Working days: Monday to Friday without bank holidays.

use std::{collections::BTreeSet, sync::OnceLock};

use jiff::civil::Weekday;
use serde::Deserialize;

use super::Day;
use crate::{source::Source, yaml};

static FILE: &str = include_str!("../../templates/bank-holidays.yaml");

/// The bank holidays of a region, for the years they are known.
#[derive(Debug, Clone, Deserialize)]
pub struct BankHolidays {
    /// Where they hold.
    pub region: String,
    /// The first year they are known for.
    pub from: u32,
    /// The last year they are known for.
    pub until: u32,
    days: Vec<Day>,
}

impl BankHolidays {
    /// Those of `templates/bank-holidays.yaml`.
    pub fn england_and_wales() -> &'static Self {
        static READ: OnceLock<BankHolidays> = OnceLock::new();
        READ.get_or_init(|| {
            let (tree, _) = yaml::parse(&Source::from_text("bank-holidays.yaml", FILE));
            let (holidays, _) = yaml::read(&tree);
            // A test reads the file; without it no year would be known.
            let none = Self { region: String::new(), from: 1, until: 0, days: Vec::new() };
            holidays.unwrap_or(none)
        })
    }

    /// Whether those of the year of this day are known.
    pub fn know(&self, day: Day) -> bool {
        u32::try_from(day.0.year()).is_ok_and(|year| (self.from..=self.until).contains(&year))
    }

    /// The day so many working days later or earlier. The day itself does not count.
    pub fn working_days(&self, from: Day, count: u32, back: bool) -> Day {
        let free: BTreeSet<Day> = self.days.iter().copied().collect();
        let is_working = |day: Day| {
            !matches!(day.0.weekday(), Weekday::Saturday | Weekday::Sunday) && !free.contains(&day)
        };
        let (mut day, mut left) = (from, count);
        while left > 0 {
            let next = day.moved(1, 0, back);
            if next == day {
                break;
            }
            day = next;
            left -= u32::from(is_working(day));
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::parse;

    fn day(text: &str) -> Day {
        parse(text).unwrap()
    }

    #[test]
    fn bank_holidays_and_weekends_are_no_working_days() {
        let holidays = BankHolidays::england_and_wales();
        let later = |from, count| holidays.working_days(day(from), count, false).iso();
        assert_eq!(later("2025-03-26", 5), "2025-04-02");
        // Good Friday and Easter Monday lie between.
        assert_eq!(later("2025-04-16", 5), "2025-04-25");
        // Boxing Day 2026 is a Saturday; Monday stands in for it.
        assert_eq!(later("2026-12-24", 1), "2026-12-29");
        assert_eq!(holidays.working_days(day("2025-04-22"), 1, true).iso(), "2025-04-17");
        assert!(holidays.know(day("2026-01-01")) && !holidays.know(day("2050-01-01")));
    }
}
