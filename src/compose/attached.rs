//! The PDFs whose pages are bound, in the order the binder gets them.

use std::sync::Arc;

use super::{Context, signed};
use crate::{
    bundle::record::Bound,
    pack::{Attachment, Content},
};

/// A PDF whose pages are bound.
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
    /// The PDF, safe to bind.
    pub pdf: &'a Arc<Vec<u8>>,
}

impl<'a> Attached<'a> {
    fn of(
        number: Option<usize>,
        label: &str,
        title: &str,
        file: String,
        attachment: &'a Attachment,
    ) -> Option<Self> {
        let Ok(Content::Pdf { bytes: pdf, .. }) = &attachment.content else { return None };
        let (label, title) = (label.to_owned(), title.to_owned());
        Some(Self { number, label, title, file, attachment, pdf })
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

/// What is bound page by page, images too: what the names of its pages start with, and how many
/// there are.
pub fn runs(context: &Context) -> Vec<(String, usize)> {
    let pack = context.application.pack;
    let documents = context.order.documents.iter().filter_map(|document| {
        Some((format!("document-{}", document.number), document.attachment?.pages().len()))
    });
    let presentation = pack.presentation().and_then(|name| pack.attachments.get(&name));
    let presentation = presentation.map(|one| (PRESENTATION.to_owned(), one.pages().len()));
    let copies = signed::copies(context);
    let copies = copies.map(|copy| (copy.id, copy.attachment.pages().len()));
    copies.chain(documents).chain(presentation).collect()
}

/// The PDFs whose pages are bound: signed copies of forms, the documents in order, the presentation.
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
    copies.chain(documents).chain(presentation).collect()
}
