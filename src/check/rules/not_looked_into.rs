use super::place;
use crate::{
    check::{Case, Findings, Rule, Topic},
    confidentiality::What,
    policy::{Severity, Stage},
    reading::UnreadKind,
};

pub static RULE: Rule = Rule {
    name: "not-looked-into",
    asks: "Everything in the pack could be looked into",
    why: "The check reads text. What is a picture, is locked or is damaged may say anything, and \
          nobody has looked at it until you do. Where nothing was found, nothing was found: that is \
          not the same as anonymised.",
    example: "A handwritten note that was scanned: read it yourself for names. Then say so in \
              confidentiality.yaml, under `may_stay:`, with the rule, the file, the mark that the \
              finding shows, the reason, who looked and when.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for one in case.looked.sightings.iter().filter(|one| one.stays.is_none()) {
        if let What::Unread(kind) = one.what {
            let (severity, title, next) = words(kind);
            let title = format!("{title}{}", place::further_pages(one));
            place::tell(findings, severity, one, title, next);
        }
    }
}

/// What could not be looked into.
pub fn title(kind: UnreadKind) -> &'static str {
    words(kind).1
}

fn words(kind: UnreadKind) -> (Severity, &'static str, &'static str) {
    match kind {
        UnreadKind::Scan => (
            Severity::Warning,
            "This is a scan without text, so that nobody but you can look for names in it",
            "Look at it yourself for names, addresses and numbers; or scan it again with text \
             recognition (OCR) switched on",
        ),
        UnreadKind::Picture => (
            Severity::Note,
            "There is a picture, and what stands in it could not be looked into",
            "Look at it yourself for names, addresses and faces",
        ),
        UnreadKind::Photograph => (
            Severity::Warning,
            "What stands in a picture could not be looked into",
            "Look at it yourself for names, addresses and faces",
        ),
        UnreadKind::Locked => (
            Severity::Warning,
            "This is locked with a password and could not be looked into",
            "Save it without a password",
        ),
        UnreadKind::NamelessLetters => (
            Severity::Warning,
            "The letters of this document cannot be read by a program, so that it could not be \
             searched",
            "Look at it yourself for names, addresses and numbers; or open it, choose Print and \
             Microsoft Print to PDF",
        ),
        UnreadKind::EmbeddedFile => (
            Severity::Warning,
            "There is a file inside this one that could not be looked into",
            "Take it out, or save the file again without it",
        ),
        UnreadKind::UnknownKind => (
            Severity::Warning,
            "A file of this kind could not be looked into",
            "Take it out of the pack, or save it as PDF",
        ),
        UnreadKind::TooMuch => (
            Severity::Warning,
            "There is more in this file than is looked into",
            "Divide it into smaller files, or look through the rest of it yourself",
        ),
        UnreadKind::Damaged => (
            Severity::Warning,
            "A part of this file is damaged and could not be looked into",
            "Save it again, or fetch it again",
        ),
    }
}
