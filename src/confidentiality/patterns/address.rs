//! A street with a number: `12 Acacia Avenue`, `Flat 3, 12a The Grove`.
//!
//! Never an office's name (Atlas House), a court (County Court), a section, a year, a heading of a list
//! (`3. The Way I work`). Street words that are ordinary words too count only where the line or the
//! clause ends with them.

use std::ops::Range;

use super::{Form, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static LONGEST: Form = Form::new(|| form(STREET));
static SHORTEST: Form = Form::new(|| form(&STREET.replace("){1,4}", "){1,4}?")));
const STREET: &str = r"(?: \b(?:Flat|Apartment|Apt|Unit|FLAT|APARTMENT)[ ][0-9]{1,3}[A-Za-z]?,?[ \n] )?
        [0-9]{1,4}[A-Za-z]? (?:[ ]?[-/][ ]?[0-9]{1,4}[a-z]?)? ,?[ \n_]
        (?: (?:[A-Z][A-Za-z'.-]*|of|the|on|upon) [ \n_] ){1,4}
        (?:(?i:road|street|avenue|lane|drive|crescent|gardens|grove|terrace|mews|boulevard|parade|square|close|rd|st|ave|av|ln|dr|cres|gdns|
           way|court|place|walk|row|hill|park|view|rise|fold|gate|green|croft|bank|brow|end|yard|meadow|meadows|quay|wharf))\b";
/// Street words with which nothing else ends that begins with a number.
const CLEAR: &str =
    "avenue boulevard close crescent drive gardens grove lane mews road street terrace";
/// Street words cut short.
const SHORT: &str = "st rd ave av ln dr cres gdns";
/// What numbers are that no house has.
const COUNTED: &str = "\
    act appendix article chapter day days document domain figure form grade issue item kss level \
    no outcome p p. page pages part pcf phase point question regulation room row s s. schedule \
    section sections session ss stage standard standards step table team version volume ward \
    week weeks year years";
/// Words with which no street begins that ends like an ordinary word.
const ORDINARY: &str = "\
    a an appeal best better care child children children's coroner's county crown family first \
    high key magistrates magistrates' my our safe social supreme the this youth";
const MONTHS: &str =
    "april august december february january july june march may november october september";

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let found = tried(&LONGEST, text, |range| {
        let shortest = SHORTEST.as_ref().and_then(|form| form.find_at(text, range.start));
        let shortest = shortest.map(|found| found.range()).filter(|one| one.start == range.start);
        [Some(range), shortest]
            .into_iter()
            .flatten()
            .find(|range| is_address(text, range))
            .map(|range| (range, ()))
    });
    found.into_iter().map(|(range, ())| hit(Kind::Address, true, range)).collect()
}

fn is_address(text: &str, range: &Range<usize>) -> bool {
    let before = near::before(text, range.start, 24);
    let is_free =
        !before.ends_with(char::is_alphanumeric) && !ends_in_number(before) && !is_counted(before);
    let written = text.get(range.clone()).unwrap_or_default();
    is_free && is_street(written, near::after(text, range.end, 16))
}

fn ends_in_number(before: &str) -> bool {
    let mut signs = before.chars().rev();
    let last = signs.next();
    matches!(last, Some('.' | '/' | '-' | ':' | ',' | '£' | '$'))
        && last.is_some_and(|sign| !sign.is_ascii_digit())
        && (matches!(last, Some('£' | '$'))
            || signs.next().is_some_and(|sign| sign.is_ascii_digit()))
}

/// Whether the word before says what the number counts.
fn is_counted(before: &str) -> bool {
    let word =
        before.trim_end().rsplit([' ', '\n', '(', '|']).next().unwrap_or_default().to_lowercase();
    near::lists(COUNTED, word.as_str())
}

fn is_street(written: &str, after: &str) -> bool {
    let numbered = written.find(|sign: char| sign.is_alphabetic() && sign.is_uppercase());
    let number: String = written.chars().take_while(char::is_ascii_digit).collect();
    let is_year = number.len() == 4
        && (number.starts_with("19") || number.starts_with("20"))
        && written.get(4..5) == Some(" ");
    let words: Vec<String> = written
        .split([' ', '\n', '_'])
        .filter(|word| word.starts_with(|first: char| first.is_alphabetic()))
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let [name @ .., last] = words.as_slice() else { return false };
    let name: Vec<&str> = name
        .iter()
        .copied()
        .filter(|word| !matches!(*word, "flat" | "apartment" | "unit" | "apt"))
        .collect();
    let (Some(first), Some(_)) = (name.first(), numbered) else { return false };
    let shouts = written.chars().filter(|sign| sign.is_alphabetic()).all(char::is_uppercase);
    let is_capital = written
        .rsplit([' ', '\n', '_'])
        .next()
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    if is_year
        || !is_capital
        || name.iter().any(|word| near::lists(COUNTED, word))
        || near::lists(MONTHS, first) && !shouts && name.len() > 1
    {
        return false;
    }
    if near::lists(CLEAR, last) && !matches!(*first, "a" | "way" | "minute" | "hour" | "mile") {
        return true;
    }
    if near::lists(SHORT, last) {
        return ends_a_clause(after);
    }
    let is_ordinary = name.iter().any(|word| near::lists(ORDINARY, word));
    !is_ordinary && ends_a_clause(after)
}

/// Whether what follows is an end: of the line, of the clause, or a town and its postcode.
fn ends_a_clause(after: &str) -> bool {
    let after = after.strip_prefix('.').unwrap_or(after);
    let next = after.trim_start_matches(' ');
    next.is_empty() || next.starts_with([',', '.', ';', ')', '\n', '|', '"', '\'', '/', ']'])
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
                ("at 12 Acacia Avenue since", &["12 Acacia Avenue"]),
                ("12a Acacia Ave, Example", &["12a Acacia Ave"]),
                ("Flat 3, 12 The Grove", &["Flat 3, 12 The Grove"]),
                ("12-14 High Street", &["12-14 High Street"]),
                ("12\u{2013}14 St Mary's Road", &["12\u{2013}14 St Mary's Road"]),
                ("12, Acacia Rd.", &["12, Acacia Rd"]),
                ("12 ACACIA CLOSE", &["12 ACACIA CLOSE"]),
                ("12 Acacia\n    Lane", &["12 Acacia\n    Lane"]),
                ("12 Rowan Way, Example", &["12 Rowan Way"]),
                ("12 Rowan Court.", &["12 Rowan Court"]),
                ("address: 7 Rowan Tree View\n", &["7 Rowan Tree View"]),
                ("7 Isle of Wight Drive", &["7 Isle of Wight Drive"]),
                ("12_Acacia_Avenue.pdf", &["12_Acacia_Avenue"]),
                ("| 12 Rowan Place |", &["12 Rowan Place"]),
                ("1 Acacia Lane\nSt Osyth", &["1 Acacia Lane"]),
                ("23B High St\n", &["23B High St"]),
                ("12 Grove Park Road", &["12 Grove Park Road"]),
                ("12 **Acacia** Avenue", &["12 **Acacia** Avenue"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "Atlas House",
                "County Court",
                "Section 47 Way forward",
                "Year 3 Way",
                "2 Way communication",
                "3 Court reports",
                "Working Together 2018 Drive",
                "3. The Way I work",
                "in 2023 Court",
                "3 Family Court reports",
                "2 County Court.",
                "1 The Way I work",
                "Section 17 Children Drive",
                "2 Reports St Osyth",
                "in 2019 High Street",
                "page 4 Acacia Avenue",
                "3 Best Place to be",
                "10 people in the road",
                "12 acacia trees",
                "2 Top Hill walks",
                "2 Way Street communication",
                "KSS 4 Child View",
                "PCF 3 Diversity Way",
                "4 High Court judgments",
            ],
        );
    }
}
