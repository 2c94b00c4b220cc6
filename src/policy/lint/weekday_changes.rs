use super::{Lint, Subject, odd_weekday::weekday, sittings::sittings};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "weekday-changes",
    asks: "The panel meets on one day of the week",
    why: "Where the day changes and the policy does not say so, somebody may keep the wrong one free.",
    example: "Until August the panel meets on Tuesdays, from September on Wednesdays: ask whether that \
              is meant.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let all = sittings(subject);
    for (index, four) in all.windows(4).enumerate() {
        let [first, second, third, fourth] = four else { continue };
        let days = [first, second, third, fourth].map(|one| weekday(one.used));
        if days[0] == days[1] && days[2] == days[3] && days[1] != days[2] {
            let Some(here) = all.get(index + 2) else { continue };
            findings.note(
                here.place.clone(),
                format!(
                    "From {} on the panel meets on a {}, before on a {}",
                    here.used, days[2], days[1]
                ),
                "Ask the council whether this is meant",
            );
        }
    }
}
