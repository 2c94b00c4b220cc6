use super::{
    Lint, Subject,
    appendices::{appendices, mentions},
    text::sentences,
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "appendix-gap",
    asks: "The numbers of the appendices have no gap",
    why: "A number that is missing may be a form that was lost.",
    example: "After Appendix 5 comes Appendix 8: ask the council whether 6 and 7 are meant to be there.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let known = appendices(subject);
    let mut numbers: Vec<u32> = known.iter().map(|one| one.number).collect();
    let mut place = known.last().map(|one| one.place.clone());
    for (spot, text) in subject.printed().chain(subject.notes()) {
        for (number, _) in sentences(text).into_iter().flat_map(mentions) {
            if numbers.iter().all(|one| *one < number) {
                place = Some(spot.place());
            }
            numbers.push(number);
        }
    }
    let (Some(last), Some(place)) = (numbers.iter().max().copied(), place) else { return };
    // Thousands of appendices are none.
    let missing = (1..last.min(100)).filter(|number| !numbers.contains(number));
    let missing: Vec<String> = missing.map(|number| number.to_string()).collect();
    if let [all @ .., end] = missing.as_slice() {
        let which = match all {
            [] => format!("Appendix {end} is"),
            _ => format!("Appendices {} and {end} are", all.join(", ")),
        };
        findings.note(
            place,
            format!("There is an Appendix {last}, but {which} nowhere"),
            "Ask the council whether something is missing; write down what the numbers stand for",
        );
    }
}
