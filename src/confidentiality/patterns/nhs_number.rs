//! NHS numbers: ten digits, the last of which checks the others.
//!
//! Sure where they are grouped 3-3-4 or near "NHS". Never within a longer number, a telephone
//! number, an ISBN, a web address, money; never ten times the same digit.

use std::ops::Range;

use super::{Form, form, hit, near, telephone, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static GROUPED: Form = Form::new(|| {
    form(
        r"[0-9]{3} (?:[ ]?[-.][ ]?|[ ]{1,2}|[ ]?\n[ ]?|-\n) [0-9]{3} (?:[ ]?[-.][ ]?|[ ]{1,2}|[ ]?\n[ ]?|-\n) [0-9]{4}",
    )
});
static RUN: Form = Form::new(|| form("[0-9]{10}"));
static ANY: Form = Form::new(|| form(r"[0-9](?:[ .\-\n/|_]{0,3}[0-9]){9}"));

/// How near "NHS" has to be, in bytes.
const NEAR: usize = 30;

pub(super) fn sure_hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let mut hits: Vec<Hit> = named(folded);
    let mut last = 0;
    let grouped = tried(&GROUPED, text, |range| {
        let follows_another = range.start <= last + 3;
        let is_it = is_valid(text, &range)
            && !near::is_in_a_word(text, &range)
            && !near::is_in_a_number(text, &range);
        let is_it = is_it && (follows_another || !follows_a_number(text, range.start));
        last = if is_it { range.end } else { last };
        is_it.then_some((range, ()))
    });
    hits.extend(grouped.into_iter().map(|(range, ())| hit(Kind::NhsNumber, true, range)));
    hits
}

pub(super) fn unsure_hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let runs = tried(&RUN, text, |range| {
        if near::is_in_a_word(text, &range)
            || near::is_in_a_number(text, &range)
            || !is_valid(text, &range)
        {
            return None;
        }
        let is_other = text.get(range.clone()).is_some_and(|run| run.starts_with('0'))
            || near::is_in_an_address_of_the_web(text, &range)
            || near::has_word(&folded.lower, &range, 16, &["isbn", "doi"])
            || text.get(..range.start).is_some_and(|before| before.ends_with('+'));
        (!is_other).then_some((range, ()))
    });
    runs.into_iter().map(|(range, ())| hit(Kind::NhsNumber, false, range)).collect()
}

/// Ten digits in whatever groups near "NHS".
fn named(folded: &Folded) -> Vec<Hit> {
    const LONGEST: usize = 40;
    let text = folded.text.as_str();
    let mut hits: Vec<Hit> = Vec::new();
    for (at, _) in folded.lower.match_indices("nhs") {
        let start = at - near::before(text, at, NEAR + LONGEST).len();
        let window = text
            .get(start..)
            .map(|rest| near::after(rest, 0, at - start + NEAR + LONGEST))
            .unwrap_or_default();
        let found = tried(&ANY, window, |range| {
            let range = range.start + start..range.end + start;
            let is_near = range.start <= at + 3 + NEAR && at <= range.end + NEAR;
            let is_free = !near::is_in_a_word(text, &range) && !near::is_in_a_number(text, &range);
            let written = text.get(range.clone()).unwrap_or_default();
            let is_it =
                is_near && is_free && !has_a_date(written) && !telephone::is_number(written);
            (is_it && is_valid(text, &range)).then(|| (range.start - start..range.end - start, ()))
        });
        for (range, ()) in found {
            let range = range.start + start..range.end + start;
            if hits.last().is_none_or(|last| last.range.end <= range.start) {
                hits.push(hit(Kind::NhsNumber, true, range));
            }
        }
    }
    hits
}

