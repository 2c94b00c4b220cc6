//! Data and a template → PDF. Knows nothing of councils.
//!
//! Typst sees a tree of files in memory: `/data.json`, the layout under `/layout`, and what is
//! bound under `/pack`. Text a person wrote is data in `/data.json` and is never evaluated.

mod fonts;
mod paged;
mod world;

use std::{collections::BTreeMap, fmt};

use serde::Serialize;
use typst::{
    diag::{Severity, SourceDiagnostic},
    foundations::{Content, Element, Label, NativeElement, Selector, Smart, Str, StyleChain},
    introspection::{Introspector, MetadataElem},
    model::{HeadingElem, LinkElem},
    utils::PicoStr,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use fonts::Fonts;
pub(crate) use fonts::any_font;
pub use world::Tree;

/// This program and its version, as documents name what made them.
pub const PROGRAM: &str = concat!("panelpack ", env!("CARGO_PKG_VERSION"));

/// What a PDF has to conform to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conformance {
    /// PDF/UA-1 and PDF/A-2a at once: accessible and made to be kept.
    AccessibleArchive,
    /// Tagged PDF 1.7, for what binds pages of other PDFs.
    Tagged,
}

/// What a template marks the first page of a part with whose pages have a letter.
const SECTION_START: &str = "section-start";

/// A document whose pages are laid out.
pub struct Pages {
    document: PagedDocument,
}

/// A heading that stands in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// How deep it lies; 1 is a part of the document.
    pub level: usize,
    /// What the index prints.
    pub title: String,
    /// Its label.
    pub label: String,
}

/// What a finished document is, and what is put into its pages.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// What it conforms to.
    pub conformance: Conformance,
    /// What makes this document another than all others; nothing comes from the clock.
    pub identity: &'a str,
    /// The fingerprint of what it was made from, for its footers.
    pub fingerprint: &'a str,
    /// What its pages are called. Without it they are numbered from 1.
    pub numbering: Option<Numbering<'a>>,
    /// The labels of what is in another file.
    pub away: Option<&'a BTreeMap<String, Away>>,
}

/// Something that is in another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// The file and the page in it, as a link names them.
    pub address: String,
    /// What a link to it says, for whoever hears it.
    pub spoken: String,
}

impl<'a> Edition<'a> {
    /// A document of its own, made to be kept, with its pages numbered from 1.
    pub fn to_keep(identity: &'a str, fingerprint: &'a str) -> Self {
        let conformance = Conformance::AccessibleArchive;
        Self { conformance, identity, fingerprint, numbering: None, away: None }
    }
}

/// What the pages of a document are called.
#[derive(Debug, Clone, Copy)]
pub struct Numbering<'a> {
    /// The name of each page, in order.
    pub labels: &'a [String],
    /// How many pages there are in all, counted with those in other volumes.
    pub count: usize,
}

/// How deep the index goes.
const INDEX_DEPTH: usize = 2;

/// Typesetting failed: a defect of a template, or of a file that passed the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypesetError {
    /// What the engine said.
    pub messages: Vec<String>,
}

impl fmt::Display for TypesetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.messages.join("; "))
    }
}

impl std::error::Error for TypesetError {}

/// Lays out one document: `main` is its template in `/layout`, `data` what it says, and `tree`
/// holds what it binds.
///
/// # Errors
/// Where the template does not fit the data, or a file cannot be bound.
pub fn lay_out(
    main: &str,
    data: &impl Serialize,
    tree: &Tree,
    fonts: &Fonts,
) -> Result<Pages, TypesetError> {
    let data = serde_json::to_vec(data).map_err(|error| failed(error.to_string()))?;
    let world = world::World::new(main, data, tree, fonts)?;
    match typst::compile::<PagedDocument>(&world).output {
        Ok(document) => Ok(Pages { document }),
        Err(errors) => Err(explain(&errors)),
    }
}

/// Lets go of what the engine keeps for the next time and has not used in the last so many documents;
/// of all of it where none count. A process that typesets again and again would grow without end.
pub fn forget(unused_for: usize) {
    typst::comemo::evict(unused_for);
}

impl Pages {
    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The page, counted from 1, on which each thing with a name stands: headings, links and marks
    /// of the template.
    pub fn places(&self) -> BTreeMap<String, usize> {
        let introspector = self.document.introspector();
        let named = [HeadingElem::ELEM, MetadataElem::ELEM, LinkElem::ELEM].map(Element::select);
        let named = introspector.query(&Selector::Or(named.into_iter().collect()));
        let places = named.iter().filter_map(|thing| {
            let page = introspector.page(thing.location()?)?;
            Some((thing.label()?.resolve().to_string(), page.get()))
        });
        let is_name = |name: &str| name != SECTION_START && name != paged::MARK;
        places.filter(|(name, _)| is_name(name)).collect()
    }

    /// The headings that stand in the index, in order.
    pub fn index(&self) -> Vec<Heading> {
        let headings = self.document.introspector().query(&HeadingElem::ELEM.select());
        let styles = StyleChain::default();
        let heading = |thing: &Content| {
            let label = thing.label()?.resolve().to_string();
            let heading = thing.to_packed::<HeadingElem>()?;
            let level = heading.resolve_level(styles).get();
            let title = paged::title(thing)?;
            let is_in_it = heading.outlined.get(styles) && level <= INDEX_DEPTH;
            is_in_it.then_some(Heading { level, title, label })
        };
        headings.iter().filter_map(heading).collect()
    }

    /// Where each part starts whose pages have a letter: its first page, counted from 1, and the
    /// letter. Empty where pages are numbered from the first to the last.
    pub fn sections(&self) -> Vec<(usize, String)> {
        let introspector = self.document.introspector();
        let Some(label) = Label::new(PicoStr::intern(SECTION_START)) else { return Vec::new() };
        let starts = introspector.query(&Selector::Label(label));
        let starts = starts.iter().filter_map(|start| {
            let page = introspector.page(start.location()?)?;
            let letter = start.to_packed::<MetadataElem>()?.value.clone().cast::<Str>().ok()?;
            Some((page.get(), letter.to_string()))
        });
        starts.collect()
    }

    /// The finished PDF.
    ///
    /// # Errors
    /// Where the document cannot conform, or a link leads nowhere.
    pub fn pdf(&self, edition: &Edition) -> Result<Vec<u8>, TypesetError> {
        let list: &[PdfStandard] = match edition.conformance {
            Conformance::AccessibleArchive => &[PdfStandard::Ua_1, PdfStandard::A_2a],
            Conformance::Tagged => &[PdfStandard::V_1_7],
        };
        let standards =
            PdfStandards::new(list).map_err(|error| failed(error.message().as_str()))?;
        let options = PdfOptions {
            ident: Smart::Custom(edition.identity.to_owned()),
            creator: Smart::Custom(Some(PROGRAM.into())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&paged::paged(&self.document, edition)?, &options)
            .map_err(|errors| explain(&errors))
    }
}

/// An error with one message.
pub fn failed(message: impl Into<String>) -> TypesetError {
    TypesetError { messages: vec![message.into()] }
}

/// All errors, not the first one only, with the hints that came along.
fn explain(errors: &[SourceDiagnostic]) -> TypesetError {
    let errors = errors.iter().filter(|error| error.severity == Severity::Error);
    let messages = errors.map(|error| {
        let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}", error.message, hints.collect::<String>())
    });
    TypesetError { messages: messages.collect() }
}
