use crate::{
    check::{Case, Findings, Place, Rule},
    policy::Stage,
    source::Encoding,
};

pub static RULE: Rule = Rule {
    name: "other-encoding",
    asks: "Text files are saved as UTF-8",
    why: "Text saved in an older way is read all the same, but letters such as é or “ may come out \
          as others.",
    example: "Notepad saved the file as ANSI: choose File, Save As, and UTF-8 under Encoding.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (file, source) in &case.pack().sources {
        let saved_as = match source.encoding {
            Encoding::Utf8 => continue,
            Encoding::Utf16 => "UTF-16 (Notepad calls it Unicode)",
            Encoding::Windows1252 => "Windows-1252 (Notepad calls it ANSI)",
        };
        findings.note(
            Place::file(file),
            format!("This is saved as {saved_as} and was read as that"),
            "To be sure of every letter, open it in Notepad, choose File, Save As, and UTF-8 under \
             Encoding",
        );
    }
}
