//! What is bound page by page, in the order the binder gets it.

use std::sync::Arc;

use hayro_syntax::Pdf;

use super::{Context, signed};
use crate::{
    bundle::{likeness, picture, record::Bound},
    pack::{Attachment, Content},
    stored::Stored,
};

/// A file whose pages are bound.
#[derive(Debug, Clone)]
pub struct Attached<'a> {
    /// The number of the document; none for what has none.
    pub number: Option<usize>,
    /// What its pages are marked with.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its file in the pack.
    pub file: String,
    /// The file.
    pub attachment: &'a Attachment,
}

impl<'a> Attached<'a> {
    fn of(
        number: Option<usize>,
        label: &str,
        title: &str,
        file: String,
        attachment: &'a Attachment,
    ) -> Option<Self> {
        let (label, title) = (label.to_owned(), title.to_owned());
        attachment.content.is_ok().then_some(Self { number, label, title, file, attachment })
    }

    /// The pages that are bound, as a PDF, and the likeness of each; a picture is one page.
    pub fn pdf(&self) -> Option<(Stored, Vec<String>)> {
        match self.attachment.content.as_ref().ok()? {
            Content::Pdf { bytes, likeness, .. } => Some((bytes.clone(), likeness.clone())),
            Content::Image { bytes, .. } => {
                let page = Arc::new(picture::as_pdf(bytes)?);
                let likeness = likeness::of_pages(&Pdf::new(Arc::clone(&page)).ok()?);
                Some((Stored::Held(page), likeness))
            }
        }
    }

    /// What the labels of its pages start with where the bundle is typeset.
    pub fn run(&self) -> String {
        self.number.map_or(self.label.clone(), |number| format!("document-{number}"))
    }

    /// Whether all that is no document stands before it.
    pub fn is_behind_the_evidence(&self) -> bool {
        self.number.is_some() || self.label == PRESENTATION
    }

    /// What the bundle's record says of it before it is bound.
    pub fn record(&self) -> Bound {
        Bound {
            number: self.number,
            label: self.label.clone(),
            title: self.title.clone(),
            file: self.attachment.handed_on_as(&self.file),
            sha256: self.attachment.handed_on_sha256(),
            ..Bound::default()
        }
    }
}

/// What the pages of the presentation are marked with.
pub const PRESENTATION: &str = "presentation";

/// What the names of the pages of each file that is bound start with, and how many there are.
pub fn runs(context: &Context) -> Vec<(String, usize)> {
    let run = |file: Attached| (file.run(), file.attachment.pages().len());
    attached(context).into_iter().map(run).collect()
}

/// The files whose pages are bound: signed copies of forms, the documents in order, the presentation.
pub fn attached<'a>(context: &Context<'a>) -> Vec<Attached<'a>> {
    let pack = context.application.pack;
    let documents = context.order.documents.iter().filter_map(|document| {
        let number = document.number;
        let file = document.file.clone()?;
        let (label, title) = (number.to_string(), document.title());
        Attached::of(Some(number), &label, title, file, document.attachment?)
    });
    let presentation = pack.presentation().and_then(|name| {
        let attachment = pack.attachments.get(&name)?;
        Attached::of(None, PRESENTATION, "Presentation", name, attachment)
    });
    let copies = signed::copies(context).filter_map(|copy| {
        Attached::of(None, &copy.id, &copy.title, copy.file.to_owned(), copy.attachment)
    });
    let all = copies.chain(documents).chain(presentation);
    all.filter(|one| context.binds(&one.label)).collect()
}
