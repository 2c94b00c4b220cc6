//! Pictures: what a camera and an editor wrote beside the picture.

use super::{Reading, UnreadKind};

/// Reads a picture that is a file of its own.
pub(super) fn read(_bytes: &[u8]) -> Reading {
    Reading::not_read(UnreadKind::Photograph)
}
