use super::{
    Lint, Subject,
    text::{self, quoted},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "title-block",
    asks: "The heads of the forms call the procedure by its name",
    why: "A form headed by another name seems to belong to another procedure.",
    example: "One form is headed “Promotion Procedure”, the others “Process and Guidance”: ask \
              the council which it is.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let trees = subject.trees;
    let name = |key: &str| trees.text("policy.yaml", key).map(text::plain).unwrap_or_default();
    let (council, policy) = (name("council"), name("title"));
    let forms = trees.forms().map(|(file, form)| (file, "title_block.*", form));
    let template = trees.get("evidence.yaml", "template");
    let template = template.map(|node| ("evidence.yaml", "template.title_block.*", node));
    for (file, lines, item) in forms.chain(template) {
        let own: Vec<String> =
            super::appendices::names(item).iter().map(|name| text::plain(name)).collect();
        for line in trees.all(file, lines) {
            let printed = match line.text() {
                Some(text) => text,
                None => subject.as_printed(&line, "text").unwrap_or_default(),
            };
            // “Appendix 1: ” is not part of the name.
            let is_label = printed.to_lowercase().starts_with("appendix ");
            let named = printed.split_once(':').map_or("", |(_, rest)| rest);
            let called = if is_label { named } else { printed };
            let plain = text::plain(called);
            let is_known = [&council, &policy].contains(&&plain) || own.contains(&plain);
            if !plain.is_empty() && !is_known {
                let title = trees.text("policy.yaml", "title").unwrap_or_default();
                findings.note(
                    line.place(),
                    format!(
                        "This is headed {}, and the policy is called {}",
                        quoted(called),
                        quoted(title)
                    ),
                    "Ask the council which is its name",
                );
            }
        }
    }
}
