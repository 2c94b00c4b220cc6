use super::{
    Lint, Subject,
    text::{plain, quoted, words},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "same-introduction",
    asks: "What stands at the head of a form is about that form",
    why: "A sentence copied from another form says when that one is used, and not this one.",
    example: "Both dispute forms say when the first is used: ask the council for the sentence of the \
              second.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let mut seen: Vec<(String, String)> = Vec::new();
    for (file, form) in subject.trees.forms() {
        let title = form.get("title").and_then(|title| title.as_text()).unwrap_or_default();
        for line in subject.trees.all(file, "introduction.*") {
            let text =
                line.text().or_else(|| subject.as_printed(&line, "text")).unwrap_or_default();
            let plain = plain(text);
            if words(text).count() < 6 {
                continue;
            }
            match seen.iter().find(|(other, _)| *other == plain) {
                Some((_, other)) if other != title => {
                    findings.note(
                        line.place(),
                        format!("{} begins with the words of {}", quoted(title), quoted(other)),
                        "Ask the council whether this is meant; both are kept as they are printed",
                    );
                }
                Some(_) => {}
                None => seen.push((plain, title.to_owned())),
            }
        }
    }
}
