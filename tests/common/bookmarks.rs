//! The bookmarks of a PDF, by a reader that did not write it.

use std::error::Error;

use lopdf::{Dictionary, Document, Object, ObjectId};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Each bookmark in order, with its title and the page it leads to; `page` says which, and those
/// that lead to none are left out.
pub fn bookmarks(
    document: &Document,
    page: &dyn Fn(&Dictionary) -> Result<Option<usize>>,
) -> Result<Vec<(String, usize)>> {
    below(document, document.catalog()?.get(b"Outlines")?.as_reference()?, page)
}

fn below(
    document: &Document,
    parent: ObjectId,
    page: &dyn Fn(&Dictionary) -> Result<Option<usize>>,
) -> Result<Vec<(String, usize)>> {
    let mut found = Vec::new();
    let mut next =
        document.get_dictionary(parent)?.get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let item = document.get_dictionary(id)?;
        let title = lopdf::decode_text_string(item.get(b"Title")?)?;
        found.extend(page(item)?.map(|page| (title, page)));
        found.extend(below(document, id, page)?);
        next = item.get(b"Next").and_then(Object::as_reference).ok();
    }
    Ok(found)
}
