use super::{Lint, Subject, sittings::sittings};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "dates-out-of-order",
    asks: "The published dates come one after the other",
    why: "A date out of its place is probably a slip, and a candidate may prepare for a day on which \
          nobody meets.",
    example: "27 November 2025 stands between October 2024 and January 2025: ask which is meant.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let all = sittings(subject);
    let day = |index: usize| all.get(index).map(|one| one.day);
    let mut told = None;
    for index in 1..all.len() {
        let (before, here) = (day(index - 1), day(index));
        if here >= before || told == Some(index - 1) {
            continue;
        }
        // Of the two the one is odd without which the others are in order.
        let without_before = index < 2 || day(index - 2) <= here;
        let odd = if without_before { index - 1 } else { index };
        told = Some(odd);
        let Some(one) = all.get(odd) else { continue };
        let neighbours = [odd.checked_sub(1), Some(odd + 1)].map(|at| day(at?));
        let between = match neighbours {
            [Some(before), Some(after)] => format!("between {before} and {after}"),
            [None, Some(after)] => format!("before {after}"),
            [Some(before), None] => format!("after {before}"),
            [None, None] => continue,
        };
        findings.warning(
            one.place.clone(),
            format!("The policy prints {} {between}", one.day),
            "Ask the council which day is meant; until then keep the likely one as `date` and the \
             printed one as `also`",
        );
    }
}
