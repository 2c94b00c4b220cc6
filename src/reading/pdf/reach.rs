//! What a page is made of, followed through the file before any of it is unpacked for good.

use std::collections::BTreeSet;

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_syntax::page::Page;

use super::unpack::makes_more;

/// How large a font, a table or a drawing may be when unpacked.
const MAX_PART: usize = 256 << 20;

/// Entries of a page that lead away from what it draws.
const ELSEWHERE: [&[u8]; 8] =
    [b"Parent", b"B", b"AA", b"A", b"PieceInfo", b"Metadata", b"EF", b"AF"];

/// What has been looked at so far.
#[derive(Default)]
pub(super) struct Walk {
    seen: BTreeSet<ObjectIdentifier>,
}

impl Walk {
    /// Whether everything that a page draws with, and that no page before it does, unpacks to a
    /// bounded size. Pictures are never unpacked.
    pub(super) fn is_bounded(&mut self, page: &Page<'_>) -> bool {
        let mut open: Vec<MaybeRef<Object<'_>>> = entries(page.raw()).collect();
        let mut level = Some(page.resources());
        while let Some(resources) = level {
            let dicts = [
                &resources.fonts,
                &resources.x_objects,
                &resources.patterns,
                &resources.color_spaces,
                &resources.ext_g_states,
                &resources.shadings,
            ];
            open.extend(dicts.into_iter().flat_map(|dict| entries(dict)));
            level = resources.parent();
        }
        while let Some(next) = open.pop() {
            let object = match next {
                MaybeRef::NotRef(object) => object,
                MaybeRef::Ref(id) if !self.seen.insert(id.into()) => continue,
                MaybeRef::Ref(id) => match page.xref().get::<Object<'_>>(id.into()) {
                    Some(object) => object,
                    None => continue,
                },
            };
            match object {
                Object::Array(array) => open.extend(array.raw_iter()),
                Object::Dict(dict) => open.extend(entries(&dict)),
                Object::Stream(stream) => {
                    let kind = stream.dict().get::<Name<'_>>(keys::SUBTYPE);
                    if kind.as_deref() != Some(b"Image") && makes_more(&stream, MAX_PART) {
                        return false;
                    }
                    open.extend(entries(stream.dict()));
                }
                _ => {}
            }
        }
        true
    }
}

fn entries<'a>(dict: &Dict<'a>) -> impl Iterator<Item = MaybeRef<Object<'a>>> + use<'a> {
    let entries: Vec<_> = dict
        .entries()
        .filter(|(key, _)| !ELSEWHERE.contains(&&**key))
        .map(|(_, value)| value)
        .collect();
    entries.into_iter()
}
