//! Telephone numbers, in all the ways they are written here.
//!
//! Never a registration (`SW123456`), times, dates, ranges of years, money, or digits that only begin
//! with 0: the first group has to be a dialling code.

use std::ops::Range;

use super::{Form, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static HERE: Form = Form::new(|| {
    form(
        r"(?: (?:\(?\+[ ]?44\)? | \(?0044\)?) [ .\-]{0,2} (?:\(0\)[ .\-]{0,2})? \(? [0-9] | \(?0 (?:\)[ ]?)? [ ]? [0-9] | 44[ ]?7 )
        (?:[ .\-()/\n]{0,3}[0-9]){7,10}",
    )
});
static ABROAD: Form = Form::new(|| form(r"(?:\+|\b00)[1-9] (?:[ .\-()]{0,2}[0-9]){9,13}"));
static NAMED: Form = Form::new(|| {
    form(
        r"\b(?:tel|telephone|phone|mobile|mob|fax)\b\.? (?:[ ](?:no|number)\b\.?)? [ ]?[:\-]?[ ]{0,2} [1-9][0-9]{2}[ \-]?[0-9]{3,5}",
    )
});
static EXTENSION: Form =
    Form::new(|| form(r"^[ ,]{0,2}(?:ext?\.?|extension|x)[ .:]{0,2}[0-9]{1,6}"));

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let (text, lower) = (folded.text.as_str(), folded.lower.as_str());
    let here = tried(&HERE, text, |range| {
        let is_run = text
            .get(range.clone())
            .is_some_and(|run| run.chars().all(|sign| sign.is_ascii_digit()));
        if !is_free(text, range.start) || is_run && near::is_in_an_address_of_the_web(text, &range)
        {
            return None;
        }
        let (range, is_sure) = number(text, range)?;
        Some((with_extension(lower, range), is_sure))
    });
    let abroad = tried(&ABROAD, text, |range| {
        let written = text.get(range.clone())?;
        let is_here =
            matches!(near::digits(written).trim_start_matches('0'), rest if rest.starts_with("44"));
        let is_it = !is_here && is_free(text, range.start) && !near::is_in_a_word(text, &range);
        is_it.then_some((range, true))
    });
    let named = tried(&NAMED, lower, |range| {
        let written = lower.get(range.clone())?;
        let start = range.start + written.find(|sign: char| sign.is_ascii_digit())?;
        let range = start..range.end;
        let is_helpline = lower.get(range.clone())?.starts_with("116");
        (!is_helpline && !near::is_in_a_word(text, &range) && !near::is_in_a_number(text, &range))
            .then_some((range, false))
    });
    let mut hits: Vec<Hit> = Vec::new();
    for (range, is_sure) in here.into_iter().chain(abroad).chain(named) {
        hits.push(hit(Kind::Telephone, is_sure, range));
    }
    hits
}

/// Whether the text is a number that can be dialled here, as a whole.
pub(super) fn is_number(text: &str) -> bool {
    text.starts_with(['0', '(', '+'])
        && number(text, 0..text.len()).is_some_and(|(range, _)| range.len() == text.len())
}

/// The digits that are dialled, without the country, for comparing two numbers.
pub(in crate::confidentiality) fn dialled(text: &str) -> String {
    let number = text.to_ascii_lowercase();
    let number = number.split(['e', 'x']).next().unwrap_or_default();
    let says_country = number.contains('+') || number.contains("0044");
    let digits = near::digits(&number.replace("(0)", if says_country { "" } else { "0" }));
    let bare = digits.strip_prefix("00").unwrap_or(&digits);
    match bare.strip_prefix("44").filter(|rest| says_country || rest.len() >= 9) {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    }
}

/// Whether nothing before makes it part of something else.
fn is_free(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    match (before.next(), before.next()) {
        (Some(last), _) if last.is_alphanumeric() || matches!(last, '+' | '£' | '$' | '€') => {
            false
        }
        (Some('.' | ',' | '/' | '-' | ':'), Some(earlier)) if earlier.is_ascii_digit() => false,
        (Some('('), Some(earlier)) => !earlier.is_ascii_digit(),
        (Some(' ' | '-'), Some(earlier)) if earlier.is_ascii_digit() => {
            // The end of a number that is none: 946 0123.
            let before = near::before(text, at - 1, 5);
            before.len() - before.trim_end_matches(|sign: char| sign.is_ascii_digit()).len() != 3
        }
        _ => true,
    }
}

