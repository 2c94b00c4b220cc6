//! Where something was seen, in words. The rules of confidentiality share it.

use crate::{
    check::{Findings, Place},
    confidentiality::Sighting,
    policy::Severity,
    reading::Part,
};

/// How a kind of thing is spoken of.
pub struct Words {
    /// One of it.
    pub one: &'static str,
    /// Several of it, after their number.
    pub many: &'static str,
    /// Whether it could be something else that looks like it.
    pub seems: bool,
    /// What to do.
    pub next: &'static str,
}

/// Adds a finding with its mark, and says how it may stay.
pub fn tell(
    findings: &mut Findings,
    severity: Severity,
    one: &Sighting,
    title: String,
    next: &str,
) {
    let next = format!(
        "{next}. If it may stay, say why in confidentiality.yaml, with the mark {}",
        one.mark
    );
    findings.add(severity, place(one), title, next).mark = Some(one.mark.clone());
}

/// Where it is.
pub fn place(one: &Sighting) -> Place {
    Place { file: one.file.clone(), span: one.span, page: one.page }
}

/// The end of a sentence that says where it was seen.
pub fn within(one: &Sighting) -> String {
    if one.is_in_name {
        return "in the name of this file".into();
    }
    let of = match one.page {
        Some(_) => "this page",
        None => "this file",
    };
    match &one.part {
        None => "here".into(),
        Some(Part::Page) if one.page.is_some() => "on this page".into(),
        Some(Part::Page) => "in this file".into(),
        Some(Part::Hidden) => format!("in text of {of} that cannot be seen"),
        Some(Part::Covered) => "under a box that covers it and does not remove it".into(),
        Some(Part::Comment) => format!("in a comment of {of}"),
        Some(Part::Field) => format!("in a box of the form on {of}"),
        Some(Part::Notes) => "in the notes for the speaker".into(),
        Some(Part::Change) => "in a tracked change".into(),
        Some(Part::Property(name)) => format!("in the properties of this file ({name})"),
        Some(Part::Beside(what)) => format!("in {what}"),
        Some(Part::Embedded) => "in a file inside this one".into(),
    }
}

/// How a document is changed there, where that is not plain.
pub fn how_to_change(one: &Sighting) -> Option<&'static str> {
    Some(match one.part.as_ref()? {
        Part::Property(_) => {
            "in Word or PowerPoint choose File, Info, Check for Issues, Inspect Document, and save \
             the file again"
        }
        Part::Comment | Part::Change => {
            "delete the comment or accept the change, and save the file again"
        }
        Part::Embedded => "save the file again without the file inside it",
        Part::Notes => "delete the notes, or save the slides as PDF without them",
        Part::Page | Part::Hidden | Part::Covered | Part::Field | Part::Beside(_) => {
            "change the original and save it again, or black it out on paper and scan it"
        }
    })
}

/// The other pages, after the first, where something is on several.
pub fn further_pages(one: &Sighting) -> String {
    let others: Vec<String> = one.pages.iter().skip(1).take(12).map(usize::to_string).collect();
    match others.as_slice() {
        [] => String::new(),
        others => {
            let more = if one.pages.len() > others.len() + 1 { " …" } else { "" };
            format!(" (also on pages {}{more})", others.join(", "))
        }
    }
}
