use std::sync::Arc;

use super::*;
use crate::reading::{Trace, read as read_file};

mod beside;
mod build;
mod hostile;
mod known;
mod seen;
mod unread;
mod written;

use build::{Build, image, page};

fn read(bytes: Vec<u8>) -> Reading {
    read_file("document.pdf", &Arc::new(bytes))
}

/// What a reading has in a part, passage by passage.
fn said(reading: &Reading, part: &Part) -> Vec<String> {
    let mine = reading.passages.iter().filter(|passage| passage.part == *part);
    mine.map(|passage| passage.text.clone()).collect()
}

/// The text of a page with this content, drawn with Helvetica as `/F1`.
fn text_of(content: &str) -> String {
    said(&read(page(content)), &Part::Page).join("\n---\n")
}

fn traces(reading: &Reading) -> Vec<TraceKind> {
    reading.traces.iter().map(|trace| trace.kind).collect()
}

fn missed(reading: &Reading) -> Vec<(Option<usize>, UnreadKind)> {
    reading.unread.iter().map(|unread| (unread.page, unread.what)).collect()
}

/// Everything is on the page and nothing is left to say.
fn is_plain(reading: &Reading) -> bool {
    reading.traces.is_empty()
        && reading.unread.is_empty()
        && reading.passages.iter().all(|passage| passage.part == Part::Page)
}
