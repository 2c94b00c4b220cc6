//! Files that are text.

use super::{Part, Reading, sort::Text};
use crate::source::Source;

/// Reads a text.
pub(super) fn read(_kind: Text, bytes: &[u8], _depth: usize) -> Reading {
    let mut reading = Reading::default();
    reading.say(None, Part::Page, &*Source::from_bytes("", bytes).text);
    reading
}
