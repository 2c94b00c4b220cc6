//! From what a font says a glyph stands for to letters that can be searched.

use hayro_interpret::hayro_cmap::BfString;
use unicode_normalization::UnicodeNormalization;

/// What a glyph stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Letters {
    /// One character.
    One(char),
    /// A ligature, or a glyph for nothing at all.
    Many(Box<str>),
    /// The file does not say.
    Nameless,
}

impl Letters {
    /// Reads what a font says.
    pub(super) fn of(unicode: Option<BfString>) -> Self {
        match unicode {
            None => Self::Nameless,
            Some(BfString::Char(letter)) => Self::from_char(letter),
            Some(BfString::String(text)) => {
                let mut letters = text.chars();
                match (letters.next(), letters.next()) {
                    (None, _) => Self::Nameless,
                    (Some(letter), None) => Self::from_char(letter),
                    _ if text.chars().any(is_nameless) => Self::Nameless,
                    _ => Self::Many(text.chars().filter_map(plain).collect()),
                }
            }
        }
    }

    fn from_char(letter: char) -> Self {
        match letter {
            // Ligatures.
            '\u{FB00}'..='\u{FB06}' => Self::Many([letter].into_iter().nfkc().collect()),
            _ if is_nameless(letter) => Self::Nameless,
            _ => plain(letter).map_or_else(|| Self::Many("".into()), Self::One),
        }
    }

    /// Whether it is a space of some width.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::One(letter) => letter.is_whitespace(),
            Self::Many(text) => text.chars().all(char::is_whitespace),
            Self::Nameless => false,
        }
    }

    /// Puts it behind a text.
    pub(super) fn append_to(&self, text: &mut String) {
        match self {
            Self::One(letter) => text.push(*letter),
            Self::Many(letters) => text.push_str(letters),
            Self::Nameless => text.push(char::REPLACEMENT_CHARACTER),
        }
    }

    /// How many bytes it makes.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Many(letters) => letters.len(),
            Self::One(_) | Self::Nameless => 1,
        }
    }
}

/// A character that a font makes up: it says how a glyph looks and not what it means.
fn is_nameless(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. | char::REPLACEMENT_CHARACTER | '\0')
}

/// A character as a person would type it; none for those that cannot be seen.
fn plain(letter: char) -> Option<char> {
    match letter {
        '\u{AD}' => Some('-'),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' => None,
        _ if letter.is_whitespace() => Some(' '),
        _ if letter.is_control() => None,
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(letters: &str) -> String {
        let mut text = String::new();
        Letters::of(Some(BfString::String(letters.into()))).append_to(&mut text);
        text
    }

    #[test]
    fn ligatures_come_out_as_letters() {
        assert_eq!(read("\u{FB03}"), "ffi");
        assert_eq!(read("fl"), "fl");
    }

    #[test]
    fn what_means_nothing_to_a_search_is_left_out() {
        assert_eq!(read("\u{AD}"), "-");
        assert_eq!(read("\u{200B}"), "");
        assert_eq!(read("\u{A0}"), " ");
        assert_eq!(read("\u{F0B7}"), "\u{FFFD}");
        assert_eq!(Letters::of(None), Letters::Nameless);
    }
}
