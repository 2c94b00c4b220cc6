//! One page of an attachment as a drawing that fits the place of its dot.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use hayro_syntax::{
    object::{Array, Dict, Name, Object, Stream},
    page::Page,
};
use kurbo::{Affine, Rect};

use super::{copy::Copy, file::File, syntax};
use crate::bundle::likeness;

/// An A4 page, which a page without an area is taken for.
const A4: Rect = Rect::new(0.0, 0.0, 595.0, 842.0);

/// Lays the visible part of a page, turned as its reader turns it, onto a square of one unit.
pub(super) fn onto_unit_square(page: &Page<'_>) -> Affine {
    let (width, height) = page.render_dimensions();
    let upright = Affine::new(page.initial_transform(false).as_coeffs());
    Affine::scale_non_uniform(1.0 / f64::from(width), 1.0 / f64::from(height)) * upright
}

/// The visible part of a page, in its own coordinates.
fn visible(page: &Page<'_>) -> Rect {
    let crop = page.intersected_crop_box();
    match crop.width() < 1e-3 || crop.height() < 1e-3 {
        true => A4 + kurbo::Vec2::new(crop.x0, crop.y0),
        false => Rect::new(crop.x0, crop.y0, crop.x1, crop.y1),
    }
}

/// Writes a page as a drawing with this number. `mark` says which page it is.
pub(super) fn write(
    file: &mut File,
    number: u32,
    page: &Page<'_>,
    copy: &mut Copy<'_>,
    mark: &str,
) {
    let content = Content::of(page);
    let mut entries = b"/Type/XObject/Subtype/Form/BBox[".to_vec();
    let Rect { x0, y0, x1, y1 } = visible(page);
    syntax::numbers(&mut entries, &[x0, y0, x1, y1]);
    entries.extend(b"]/Matrix[");
    syntax::numbers(&mut entries, &onto_unit_square(page).as_coeffs());
    entries.push(b']');
    // A page is a group by itself; as a drawing it says so, with the colours it is mixed in.
    if let Some(group) = page.raw().get::<Dict<'_>>(b"Group") {
        entries.extend(b"/Group<</I true");
        syntax::entries(&mut entries, &group, &[b"I"], &mut |old| copy.number_of(old));
        entries.extend(b">>");
    }
    entries.extend(
        b"/LastModified(D:20000101)/PieceInfo<</panelpack<</LastModified(D:20000101)/Private",
    );
    syntax::text(&mut entries, mark);
    entries.extend(b">>>>/Resources<<");
    let resources = likeness::resources(page).unwrap_or_default();
    syntax::entries(&mut entries, &resources, &[], &mut |old| copy.number_of(old));
    entries.extend(b">>");
    match content {
        Content::AsItIs(stream) => {
            let dict = stream.dict();
            for key in [&b"Filter"[..], b"DecodeParms"] {
                if let Some(value) = dict.get_raw::<Object<'_>>(key) {
                    syntax::name(&mut entries, key);
                    entries.push(b' ');
                    syntax::value(&mut entries, &value, &mut |old| copy.number_of(old));
                }
            }
            file.stream(number, |out| out.extend(entries), &stream.raw_data());
        }
        Content::Joined(data) => {
            entries.extend(b"/Filter/FlateDecode");
            file.stream(number, |out| out.extend(entries), &packed(&data));
        }
    }
}

/// What a page draws.
enum Content<'a> {
    /// One stream, which is handed on as it is packed.
    AsItIs(Stream<'a>),
    /// Several, put together.
    Joined(Vec<u8>),
}

impl<'a> Content<'a> {
    fn of(page: &Page<'a>) -> Self {
        let only = match page.raw().get::<Object<'a>>(b"Contents") {
            Some(Object::Stream(stream)) => Some(stream),
            Some(Object::Array(parts)) => {
                let mut parts = parts.iter::<Stream<'_>>();
                let first = parts.next();
                first.filter(|_| parts.next().is_none())
            }
            _ => None,
        };
        match only.filter(|stream| !is_wrapped(stream.dict())) {
            Some(stream) => Self::AsItIs(stream),
            None => Self::Joined(page.page_stream().unwrap_or_default().to_vec()),
        }
    }
}

/// Whether a stream says how it was encrypted, which it no longer is.
fn is_wrapped(dict: &Dict<'_>) -> bool {
    let names = dict.get::<Array<'_>>(b"Filter").unwrap_or_default();
    let one = dict.get::<Name<'_>>(b"Filter");
    names.iter::<Name<'_>>().chain(one).any(|name| name.as_ref() == b"Crypt")
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = packer.write_all(data);
    packer.finish().unwrap_or_default()
}
