use jiff::civil::Date;

use super::{Lint, Subject, sittings::sittings};
use crate::{check::Findings, dates::Day};

pub static LINT: Lint = Lint {
    name: "month-without-sitting",
    asks: "A panel that meets every month has a date in every month",
    why: "A candidate who counts on a month without a date waits for the next one.",
    example: "The panel meets every month, and no date in December is printed: ask the council.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let says_monthly = subject.trees.text("policy.yaml", "panel.monthly");
    if !says_monthly.is_some_and(|text| matches!(text, "yes" | "true")) {
        return;
    }
    let all = sittings(subject);
    let months = |day: Day| i32::from(day.0.year()) * 12 + i32::from(day.0.month()) - 1;
    let mut met: Vec<i32> = all.iter().map(|one| months(one.used)).collect();
    met.sort_unstable();
    let (Some(first), Some(last)) = (met.first().copied(), met.last().copied()) else { return };
    let missing = (first..last).filter(|month| !met.contains(month));
    let missing: Vec<String> = missing.filter_map(name).collect();
    if !missing.is_empty() {
        findings.note(
            subject.trees.place("policy.yaml", "panel.sittings"),
            format!(
                "The panel meets every month, but no date in {} is printed",
                missing.join(", ")
            ),
            "Ask the council whether the panel meets then",
        );
    }
}

fn name(month: i32) -> Option<String> {
    let (year, month) = (i16::try_from(month / 12).ok()?, i8::try_from(month % 12 + 1).ok()?);
    let day = Day(Date::new(year, month, 1).ok()?).to_string();
    day.split_once(' ').map(|(_, month)| month.to_owned())
}
