//! SHA-256, in the forms it is shown.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first half of the SHA-256 of some bytes: enough for a name.
pub fn short(bytes: &[u8]) -> String {
    let mut digest = sha256(bytes);
    digest.truncate(32);
    digest
}

/// One digest over many named parts, in the order they are given, in groups of four for reading.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut all = Sha256::new();
    for (name, bytes) in parts {
        // The lengths keep one part from running into the next.
        all.update((name.len() as u64).to_le_bytes());
        all.update(name.as_bytes());
        all.update((bytes.len() as u64).to_le_bytes());
        all.update(bytes);
    }
    let digest = hex(&all.finalize());
    let groups: Vec<&str> =
        (0..8).filter_map(|group| digest.get(group * 4..group * 4 + 4)).collect();
    groups.join(" ")
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