/// The number that begins here: ten or eleven digits that end a group, in groups that numbers have.
fn number(text: &str, range: Range<usize>) -> Option<(Range<usize>, bool)> {
    let written = text.get(range.clone())?;
    let first_group = near::groups(written).first().map_or(0, |group| group.len());
    if written.starts_with('0') && first_group == 2 {
        return None;
    }
    let digits = written.char_indices().filter(|(_, sign)| sign.is_ascii_digit());
    let ends: Vec<usize> = digits.map(|(at, _)| at + 1).collect();
    for wanted in [11, 10] {
        // The country and a 0 in brackets come on top.
        let mut ends = ends.iter().skip(wanted - 2).take(7).copied();
        let end = ends.find(|end| dialled(written.get(..*end).unwrap_or_default()).len() == wanted);
        let Some(end) = end else { continue };
        let whole = range.start..range.start + end;
        let after = text.get(whole.end..).unwrap_or_default();
        let mut next = after.chars();
        let goes_on = match (next.next(), next.next()) {
            (Some('x' | 'e'), _) => false,
            (Some(next), _) if next.is_alphanumeric() => true,
            (Some('.' | '/' | ':'), Some(later)) => later.is_ascii_digit(),
            _ => false,
        };
        let has_shape = !goes_on && has_shape(written.get(..end)?, wanted);
        if has_shape {
            let is_sure = wanted == 11 || !dialled(written.get(..end)?).starts_with("07");
            return Some((whole, is_sure));
        }
    }
    None
}

/// Whether the groups of a number are those of a dialling code and what follows it.
fn has_shape(written: &str, length: usize) -> bool {
    let dialled = dialled(written);
    let kind = dialled.as_bytes();
    let second = kind.get(1).copied().unwrap_or_default();
    let third = kind.get(2).copied().unwrap_or_default();
    let is_plan = match second {
        b'1' => third != b'0',
        b'2' => matches!(third, b'0' | b'3' | b'4' | b'8' | b'9'),
        b'3' => matches!(third, b'0' | b'3' | b'4' | b'7'),
        b'5' => matches!(third, b'0' | b'5' | b'6'),
        b'7' => true,
        b'8' => matches!(third, b'0' | b'4' | b'7'),
        b'9' => matches!(third, b'0' | b'1' | b'8'),
        _ => false,
    };
    let is_short =
        matches!(second, b'1' | b'8') || second == b'5' && third == b'0' || second == b'7';
    let is_run = kind.iter().any(|digit| *digit != b'0');
    if !is_plan || !is_run || length == 10 && !is_short {
        return false;
    }
    let abroad = written.trim_start_matches('(').starts_with("+")
        || written.contains("0044")
        || written.starts_with("44");
    let mut groups: Vec<usize> =
        near::groups(&written.replace("(0)", " ")).iter().map(|group| group.len()).collect();
    if abroad {
        // The country, then the code without its 0.
        let country = if written.contains("0044") { 4 } else { 2 };
        match groups.first().copied() {
            Some(first) if first == country => {
                groups.remove(0);
            }
            Some(first) => {
                groups.iter_mut().take(1).for_each(|group| *group = first.saturating_sub(country));
            }
            None => return false,
        }
        let has_zero = groups.iter().sum::<usize>() == length;
        groups.iter_mut().take(1).for_each(|group| *group += usize::from(!has_zero));
    } else if written.starts_with("(0)") {
        groups.iter_mut().take(1).for_each(|group| *group += 1);
    }
    if groups.iter().all(|group| *group == 1) {
        return length == 11;
    }
    let [code, rest @ ..] = groups.as_slice() else { return false };
    if rest.is_empty() {
        return length == 11 || second == b'1' || second == b'7' || second == b'8';
    }
    let is_code = match code {
        3 => second == b'2' || second == b'1' && rest.len() == 1,
        4..=7 => true,
        _ => false,
    };
    let ends_well = rest.last().is_some_and(|last| *last >= 3)
        || *code >= 5 && rest.iter().all(|group| *group == 2);
    is_code && ends_well && rest.iter().all(|group| *group >= 2)
}

