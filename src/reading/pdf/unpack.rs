//! Streams, unpacked up to a limit: a few kilobytes can be made to unpack to gigabytes.

use std::borrow::Cow;

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Page;
use lopdf::{DecompressError, Error, decode_text_string};

/// How large the content of one page or drawing may be when unpacked. A detailed map has some ten
/// million bytes.
pub(super) const MAX_CONTENT: usize = 64 << 20;

/// No filter makes more than this many bytes of one.
const MOST_OF_ONE: usize = 1032;

/// Unpacks a stream. `None` where it is damaged or makes more than `limit` bytes.
pub(super) fn unpack<'a>(stream: &Stream<'a>, limit: usize) -> Option<Cow<'a, [u8]>> {
    if makes_more(stream, limit) {
        return None;
    }
    stream.decoded().ok()
}

/// Whether a stream makes more than `limit` bytes when it is unpacked.
pub(super) fn makes_more(stream: &Stream<'_>, limit: usize) -> bool {
    let packed = stream.raw_data();
    let layers = u32::try_from(stream.filters().len()).unwrap_or(u32::MAX);
    if packed.len().saturating_mul(MOST_OF_ONE.saturating_pow(layers)) <= limit {
        return false;
    }
    let unpacked = as_lopdf(stream, packed.into_owned());
    let unpacked = unpacked.decompressed_content_with_limit(limit);
    matches!(
        unpacked,
        Err(Error::Decompress(
            DecompressError::MemoryLimitExceeded { .. } | DecompressError::TooManyFilters { .. }
        ))
    )
}

fn as_lopdf(stream: &Stream<'_>, packed: Vec<u8>) -> lopdf::Stream {
    let name = |name: Name<'_>| lopdf::Object::Name(name.to_vec());
    let names: Vec<lopdf::Object> = match stream.dict().get::<Array<'_>>(keys::FILTER) {
        Some(names) => names.iter::<Name<'_>>().map(name).collect(),
        None => stream.dict().get::<Name<'_>>(keys::FILTER).map(name).into_iter().collect(),
    };
    let mut dict = lopdf::Dictionary::new();
    dict.set("Filter", names);
    lopdf::Stream::new(dict, packed)
}

/// What a page draws with, unpacked. `None` where that is too much.
pub(super) fn content(page: &Page<'_>) -> Option<Vec<u8>> {
    let parts = match page.raw().get::<Object<'_>>(keys::CONTENTS) {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(parts)) => parts.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for part in parts {
        if makes_more(&part, MAX_CONTENT) {
            return None;
        }
        // A part that is damaged draws nothing.
        content.extend_from_slice(&part.decoded().unwrap_or_default());
        content.push(b' ');
        if content.len() > MAX_CONTENT {
            return None;
        }
    }
    Some(content)
}

/// A text of the file, as a person reads it.
pub(crate) fn text(string: &[u8]) -> String {
    let string = lopdf::Object::String(string.to_vec(), lopdf::StringFormat::Literal);
    let text = decode_text_string(&string).unwrap_or_default();
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// The text under a key: a string, or a stream that holds one.
pub(super) fn text_at(dict: &Dict<'_>, key: &[u8]) -> Option<String> {
    let text = match dict.get::<Object<'_>>(key)? {
        Object::String(string) => text(&string),
        Object::Stream(stream) => text(&unpack(&stream, MAX_CONTENT)?),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The texts under a key, one or a list.
pub(super) fn texts_at(dict: &Dict<'_>, key: &[u8]) -> Vec<String> {
    match dict.get::<Object<'_>>(key) {
        Some(Object::Array(list)) => list.iter::<PdfString<'_>>().map(|it| text(&it)).collect(),
        _ => text_at(dict, key).into_iter().collect(),
    }
}
