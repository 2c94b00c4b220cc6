//! Pictures: what a camera and an editor wrote beside the picture.

use super::{Reading, UnreadKind};

/// Reads a picture that is a file of its own.
pub(super) fn read(_bytes: &[u8]) -> Reading {
    Reading::not_read(UnreadKind::Photograph)
}

/// Its width and height in dots, where they can be told.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.into_dimensions().ok()
}
