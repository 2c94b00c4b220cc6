//! What one character becomes when a text is made simple.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether a line ends here.
pub(super) fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A character in small letters, where that is as long.
pub(super) fn small(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut small = character.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) if small.len_utf8() == character.len_utf8() => small,
        _ => character,
    }
}

/// The simple characters that one stands for; none for what cannot be seen.
pub(super) fn simple(character: char) -> impl Iterator<Item = char> {
    let (own, looked_up) = match character {
        _ if character.is_ascii_graphic() => (Some(character), None),
        _ if is_invisible(character) => (None, None),
        _ if character.is_whitespace() => (Some(' '), None),
        _ if is_dash(character) => (Some('-'), None),
        '\u{2018}'..='\u{201b}'
        | '\u{2b9}'
        | '\u{2bb}'..='\u{2bd}'
        | '\u{2032}'
        | '\u{b4}'
        | '\u{2035}' => (Some('\''), None),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => (Some('"'), None),
        _ => (None, Some(character)),
    };
    let marks_off = looked_up.into_iter().nfkd().filter(|character| !is_combining_mark(*character));
    let many = marks_off.flat_map(|character| {
        let (spelt, own) = match spelt_out(character) {
            Some(letters) => (letters, None),
            None => ("", Some(character)),
        };
        spelt.chars().chain(own)
    });
    own.into_iter().chain(many)
}

/// Letters that no table of marks takes apart.
fn spelt_out(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ı' => "i",
        'ħ' => "h",
        'Ħ' => "H",
        '\u{2044}' => "/",
        _ => return None,
    })
}

/// Characters that take no room: soft hyphens, joiners, marks of direction, variation selectors.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}'
            | '\u{e}'..='\u{1f}'
            | '\u{7f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e01ef}'
    )
}

fn is_dash(character: char) -> bool {
    matches!(
        character,
        '\u{58a}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{30fb}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
    )
}
