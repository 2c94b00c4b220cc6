//! Unique pupil numbers: a check letter and twelve digits, or eleven digits and a letter while the
//! number is temporary. A wrong check letter makes it something else.

use super::{Form, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static FORM: Form = Form::new(|| {
    form(
        r"[A-HJ-NP-RT-Za-hj-np-rt-z] (?:[ \-/\n]{0,2}[0-9]){11} [ \-/\n]{0,2} [0-9A-HJ-NP-RT-Za-hj-np-rt-z]",
    )
});

/// The letters that check, by the number they stand for.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let found = tried(&FORM, text, |range| {
        let written = text.get(range.clone())?;
        (!near::is_in_a_word(text, &range) && is_valid(written)).then_some((range, ()))
    });
    found.into_iter().map(|(range, ())| hit(Kind::PupilNumber, true, range)).collect()
}

fn is_valid(written: &str) -> bool {
    let signs =
        written.bytes().filter(u8::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase());
    let signs: Vec<u8> = signs.collect();
    let value = |sign: u8| match sign {
        b'0'..=b'9' => Some(usize::from(sign - b'0')),
        _ => LETTERS.iter().position(|letter| *letter == sign),
    };
    let [check, rest @ ..] = signs.as_slice() else { return false };
    let values: Option<Vec<usize>> = rest.iter().map(|sign| value(*sign)).collect();
    let Some(values) = values.filter(|values| values.iter().any(|value| *value > 0)) else {
        return false;
    };
    let sum: usize = values.iter().zip(2..).map(|(value, place)| value * place).sum();
    LETTERS.get(sum % LETTERS.len()) == Some(check)
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
                ("(T999200005001)", &["T999200005001"]),
                ("upn: t999200005001", &["t999200005001"]),
                ("T999 2000 05 001", &["T999 2000 05 001"]),
                ("T-999-2000-05001", &["T-999-2000-05001"]),
                ("T9992000\n05001", &["T9992000\n05001"]),
                ("upn_T999200005001.pdf", &["T999200005001"]),
                ("temporary T99920000500A", &["T99920000500A"; 0]),
                ("temporary D99920000500A", &["D99920000500A"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "A999200005001",
                "I999200005001",
                "XT999200005001",
                "T9992000050012",
                "A 000 000 000 000",
            ],
        );
    }
}
