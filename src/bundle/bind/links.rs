//! The links on an attachment's page, carried over to the page of the bundle.

use hayro_syntax::{
    object::{Array, Dict, Name, Object, Rect as PdfRect},
    page::Page,
};
use kurbo::{Affine, Rect};

use super::{
    landing::{Landing, Landings, Target},
    syntax,
};

/// What says how a link looks.
const LOOKS: [&[u8]; 4] = [b"BS", b"Border", b"C", b"H"];

/// The links on a page as the bundle spells them, each a dictionary. `matrix` lays the page onto
/// the bundle's; `land` says what leads to where a place of the attachment is.
pub(super) fn of(
    page: &Page<'_>,
    landings: &Landings<'_>,
    matrix: Affine,
    land: &dyn Fn(Landing) -> Option<Vec<u8>>,
) -> Vec<Vec<u8>> {
    let beside = page.raw().get::<Array<'_>>(b"Annots").unwrap_or_default();
    let beside = beside.iter::<Object<'_>>().filter_map(Object::into_dict);
    let links = beside.filter(is_link);
    links.filter_map(|link| written(&link, landings, matrix, land)).collect()
}

/// What leads to an address.
pub(super) fn address(address: &[u8]) -> Vec<u8> {
    let mut out = b"/A<</S/URI/URI".to_vec();
    syntax::string(&mut out, address);
    out.extend(b">>");
    out
}

fn is_link(annotation: &Dict<'_>) -> bool {
    annotation.get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == b"Link")
}

fn written(
    link: &Dict<'_>,
    landings: &Landings<'_>,
    matrix: Affine,
    land: &dyn Fn(Landing) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let area = link.get::<PdfRect>(b"Rect")?;
    let area = matrix.transform_rect_bbox(Rect::new(area.x0, area.y0, area.x1, area.y1).abs());
    let mut out = b"<</Type/Annot/Subtype/Link/F 4/Rect[".to_vec();
    syntax::numbers(&mut out, &[area.x0, area.y0, area.x1, area.y1]);
    out.push(b']');
    for key in LOOKS {
        if let Some(value) = link.get::<Object<'_>>(key) {
            syntax::name(&mut out, key);
            out.push(b' ');
            syntax::object(&mut out, &value, &mut |_| None);
        }
    }
    match landings.target(link)? {
        Target::Inside(landing) => out.extend(land(landing)?),
        Target::Address(to) => out.extend(address(&to)),
    }
    out.extend(b">>");
    Some(out)
}
