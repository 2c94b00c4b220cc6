//! How deep objects nest, counted without going deep.
//!
//! Brackets in pictures and other data count for nothing: only what stands where a reader may
//! start to read an object does, and only as far as it reads as one.

use super::Unbindable;

/// How deep arrays and dictionaries may nest. A reader's stack ends far beyond.
const MAX_NESTING: usize = 4_000;

/// How many times over a file may be read in looking for the ends of objects that have none.
const MAX_PASSES: usize = 8;

/// Refuses what would overflow a reader's stack that starts at any of the places.
pub(super) fn check(
    bytes: &[u8],
    starts: impl IntoIterator<Item = usize>,
) -> Result<(), Unbindable> {
    let mut left = bytes.len().saturating_mul(MAX_PASSES).saturating_add(1 << 20);
    for start in starts {
        let rest = bytes.get(start..).unwrap_or_default();
        left = left.checked_sub(object(rest)?).ok_or(Unbindable::TooComplex)?;
    }
    Ok(())
}

/// How many bytes an object takes, or what a reader takes for one before it gives up.
fn object(bytes: &[u8]) -> Result<usize, Unbindable> {
    let (mut at, mut depth) = (0, 0usize);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        match byte {
            b'%' => {
                at = past(bytes, at, |byte| !matches!(byte, b'\r' | b'\n'));
                continue;
            }
            byte if is_blank(byte) => {
                at += 1;
                continue;
            }
            b'[' => (at, depth) = (at + 1, depth + 1),
            b'<' if next == Some(&b'<') => (at, depth) = (at + 2, depth + 1),
            b']' if depth > 0 => (at, depth) = (at + 1, depth - 1),
            b'>' if depth > 0 && next == Some(&b'>') => (at, depth) = (at + 2, depth - 1),
            b'(' => match string_end(bytes, at) {
                Some(end) => at = end,
                None => return Ok(bytes.len()),
            },
            b'<' => {
                at = past(bytes, at + 1, |byte| byte.is_ascii_hexdigit() || is_blank(byte));
                if bytes.get(at) != Some(&b'>') {
                    return Ok(at);
                }
                at += 1;
            }
            b'/' => at = past(bytes, at + 1, is_regular),
            byte if is_regular(byte) => at = past(bytes, at, is_regular),
            _ => return Ok(at),
        }
        if depth > MAX_NESTING {
            return Err(Unbindable::TooComplex);
        }
        if depth == 0 {
            return Ok(at);
        }
    }
    Ok(bytes.len())
}

fn past(bytes: &[u8], from: usize, goes_on: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| !goes_on(*byte)).unwrap_or(rest.len())
}

fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let (mut at, mut open) = (from, 0usize);
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'(' => open += 1,
            b')' if open <= 1 => return Some(at + 1),
            b')' => open -= 1,
            _ => {}
        }
        at += 1;
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_as_an_object_counts() {
        let deep = |one: &str| format!("{}1", one.repeat(5_000)).into_bytes();
        for trap in ["[", "<</A ", "[ %>\n", "[\\() ", "[(\\\\()) ", "[<0a> ", "[\u{ff} "] {
            assert_eq!(check(&deep(trap), [0]), Err(Unbindable::TooComplex), "{trap}");
        }
        for harmless in ["[]", "[<zz", "([", "[)", "[}", "[> "] {
            assert_eq!(check(&deep(harmless), [0]), Ok(()), "{harmless}");
        }
        // Nothing starts there.
        assert_eq!(check(&deep("["), []), Ok(()));
    }

    #[test]
    fn a_file_is_not_read_over_and_over() {
        let open = "obj (".repeat(200_000).into_bytes();
        let starts = (0..200_000).map(|n| n * 5 + 3);
        assert_eq!(check(&open, starts), Err(Unbindable::TooComplex));
    }
}
