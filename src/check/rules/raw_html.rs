use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    markdown::without_comments,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "raw-html",
    asks: "Evidence is plain words: nothing in it is taken for the code of a web page",
    why: "What stands between < and > is taken for the code of a web page and is not printed, so words \
          could be lost. Comments, <!-- like this -->, are allowed: they are meant not to be printed. \
          Some other signs leave words out, too.",
    example: "`<b>my view</b>` is code: write `**my view**`. For a < that is meant as itself write \
              `\\<`.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        let Some(source) = case.pack().sources.get(&file.name) else { continue };
        for span in &file.markdown.unprinted {
            let slice = source.slice(*span).trim();
            if !is_end(slice) {
                let (title, next) = explain(slice);
                findings.error(Place::span(&file.name, *span), title, next);
            }
        }
    }
}

/// The end of what was opened, by itself, needs no finding of its own.
fn is_end(slice: &str) -> bool {
    slice.starts_with("</") && slice.find('>') == Some(slice.len() - 1)
}

fn explain(slice: &str) -> (&'static str, &'static str) {
    if without_comments(slice).contains("<!--") {
        let title = "This comment is never closed, so nothing after it would be printed";
        (title, "Write --> where the comment ends")
    } else if slice.starts_with("<!--") {
        let title = "What follows a comment on the same line would not be printed";
        (title, "Begin a new line after -->")
    } else if slice.starts_with('[') {
        let title = "This is taken for the address of a link and would not be printed";
        (title, "If it is meant as text, write \\[ in place of [; if not, take it out")
    } else if slice.starts_with('<') {
        let title = "This is taken for the code of a web page and would not be printed";
        let next = "Take it out; write **bold** and *italic*, and \\< for a < that is \
                    meant as itself";
        (title, next)
    } else {
        let title = "This row has more cells than the first row; these would not be printed";
        (
            title,
            "Give the first row and the line below it as many cells, or write \\| for a | \
                 that is meant as itself",
        )
    }
}
