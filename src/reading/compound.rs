//! Compound files: what Word, PowerPoint, Excel and Outlook wrote before 2007, and what they lock.

use super::{Reading, UnreadKind};

/// Says whether the file is locked or of a kind that cannot be looked into.
pub(super) fn read(bytes: &[u8]) -> Reading {
    // The names of its streams are in UTF-16; a document that was locked with a password is one.
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_locked = bytes.windows(name.len()).any(|window| window == name);
    Reading::not_read(if is_locked { UnreadKind::Locked } else { UnreadKind::UnknownKind })
}
