//! Documents written as the programs write them, with what people do not know is in them.

mod hostile;
mod odf;
mod sheet;
mod slides;
mod word;

use super::read;
use crate::{
    bundle::archive,
    reading::{Part, Reading},
};

/// A zip of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    archive::zip(parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes()))).unwrap()
}

/// What stands in a part of a document.
fn said(reading: &Reading, part: &Part) -> String {
    let passages = reading.passages.iter().filter(|passage| passage.part == *part);
    passages.map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("\n")
}
