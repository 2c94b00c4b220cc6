use super::{Lint, Subject};
use crate::{
    check::{Findings, Place},
    source::Encoding,
};

pub static LINT: Lint = Lint {
    name: "saved-otherwise",
    asks: "The files of a policy are saved as UTF-8",
    why: "Other programs, and editors on other machines, may show dashes and apostrophes as gaps.",
    example: "policy.yaml was saved by an older program: save it again and choose UTF-8.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (name, source) in subject.files {
        let saved = match source.encoding {
            Encoding::Utf8 | Encoding::Mixed => continue,
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        };
        findings.warning(
            Place::file(name),
            format!("This file is saved as {saved}"),
            "It is read all the same; save it as UTF-8 so that every program does",
        );
    }
}
