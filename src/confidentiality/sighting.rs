//! One thing that was seen, and where.

use std::ops::Range;

use super::{Kind, mark};
use crate::{
    reading::{Part, TraceKind, UnreadKind},
    source::Span,
};

/// Something the search saw in a file of the pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// What.
    pub what: What,
    /// The file, as it may be shown.
    pub file: String,
    /// The file, as it is called.
    pub(super) path: String,
    /// Where in its text.
    pub span: Option<Span>,
    /// The first page or slide, in a document.
    pub page: Option<usize>,
    /// All pages, where it is on several.
    pub pages: Vec<usize>,
    /// The part of a document, where it stands in a text of it.
    pub part: Option<Part>,
    /// Whether it stands in the file's name.
    pub is_in_name: bool,
    /// Where in the name, in bytes.
    pub(super) in_name: Vec<Range<usize>>,
    /// How many there are in this place.
    pub count: usize,
    /// Whether there is hardly a doubt.
    pub is_sure: bool,
    /// By which an override names it.
    pub mark: String,
    /// The entry of the overrides that says it may stay.
    pub stays: Option<usize>,
}

/// What can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Something that could identify somebody.
    Identifying(Kind),
    /// Something a program left in the file.
    Trace(TraceKind),
    /// Something that could not be looked into.
    Unread(UnreadKind),
}

impl Sighting {
    /// A sighting in a whole file, with the mark that its surroundings give.
    pub(super) fn of(what: What, file: &str, around: &str) -> Self {
        Self {
            what,
            file: file.to_owned(),
            path: file.to_owned(),
            span: None,
            page: None,
            pages: Vec::new(),
            part: None,
            is_in_name: false,
            in_name: Vec::new(),
            count: 1,
            is_sure: true,
            mark: mark::of(what.rule(), around, 0),
            stays: None,
        }
    }

    /// What sightings are put in order by.
    pub(super) fn order(&self) -> impl Ord + '_ {
        (&self.file, self.span, self.page, self.what, &self.mark)
    }
}

impl What {
    /// The name of the rule that reports it.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Identifying(kind) => match kind {
                Kind::Name => "listed-name",
                Kind::PartOfName => "part-of-listed-name",
                Kind::NhsNumber => "nhs-number",
                Kind::PupilNumber => "pupil-number",
                Kind::InsuranceNumber => "national-insurance-number",
                Kind::DateOfBirth => "date-of-birth",
                Kind::CourtNumber => "court-number",
                Kind::CaseNumber => "case-number",
                Kind::Postcode => "postcode",
                Kind::Telephone => "telephone-number",
                Kind::Email => "email-address",
                Kind::Address => "street-address",
                Kind::Institution => "school-or-surgery",
                Kind::Pseudonym => "undeclared-pseudonym",
            },
            Self::Trace(kind) => match kind {
                TraceKind::CoveredText => "covered-text",
                TraceKind::HiddenText => "hidden-text",
                TraceKind::HiddenSlide => "hidden-slide",
                TraceKind::Notes => "speaker-notes",
                TraceKind::Comment => "comment-in-document",
                TraceKind::TrackedChanges => "tracked-changes",
                TraceKind::EmbeddedFile => "file-in-document",
                TraceKind::Position => "photograph-position",
                TraceKind::Script => "script-in-document",
            },
            Self::Unread(_) => "not-looked-into",
        }
    }
}
