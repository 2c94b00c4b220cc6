//! Files inside a file, and photographs: each read as what it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use hayro_syntax::object::{Dict, Stream};

use super::pages::Found;
use super::sweep::Sweep;
use super::unpack::{text_at, unpack};
use crate::bundle::preflight::jpeg_of;
use crate::reading::{Part, Passage, Reading, TraceKind, UnreadKind, picture, read_inside};

/// How large a file inside a file may be.
const MAX_FILE: usize = 64 << 20;

/// How much all of them may be together.
const MAX_FILES: usize = 256 << 20;

/// How many are looked into.
const MAX_COUNT: usize = 500;

/// Adds what the files inside a file say.
pub(super) fn add_files(sweep: &Sweep<'_>, depth: usize, reading: &mut Reading) {
    let mut seen = BTreeSet::new();
    let mut left = MAX_FILES;
    for file in &sweep.files {
        let name = text_at(file, b"UF").or_else(|| text_at(file, b"F"));
        let about = [name.clone(), text_at(file, b"Desc")];
        for text in about.into_iter().flatten() {
            let passage = Passage { page: None, part: Part::Embedded, text };
            if !reading.passages.contains(&passage) {
                reading.passages.push(passage);
            }
        }
        reading.trace(None, TraceKind::EmbeddedFile);
        let streams = file.get::<Dict<'_>>(b"EF").unwrap_or_default();
        let stream = [&b"UF"[..], b"F", b"Unix", b"Mac", b"DOS"]
            .into_iter()
            .find_map(|key| streams.get::<Stream<'_>>(key));
        let Some(stream) = stream.filter(|stream| seen.insert(stream.obj_id())) else { continue };
        let bytes =
            (seen.len() <= MAX_COUNT).then(|| unpack(&stream, MAX_FILE.min(left))).flatten();
        let Some(bytes) = bytes else {
            reading.miss(None, UnreadKind::EmbeddedFile);
            continue;
        };
        left -= bytes.len().min(left);
        let bytes = Arc::new(bytes.into_owned());
        let inside = read_inside(&name.unwrap_or_default(), &bytes, depth + 1);
        reading.add(inside);
    }
}

/// Adds what photographs say about themselves: where they were taken, and by whom.
pub(super) fn add_photographs(sweep: &Sweep<'_>, found: &Found, reading: &mut Reading) {
    for (id, stream) in &sweep.photographs {
        let Some(bytes) = jpeg_of(stream) else { continue };
        let page = found.pictures.get(id).copied();
        let photograph = picture::read(&bytes);
        for passage in photograph.passages {
            let passage = Passage { page, ..passage };
            if !reading.passages.contains(&passage) {
                reading.passages.push(passage);
            }
        }
        photograph.traces.iter().for_each(|it| reading.trace(page, it.kind));
    }
}
