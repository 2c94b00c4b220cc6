use super::{Lint, Subject, sittings::sittings};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "mixed-years",
    asks: "The published dates are written in one way",
    why: "Where the way of writing a date changes within a list, the list was put together from two, and \
          slips happen there.",
    example: "`23.10.24` and then `27.11.2025`: ask the council to print all years with four figures.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let all = sittings(subject);
    let figures: Vec<Option<usize>> = all.iter().map(|one| figures(&one.text)).collect();
    let count = |wanted| figures.iter().filter(|found| **found == Some(wanted)).count();
    let (two, four) = (count(2), count(4));
    let rare = if two <= four { 2 } else { 4 };
    let first = all.iter().zip(&figures).find(|(_, found)| **found == Some(rare));
    if let Some((one, _)) = first.filter(|_| two > 0 && four > 0) {
        findings.note(
            one.place.clone(),
            format!("Some years are printed with two figures ({two}) and some with four ({four})"),
            "Ask the council to print them all alike; here they are kept as days",
        );
    }
}

/// How many figures the year of a date like 23.10.24 has.
fn figures(text: &str) -> Option<usize> {
    let date = text.split([',', ' ']).find(|part| part.matches(['.', '/', '-']).count() == 2)?;
    let year = date.rsplit(['.', '/', '-']).next()?;
    let is_number = year.bytes().all(|byte| byte.is_ascii_digit());
    Some(year.len()).filter(|length| is_number && matches!(length, 2 | 4))
}
