//! Layers: which of them a reader shows when it opens the file.
//!
//! A PDF may put parts of its pages on layers ("optional content", ISO 32000-1, 8.11), some of them
//! switched off. What is off must neither come to light in a bundle nor lie hidden in it: it is
//! taken out of the pages, and what is on stays without its switch.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

mod cut;
mod strip;
mod words;

pub(super) use strip::strip;

/// How deep conditions on layers may nest.
const MAX_CONDITIONS: usize = 32;

/// The layers of a file that are off when it is opened to be read.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: BTreeSet<ObjectId>,
}

impl Layers {
    /// Reads the layers of a file.
    pub(super) fn of(doc: &Document) -> Self {
        let Some(properties) = doc.catalog().ok().and_then(|it| dict(doc, it, b"OCProperties"))
        else {
            return Self::default();
        };
        let all = references(doc, properties, b"OCGs");
        let usual = dict(doc, properties, b"D").cloned().unwrap_or_default();
        let mut off = BTreeSet::new();
        if name(doc, &usual, b"BaseState") == Some(b"OFF") {
            off.extend(all.iter().copied());
            for layer in references(doc, &usual, b"ON") {
                off.remove(&layer);
            }
        }
        off.extend(references(doc, &usual, b"OFF"));
        for event in array(doc, &usual, b"AS") {
            let Some(event) = doc.dereference(event).ok().and_then(|it| it.1.as_dict().ok()) else {
                continue;
            };
            if name(doc, event, b"Event") == Some(b"View") {
                automatic(doc, event, &mut off);
            }
        }
        let aims = aims(doc, &usual);
        off.retain(|layer| {
            let aims_of = |it| self::aims(doc, it);
            let own = doc.get_dictionary(*layer).map_or_else(|_| aims_of(&usual), aims_of);
            own.iter().any(|aim| aims.contains(aim) || aims.contains(&&b"All"[..]))
        });
        Self { off }
    }

    /// Whether anything in the file may be hidden.
    pub(super) fn hide_something(&self, doc: &Document) -> bool {
        !self.off.is_empty()
            || doc.objects.values().any(|object| {
                object.as_dict().is_ok_and(|dict| dict.has_type(b"OCMD")) && self.hide(doc, object)
            })
    }

    /// Whether what carries this `/OC` is hidden.
    pub(super) fn hide(&self, doc: &Document, condition: &Object) -> bool {
        let Ok((id, object)) = doc.dereference(condition) else { return false };
        let Ok(dict) = object.as_dict() else { return false };
        if name(doc, dict, b"Type") != Some(b"OCMD") {
            return id.is_some_and(|id| self.off.contains(&id));
        }
        if let Ok(expression) = dict.get_deref(b"VE", doc).and_then(Object::as_array) {
            return !self.holds(doc, expression, 0);
        }
        let layers = match dict.get(b"OCGs").and_then(Object::as_reference) {
            Ok(one) if doc.get_dictionary(one).is_ok() => vec![one],
            _ => references(doc, dict, b"OCGs"),
        };
        let mut states = layers.iter().filter(|id| doc.has_object(**id)).map(|id| self.is_on(*id));
        if layers.is_empty() {
            return false;
        }
        !match name(doc, dict, b"P") {
            Some(b"AllOn") => states.all(|on| on),
            Some(b"AnyOff") => states.any(|on| !on),
            Some(b"AllOff") => states.all(|on| !on),
            _ => states.any(|on| on),
        }
    }

    fn is_on(&self, layer: ObjectId) -> bool {
        !self.off.contains(&layer)
    }

    /// Whether a visibility expression holds.
    fn holds(&self, doc: &Document, expression: &[Object], depth: usize) -> bool {
        let Some((operator, operands)) = expression.split_first() else { return true };
        let mut values = operands.iter().map(|operand| {
            let Ok((id, object)) = doc.dereference(operand) else { return true };
            match object {
                Object::Array(inner) if depth < MAX_CONDITIONS => self.holds(doc, inner, depth + 1),
                _ => id.is_none_or(|id| self.is_on(id)),
            }
        });
        match doc.dereference(operator).ok().and_then(|it| it.1.as_name().ok()) {
            Some(b"Or") => values.any(|on| on),
            Some(b"Not") => values.next().is_none_or(|on| !on),
            _ => values.all(|on| on),
        }
    }
}

/// Switches layers as their makers ask for when a file is opened on a screen.
fn automatic(doc: &Document, event: &Dictionary, off: &mut BTreeSet<ObjectId>) {
    for layer in references(doc, event, b"OCGs") {
        let Ok(usage) = doc.get_dictionary(layer).and_then(|it| it.get_deref(b"Usage", doc)) else {
            continue;
        };
        let Ok(usage) = usage.as_dict() else { continue };
        let asked = array(doc, event, b"Category").iter().filter_map(|category| {
            let category = doc.dereference(category).ok()?.1.as_name().ok()?;
            let says = dict(doc, usage, category)?;
            let state: &[u8] = match category {
                b"View" => b"ViewState",
                b"Print" => b"PrintState",
                b"Export" => b"ExportState",
                b"Zoom" => return Some(at_full_size(doc, says)),
                _ => return None,
            };
            Some(name(doc, says, state)? != b"OFF")
        });
        let asked: Vec<bool> = asked.collect();
        if asked.contains(&false) {
            off.insert(layer);
        } else if !asked.is_empty() {
            off.remove(&layer);
        }
    }
}

/// Whether a layer that comes and goes with the magnification is there at 100 %.
fn at_full_size(doc: &Document, zoom: &Dictionary) -> bool {
    let limit = |key: &[u8]| zoom.get_deref(key, doc).and_then(Object::as_float).ok();
    limit(b"min").is_none_or(|least| least <= 1.0) && limit(b"max").is_none_or(|most| most > 1.0)
}

/// What a layer, or a configuration, is for.
fn aims<'a>(doc: &'a Document, dict: &'a Dictionary) -> Vec<&'a [u8]> {
    match dict.get_deref(b"Intent", doc) {
        Ok(Object::Name(one)) => vec![one],
        Ok(Object::Array(many)) => many.iter().filter_map(|it| it.as_name().ok()).collect(),
        _ => vec![b"View"],
    }
}

fn dict<'a>(doc: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    of.get_deref(key, doc).ok()?.as_dict().ok()
}

fn name<'a>(doc: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    of.get_deref(key, doc).ok()?.as_name().ok()
}

fn array<'a>(doc: &'a Document, of: &'a Dictionary, key: &[u8]) -> &'a [Object] {
    of.get_deref(key, doc).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn references(doc: &Document, of: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    array(doc, of, key).iter().filter_map(|it| it.as_reference().ok()).collect()
}
