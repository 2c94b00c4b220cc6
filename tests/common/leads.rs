//! Where the bookmarks and links of a PDF lead, by a reader that did not write it.

use std::{collections::BTreeMap, error::Error};

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

/// The number of each page, from 1.
pub fn pages(document: &Document) -> BTreeMap<ObjectId, usize> {
    document.get_pages().into_iter().map(|(number, id)| (id, number as usize)).collect()
}

/// The page a bookmark or a link leads to.
pub fn landing(
    document: &Document,
    pages: &BTreeMap<ObjectId, usize>,
    item: &Dictionary,
) -> Option<usize> {
    let action = item.get_deref(b"A", document).and_then(Object::as_dict);
    let target = match (item.get_deref(b"Dest", document), action) {
        (Ok(target), _) => target,
        (_, Ok(action)) => action.get_deref(b"D", document).ok()?,
        _ => return None,
    };
    let target = match target {
        Object::Name(name) | Object::String(name, _) => named(document, name)?,
        other => other,
    };
    let first = target.as_array().ok()?.first()?.as_reference().ok()?;
    pages.get(&first).copied()
}

fn named<'d>(document: &'d Document, name: &[u8]) -> Option<&'d Object> {
    let catalog = document.catalog().ok()?;
    let names = catalog.get_deref(b"Names", document).ok()?.as_dict().ok()?;
    let mut open = vec![names.get_deref(b"Dests", document).ok()?.as_dict().ok()?];
    while let Some(node) = open.pop() {
        if let Ok(kids) = node.get_deref(b"Kids", document).and_then(Object::as_array) {
            let kids = kids.iter().filter_map(|kid| kid.as_reference().ok());
            open.extend(kids.filter_map(|kid| document.get_dictionary(kid).ok()));
        }
        let pairs = node.get_deref(b"Names", document).and_then(Object::as_array);
        for pair in pairs.map(|pairs| pairs.as_chunks::<2>().0).unwrap_or_default() {
            if pair[0].as_str().is_ok_and(|key| key == name) {
                let target = document.dereference(&pair[1]).ok()?.1;
                return match target.as_dict() {
                    Ok(dict) => dict.get_deref(b"D", document).ok(),
                    Err(_) => Some(target),
                };
            }
        }
    }
    None
}
