//! What stands in a picture's file beside the picture: remarks of a JPEG, texts of a PNG, captions.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::LONGEST;
use crate::source::decoded;

/// Remarks in one picture.
const MOST: usize = 100;

/// Reads remarks, texts and captions.
pub(super) fn read(bytes: &[u8]) -> Vec<(String, String)> {
    let mut said = match bytes {
        [0xFF, 0xD8, ..] => jpeg(bytes),
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        _ => Vec::new(),
    };
    said.extend(captions(bytes));
    said.truncate(MOST);
    said
}

fn jpeg(bytes: &[u8]) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        if marker == 0xFF {
            at += 1;
            continue;
        }
        if marker == 0xDA || said.len() > MOST {
            break;
        }
        let length = usize::from(u16::from_be_bytes([high, low])).max(2);
        if marker == 0xFE {
            let text = bytes.get(at + 4..at + 2 + length).unwrap_or_default();
            said.push(("remark".to_owned(), decoded(text)));
        }
        at += 2 + length;
    }
    said
}

fn png(bytes: &[u8]) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some(([a, b, c, d], after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let (Some(kind), Some(data)) = (after.get(..4), after.get(4..length.saturating_add(4)))
        else {
            break;
        };
        let text = match kind {
            b"tEXt" | b"zTXt" | b"iTXt" => text(kind, data),
            _ => None,
        };
        said.extend(text);
        if said.len() > MOST {
            break;
        }
        // Four bytes of a sum stand behind each.
        rest = after.get(length.saturating_add(8)..).unwrap_or_default();
    }
    said
}

/// A keyword and a text, pressed or not.
fn text(kind: &[u8], data: &[u8]) -> Option<(String, String)> {
    let end = data.iter().position(|byte| *byte == 0)?;
    let (name, rest) = (decoded(data.get(..end)?), data.get(end + 1..)?);
    let text = match kind {
        b"tEXt" => rest.to_vec(),
        b"zTXt" => unpacked(rest.get(1..)?),
        _ => {
            let (is_pressed, rest) = (rest.first() == Some(&1), rest.get(2..)?);
            let rest = after_zero(after_zero(rest)?)?;
            if is_pressed { unpacked(rest) } else { rest.to_vec() }
        }
    };
    // What an editor writes about itself is read as such.
    let is_packet = name.starts_with("XML:");
    let text = decoded(text.get(..LONGEST).unwrap_or(&text));
    (!is_packet).then(|| (name.to_lowercase(), text))
}

fn after_zero(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    bytes.get(end + 1..)
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    // What is damaged is read as far as it goes.
    let _ = ZlibDecoder::new(bytes).take(LONGEST as u64).read_to_end(&mut text);
    text
}

/// Captions as press agencies write them: numbered fields behind a mark of Photoshop's.
fn captions(bytes: &[u8]) -> Vec<(String, String)> {
    const MARK: &[u8] = b"8BIM\x04\x04";
    let mut said = Vec::new();
    let Some(start) = bytes.windows(MARK.len()).position(|window| window == MARK) else {
        return said;
    };
    let near = bytes.get(start..).unwrap_or_default();
    let near = near.get(..LONGEST).unwrap_or(near);
    // The first field stands behind a name and a length.
    let Some(first) = near.windows(2).position(|two| two == [0x1C, 0x02]) else { return said };
    let mut rest = near.get(first..).unwrap_or_default();
    while let Some((&[0x1C, _, field, high, low], after)) = rest.split_first_chunk::<5>() {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let Some(text) = after.get(..length) else { break };
        let name = match field {
            5 => "title",
            25 => "keywords",
            40 => "instructions",
            80 | 122 => "author",
            90 | 92 | 95 => "place",
            105 => "headline",
            110 | 115 | 116 => "copyright",
            118 => "contact",
            120 => "caption",
            _ => "",
        };
        if !name.is_empty() {
            said.push((name.to_owned(), decoded(text)));
        }
        rest = after.get(length..).unwrap_or_default();
    }
    said
}
