use crate::{
    check::{Findings, Place},
    policy::lint::{Lint, Subject},
    source::{Encoding, Span},
};

pub static LINT: Lint = Lint {
    name: "lost-letters",
    asks: "Every letter of a file can be read",
    why: "A letter that was saved in another way than the rest of its file would be printed as a gap.",
    example: "A clause pasted from another program shows �: type the letter again and save as UTF-8.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (name, source) in
        subject.files.iter().filter(|(_, source)| source.encoding == Encoding::Mixed)
    {
        let lost = '\u{FFFD}';
        let start = source.text.find(lost).unwrap_or_default();
        findings.error(
            Place::span(name, Span { start, end: start + lost.len_utf8() }),
            "A letter here cannot be read",
            "Type it again, and save the file as UTF-8",
        );
    }
}
