//! Photographs in a PDF, and what their cameras wrote beside them.

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Name, Object, Stream};

use crate::bundle::picture;

/// How large a photograph may be once it is out of the wrappings around it.
const MAX_PHOTOGRAPH: usize = 256 << 20;

/// The JPEG that a stream of a PDF holds, if it holds one.
pub(crate) fn jpeg_of(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let (last, before) = filters(stream.dict());
    if last? != b"DCTDecode" {
        return None;
    }
    let data = stream.raw_data().into_owned();
    if before.is_empty() {
        return Some(data);
    }
    let mut dict = lopdf::Dictionary::new();
    dict.set("Filter", before);
    lopdf::Stream::new(dict, data).decompressed_content_with_limit(MAX_PHOTOGRAPH).ok()
}

/// What a stream is packed with: the innermost, and those around it.
fn filters(dict: &Dict<'_>) -> (Option<Vec<u8>>, Vec<lopdf::Object>) {
    let names: Vec<Vec<u8>> = match dict.get::<Object<'_>>(keys::FILTER) {
        Some(Object::Name(name)) => vec![name.to_vec()],
        Some(Object::Array(names)) => names.iter::<Name<'_>>().map(|name| name.to_vec()).collect(),
        _ => Vec::new(),
    };
    let mut names = names.into_iter();
    let last = names.next_back();
    (last, names.map(lopdf::Object::Name).collect())
}

/// Whether some photograph in a file says more than the picture shows.
pub(super) fn have_remarks(pdf: &Pdf) -> bool {
    let streams = pdf.objects().into_iter().filter_map(Object::into_stream);
    let mut photographs = streams.filter_map(|stream| jpeg_of(&stream));
    photographs.any(|jpeg| picture::without_remarks(&jpeg).is_some())
}

/// The data of a stream as binding keeps it.
pub(super) fn as_kept(stream: &Stream<'_>) -> Vec<u8> {
    jpeg_of(stream)
        .and_then(|jpeg| picture::without_remarks(&jpeg))
        .unwrap_or_else(|| stream.raw_data().into_owned())
}
