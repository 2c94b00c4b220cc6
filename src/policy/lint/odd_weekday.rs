use super::{Lint, Subject, sittings::sittings};
use crate::{check::Findings, dates::Day};

pub static LINT: Lint = Lint {
    name: "odd-weekday",
    asks: "A published date is on the day of the week of those around it",
    why: "A panel that always meets on a Wednesday and once on a Thursday may be a slip of the pen.",
    example: "27 November 2025 is a Thursday between two Wednesdays: ask which day is meant.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let all = sittings(subject);
    for three in all.windows(3) {
        let [before, here, after] = three else { continue };
        let (around, day) = (weekday(before.day), weekday(here.day));
        if around == weekday(after.day) && day != around {
            findings.warning(
                here.place.clone(),
                format!("The policy prints a {day}, {}, between two dates on a {around}", here.day),
                "Ask the council which day is meant; until then keep the likely one as `date` and \
                 the printed one as `also`",
            );
        }
    }
}

/// The day of the week.
pub fn weekday(day: Day) -> String {
    day.with_weekday().split(' ').next().unwrap_or_default().to_owned()
}
