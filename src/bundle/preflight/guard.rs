//! A look at the raw bytes before a real reader sees them.
//!
//! The reader that binds PDFs recurses into nested objects and walks the page tree without a
//! limit: a few kilobytes made for the purpose end the process or run for ever. No ordinary file
//! comes near what is refused here.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use lopdf::{DecompressError, Dictionary, Error, Stream};

use super::tree::{PageTree, number, tokens};
use super::{Unbindable, nesting};

/// How large a compressed object stream may be when unpacked. They hold dictionaries, not pictures.
const MAX_OBJECT_STREAM: usize = 256 << 20;

/// Refuses files that would keep the reader busy for ever or overflow its stack.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unbindable> {
    let mut tree = PageTree::default();
    let (names, starts) = places(bytes)?;
    nesting::check(bytes, starts)?;
    let mut stream_from = 0;
    let mut owner = 0;
    for at in names {
        let rest = &bytes[at..];
        if rest.starts_with(b"/Kids") {
            if is_in_another_tree(bytes, at) {
                continue;
            }
            owner = owner_before(bytes, at).unwrap_or(owner);
            tree.add(owner, &rest[5..], bytes);
        } else if rest.starts_with(b"/W") && widthless(&rest[2..]) {
            return Err(Unbindable::TooComplex);
        } else if rest.starts_with(b"/ObjStm") && at >= stream_from {
            let Some((dict, data, end)) = stream_around(bytes, at) else { continue };
            stream_from = end;
            object_stream(dict, data, &mut tree)?;
        }
    }
    tree.check()
}

/// What is looked for: names of interest, then what stands before an object.
const WANTED: [&str; 5] = ["/Kids", "/ObjStm", "/W", "obj", "trailer"];
const NAMES: usize = 3;

static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(WANTED).ok()
});

/// Where names of interest stand, and where a reader may start to read an object.
fn places(bytes: &[u8]) -> Result<(Vec<usize>, Vec<usize>), Unbindable> {
    let search = SEARCH.as_ref().ok_or(Unbindable::TooComplex)?;
    let (mut names, mut starts) = (Vec::new(), Vec::new());
    for found in search.find_iter(bytes) {
        match found.pattern().as_usize() < NAMES {
            true => names.push(found.start()),
            false => starts.push(found.end()),
        }
    }
    Ok((names, starts))
}

/// A cross-reference stream whose entries are no bytes wide never comes to its end.
fn widthless(rest: &[u8]) -> bool {
    let mut tokens = tokens(rest);
    tokens.next() == Some(b"[")
        && tokens.by_ref().take(3).all(|token| token.iter().all(|byte| *byte == b'0'))
        && tokens.next() == Some(b"]")
}

/// The number of the object a position in a file belongs to.
fn owner_before(bytes: &[u8], at: usize) -> Option<u32> {
    let start = at.saturating_sub(4096);
    let before = &bytes[start..at];
    let end = (0..before.len().saturating_sub(3))
        .rev()
        .find(|&i| before[i..].starts_with(b"obj") && !before[..i].ends_with(b"end"))?;
    let words = before[..end].rsplit(u8::is_ascii_whitespace);
    number(words.filter(|word| !word.is_empty()).nth(1)?)
}

/// Whether a `/Kids` belongs to an object that is no part of the page tree: a tree of names or
/// numbers, whose nodes have no type. The walk through the pages takes those for pages.
fn is_in_another_tree(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(4096);
    let after = &bytes[at..bytes.len().min(at + (64 << 10))];
    let start = bytes[from..at].windows(3).rposition(|window| window == b"obj");
    let end = after.windows(6).position(|window| window == b"endobj");
    let (Some(start), Some(end)) = (start, end) else { return false };
    has_no_type(&bytes[from + start..at + end])
}

/// Whether an object names no type, in whatever spelling.
fn has_no_type(object: &[u8]) -> bool {
    !object.windows(5).any(|window| window == b"/Type") && !object.contains(&b'#')
}

/// The dictionary and the data of the stream whose dictionary a position is in, and where it ends.
fn stream_around(bytes: &[u8], at: usize) -> Option<(&[u8], &[u8], usize)> {
    let start = at.saturating_sub(1024);
    let open = bytes[start..at].windows(3).rposition(|window| window == b"obj")? + start;
    let near = bytes.get(at..bytes.len().min(at + 4096))?;
    let dict_end = near.windows(6).position(|window| window == b"stream")? + at;
    let mut data = dict_end + 6;
    data += usize::from(bytes.get(data) == Some(&b'\r'));
    data += usize::from(bytes.get(data) == Some(&b'\n'));
    let rest = bytes.get(data..)?;
    let end = rest.windows(9).position(|window| window == b"endstream").unwrap_or(rest.len());
    Some((&bytes[open..dict_end], &rest[..end], data + end))
}

fn object_stream(dict: &[u8], data: &[u8], tree: &mut PageTree) -> Result<(), Unbindable> {
    let after = |key: &[u8]| {
        let at = dict.windows(key.len()).position(|window| window == key)? + key.len();
        number(tokens(&dict[at..]).next()?)
    };
    if !dict.windows(12).any(|window| window == b"/FlateDecode") {
        return Ok(());
    }
    let mut filter = Dictionary::new();
    filter.set("Filter", "FlateDecode");
    let text = match Stream::new(filter, data.to_vec())
        .decompressed_content_with_limit(MAX_OBJECT_STREAM)
    {
        Ok(text) => text,
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            return Err(Unbindable::TooComplex);
        }
        // An encrypted stream, or one this look is too simple for.
        Err(_) => return Ok(()),
    };
    let first = after(b"/First").unwrap_or(0) as usize;
    let header: Vec<u32> =
        tokens(text.get(..first).unwrap_or_default()).map_while(number).collect();
    let starts = header.iter().skip(1).step_by(2).map(|start| *start as usize + first);
    nesting::check(&text, starts)?;
    let (names, _) = places(&text)?;
    for at in names.into_iter().filter(|&at| text[at..].starts_with(b"/Kids")) {
        let place = |pair: &&[u32]| pair[1] as usize + first;
        let owner = header.chunks_exact(2).filter(|pair| place(pair) <= at).max_by_key(place);
        let end = header.chunks_exact(2).map(|pair| place(&pair)).filter(|end| *end > at).min();
        let start = owner.as_ref().map_or(0, place);
        if !text.get(start..end.unwrap_or(text.len())).is_some_and(has_no_type) {
            tree.add(owner.map_or(0, |pair| pair[0]), &text[at + 5..], &text);
        }
    }
    Ok(())
}
