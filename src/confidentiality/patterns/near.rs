//! What stands around a place in a text.

use std::ops::Range;

use crate::confidentiality::{Hit, folded::Folded};

/// The text before a place, at most so many bytes.
pub(super) fn before(text: &str, at: usize, most: usize) -> &str {
    let start = text.ceil_char_boundary(at.saturating_sub(most));
    text.get(start..at).unwrap_or_default()
}

/// The text behind a place, at most so many bytes.
pub(super) fn after(text: &str, at: usize, most: usize) -> &str {
    let end = text.floor_char_boundary(at.saturating_add(most));
    text.get(at..end).unwrap_or_default()
}

/// Whether a word stands within so many bytes before or behind.
pub(super) fn has_word(text: &str, range: &Range<usize>, most: usize, words: &[&str]) -> bool {
    let around = [before(text, range.start, most), after(text, range.end, most)];
    around.iter().any(|around| words.iter().any(|word| is_word_in(around, word)))
}

/// Whether a word stands in a text, no letter next to it.
fn is_word_in(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let is_letter = |character: char| character.is_alphabetic();
        let before = text.get(..at).is_some_and(|before| before.ends_with(is_letter));
        let after = text.get(at + word.len()..).is_some_and(|after| after.starts_with(is_letter));
        !before && !after
    })
}

/// Whether letters or digits go on before or behind a place.
pub(super) fn is_in_a_word(text: &str, range: &Range<usize>) -> bool {
    text.get(..range.start).is_some_and(|before| before.ends_with(char::is_alphanumeric))
        || text.get(range.end..).is_some_and(|after| after.starts_with(char::is_alphanumeric))
}

/// Whether a number goes on before or behind a place: `1.` before, `-2` behind; or whether it is money.
pub(super) fn is_in_a_number(text: &str, range: &Range<usize>) -> bool {
    let mut before = text.get(..range.start).unwrap_or_default().chars().rev();
    let (last, earlier) = (before.next(), before.next());
    let mut after = text.get(range.end..).unwrap_or_default().chars();
    let (next, later) = (after.next(), after.next());
    let is_digit = |character: Option<char>| character.is_some_and(|digit| digit.is_ascii_digit());
    let joins = |sign: Option<char>| matches!(sign, Some('.' | ',' | '/' | '-' | ':'));
    let is_money = matches!(last, Some('£' | '$' | '€'))
        || last == Some(' ') && matches!(earlier, Some('£' | '$' | '€'));
    is_digit(last)
        || is_digit(next)
        || joins(last) && is_digit(earlier)
        || joins(next) && is_digit(later)
        || is_money
}

/// Whether a place lies in a web address or in the name of a published work.
pub(super) fn is_in_an_address_of_the_web(text: &str, range: &Range<usize>) -> bool {
    const LONGEST: usize = 200;
    let before = before(text, range.start, LONGEST);
    let token = before
        .rsplit([' ', '\n', '<', '(', '"', '|'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    token.contains("://")
        || token.contains("www.")
        || token.contains("doi")
        || token.starts_with("10.")
}

/// Whether a word is one of a list.
pub(super) fn lists(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Only the digits.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The runs of digits.
pub(super) fn groups(text: &str) -> Vec<&str> {
    text.split(|character: char| !character.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect()
}

/// Lets a place begin behind the hit in which it begins, if there is one.
pub(super) fn cut(hits: &[Hit], folded: &Folded, range: &mut Range<usize>) {
    let after = hits.partition_point(|hit| hit.range.end <= range.start);
    let Some(first) = hits.get(after).filter(|hit| hit.range.start < range.end) else { return };
    let rest = folded.text.get(first.range.end..range.end).unwrap_or_default();
    let own = rest.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    range.start = range.end.max(first.range.end) - own.len();
}

/// Whether a place shares a byte with one of these hits, which are in order.
pub(super) fn overlaps(hits: &[Hit], range: &Range<usize>) -> bool {
    let after = hits.partition_point(|hit| hit.range.end <= range.start);
    hits.get(after).is_some_and(|hit| hit.range.start < range.end)
}
