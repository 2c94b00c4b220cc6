use super::{Lint, Subject, two_spellings::before};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "mixed-headings",
    asks: "The headings are set in one way: the same dash after the number, the same capitals",
    why: "A template that changes its ways looks put together in haste.",
    example: "`PCF 3 –`, `PCF 4-` and `PCF 5 -`: ask the council to print all alike.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let headings = subject.trees.all("headings.yaml", "*");
    let mut ways: Vec<String> = Vec::new();
    let mut capitals: Vec<bool> = Vec::new();
    let mut place = None;
    for heading in headings.iter().filter(|heading| heading.key("number").is_some()) {
        let label = subject.as_printed(heading, "label").unwrap_or_default();
        let before = before(heading, label);
        let marks =
            before.trim_start_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
        let marks = marks.trim_start_matches(|letter: char| letter.is_ascii_digit()).to_owned();
        let all_capitals = are_capitals(label.strip_prefix(before).unwrap_or(label));
        let is_new_way = !marks.is_empty() && !ways.contains(&marks);
        let is_new_case = all_capitals.is_some_and(|all| !capitals.contains(&all));
        if is_new_way && !ways.is_empty() || is_new_case && !capitals.is_empty() {
            place.get_or_insert_with(|| heading.place());
        }
        ways.extend(is_new_way.then_some(marks));
        capitals.extend(all_capitals.filter(|_| is_new_case));
    }
    let Some(place) = place else { return };
    let mut what = Vec::new();
    if ways.len() > 1 {
        let ways: Vec<String> = ways.iter().map(|way| format!("“{way}”")).collect();
        what.push(format!("the number is set off in {} ways: {}", ways.len(), ways.join(", ")));
    }
    if capitals.len() > 1 {
        what.push("some names have capitals and some have not".to_owned());
    }
    findings.note(
        place,
        format!("The headings are not printed alike: {}", what.join("; ")),
        "Ask the council to print them alike; `label` has one way, `as_printed` what stands there",
    );
}

/// Whether the words of a name after the first begin with capitals; nothing where there are none.
fn are_capitals(name: &str) -> Option<bool> {
    let later = name.split_whitespace().skip(1).filter(|word| word.chars().count() > 3);
    let capital = |word: &str| word.starts_with(|letter: char| letter.is_uppercase());
    later.map(capital).reduce(|all, one| all && one)
}
