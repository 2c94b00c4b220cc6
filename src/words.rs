//! Small words that sentences share.

use crate::policy::OtherReading;

/// The longest label that is quoted whole, in characters.
const LONGEST: usize = 80;

/// A label short enough for a sentence: its first sentence, cut where it is very long.
pub fn short(label: &str) -> String {
    let first = label.split_once(". ").filter(|(first, _)| first.len() > 3);
    let first = first.map_or(label, |(first, _)| first).trim().trim_end_matches(['.', ':']);
    if first.chars().count() <= LONGEST {
        return first.to_owned();
    }
    let mut words = String::new();
    for word in first.split_whitespace() {
        if words.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        words.push_str(word);
        words.push(' ');
    }
    format!("{} …", words.trim_end())
}

/// Words in a row: `a, b or c`.
pub fn row<S: AsRef<str>>(words: &[S], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., end] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), end.as_ref())
        }
    }
}

/// What the policy says elsewhere about the same thing, as the end of an advice.
pub fn said_elsewhere(readings: &[OtherReading]) -> String {
    let notes = readings.iter().filter_map(|reading| reading.note.as_deref());
    notes.map(|note| format!(". {}", note.trim().trim_end_matches('.'))).collect()
}

/// A number of things: `1 day`, `5 days`.
pub fn count(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// The same letters, capitals aside, in either text inside the other.
pub fn holds_or_is_held(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim().to_lowercase(), other.trim().to_lowercase());
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

/// A sentence that begins with a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The ending of a file's name in small letters: `pdf`.
pub fn ending(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_cut_at_its_first_sentence_or_at_a_word() {
        assert_eq!(short("Reasons for it. Please ensure you do."), "Reasons for it");
        assert_eq!(short("2. Team Manager Details"), "2. Team Manager Details");
        assert_eq!(short("Signed:"), "Signed");
        let long = short(&"word ".repeat(40));
        assert!(long.ends_with("word …") && long.chars().count() <= LONGEST + 2, "{long}");
    }

    #[test]
    fn words_stand_in_a_row() {
        assert_eq!(row(&["a"], "or"), "a");
        assert_eq!(row(&["a", "b", "c"], "or"), "a, b or c");
    }
}
