use super::{
    Lint, Subject,
    text::{plain, words},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "two-wordings",
    asks: "A motto or name in quotation marks is always the same",
    why: "“Brilliant at the Basics” and “Brilliant at the Basics and Beyond” may be one thing or two.",
    example: "A phrase stands in quotation marks in two wordings: ask the council which is its own.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let mut seen: Vec<String> = Vec::new();
    for (spot, text) in subject.printed() {
        for phrase in phrases(text).filter(|phrase| words(phrase).count() >= 3) {
            if seen.iter().any(|other| plain(other) == plain(phrase)) {
                continue;
            }
            let alike = seen.iter().find(|other| is_alike(other, phrase));
            if let Some(other) = alike {
                findings.note(
                    subject.words(spot, phrase),
                    format!("“{phrase}” is elsewhere “{other}”"),
                    "Ask the council whether the two are one",
                );
            }
            seen.push(phrase.to_owned());
        }
    }
}

fn phrases(text: &str) -> impl Iterator<Item = &str> {
    text.split('“').skip(1).filter_map(|part| Some(part.split_once('”')?.0.trim()))
}

/// Whether two phrases share most of their words.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let shared =
        one.split(' ').filter(|word| other.split(' ').any(|another| another == *word)).count();
    let shorter = one.split(' ').count().min(other.split(' ').count());
    shared >= 3 && shared * 10 >= shorter * 7
}
