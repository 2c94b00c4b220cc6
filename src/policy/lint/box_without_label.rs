use super::{Lint, Subject, text::words};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "box-without-label",
    asks: "A form that speaks of its boxes has boxes with these numbers",
    why: "“Please see boxes 2 and 3” helps nobody where no box has a number.",
    example: "The form has numbered sections and speaks of boxes: write “sections 2 and 3”, and keep what \
              is printed as `as_printed`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (file, _) in subject.trees.forms() {
        let sections = subject.trees.all(file, "sections.*");
        let titles = sections.iter().map(|section| {
            let title =
                section.key("title").or_else(|| section.node.get("title")?.get("text")?.as_text());
            (
                section,
                title.unwrap_or_default(),
                subject.as_printed(section, "title").unwrap_or_default(),
            )
        });
        let boxes: Vec<_> =
            titles.filter(|(_, title, _)| title.to_lowercase().starts_with("box")).collect();
        for (section, title, _) in
            boxes.iter().filter(|(_, title, printed)| printed.is_empty() && !title.is_empty())
        {
            findings.note(
                section.place(),
                format!("“{title}” is not printed on the form, which speaks of its boxes"),
                "Ask the council to print it; `as_printed: \"\"` keeps that it is not",
            );
        }
        for (spot, text) in subject.printed().filter(|(spot, _)| spot.file == file) {
            let mut missing = numbers(text);
            missing.retain(|number| {
                let title = format!("box {number}");
                !boxes.iter().any(|(_, known, _)| known.to_lowercase() == title)
            });
            let missing: Vec<String> = missing.iter().map(u32::to_string).collect();
            if let [first, ..] = missing.as_slice() {
                let (word, which) = match missing.as_slice() {
                    [_] => ("box", first.clone()),
                    all => ("boxes", all.join(" and ")),
                };
                findings.warning(
                    subject.words(spot, &format!("{word} {which}")),
                    format!(
                        "The form speaks of {word} {which}, and no section of it is called that"
                    ),
                    "Ask the council what is meant; keep both readings: `label` and `as_printed`",
                );
            }
        }
    }
}

/// The numbers of the boxes a text speaks of.
fn numbers(text: &str) -> Vec<u32> {
    let words: Vec<&str> = words(text).collect();
    let starts = words.iter().enumerate();
    let starts = starts.filter(|(_, word)| matches!(&*word.to_lowercase(), "box" | "boxes"));
    starts
        .flat_map(|(index, _)| {
            let after = words.iter().skip(index + 1).filter(|word| !matches!(**word, "and" | "or"));
            after.map_while(|word| word.parse().ok()).collect::<Vec<u32>>()
        })
        .collect()
}
