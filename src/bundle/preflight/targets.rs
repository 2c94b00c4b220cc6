//! Which pages carry something beside their content.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_syntax::page::{Page, Rotation};

use super::Unbindable;
use crate::bundle::flatten::Target;

/// The pages that carry something beside their content.
pub(super) fn targets(pdf: &Pdf) -> Result<Vec<Target>, Unbindable> {
    let mut targets = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let Some(annotations) = annotations(pdf, page) else { continue };
        let id = super::number_of(page).ok_or(Unbindable::Damaged)?;
        // A page may stand in the tree twice.
        if !seen.insert(id) {
            continue;
        }
        let turn = match page.rotation() {
            Rotation::None => 0,
            Rotation::Horizontal => 90,
            Rotation::Flipped => 180,
            Rotation::FlippedHorizontal => 270,
        };
        let (missing, open) = unbalanced(page);
        targets.push(Target { number: index + 1, id, annotations, turn, missing, open });
    }
    Ok(targets)
}

/// How many annotations a page has, if any of them puts something on it.
fn annotations(pdf: &Pdf, page: &Page<'_>) -> Option<usize> {
    let (mut readable, mut ink) = (0, false);
    for annotation in beside(pdf, page) {
        readable += usize::from(annotation.is_some());
        // One that this reader cannot read may still be drawn by the other.
        ink |= annotation.is_none_or(|dict| match dict.get::<Name<'_>>(keys::SUBTYPE).as_deref() {
            Some(b"Popup") => false,
            Some(b"Link") => dict.contains_key(keys::AP),
            _ => true,
        });
    }
    ink.then_some(readable)
}

/// What a page carries beside its content, each thing as far as it can be read.
fn beside<'a>(pdf: &'a Pdf, page: &Page<'a>) -> Vec<Option<Dict<'a>>> {
    let entries = page.raw().get::<Array<'_>>(keys::ANNOTS).unwrap_or_default();
    let dict = |entry: MaybeRef<Object<'a>>| match entry {
        MaybeRef::Ref(id) => pdf.xref().get::<Dict<'_>>(ObjectIdentifier::from(id)),
        MaybeRef::NotRef(object) => object.into_dict(),
    };
    entries.raw_iter().map(dict).collect()
}

/// Whether the pages carry nothing more beside their content than links, and windows of comments
/// that were never open.
pub(super) fn all_are_drawn(pdf: &Pdf) -> bool {
    let is_drawn = |dict: Option<Dict<'_>>| {
        let kind = dict.and_then(|dict| dict.get::<Name<'_>>(keys::SUBTYPE));
        matches!(kind.as_deref(), Some(b"Link" | b"Popup"))
    };
    pdf.pages().iter().all(|page| beside(pdf, page).into_iter().all(is_drawn))
}

/// How many graphics states a page restores without having saved them, and leaves open at its end.
fn unbalanced(page: &Page<'_>) -> (usize, usize) {
    let (mut missing, mut open) = (0, 0usize);
    let mut operations = page.operations();
    while let Some(operation) = operations.next() {
        match &**operation.operator {
            b"q" => open += 1,
            b"Q" if open > 0 => open -= 1,
            b"Q" => missing += 1,
            _ => {}
        }
    }
    (missing, open)
}
