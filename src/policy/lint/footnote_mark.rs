use super::{Lint, Subject, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "footnote-mark",
    asks: "A footnote with an asterisk has one that leads to it, and the other way round",
    why: "A note that nothing leads to is read by nobody, and an asterisk without a note puzzles.",
    example: "The checklist ends with “*The Principal Social Worker will …”, and no asterisk stands \
              above: ask the council what it belongs to.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (file, _) in subject.trees.forms() {
        let texts: Vec<_> = subject
            .printed()
            .filter(|(spot, _)| spot.file == file && !spot.path.contains("says."))
            .filter(|(_, text)| text.contains('*'))
            .collect();
        let (notes, marks): (Vec<_>, Vec<_>) =
            texts.into_iter().partition(|(_, text)| text.trim_start().starts_with('*'));
        let next = "Ask the council what it belongs to";
        if let Some((spot, text)) = notes.first().filter(|_| marks.is_empty()) {
            let title = format!("{}: no asterisk on the form leads to this", quoted(text));
            findings.note(spot.place(), title, next);
        }
        if let Some((spot, text)) = marks.first().filter(|_| notes.is_empty()) {
            let title =
                format!("{}: no footnote on the form begins with an asterisk", quoted(text));
            findings.note(spot.place(), title, next);
        }
    }
}
