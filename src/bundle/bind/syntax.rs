//! Objects of one PDF, written as another PDF spells them.

use std::io::Write;

use hayro_syntax::object::{Dict, MaybeRef, ObjRef, Object};

use crate::bundle::preflight;

/// What an object of the file that is read is called in the file that is written. `None` writes
/// that there is nothing.
pub(super) type Renumber<'r> = dyn FnMut(ObjRef) -> Option<u32> + 'r;

/// How deep arrays and dictionaries may lie in one another.
const MAX_DEPTH: usize = 100;

/// Writes an object that is no stream.
pub(super) fn object(out: &mut Vec<u8>, object: &Object<'_>, renumber: &mut Renumber<'_>) {
    nested(out, object, renumber, MAX_DEPTH);
}

/// Writes a value as it stands in an array or a dictionary.
pub(super) fn value(out: &mut Vec<u8>, value: &MaybeRef<Object<'_>>, renumber: &mut Renumber<'_>) {
    value_nested(out, value, renumber, MAX_DEPTH);
}

/// Writes the entries of a dictionary, those apart that are left out.
pub(super) fn entries(
    out: &mut Vec<u8>,
    dict: &Dict<'_>,
    left_out: &[&[u8]],
    renumber: &mut Renumber<'_>,
) {
    entries_nested(out, dict, left_out, renumber, MAX_DEPTH);
}

/// Writes a name.
pub(super) fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        match byte {
            b'#' | b'/' | b'%' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' => {
                escaped(out, *byte);
            }
            b'!'..=b'~' => out.push(*byte),
            _ => escaped(out, *byte),
        }
    }
}

fn escaped(out: &mut Vec<u8>, byte: u8) {
    out.extend(format!("#{byte:02X}").into_bytes());
}

/// Writes a string.
pub(super) fn string(out: &mut Vec<u8>, string: &[u8]) {
    if string.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        out.push(b'(');
        for byte in string {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(*byte);
        }
        out.push(b')');
    } else {
        out.push(b'<');
        string.iter().for_each(|byte| out.extend(format!("{byte:02X}").into_bytes()));
        out.push(b'>');
    }
}

/// Writes a text as a string a reader shows.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    if text.is_ascii() {
        return string(out, text.as_bytes());
    }
    let units = [0xFEFF].into_iter().chain(text.encode_utf16());
    string(out, &units.flat_map(u16::to_be_bytes).collect::<Vec<_>>());
}

/// Writes numbers with a space before each.
pub(super) fn numbers(out: &mut Vec<u8>, numbers: &[f64]) {
    for number in numbers {
        out.push(b' ');
        self::number(out, *number);
    }
}

fn number(out: &mut Vec<u8>, number: f64) {
    // A number that is none stands for nothing a page could hold.
    let number = if number.is_finite() { number } else { 0.0 };
    // Writing to memory cannot fail. A zero is never written with a sign.
    let _ = write!(out, "{}", number + 0.0);
}

/// Writes a reference.
pub(super) fn reference(out: &mut Vec<u8>, number: u32) {
    out.extend(format!("{number} 0 R").into_bytes());
}

fn nested(out: &mut Vec<u8>, object: &Object<'_>, renumber: &mut Renumber<'_>, depth: usize) {
    match object {
        Object::Boolean(true) => out.extend(b"true"),
        Object::Boolean(false) => out.extend(b"false"),
        Object::Number(it) => number(out, it.as_f64()),
        Object::String(it) => string(out, it.as_bytes()),
        Object::Name(it) => name(out, it.as_ref()),
        Object::Array(items) if depth > 0 => {
            out.push(b'[');
            for (index, item) in items.raw_iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                value_nested(out, &item, renumber, depth - 1);
            }
            out.push(b']');
        }
        Object::Dict(dict) if depth > 0 => {
            out.extend(b"<<");
            entries_nested(out, dict, &[], renumber, depth - 1);
            out.extend(b">>");
        }
        // A stream is an object of its own, never part of another.
        Object::Array(_) | Object::Dict(_) | Object::Null(_) | Object::Stream(_) => {
            out.extend(b"null");
        }
    }
}

fn value_nested(
    out: &mut Vec<u8>,
    value: &MaybeRef<Object<'_>>,
    renumber: &mut Renumber<'_>,
    depth: usize,
) {
    match value {
        MaybeRef::NotRef(object) => nested(out, object, renumber, depth),
        MaybeRef::Ref(old) => match renumber(*old) {
            Some(number) => reference(out, number),
            None => out.extend(b"null"),
        },
    }
}

fn entries_nested(
    out: &mut Vec<u8>,
    dict: &Dict<'_>,
    left_out: &[&[u8]],
    renumber: &mut Renumber<'_>,
    depth: usize,
) {
    let entries = preflight::entries(dict);
    for (key, value) in entries.filter(|(key, _)| !left_out.contains(&&**key)) {
        name(out, &key);
        out.push(b' ');
        value_nested(out, &value, renumber, depth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_has_a_meaning_of_its_own_is_escaped() {
        assert_eq!(written(|out| name(out, b"A B#/\xE9")), "/A#20B#23#2F#E9");
        assert_eq!(written(|out| string(out, b"a(b)\\")), r"(a\(b\)\\)");
        assert_eq!(written(|out| string(out, b"\0\xFF")), "<00FF>");
        assert_eq!(written(|out| text(out, "é")), "<FEFF00E9>");
    }

    #[test]
    fn numbers_are_written_without_exponents() {
        let written = written(|out| numbers(out, &[1e-9, -0.0, 1e10, 0.1, f64::NAN]));
        assert_eq!(written, " 0.000000001 0 10000000000 0.1 0");
    }
}
