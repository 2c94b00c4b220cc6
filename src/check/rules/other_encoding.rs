use super::words::count;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::Stage,
    source::{Encoding, Source},
};

pub static RULE: Rule = Rule {
    name: "other-encoding",
    asks: "Text files are saved so that no letter is lost",
    why: "Text saved in an older way is read all the same, but letters such as é or “ may come out \
          as others. Where a file is saved partly in one way and partly in another, letters \
          are lost.",
    example: "Notepad saved the file as ANSI: choose File, Save As, and UTF-8 under Encoding.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (file, source) in &case.pack().sources {
        let saved_as = match source.encoding {
            Encoding::Utf8 => continue,
            Encoding::Utf16 => "what Notepad calls Unicode",
            Encoding::Windows1252 => "what Notepad calls ANSI",
            Encoding::Mixed => {
                mixed(file, source, findings);
                continue;
            }
        };
        findings.note(
            Place::file(file),
            format!("This is saved as {saved_as}, and was read as that"),
            "To be sure of every letter, open it in Notepad, choose File, Save As, and UTF-8 under \
             Encoding",
        );
    }
}

/// Letters cannot be read, most often because text was put together from files saved in two ways.
fn mixed(file: &str, source: &Source, findings: &mut Findings) {
    let first = source.text.find(char::REPLACEMENT_CHARACTER);
    let title = match source.text.matches(char::REPLACEMENT_CHARACTER).count() {
        0 | 1 => "This letter cannot be read".to_owned(),
        many => format!("This letter and {} cannot be read", count(many - 1, "other")),
    };
    findings.error(
        Place::span(file, first.map(|at| source.char_at(at))),
        title,
        "Type what is shown as \u{FFFD} again, and save the file as UTF-8: in Notepad, choose File, Save \
         As, and UTF-8 under Encoding",
    );
}
