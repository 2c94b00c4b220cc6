//! Compound files: what Word, PowerPoint, Excel and Outlook wrote before 2007, and what they lock.
//!
//! Their insides are not understood here, and that is said; but most of their text stands in them
//! as it is, and what is found in it is worth knowing.

use encoding_rs::WINDOWS_1252;

use super::{Part, Reading, TraceKind, UnreadKind};

/// Letters in a row, from which on they may be text and no chance.
const SHORTEST: usize = 5;

/// Bytes of text that are kept of one file.
const LONGEST: usize = 8 << 20;

/// Reads what text there is.
pub(super) fn read(bytes: &[u8]) -> Reading {
    // The names of its parts are in UTF-16; a document that was locked with a password has this.
    if has_name(bytes, "EncryptedPackage") {
        return Reading::not_read(UnreadKind::Locked);
    }
    let mut reading = Reading::not_read(UnreadKind::UnknownKind);
    if has_name(bytes, "_VBA_PROJECT") {
        reading.trace(None, TraceKind::Script);
    }
    reading.say(None, Part::Page, wide(bytes));
    reading.say(None, Part::Page, narrow(bytes));
    reading
}

fn has_name(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Text in two bytes a letter, of the letters of Europe.
fn wide(bytes: &[u8]) -> String {
    let mut found = String::new();
    let mut at = 0;
    while let Some(&[low, high, ..]) = bytes.get(at..) {
        let start = found.len();
        let mut next = Some((low, high));
        while let Some(letter) = next.and_then(|(low, high)| letter(low, high)) {
            found.push(letter);
            at += 2;
            next = bytes.get(at..at + 2).map(|two| (two[0], two[1]));
        }
        end_run(&mut found, start);
        at += 1;
        if found.len() > LONGEST {
            break;
        }
    }
    found
}

fn letter(low: u8, high: u8) -> Option<char> {
    let letter = char::from_u32(u32::from(u16::from_le_bytes([low, high])))?;
    let is_text = matches!(letter, '\t' | '\r' | '\n' | ' '..='~' | '\u{A0}'..='\u{24F}')
        || ('\u{2010}'..='\u{2026}').contains(&letter);
    is_text.then_some(letter)
}

/// Text in one byte a letter.
fn narrow(bytes: &[u8]) -> String {
    let is_text =
        |byte: &u8| matches!(byte, b'\t' | b'\r' | b'\n' | b' '..=b'~' | 0x91..=0x97 | 0xA0..);
    let mut found = String::new();
    for run in bytes.split(|byte| !is_text(byte)) {
        let is_readable =
            run.iter().filter(|byte| byte.is_ascii_alphanumeric()).count() * 2 > run.len();
        if run.len() >= SHORTEST && is_readable && found.len() < LONGEST {
            found.push_str(&WINDOWS_1252.decode_without_bom_handling(run).0);
            found.push('\n');
        }
    }
    found
}

/// Keeps a run that is long enough to be text.
fn end_run(found: &mut String, start: usize) {
    let run = found.get(start..).unwrap_or_default();
    if run.chars().count() < SHORTEST {
        found.truncate(start);
    } else {
        found.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_and_the_rest_is_said_to_be_unread() {
        let mut bytes = vec![1, 2, 0, 0xFF, 9];
        bytes.extend("Tommy Smith’s".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0, 0, 0xFE, 0xFF, 3]);
        bytes.extend(b"born 2 May\0\0\x01");
        let reading = read(&bytes);
        let texts: Vec<&str> =
            reading.passages.iter().map(|passage| passage.text.as_str()).collect();
        assert!(texts[0].contains("Tommy Smith’s") && texts[1].contains("born 2 May"), "{texts:?}");
        assert_eq!(reading.unread[0].what, UnreadKind::UnknownKind);
    }

    #[test]
    fn a_document_with_a_password_is_locked() {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let reading = read(&name);
        assert_eq!(reading, Reading::not_read(UnreadKind::Locked));
    }
}
