use super::{
    Lint, Subject,
    appendices::{Appendix, appendices},
    text::quoted,
};
use crate::{check::Findings, policy::valid::items};

pub static LINT: Lint = Lint {
    name: "appendix-label",
    asks: "All appendices carry their number, or none does",
    why: "“Complete Appendix 2” helps nobody who holds a form on which no number is printed.",
    example: "Appendix 1 says so at its head and Appendix 2 does not: ask the council to print it there.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let mut all = appendices(subject);
    // What is printed above the training log and the presentation no word of the language says.
    all.retain(|one| {
        !matches!(&*one.title_block, "training.title_block" | "presentation.title_block")
    });
    let carries = |one: &Appendix| {
        let lines = subject.trees.get(&one.place.file, &one.title_block);
        let printed = |line: &&crate::yaml::Node| {
            let text = match line.get("as_printed") {
                Some(printed) => printed.as_text(),
                None => line.as_text().or_else(|| line.get("text")?.as_text()),
            };
            text.is_some_and(|text| text.to_lowercase().contains("appendix"))
        };
        items(lines).iter().any(printed)
    };
    let (with, without): (Vec<_>, Vec<_>) = all.iter().partition(|one| carries(one));
    let Some(example) = with.first() else { return };
    for one in without {
        let title = one.names.first().map_or("", String::as_str);
        findings.note(
            one.place.clone(),
            format!(
                "{} is printed without its number, and Appendix {} carries it",
                quoted(title),
                example.number
            ),
            "Ask the council to print the number on each; `title_block` can hold both readings",
        );
    }
}
