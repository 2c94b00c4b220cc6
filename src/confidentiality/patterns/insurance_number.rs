//! National Insurance numbers: two letters, six digits, A to D.
//!
//! Never with a prefix that is not given out, and never a registration such as `SW123456`. Without its
//! last letter only where it is grouped in pairs or named.

use super::{Form, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static FORM: Form = Form::new(|| {
    form(
        r"(?i) [a-ceghj-pr-tw-z] [ \-./]? [a-ceghj-npr-tw-z] (?:[ \-./\n]{0,2}[0-9]){6} (?:[ \-./\n]{0,2}[a-d]\b)?",
    )
});
const NOT_GIVEN_OUT: &[&str] = &["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
const NAMES: &[&str] = &["ni", "nino", "insurance", "n.i"];

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let found = tried(&FORM, text, |range| {
        let written = text.get(range.clone())?;
        let signs: String = written
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_uppercase();
        let is_named = near::has_word(&folded.lower, &range, 30, NAMES);
        let prefix = signs.get(..2)?;
        if NOT_GIVEN_OUT.contains(&prefix) || near::is_in_a_word(text, &range) {
            return None;
        }
        let is_grouped = is_in_pairs(written);
        let has_suffix = signs.len() == 9;
        let is_apart = has_suffix
            && !written.ends_with(|last: char| last.is_ascii_digit())
            && written.chars().rev().nth(1).is_some_and(|before| !before.is_ascii_digit());
        let is_registration = prefix == "SW" && !is_named && (!has_suffix || is_apart);
        let is_it = !is_registration && (has_suffix || is_named || is_grouped);
        let is_capital = written.starts_with(|first: char| first.is_ascii_uppercase());
        let is_sure = is_named || has_suffix && is_capital && (!is_apart || is_grouped);
        is_it.then_some((range, is_sure))
    });
    found.into_iter().map(|(range, is_sure)| hit(Kind::InsuranceNumber, is_sure, range)).collect()
}

/// `AB 12 34 56`, with or without the letter behind.
fn is_in_pairs(written: &str) -> bool {
    let lengths: Vec<usize> = near::groups(written).iter().map(|group| group.len()).collect();
    lengths == [2, 2, 2]
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{finds, leaves},
        *,
    };

    #[test]
    fn found() {
        finds(
            hits,
            &[
                ("AB123456C", &["AB123456C"]),
                ("NI AB 12 34 56 C.", &["AB 12 34 56 C"]),
                ("AB 12 34 56 C", &["AB 12 34 56 C"]),
                ("AB-12-34-56-C", &["AB-12-34-56-C"]),
                ("AB 123 456 C", &["AB 123 456 C?"]),
                ("AB12 3456C", &["AB12 3456C"]),
                ("A B 1 2 3 4 5 6 C, his NINO", &["A B 1 2 3 4 5 6 C"]),
                ("AB 12 34\n56 C", &["AB 12 34\n56 C"]),
                ("ab123456c", &["ab123456c?"]),
                ("ni number: ab123456c", &["ab123456c"]),
                ("AB 12 34 56", &["AB 12 34 56?"]),
                ("National Insurance AB123456", &["AB123456"]),
                ("ni_AB123456C.pdf", &["AB123456C"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "SW123456",
                "registered as SW123456 a year ago",
                "SW123456 A social worker",
                "QQ123456C",
                "BG123456A, GB123456A, NT 12 34 56 A, ZZ123456A",
                "DA123456A",
                "AO123456A",
                "AB123456",
                "AB1234567C",
                "XAB123456C",
                "0fab123456c9",
            ],
        );
    }
}
