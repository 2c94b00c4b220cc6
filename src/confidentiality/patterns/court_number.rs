//! The numbers of court cases: `LV23C50123`. Never a neutral citation, which is published.

use super::{Form, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static FORM: Form = Form::new(|| {
    form(r"(?i) [a-z]{2} [ /\-.\n]{0,2} [0-9]{2} [ /\-.\n]{0,2} [cpfdz] [ /\-.\n]{0,2} [0-9]{5}")
});

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let found = tried(&FORM, text, |range| {
        let written = text.get(range.clone())?;
        let letters = written.get(..2)?;
        // Small letters apart from their number are a word of the sentence.
        let is_word = letters.chars().any(char::is_lowercase) && written.get(2..3) == Some(" ");
        (!is_word && !near::is_in_a_word(text, &range)).then_some((range, ()))
    });
    found.into_iter().map(|(range, ())| hit(Kind::CourtNumber, true, range)).collect()
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
                ("LV23C50123", &["LV23C50123"]),
                ("case no. LV 23 C 50123.", &["LV 23 C 50123"]),
                ("LV/23/C/50123", &["LV/23/C/50123"]),
                (
                    "LV23P50123 LV23F50123 LV23D50123 LV23Z50123",
                    &["LV23P50123", "LV23F50123", "LV23D50123", "LV23Z50123"],
                ),
                ("lv23c50123", &["lv23c50123"]),
                ("order_LV23C50123.pdf", &["LV23C50123"]),
                ("LV23C\n50123", &["LV23C\n50123"]),
                ("LV23**C**50123", &["LV23**C**50123"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "[2023] EWFC 123",
                "[2023] EWHC 45 (Fam)",
                "[2013] UKSC 33",
                "LV23X50123",
                "LV23C5012",
                "LV23C501234",
                "ALV23C50123",
                "in 23 c 50123",
                "Re B [2013] UKSC 33",
            ],
        );
    }
}
