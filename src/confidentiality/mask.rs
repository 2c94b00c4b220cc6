//! Letters and digits that are shown as `x`.

use std::ops::Range;

/// The same text with every letter and digit in these ranges replaced by `letter`, once for each of
/// its bytes: whatever stands elsewhere keeps its place. Signs and spaces stay, so that a file that
/// could be read still can.
pub fn mask(text: &str, ranges: &[Range<usize>], letter: char) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut sorted: Vec<&Range<usize>> = ranges.iter().collect();
    sorted.sort_by_key(|range| range.start);
    let mut ranges = sorted.into_iter().peekable();
    // The end of what is masked at the moment.
    let mut until = 0;
    let mut spared = 0;
    for (at, one) in text.char_indices() {
        while let Some(range) = ranges.next_if(|range| range.start <= at) {
            until = until.max(range.end);
        }
        if at >= until || at < spared || !one.is_alphanumeric() {
            masked.push(one);
        } else {
            masked.extend(std::iter::repeat_n(letter, one.len_utf8()));
        }
        // A space in a link is `%20`; with other digits the link would lead nowhere.
        if one == '%' && text.get(at..at + 3) == Some("%20") {
            spared = at + 3;
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_go_and_all_else_keeps_its_place() {
        let text = "With Zoë O'Hara, 020 7946 0123.";
        let masked = mask(text, &[5..16, 18..31], 'x');
        assert_eq!(masked, "With xxxx x'xxxx, xxx xxxx xxxx.");
        assert_eq!(masked.len(), text.len());
        assert_eq!(mask("../Ann%20Lee.pdf", &[3..6, 6..12], 'y'), "../yyy%20yyy.pdf");
        assert_eq!(mask("ab", &[1..9, 0..1], 'x'), "xx");
    }

    proptest::proptest! {
        #[test]
        fn any_ranges_of_any_text(text in ".{0,40}", start in 0..50_usize, length in 0..50_usize) {
            let masked = mask(&text, &[start..start + length, 3..4], 'x');
            assert_eq!(masked.len(), text.len());
        }
    }
}
