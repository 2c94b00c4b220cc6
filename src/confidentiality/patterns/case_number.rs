//! Numbers of people and cases in a case-management system: five to nine digits near the name of one,
//! or near "case number", "client id" and the like.
//!
//! Never a bare number, a year, a date, money, a registration, a range of years.

use std::ops::Range;

use super::{Form, form, hit, near, places};
use crate::confidentiality::{Hit, Kind, folded::Folded};

/// Names of systems that are words too count only with a capital.
static SYSTEM: Form = Form::new(|| {
    form(
        r"\b(?: (?i:lcs|liquid[ ]?logic|carefirst|care[ ]first|framework-?i|urn|p\.?i\.?d) | ICS | ics[_ ](?:id|no|number) | M(?:osaic|OSAIC) | E(?:clipse|CLIPSE) | Capita(?:[ ]One)? | CAPITA
        | (?i: (?:case|client|person|child|children's|family|service[ ]user|record|file|system|social[ ]care|adult|party)
               [ _\-]? (?:id|no|nos|num|number|numbers|ref|reference|identifier|\#)(?:'s|s)? ) )(?:\b|_)",
    )
});
static NUMBER: Form =
    Form::new(|| form(r"[A-Z]?(?:[0-9]{5,9}|[0-9]{3}[ -][0-9]{3,4}(?:[ -][0-9]{2,3})?)"));

/// How near the number has to be, in bytes.
const NEAR: usize = 25;

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let mut hits: Vec<Hit> = Vec::new();
    for name in places(&SYSTEM, text) {
        let after = near::after(text, name.end, NEAR + 12);
        let behind = numbers(text, name.end, after)
            .into_iter()
            .filter(|range| range.start - name.end <= NEAR);
        let is_close = |gap: &str| {
            let gap = gap.to_lowercase().replace("no. ", "").replace("ref. ", "");
            !["\n\n", ". ", ";", "?", "!"].iter().any(|end| gap.contains(end))
        };
        let mut behind: Vec<Range<usize>> =
            behind.filter(|range| text.get(name.end..range.start).is_some_and(is_close)).collect();
        // One number, or several that follow each other.
        let row = behind
            .windows(2)
            .take_while(|pair| matches!(pair, [one, two] if is_row(text.get(one.end..two.start))));
        behind.truncate(1 + row.count());
        hits.extend(behind.iter().map(|range| hit(Kind::CaseNumber, true, range.clone())));
        if behind.is_empty() {
            let before = near::before(text, name.start, NEAR + 12);
            let last = numbers(text, name.start - before.len(), before).pop();
            let gap = last.as_ref().and_then(|range| text.get(range.end..name.start));
            let is_near = gap.is_some_and(|gap| {
                gap.len() <= NEAR && !gap.contains(['\n', '.', ';']) && words(gap) <= 3
            });
            hits.extend(last.filter(|_| is_near).map(|range| hit(Kind::CaseNumber, false, range)));
        }
    }
    hits.sort_by_key(|hit| (hit.range.start, !hit.is_sure));
    hits
}

fn is_row(gap: Option<&str>) -> bool {
    gap.is_some_and(|gap| {
        gap.len() < 8 && matches!(gap.trim(), "," | ";" | "/" | "&" | "and" | "or" | "")
    })
}

fn words(text: &str) -> usize {
    text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()).count()
}

/// The numbers in a part of the text that begins at `start`.
fn numbers(text: &str, start: usize, part: &str) -> Vec<Range<usize>> {
    let found = places(&NUMBER, part).map(|range| range.start + start..range.end + start);
    found.filter(|range| is_number(text, range)).collect()
}

fn is_number(text: &str, range: &Range<usize>) -> bool {
    let written = text.get(range.clone()).unwrap_or_default();
    let groups = near::groups(written);
    let digits = near::digits(written);
    let is_year =
        |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let is_date = digits.len() == 8 && groups.len() == 1 && is_a_day(&digits);
    let is_free = !near::is_in_a_word(text, range) && !near::is_in_a_number(text, range);
    is_free
        && !is_date
        && (5..=9).contains(&digits.len())
        && !(groups.len() > 1 && groups.iter().any(is_year))
}

/// Whether eight digits are a day of these years.
fn is_a_day(digits: &str) -> bool {
    let part = |range: Range<usize>| {
        digits.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or_default()
    };
    let is = |year: u32, month: u32, day: u32| {
        (1900..2100).contains(&year) && (1..13).contains(&month) && (1..32).contains(&day)
    };
    is(part(0..4), part(4..6), part(6..8)) || is(part(4..8), part(2..4), part(0..2))
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{finds, leaves},
        *,
    };

    fn all(folded: &Folded) -> Vec<Hit> {
        super::super::hits(folded).into_iter().filter(|hit| hit.kind == Kind::CaseNumber).collect()
    }

    #[test]
    fn found() {
        finds(
            all,
            &[
                ("LCS 1234567", &["1234567"]),
                ("LCS ID: 123456", &["123456"]),
                ("lcs_id: 123456", &["123456"]),
                ("(Liquidlogic no. 12345678)", &["12345678"]),
                ("Liquid Logic 1234567", &["1234567"]),
                ("Mosaic ID 123456789", &["123456789"]),
                ("ICS: 12345", &["12345"]),
                ("on Eclipse as 1234567", &["1234567"]),
                ("CareFirst 1234567, Capita 7654321", &["1234567", "7654321"]),
                ("case number 1234567", &["1234567"]),
                ("Case ref: 1234 567", &["1234 567"; 0]),
                ("Case ref: 123 4567", &["123 4567"]),
                ("client id is 55555", &["55555"]),
                ("person_id: 98765432", &["98765432"]),
                ("URN 1234567 and PID 7654321", &["1234567", "7654321"]),
                ("| LCS number | 1234567 |", &["1234567"]),
                ("LCS number\n1234567", &["1234567"]),
                ("1234567 on LCS", &["1234567?"]),
                ("LCS 1234567, 1234568 and 1234569", &["1234567", "1234568", "1234569"]),
                ("LCS-1234567.pdf", &["1234567"]),
                ("LCS_1234567.pdf", &["1234567"]),
                ("LCS P1234567", &["P1234567"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            all,
            &[
                "1234567",
                "LCS recording 1989",
                "LCS training 2024-05-02",
                "Mosaic 2019-2020",
                "LCS, £12345",
                "LCS, SW123456",
                "LCS: 01632 960123",
                "salary 35745",
                "a mosaic of 12345 tiles",
                "per capita 12345",
                "basics 12345",
                "case 1 of 2",
                "case number 123",
                "LCS 20240502",
                "LCS: 1234567890",
                "per person 12345",
                "12345 households. LCS came later",
                "LCS\n\n12345",
                "Mosaic; per capita; 45000 children",
                "We use Mosaic. 45000 children",
            ],
        );
    }
}
