//! Is everything there? A reader that repairs a broken file in silence must not cost us a page.

use std::collections::{BTreeMap, BTreeSet, hash_map::DefaultHasher};
use std::hash::{Hash, Hasher};

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;
use lopdf::{DecompressError, Error};

use super::{Unbindable, copy, photographs};

/// How far from its end a whole file says `startxref`.
const TAIL_BYTES: usize = 2048;

/// How large a part of a page's content may be when unpacked.
const MAX_CONTENT: usize = 256 << 20;

/// Entries of a page that lead away from it, or to what flattening replaces.
const NOT_OF_THE_PAGE: [&[u8]; 6] = [b"Parent", b"Annots", b"B", b"AA", b"PieceInfo", b"Metadata"];

/// Refuses a file some of whose pages, or parts of them, are gone.
pub(super) fn check(pdf: &Pdf, bytes: &[u8]) -> Result<(), Unbindable> {
    // Without a page tree the reader takes pages where it finds them, in any order.
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).ok_or(Unbindable::Damaged)?;
    let tree = root.get::<Dict<'_>>(keys::PAGES).ok_or(Unbindable::Damaged)?;
    if !tree.contains_key(keys::KIDS) || !every_kid_reads(pdf, &tree) {
        return Err(Unbindable::Damaged);
    }
    let tail = bytes.len().saturating_sub(TAIL_BYTES);
    let whole = bytes[tail..].windows(9).any(|window| window == b"startxref");
    if whole {
        return Ok(());
    }
    if has_all(pdf, &tree) { Ok(()) } else { Err(Unbindable::Damaged) }
}

/// Whether there are as many pages as the file says, with all that they refer to.
fn has_all(pdf: &Pdf, tree: &Dict<'_>) -> bool {
    let promised = tree.get::<Number>(keys::COUNT).map_or(0, |count| count.as_i64());
    let fewer = usize::try_from(promised).is_ok_and(|promised| promised > pdf.pages().len());
    !fewer && !reach(pdf, &[], |_| 0).dangling
}

/// Whether every page the tree names can be read. The reader stops at the first that cannot.
fn every_kid_reads(pdf: &Pdf, tree: &Dict<'_>) -> bool {
    let mut seen = BTreeSet::new();
    let mut nodes = vec![tree.clone()];
    while let Some(node) = nodes.pop() {
        for kid in node.get::<Array<'_>>(keys::KIDS).unwrap_or_default().raw_iter() {
            let kid = match kid {
                MaybeRef::Ref(id) if !seen.insert(ObjectIdentifier::from(id)) => continue,
                MaybeRef::Ref(id) => pdf.xref().get::<Dict<'_>>(id.into()),
                MaybeRef::NotRef(object) => object.into_dict(),
            };
            let Some(kid) = kid else { return false };
            if kid.get::<Name<'_>>(keys::TYPE).as_deref() == Some(keys::PAGES) {
                nodes.push(kid);
            }
        }
    }
    true
}

/// Goes wherever binding will go, so that what stops a reader stops it here.
pub(super) fn read_through(pdf: &Pdf) -> Result<(), Unbindable> {
    for page in pdf.pages().iter() {
        let parts = match page.raw().get::<Object<'_>>(keys::CONTENTS) {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(parts)) => parts.iter::<Stream<'_>>().collect(),
            _ => Vec::new(),
        };
        if parts.iter().any(unpacks_too_far) {
            return Err(Unbindable::TooComplex);
        }
        page.page_stream();
    }
    reach(pdf, &NOT_OF_THE_PAGE, |_| 0);
    Ok(())
}

/// Whether a compressed stream is made to fill the memory of whoever opens it.
fn unpacks_too_far(stream: &Stream<'_>) -> bool {
    let packed = stream.raw_data();
    let layers = u32::try_from(stream.filters().len()).unwrap_or(u32::MAX);
    // No filter makes more than a thousand bytes of one.
    let most = packed.len().saturating_mul(1032usize.saturating_pow(layers));
    if most <= MAX_CONTENT {
        return false;
    }
    let name = |name: Name<'_>| lopdf::Object::Name(name.to_vec());
    let names: Vec<lopdf::Object> = match stream.dict().get::<Array<'_>>(keys::FILTER) {
        Some(names) => names.iter::<Name<'_>>().map(name).collect(),
        None => stream.dict().get::<Name<'_>>(keys::FILTER).map(name).into_iter().collect(),
    };
    let mut dict = lopdf::Dictionary::new();
    dict.set("Filter", names);
    let unpacked = lopdf::Stream::new(dict, packed.into_owned());
    let unpacked = unpacked.decompressed_content_with_limit(MAX_CONTENT);
    matches!(unpacked, Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })))
}

/// Whether every stream the old pages draw from is still reached from the new ones.
pub(super) fn carries_over(old: &Pdf, new: &Pdf) -> bool {
    let kept = reach(new, &NOT_OF_THE_PAGE, |stream| hash(&stream.raw_data())).streams;
    reach(old, &NOT_OF_THE_PAGE, |stream| hash(&photographs::as_kept(stream)))
        .streams
        .iter()
        .all(|(stream, count)| kept.get(stream).is_some_and(|n| n >= count))
}

/// What the pages of a file refer to, directly or by way of other objects.
struct Reach {
    /// Some of it does not exist.
    dangling: bool,
    /// The streams among it, by a mark of their data.
    streams: BTreeMap<u64, usize>,
}

fn reach(pdf: &Pdf, without: &[&[u8]], mark: impl Fn(&Stream<'_>) -> u64) -> Reach {
    let mut reach = Reach { dangling: false, streams: BTreeMap::new() };
    let mut seen = BTreeSet::new();
    let mut open: Vec<MaybeRef<Object<'_>>> = Vec::new();
    for page in pdf.pages().iter() {
        open.extend(entries_of(page, without));
        while let Some(next) = open.pop() {
            let object = match next {
                MaybeRef::NotRef(object) => object,
                MaybeRef::Ref(id) if !seen.insert(ObjectIdentifier::from(id)) => continue,
                MaybeRef::Ref(id) => match pdf.xref().get::<Object<'_>>(id.into()) {
                    Some(object) => object,
                    None => {
                        reach.dangling = true;
                        continue;
                    }
                },
            };
            let dict = match object {
                Object::Array(array) => {
                    open.extend(array.raw_iter());
                    continue;
                }
                Object::Stream(stream) => {
                    *reach.streams.entry(mark(&stream)).or_default() += 1;
                    stream.dict().clone()
                }
                Object::Dict(dict) => dict,
                _ => continue,
            };
            let entries = copy::entries(&dict).filter(|(key, _)| !without.contains(&&**key));
            open.extend(entries.map(|(_, value)| value));
        }
    }
    reach
}

fn entries_of<'a>(page: &Page<'a>, without: &[&[u8]]) -> Vec<MaybeRef<Object<'a>>> {
    let own = copy::entries(page.raw()).filter(|(key, _)| !without.contains(&&**key));
    let mut entries: Vec<_> = own.map(|(_, value)| value).collect();
    let mut resources = Some(page.resources());
    while let Some(level) = resources {
        let dicts = [&level.fonts, &level.x_objects, &level.patterns, &level.color_spaces];
        entries.extend(dicts.into_iter().map(|dict| MaybeRef::NotRef(Object::Dict(dict.clone()))));
        resources = level.parent();
    }
    entries
}

fn hash(data: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    hasher.finish()
}
