//! When each application is heard.

use std::{fmt, str::FromStr};

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    minutes: u32,
}

impl Clock {
    fn after(self, minutes: u32) -> Self {
        Self { minutes: self.minutes.saturating_add(minutes) }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl FromStr for Clock {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is not a time; write it like 09:30");
        let (hours, minutes) = text.trim().split_once([':', '.']).ok_or_else(wrong)?;
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
        match (number(hours), number(minutes)) {
            (Some(hours @ 0..24), Some(rest @ 0..60)) if minutes.len() == 2 => {
                Ok(Self { minutes: hours * 60 + rest })
            }
            _ => Err(wrong()),
        }
    }
}

/// From when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When it begins.
    pub from: Clock,
    /// When it ends.
    pub to: Clock,
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.from, self.to)
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is not a span of time; write it like 11:00-11:15");
        let (from, to) = text.split_once(['-', '–']).ok_or_else(wrong)?;
        let (from, to) = (from.parse()?, to.parse()?);
        if from < to { Ok(Self { from, to }) } else { Err(wrong()) }
    }
}

/// What is known about the times of a sitting.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// When the first application is heard, where that is said for this sitting.
    pub start: Option<Clock>,
    /// How many minutes each takes, where that is said for this sitting.
    pub minutes: Option<u32>,
    /// When nobody is heard.
    pub breaks: Vec<Span>,
}

impl Times {
    /// When each application is heard, in their order: `lengths` says how many minutes the policy
    /// sets aside for each, `usual` when the panel usually begins. Nothing where that is not known. An
    /// application that would run into a break is heard after it.
    pub fn slots(&self, lengths: &[Option<u32>], usual: Option<Clock>) -> Option<Vec<Span>> {
        let mut at = self.start.or(usual)?;
        let mut breaks = self.breaks.clone();
        breaks.sort_by_key(|one| one.from);
        let mut slots = Vec::new();
        for length in lengths {
            let length = self.minutes.or(*length).filter(|minutes| *minutes > 0)?;
            for pause in &breaks {
                if at < pause.to && at.after(length) > pause.from {
                    at = pause.to;
                }
            }
            slots.push(Span { from: at, to: at.after(length) });
            at = at.after(length);
        }
        (!slots.is_empty()).then_some(slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(times: &Times, lengths: &[Option<u32>], usual: Option<&str>) -> Option<Vec<String>> {
        let usual = usual.map(|text| text.parse().unwrap());
        let slots = times.slots(lengths, usual)?;
        Some(slots.iter().map(Span::to_string).collect())
    }

    #[test]
    fn nobody_is_heard_in_a_break() {
        let span = |text: &str| text.parse::<Span>().unwrap();
        let times = Times {
            start: Some("9.30".parse().unwrap()),
            minutes: Some(40),
            breaks: vec![span("12:00-13:00"), span("10:40-11:00")],
        };
        let slots = told(&times, &[None; 4], None).unwrap();
        assert_eq!(slots, ["09:30–10:10", "11:00–11:40", "13:00–13:40", "13:40–14:20"]);
    }

    #[test]
    fn times_are_those_of_the_policy_where_nobody_says_others() {
        let none = Times::default();
        assert_eq!(told(&none, &[Some(30)], Some("14:00")).unwrap(), ["14:00–14:30"]);
        assert_eq!(told(&none, &[Some(30), None], Some("14:00")), None);
        assert_eq!(told(&none, &[Some(30)], None), None);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["24:00", "9", "9:3", "09:60", "-1:00", "x:00", ""] {
            assert!(text.parse::<Clock>().is_err(), "{text}");
        }
        for text in ["11:00", "11:15-11:00", "11:00-11:00"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}
