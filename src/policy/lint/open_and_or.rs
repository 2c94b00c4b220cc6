use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "open-and-or",
    asks: "“and” and “or” are both written out",
    why: "“and / co-produce” may mean that both are asked for, or one of them.",
    example: "“peer auditing and / co-produce and deliver training”: ask whether “and/or” is meant.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let mut told: Vec<&str> = Vec::new();
    for (spot, text) in subject.printed() {
        let at = ["and / ", "or / "].into_iter().find_map(|what| text.find(what));
        let Some(words) = at.and_then(|at| text.get(at..)) else { continue };
        let words: Vec<&str> = words.split_whitespace().take(4).collect();
        if !told.contains(&text) && !matches!(words.get(2), Some(&"or" | &"and")) {
            findings.note(
                subject.words(spot, &words.join(" ")),
                format!("{} leaves open whether both are meant", quoted(&words.join(" "))),
                "Ask the council whether it is “and”, “or” or “and/or”",
            );
            told.push(text);
        }
    }
}
