//! What is filled into forms.

use hayro_syntax::object::{Dict, Object, String as PdfString};

use super::markup::without_tags;
use super::unpack::{text, text_at, texts_at};

/// How many levels of fields above a box on the page are asked for its value.
const MAX_LEVELS: usize = 32;

/// The values of the field a box on a page belongs to.
pub(super) fn values(field: &Dict<'_>) -> Vec<String> {
    let mut level = Some(field.clone());
    for _ in 0..MAX_LEVELS {
        let Some(field) = level else { break };
        if field.contains_key(b"V") {
            return own_values(&field);
        }
        level = field.get::<Dict<'_>>(b"Parent");
    }
    Vec::new()
}

/// The values of a field: what is filled in, what was there at first, who signed and why.
pub(super) fn own_values(field: &Dict<'_>) -> Vec<String> {
    let mut values = match field.get::<Object<'_>>(b"V") {
        Some(Object::Dict(signature)) => [&b"Name"[..], b"Reason", b"Location", b"ContactInfo"]
            .into_iter()
            .filter_map(|key| text_at(&signature, key))
            .collect(),
        Some(Object::Array(choices)) => {
            choices.iter::<PdfString<'_>>().map(|it| text(&it)).collect()
        }
        _ => texts_at(field, b"V"),
    };
    let more = texts_at(field, b"DV").into_iter();
    let rich = text_at(field, b"RV").map(|rich| without_tags(&rich));
    for value in more.chain(rich) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}
