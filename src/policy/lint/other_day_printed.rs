use super::{Lint, Subject, sittings::sittings};
use crate::{check::Findings, dates};

pub static LINT: Lint = Lint {
    name: "other-day-printed",
    asks: "The day of a sitting is the one that is printed, or both are kept",
    why: "A day that was copied wrongly sends a candidate to a closed door.",
    example: "`date: 2025-06-11` beside `as_printed: 11.05.2025`: correct one, or keep the printed day \
              as `also`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for one in sittings(subject) {
        let text = one.text.split(',').next().unwrap_or_default();
        let Some(printed) = dates::parse(text).filter(|day| *day != one.day) else { continue };
        findings.warning(
            one.place.clone(),
            format!("{} is used here, and {printed} is printed", one.day),
            "Correct the day; or, if what is printed is a slip, keep it as `also` with a `note`",
        );
    }
}