fn with_extension(text: &str, range: Range<usize>) -> Range<usize> {
    let after = near::after(text, range.end, 24);
    let extension = EXTENSION.as_ref().and_then(|form| form.find(after));
    range.start..range.end + extension.map_or(0, |found| found.end())
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
                ("01632 960123", &["01632 960123"]),
                ("01632960123", &["01632960123"]),
                ("(01632) 960 123.", &["(01632) 960 123"]),
                ("01632-960-123", &["01632-960-123"]),
                ("01632.960.123", &["01632.960.123"]),
                ("01632/960123", &["01632/960123"]),
                ("+44 (0)1632 960123", &["+44 (0)1632 960123"]),
                ("+44(0)1632960123", &["+44(0)1632960123"]),
                ("+44 1632 960123", &["+44 1632 960123"]),
                ("+441632960123", &["+441632960123"]),
                ("0044 1632 960123", &["0044 1632 960123"]),
                ("(+44) 7700 900123", &["(+44) 7700 900123"]),
                ("447700900123", &["447700900123"]),
                ("07700 900123", &["07700 900123"]),
                ("07700-900-123", &["07700-900-123"]),
                ("07700900123", &["07700900123"]),
                ("0770 090 0123", &["0770 090 0123"]),
                ("07700 900\n  123", &["07700 900\n  123"]),
                ("07700\u{a0}900\u{2011}123", &["07700\u{a0}900\u{2011}123"]),
                ("0 7 7 0 0 9 0 0 1 2 3", &["0 7 7 0 0 9 0 0 1 2 3"]),
                ("020 7946 0123", &["020 7946 0123"]),
                ("(020) 7946 0123", &["(020) 7946 0123"]),
                ("+44 20 7946 0123", &["+44 20 7946 0123"]),
                ("0161 496 0123", &["0161 496 0123"]),
                ("0207 946 0123\n0113 496 0123", &["0207 946 0123", "0113 496 0123"]),
                ("0808 157 0123", &["0808 157 0123"]),
                ("0300 123 4567", &["0300 123 4567"]),
                ("(0)1632 960123", &["(0)1632 960123"]),
                ("01632 96 01 23", &["01632 96 01 23"]),
                ("01632 960123 ext. 45", &["01632 960123 ext. 45"]),
                ("01632 960123x45", &["01632 960123x45"]),
                ("07700 900123 07700 900456", &["07700 900123", "07700 900456"]),
                ("07700 900123\n07700 900456", &["07700 900123", "07700 900456"]),
                ("07700 900123 / 01632 960123", &["07700 900123", "01632 960123"]),
                ("call_07700900123.pdf", &["07700900123"]),
                ("tel:07700900123", &["07700900123"]),
                ("Tel: 960 123", &["960 123?"]),
                ("+353 1 496 0123", &["+353 1 496 0123"]),
                ("01632 96012", &["01632 96012"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "SW123456",
                "10.30-12.30",
                "01.02.2024 10.30",
                "03/04/2015 12:30",
                "01-02-2024 1030",
                "2019-2020, 2020-2021",
                "0930-1030 1130",
                "0900 - 1000, 11",
                "invoice 2024000123456",
                "999 000 0018",
                "012 345 6789",
                "0.1632960123",
                "£01632960123",
                "a01632960123",
                "016329601234567",
                "00000000000",
                "https://example.org/01632960123",
                "telephone 0800 1111",
                "phone 116 123",
                "0306406152 ISBN 0-306-40615-2",
                "call 999 or 101",
                "phone: 2 calls",
                "05 06 07 08 09 10",
                "pages 01 to 011, 2015",
            ],
        );
    }

    #[test]
    fn one_number_is_dialled_one_way() {
        for written in [
            "01632 960123",
            "+44 (0)1632 960123",
            "0044 1632 960 123",
            "(01632) 960123 ext 4",
            "+441632960123",
        ] {
            assert_eq!(dialled(written), "01632960123", "{written}");
        }
    }
}
