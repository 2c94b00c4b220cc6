//! What a PDF says: on its pages, in its comments and forms, and in what travels along unseen.
//!
//! The pages are drawn, glyph by glyph, by the reader that also binds them, so that what is read is
//! what is seen; [`device`] listens, [`ink`] knows what lies over what, [`lines`] puts letters into
//! lines. All else is found by [`sweep`], object by object.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Part, Reading, TraceKind, UnreadKind};
use crate::bundle::preflight::{Unbindable, is_whole, open_bounded};

mod annotations;
mod bare;
mod cells;
mod device;
mod embedded;
mod fields;
mod glyph;
mod ink;
mod known;
mod letters;
mod lines;
mod markup;
mod page;
mod pages;
mod reach;
mod sweep;
#[cfg(test)]
mod tests;
mod unpack;
mod work;

pub(crate) use unpack::text;

/// Reads a PDF that lies `depth` files deep inside others.
pub(super) fn read(bytes: &Arc<Vec<u8>>, depth: usize) -> Reading {
    let pdf = match open_bounded(bytes) {
        Ok(pdf) => pdf,
        Err(Unbindable::Locked) => return Reading::not_read(UnreadKind::Locked),
        Err(Unbindable::TooComplex) => return Reading::not_read(UnreadKind::TooMuch),
        Err(_) => return Reading::not_read(UnreadKind::Damaged),
    };
    let mut reading = Reading::default();
    let sweep = sweep::all(&pdf);
    let copies = bare::Copies::of(bytes, &sweep.facts);
    let named = copies.named();
    let named = named.as_ref().filter(|named| named.pages().len() == pdf.pages().len());
    let found = pages::read(named.unwrap_or(&pdf), &copies, &mut reading);
    if pdf.pages().is_empty() || !is_whole(&pdf, bytes) {
        reading.miss(None, UnreadKind::Damaged);
    }
    add_texts(&sweep, &mut reading);
    embedded::add_photographs(&sweep, &found, &mut reading);
    embedded::add_files(&sweep, depth, &mut reading);
    reading.unread.sort_by_key(|unread| (unread.page, unread.what));
    reading
}

/// Adds what stands on no page, once.
fn add_texts(sweep: &sweep::Sweep<'_>, reading: &mut Reading) {
    if sweep.scripts {
        reading.trace(None, TraceKind::Script);
    }
    if sweep.overflowed {
        reading.miss(None, UnreadKind::TooMuch);
    }
    let key = |part: &Part, text: &str| (format!("{part:?}"), text.to_owned());
    let said = reading.passages.iter().map(|passage| key(&passage.part, &passage.text));
    let mut said: BTreeSet<_> = said.collect();
    for (part, text) in &sweep.texts {
        if said.insert(key(part, text)) {
            reading.say(None, part.clone(), text.clone());
        }
    }
}
