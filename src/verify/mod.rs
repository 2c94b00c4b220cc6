//! Reads a finished file again and proves it: that its numbers are right, that everything leads
//! where it says, that nothing is lost and nothing has changed.
//!
//! Bundles are written by the typesetting engine and by [`crate::bundle::bind`]; what reads them here
//! is [`hayro_syntax`], which wrote nothing of them, and the rules are written down anew: nothing of
//! what binds is used to judge it. Only a page's [likeness](crate::bundle::likeness) is the same on
//! both sides, because it is what is compared.
//!
//! | file | proves |
//! |---|---|
//! | [`numbers`] | that printed number, page label and position agree |
//! | [`entries`] | that index and bookmarks lead to the pages that bear their titles |
//! | [`bound`] | that every page of every attachment is there, once, in order, unchanged |
//! | [`links`] | that every link inside leads to a page |
//! | [`inside`] | that fonts are embedded, text can be searched, and nothing runs |
//! | [`identity`] | that it is a bundle of ours, whole, and of the pack it says |
//! | [`manifest`] | that the manifest tells the truth |
//! | [`package`] | that a zip holds what it should, and the originals are those that were bound |

mod book;
mod bound;
mod entries;
mod identity;
mod inside;
mod links;
mod manifest;
mod numbers;
mod package;
mod places;
mod proof;

mod words;

use std::sync::Arc;

use hayro_syntax::Pdf;

use crate::{bundle::preflight::open_bounded, watched::watched};
use book::Book;
pub use proof::{Check, Failure, Proof};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 4 << 30;

/// What lies beside a file in its folder.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// What the file is called.
    pub name: String,
    /// The manifest, where there is one.
    pub manifest: Option<Vec<u8>>,
}

/// Why nothing could be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is neither a PDF nor a zip.
    OtherKind,
    /// It is damaged, or made to keep a reader busy.
    Damaged,
    /// It is a zip, and there is no bundle in it, nor a list of what was built.
    NoBundle,
    /// It opens with a password only.
    Locked,
}

/// Proves a bundle, or a form or template by itself: what there is to prove of each.
///
/// The bytes are trusted not to keep a reader busy for ever; [`file()`] is for any others. The work is
/// shared by all processors: none of those who share it may wait for another thread that does this.
pub fn bundle(bytes: &Arc<Vec<u8>>) -> Proof {
    match Pdf::new(Arc::clone(bytes)) {
        Ok(pdf) => Proof { checks: Book::open(&pdf, bytes).checks() },
        Err(_) => damaged(),
    }
}

/// Proves whatever a person names: a PDF or a zip.
///
/// # Errors
/// Where it cannot be read at all.
pub fn file(bytes: Vec<u8>, beside: Beside) -> Result<Proof, Unreadable> {
    let bytes = Arc::new(bytes);
    let proof = watched(move || match bytes.get(..4) {
        Some(b"PK\x03\x04") => package::prove(&bytes),
        _ => pdf(&bytes, &beside),
    });
    proof.unwrap_or(Err(Unreadable::Damaged))
}

fn pdf(bytes: &Arc<Vec<u8>>, beside: &Beside) -> Result<Proof, Unreadable> {
    use crate::bundle::preflight::Unbindable;
    let pdf = open_bounded(bytes).map_err(|error| match error {
        Unbindable::Empty | Unbindable::NotAPdf => Unreadable::OtherKind,
        Unbindable::Locked => Unreadable::Locked,
        _ => Unreadable::Damaged,
    })?;
    let mut checks = Book::open(&pdf, bytes).checks();
    if let Some(manifest) = &beside.manifest {
        checks.push(manifest::of_one(manifest, &beside.name, bytes, pdf.pages().len()));
    }
    Ok(Proof { checks })
}

fn damaged() -> Proof {
    let mut check = Check::new("readable");
    check.fail(None, "It cannot be read again");
    Proof { checks: vec![check.claims(0, "The file can be read")] }
}
