//! The rules about what a program left in a file, which a person may not know of.

use super::place;
use crate::{
    check::{Case, Findings, Rule, Topic},
    confidentiality::{Sighting, What},
    policy::{Severity, Stage},
    reading::TraceKind,
};

pub static COVERED: Rule = Rule {
    name: "covered-text",
    asks: "No text can be copied from under a black box",
    why: "A box drawn over a name hides it from the eye and not from a mouse: the text is \
          still there, in the bundle too, and can be copied out and searched for.",
    example: "A court report blacked out with Word’s shapes: delete the words themselves, or print \
          it, black it out with a pen and scan it.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::CoveredText),
};

pub static HIDDEN: Rule = Rule {
    name: "hidden-text",
    asks: "No document holds text that cannot be seen",
    why: "White letters on white, text outside the page, or text that is marked as hidden can \
          still be searched and copied by whoever has the file.",
    example: "A template with hidden guidance, or an old paragraph in white: delete it in the \
          original, and save it as PDF again.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::HiddenText),
};

pub static SLIDE: Rule = Rule {
    name: "hidden-slide",
    asks: "No presentation holds slides that are hidden",
    why: "A hidden slide is not shown and still sent.",
    example: "Slide 7 is hidden: delete it, or show it.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::HiddenSlide),
};

pub static NOTES: Rule = Rule {
    name: "speaker-notes",
    asks: "No presentation holds speaker’s notes by mistake",
    why: "What you mean to say to the panel stands in the notes, often with more detail than \
          the slide; whoever has the file can read them.",
    example: "Notes that tell a family’s story: delete them, or save the slides as PDF without \
          notes.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::Notes),
};

pub static COMMENT: Rule = Rule {
    name: "comment-in-document",
    asks: "No document holds comments by mistake",
    why: "A comment from a colleague or manager is part of the file. In a PDF it is printed in \
          the bundle, so that nothing is lost; the panel then reads it.",
    example: "“Check this name with Jo” in the margin: delete the comment and save the file again.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::Comment),
};

pub static CHANGES: Rule = Rule {
    name: "tracked-changes",
    asks: "No document holds tracked changes",
    why: "What was deleted while changes were tracked is still in the file, to be read at a \
          click.",
    example: "A name replaced by “Child A” with changes tracked: accept all changes, and save the \
          file again.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::TrackedChanges),
};

pub static FILE: Rule = Rule {
    name: "file-in-document",
    asks: "No document holds other files",
    why: "A file inside a file is sent with it, and hardly anybody sees that it is there. It \
          is not printed in the bundle.",
    example: "An email saved as PDF with its attachments inside: save the email alone, and list \
          each attachment that the panel should read.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::EmbeddedFile),
};

pub static POSITION: Rule = Rule {
    name: "photograph-position",
    asks: "It is known which photographs say where they were taken",
    why: "A telephone writes the place into every photograph. panelpack leaves that out of the \
          bundle and the zip; the file itself still says it.",
    example: "A photograph of a memory box, taken at home: the file’s properties have a map. Send \
          the bundle, not the file.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::Position),
};

pub static SCRIPT: Rule = Rule {
    name: "script-in-document",
    asks: "No document holds a script or a macro",
    why: "It does not run in the bundle, and nobody on the panel should be asked whether it \
          may.",
    example: "A form with calculations: choose Print and Microsoft Print to PDF, and use the \
          printed file.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, TraceKind::Script),
};

fn tell(case: &Case, findings: &mut Findings, kind: TraceKind) {
    let (severity, _, next) = words(kind);
    let is_it = |one: &&Sighting| one.what == What::Trace(kind) && one.stays.is_none();
    for one in case.looked.sightings.iter().filter(is_it) {
        place::tell(findings, severity, one, title(kind, one), next);
    }
}

/// What was seen, and on which pages.
pub fn title(kind: TraceKind, one: &Sighting) -> String {
    format!("{}{}", words(kind).1, place::further_pages(one))
}

fn words(kind: TraceKind) -> (Severity, &'static str, &'static str) {
    match kind {
        TraceKind::CoveredText => (
            Severity::Error,
            "There is text under a box that covers it, and it can still be copied out",
            "Take the words themselves out and save the file again; or print it, black it out on \
             paper, and scan it",
        ),
        TraceKind::HiddenText => (
            Severity::Warning,
            "There is text that cannot be seen and can still be searched and copied",
            "Delete it in the original and save the file again",
        ),
        TraceKind::HiddenSlide => (
            Severity::Warning,
            "There is a hidden slide, which is sent with the file",
            "Delete it, or show it",
        ),
        TraceKind::Notes => (
            Severity::Warning,
            "There are notes for the speaker, which are sent with the file",
            "Delete them, or save the slides as PDF without the notes",
        ),
        TraceKind::Comment => (
            Severity::Warning,
            "There are comments in this document, and the panel would read them",
            "Read them; if the panel should not, delete them and save the file again",
        ),
        TraceKind::TrackedChanges => (
            Severity::Warning,
            "There are tracked changes: what was deleted can still be read",
            "Accept all changes, and save the file again",
        ),
        TraceKind::EmbeddedFile => (
            Severity::Warning,
            "There are other files inside this one",
            "Save it again without them; list what the panel should read as a document of its own",
        ),
        TraceKind::Position => (
            Severity::Note,
            "This photograph says where it was taken",
            "The bundle and the zip leave that out; do not send the file itself in another way",
        ),
        TraceKind::Script => (
            Severity::Warning,
            "There is a script or a macro in this file",
            "Save it again without, or print it to PDF",
        ),
    }
}
