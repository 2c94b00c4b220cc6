//! Files that are text: as it is read, with tags, in the Rich Text Format, as a message.

mod markup;
mod message;
mod rich;

use super::{Part, Reading, sort::Text};
use crate::source::decoded;

/// Reads a text.
pub(super) fn read(kind: Text, bytes: &[u8], depth: usize) -> Reading {
    match kind {
        Text::Plain => {
            let mut reading = Reading::default();
            reading.say(None, Part::Page, decoded(bytes));
            reading
        }
        Text::Markup => markup::read(&decoded(bytes)),
        Text::Rich => rich::read(bytes),
        Text::Message => message::read(bytes, depth),
    }
}
