//! The order in which documents are bound, and their numbers.

use crate::{
    application::Application,
    pack::{Attachment, Citation, DocumentEntry},
    policy::Heading,
    yaml::Field,
};

/// The documents in the order of their first citation: heading by heading, as they are read. Then
/// what only a form names, what nobody cites, and last what was seen and is not attached.
#[derive(Debug, Clone, Default)]
pub struct Order<'a> {
    /// The documents; the first has number 1.
    pub documents: Vec<Ordered<'a>>,
}

/// A document with its number.
#[derive(Debug, Clone)]
pub struct Ordered<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its file; none where it is not attached.
    pub file: Option<String>,
    /// Its entry in the list of documents.
    pub entry: Option<&'a DocumentEntry>,
    /// The file itself.
    pub attachment: Option<&'a Attachment>,
    /// The headings that cite it, in order.
    pub cited_by: Vec<&'a Heading>,
}

impl<'a> Order<'a> {
    /// Puts the documents of a pack in order. A file that cannot be bound is left out: the check
    /// has said so.
    pub fn of(application: Application<'a>) -> Self {
        let (policy, pack) = (application.policy, application.pack);
        let mut order = Self::default();
        for heading in &policy.headings {
            for citation in citations(&application, heading) {
                if let Some(target) = citation.target {
                    order.add(application, target.to_owned(), Some(heading));
                }
            }
        }
        for name in application.files_named().filter_map(|(_, _, name)| name) {
            order.add(application, name, None);
        }
        let entries = || pack.documents.iter().filter_map(Field::get);
        for name in entries().filter_map(DocumentEntry::path) {
            order.add(application, name, None);
        }
        for entry in entries().filter(|entry| entry.seen.text().is_some()) {
            let is_served = |heading: &&Heading| {
                entry.headings.iter().filter_map(Field::text).any(|id| id == heading.id)
            };
            let cited_by = policy.headings.iter().filter(is_served).collect();
            let number = order.documents.len() + 1;
            let (file, attachment) = (None, None);
            order.documents.push(Ordered {
                number,
                file,
                entry: Some(entry),
                attachment,
                cited_by,
            });
        }
        order
    }

    /// The number of the document in this file.
    pub fn number_of(&self, file: &str) -> Option<usize> {
        let is_it = |document: &&Ordered| document.file.as_deref() == Some(file);
        self.documents.iter().find(is_it).map(|document| document.number)
    }

    /// Where the document with this number is among the documents.
    pub fn place_of(&self, number: usize) -> Option<usize> {
        self.documents.iter().position(|document| document.number == number)
    }

    fn add(&mut self, application: Application<'a>, file: String, heading: Option<&'a Heading>) {
        if let Some(number) = self.number_of(&file) {
            let cited_by = &mut self.documents[number - 1].cited_by;
            cited_by.extend(heading.filter(|new| !cited_by.iter().any(|old| old.id == new.id)));
            return;
        }
        let pack = application.pack;
        let in_documents = file.starts_with("documents/");
        if let Some(attachment) = pack.attachments.get(&file).filter(|one| one.content.is_ok())
            && in_documents
        {
            let entry = pack.document(&file);
            let number = self.documents.len() + 1;
            self.documents.push(Ordered {
                number,
                file: Some(file),
                entry,
                attachment: Some(attachment),
                cited_by: heading.into_iter().collect(),
            });
        }
    }
}

impl Ordered<'_> {
    /// Its title; the name of its file where it has none.
    pub fn title(&self) -> &str {
        let entry = self.entry;
        let title = entry.and_then(|entry| entry.title.text().or(entry.seen.text()));
        title.or(self.file.as_deref()).unwrap_or("Document")
    }

    /// How many pages of the bundle it takes.
    pub fn pages(&self) -> usize {
        self.attachment.map_or(1, |attachment| attachment.pages().len())
    }
}

/// The citations under one heading, images left out: they are printed where they stand.
fn citations<'a>(
    application: &Application<'a>,
    heading: &'a Heading,
) -> impl Iterator<Item = Citation<'a>> {
    let all = application.pack.citations();
    all.filter(|citation| citation.file.id == heading.id && !citation.link.is_image)
}
