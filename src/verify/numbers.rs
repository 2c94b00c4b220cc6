//! The number printed on a page, what a reader calls the page, and where it is: the same.

use super::{Check, book::Book};

/// What stands before the number at the foot of a page: in a bundle, and in a document by itself.
const BEFORE: [&str; 2] = ["Bundlepage", "Page"];

pub(super) fn check(book: &Book) -> Check {
    let mut check = Check::new("page-numbers");
    let count = book.words.len();
    let expected: Vec<String> = match &book.record {
        Some(record) => record.labels.clone(),
        None => (1..=count).map(|number| number.to_string()).collect(),
    };
    if expected.len() != count || book.record.as_ref().is_some_and(|record| record.pages != count) {
        check
            .fail(None, format!("there are {count} pages, and there should be {}", expected.len()));
    }
    let is_volume = book.record.as_ref().is_some_and(|record| record.volume.is_some());
    let mut before = (String::new(), 0);
    for (page, words) in book.words.iter().enumerate() {
        let Some(expected) = expected.get(page) else { break };
        let (letter, number) = split(expected);
        let is_due = match (letter, &before) {
            // A volume begins with the first pages of all, and goes on where the one before it ends.
            (letter, (same, last)) if is_volume => letter != same || number > Some(*last),
            ("", _) => number == Some(page + 1),
            (letter, (same, last)) if letter == same => number == Some(last + 1),
            _ => number == Some(1),
        };
        if !is_due {
            check.fail(page, format!("it is called {expected}, which is not where it is"));
        }
        before = (letter.to_owned(), number.unwrap_or(0));
        if book.label(page) != expected {
            let label = book.label(page);
            check.fail(page, format!("a reader calls it {label}, and it is page {expected}"));
        }
        if !is_printed(&words.foot(), expected) {
            check.fail(page, format!("the number printed at its foot is not {expected}"));
        }
    }
    let letters = expected.iter().any(|label| !split(label).0.is_empty());
    let place = match (is_volume, letters) {
        (true, _) => "the order",
        (_, true) => "the place in its part",
        _ => "the position",
    };
    let pages = crate::words::count(count, "page");
    check.claims(count, format!("{pages}: the printed number, the page label and {place} agree"))
}

/// A letter, or none, and a number.
fn split(label: &str) -> (&str, Option<usize>) {
    let digits = label.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (letter, number) = label.split_at(label.len() - digits);
    (letter, number.parse().ok())
}

/// Whether the foot of a page says this number, and no longer one.
fn is_printed(foot: &str, number: &str) -> bool {
    let found = BEFORE.iter().find_map(|word| foot.get(foot.rfind(word)? + word.len()..));
    let rest = found.and_then(|rest| rest.strip_prefix(number));
    rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_read_from_the_foot() {
        assert!(is_printed("Document1·page2of2·TitleBundlepage61", "61"));
        assert!(is_printed("Bundlepage6of70Fingerprint82e5", "6"));
        assert!(is_printed("TitleBundlepageA12", "A12"));
        assert!(!is_printed("Bundlepage61", "6") && !is_printed("Bundlepage6", "61"));
        assert!(!is_printed("page6", "6") && is_printed("Page6of9", "6"));
    }
}
