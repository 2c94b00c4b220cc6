//! Pictures: what a camera and an editor wrote beside the picture. What can be seen in it, no
//! program reads here.

mod chunks;
mod described;

use std::io::Cursor;

use exif::{Exif, In, Tag, Value};

use super::{Part, Reading, TraceKind, UnreadKind};
use crate::source::decoded;

/// A picture larger than this has its words looked for in its first part only.
const MOST_BYTES: usize = 32 << 20;

/// The longest remark that is read.
const LONGEST: usize = 64 << 10;

/// Reads a picture that is a file of its own.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::not_read(UnreadKind::Photograph);
    if bytes.len() > MOST_BYTES {
        reading.miss(None, UnreadKind::TooMuch);
    }
    let bytes = bytes.get(..MOST_BYTES).unwrap_or(bytes);
    let mut said: Vec<(String, String)> = Vec::new();
    if let Some(exif) = exif(bytes) {
        if has_position(&exif) {
            reading.trace(None, TraceKind::Position);
        }
        said.extend(remarks(&exif));
    }
    let (editors, is_placed) = described::read(bytes);
    if is_placed {
        reading.trace(None, TraceKind::Position);
    }
    said.extend(editors);
    said.extend(chunks::read(bytes));
    for (at, (name, text)) in said.iter().enumerate() {
        let before = said.get(..at).unwrap_or_default();
        // Cameras and editors repeat one another.
        if !before.iter().any(|(_, other)| other.trim() == text.trim()) {
            reading.say(None, Part::Property(name.clone()), text.trim());
        }
    }
    reading
}

/// Its width and height in dots, where they can be told.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.into_dimensions().ok()
}

fn exif(bytes: &[u8]) -> Option<Exif> {
    let mut reader = exif::Reader::new();
    let read = reader.continue_on_error(true).read_from_container(&mut Cursor::new(bytes));
    read.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

/// The picture itself, and the small one that shows it.
const PICTURES: [In; 2] = [In::PRIMARY, In::THUMBNAIL];

fn has_position(exif: &Exif) -> bool {
    let is_something = |value: &Value| match value {
        // A camera that knows no place writes nought.
        Value::Rational(parts) => parts.iter().any(|part| part.num != 0),
        _ => true,
    };
    let tags = [
        Tag::GPSLatitude,
        Tag::GPSLongitude,
        Tag::GPSDestLatitude,
        Tag::GPSDestLongitude,
        Tag::GPSAreaInformation,
    ];
    let mut fields = tags.iter().flat_map(|tag| PICTURES.map(|of| exif.get_field(*tag, of)));
    fields.any(|field| field.is_some_and(|field| is_something(&field.value)))
}

/// What somebody wrote, or set in the camera.
fn remarks(exif: &Exif) -> Vec<(String, String)> {
    let plain = |number| Tag(exif::Context::Tiff, number);
    let tags = [
        (Tag::ImageDescription, "description"),
        (Tag::Artist, "author"),
        (Tag::Copyright, "copyright"),
        (Tag::UserComment, "remark"),
        (Tag::CameraOwnerName, "owner of the camera"),
        (plain(0x010D), "name of the document"),
        (plain(0x011D), "name of the page"),
        (plain(0x013C), "computer"),
        (plain(0x9C9B), "title"),
        (plain(0x9C9C), "remark"),
        (plain(0x9C9D), "author"),
        (plain(0x9C9E), "keywords"),
        (plain(0x9C9F), "subject"),
    ];
    let fields = tags.iter().flat_map(|(tag, name)| {
        PICTURES.map(|of| exif.get_field(*tag, of).map(|field| (name, &field.value)))
    });
    let fields = fields.flatten();
    fields.filter_map(|(name, value)| Some(((*name).to_owned(), text(value)?))).collect()
}

fn text(value: &Value) -> Option<String> {
    let bytes = match value {
        Value::Ascii(parts) => parts.join(&b' '),
        Value::Byte(bytes) => bytes.clone(),
        // A remark begins with eight bytes that say how it is written.
        Value::Undefined(bytes, _) => match bytes.get(..8) {
            Some(b"UNICODE\0") => bytes.get(8..)?.to_vec(),
            Some(b"ASCII\0\0\0" | b"JIS\0\0\0\0\0" | [0, 0, 0, 0, 0, 0, 0, 0]) => {
                bytes.get(8..)?.to_vec()
            }
            _ => bytes.clone(),
        },
        _ => return None,
    };
    let text = decoded(bytes.get(..LONGEST).unwrap_or(&bytes));
    Some(text.trim_matches(|c: char| c == '\0' || c.is_whitespace()).to_owned())
}

#[cfg(test)]
mod tests;