/// Whether a group of digits before makes this part of something longer: `+44 999 000 0018`. A day, an
/// age, the number of a row or another NHS number may stand before.
fn follows_a_number(text: &str, at: usize) -> bool {
    let before = near::before(text, at, 12).trim_end_matches(' ');
    let group =
        before.len() - before.trim_end_matches(|character: char| character.is_ascii_digit()).len();
    let sign = before.get(..before.len() - group).and_then(|before| before.chars().next_back());
    match group {
        0 => sign == Some('+') || before.ends_with("(0)"),
        1 | 2 | 4 => {
            sign == Some('+')
                || group == 4
                    && before.get(before.len() - 4..).is_some_and(|group| group.starts_with('0'))
        }
        _ => true,
    }
}

fn has_a_date(written: &str) -> bool {
    let lengths: Vec<usize> = near::groups(written).iter().map(|group| group.len()).collect();
    matches!(lengths.as_slice(), [4, 1 | 2, 1 | 2, ..] | [1 | 2, 1 | 2, 4, ..])
}

fn is_valid(text: &str, range: &Range<usize>) -> bool {
    let written = text.get(range.clone()).unwrap_or_default();
    let digits: Vec<u32> = written.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let [numbers @ .., check] = digits.as_slice() else { return false };
    let sum: u32 = numbers.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let is_varied = numbers.iter().any(|digit| digit != check);
    digits.len() == 10 && is_varied && (11 - sum % 11) % 11 == *check
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{finds, leaves},
        *,
    };

    fn all(folded: &Folded) -> Vec<Hit> {
        super::super::hits(folded).into_iter().filter(|hit| hit.kind == Kind::NhsNumber).collect()
    }

    #[test]
    fn found() {
        finds(
            all,
            &[
                ("NHS number 999 000 0018.", &["999 000 0018"]),
                ("It is 999-000-0018, she said", &["999-000-0018"]),
                ("999.000.0018", &["999.000.0018"]),
                ("999\u{a0}000\u{2009}0018", &["999\u{a0}000\u{2009}0018"]),
                ("999 000\n    0018", &["999 000\n    0018"]),
                ("> 999 000\n> 0018", &["999 000\n> 0018"]),
                ("999\u{2013}000\u{2013}0018", &["999\u{2013}000\u{2013}0018"]),
                ("\u{ff19}99 000 0018", &["\u{ff19}99 000 0018"]),
                ("9990000018", &["9990000018?"]),
                ("nhs_number: 9990000018", &["9990000018"]),
                ("nhs-9990000018.pdf", &["9990000018"]),
                ("letter_9990000018.pdf", &["9990000018?"]),
                ("9990000018 (NHS)", &["9990000018"]),
                ("NHS no. 9 9 9 0 0 0 0 0 1 8", &["9 9 9 0 0 0 0 0 1 8"]),
                ("NHS: 99900 00018", &["99900 00018"]),
                ("NHS |9|9|9|0|0|0|0|0|1|8|", &["9|9|9|0|0|0|0|0|1|8"]),
                ("| 999 000 0018 | 999 000 0026 |", &["999 000 0018", "999 000 0026"]),
                ("999 000 0018 999 000 0026", &["999 000 0018", "999 000 0026"]),
                ("999 000 0018\n999 000 0026\n", &["999 000 0018", "999 000 0026"]),
                ("on 3 May 999 000 0018", &["999 000 0018"]),
                ("12 999 000 0018 07/05", &["999 000 0018"]),
                ("**999** 000 0018", &["999** 000 0018"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            all,
            &[
                "999 000 0019",
                "NHS 123 456 7890",
                "NHS 1111111111, 000 000 0000",
                "99900000181",
                "1999000001800",
                "a9990000018, 9990000018b",
                "+44 999 000 0018",
                "£999 000 0018",
                "0161 999 000 0018",
                "https://example.org/9990000018",
                "doi:10.1093/9990000018",
                "ISBN 9990000018",
                "0.9990000018",
                "NHS line 020 7946 0123",
                "NHS training 2024-05-02 12",
                "Section 47 of the Children Act 1989, 31 October 2024",
            ],
        );
    }
}
