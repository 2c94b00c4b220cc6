use super::{
    Lint, Subject,
    text::{self, quoted_two},
};
use crate::{check::Findings, policy::tree::Spot};

pub static LINT: Lint = Lint {
    name: "other-name",
    asks: "One thing has one name throughout the council's document",
    why: "Somebody who is told to send the “Expression of Interest form” looks for a form of that name.",
    example: "The Request Form is also called Expression of Interest form: ask the \
              council to use one name.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let trees = subject.trees;
    let forms = trees.forms().filter_map(|(file, _)| trees.all(file, "").pop());
    let template = trees.all("evidence.yaml", "template");
    let progressions = trees.all("policy.yaml", "progressions.*");
    for item in forms.chain(template).chain(progressions) {
        let title = item.key("title").or_else(|| item.node.get("title")?.get("text")?.as_text());
        let Some(title) = title else { continue };
        for alias in item.below("aliases").into_iter().flat_map(|all| all.below("*")) {
            let Some(name) = alias.text() else { continue };
            // A shorter name is no other name.
            let is_same = text::plain(title) == text::plain(name);
            if text::holds(title, name) && !is_same {
                continue;
            }
            let (one, other) = quoted_two(title, name);
            let how = if is_same { "written" } else { "called" };
            findings.note(
                alias.place(),
                format!("{one} is also {how} {other}{}", times(subject, &alias, name)),
                "Ask the council to use one name throughout",
            );
        }
    }
}

/// How often a name is met in what the policy prints.
fn times(subject: &Subject, alias: &Spot, name: &str) -> String {
    let texts =
        subject.printed().filter(|(spot, _)| spot.path != alias.path || spot.file != alias.file);
    let mut all: Vec<&str> =
        texts.map(|(_, text)| text).filter(|text| text::holds(text, name)).collect();
    all.sort_unstable();
    all.dedup();
    match all.len() {
        0 => String::new(),
        1 => ", in one text here".to_owned(),
        count => format!(", in {count} texts here"),
    }
}
