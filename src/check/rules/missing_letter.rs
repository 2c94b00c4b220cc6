use std::collections::BTreeSet;

use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::Stage,
    source::{Source, Span},
};

pub static RULE: Rule = Rule {
    name: "missing-letter",
    asks: "Every letter and sign in the pack can be printed",
    why: "The fonts this program carries have the letters of many languages, but not all of them. \
          A letter they lack would be printed as an empty box.",
    example: "A name in Amharic script: write it in Latin letters as well, or show it as an image.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let mut printable = BTreeSet::new();
    for source in case.pack().sources.values() {
        let mut told = BTreeSet::new();
        let mut told_lines = BTreeSet::new();
        for (at, letter) in printed(source) {
            if printable.contains(&letter) || told.contains(&letter) {
                continue;
            }
            if !letter.is_control() && case.fonts.can_print(letter) {
                printable.insert(letter);
                continue;
            }
            told.insert(letter);
            // A word of another script is one finding, not one for each of its letters.
            let (line, _) = source.line_column(at);
            if !told_lines.insert((line, letter.is_control())) {
                continue;
            }
            let code = format!("U+{:04X}", u32::from(letter));
            let (title, next) = if letter.is_control() {
                (
                    format!("There is an invisible sign here ({code})"),
                    "Delete it and type the letters beside it again; it often comes along when \
                     text is copied from a PDF",
                )
            } else {
                (
                    format!("“{letter}” ({code}) cannot be printed"),
                    "Write it, and others like it in this line, in words or in other letters, or \
                     show it as an image",
                )
            };
            let span = Span { start: at, end: at + letter.len_utf8() };
            findings.error(Place::span(&source.name, span), title, next);
        }
    }
}

/// The letters of a file that may need another font, without those in comments.
fn printed(source: &Source) -> impl Iterator<Item = (usize, char)> {
    let is_markdown = source.name.ends_with(".md");
    // A comment that is never closed is none.
    let last_end = source.text.rfind("-->").unwrap_or(0);
    let mut in_comment = false;
    let mut line_is_blank = true;
    source.text.char_indices().filter(move |&(at, letter)| {
        let here = &source.text[at..];
        match letter {
            '<' if is_markdown && at < last_end && here.starts_with("<!--") => in_comment = true,
            '>' if is_markdown && source.text[..at].ends_with("--") => in_comment = false,
            '#' if !is_markdown && line_is_blank => in_comment = true,
            '\n' if !is_markdown => in_comment = false,
            _ => {}
        }
        line_is_blank = letter == '\n' || line_is_blank && letter.is_whitespace();
        let is_plain = letter.is_ascii() && !letter.is_control() || letter.is_whitespace();
        !in_comment && !is_plain
    })
}
