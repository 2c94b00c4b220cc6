//! Dates of birth: a full date near "date of birth", "DOB", "born", "birthday".
//!
//! Never the date of a training or a panel, a year alone, times; never because of "newborn".

use std::ops::Range;

use super::{Form, date, form, hit, near, places};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static WORD: Form = Form::new(|| {
    form(
        r"(?: \bd\.?[ ]?o\.?[ ]?b\b\.? | \bd[ ]of[ ]b\b | _dob\b | \bdob_ | dates?[ _\-\n]of[ _\-\n]birth | birth[ _\-]?dates?\b | \bbirthdays?\b | \bborn\b | \bb\.[ ]?[0-9] )",
    )
});

/// How near the date has to be, in bytes.
const NEAR: usize = 30;
const LONGEST_DATE: usize = 30;

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let (text, lower) = (folded.text.as_str(), folded.lower.as_str());
    let mut hits: Vec<Hit> = Vec::new();
    for word in places(&WORD, lower) {
        let written = lower.get(word.clone()).unwrap_or_default();
        let is_short = written.starts_with("b.");
        let from = if is_short { word.start + 2 } else { word.end };
        let is_label = written.contains("ob") || written.contains("of") || written.contains("date");
        let behind = behind(text, from, is_label);
        let behind: Vec<Range<usize>> =
            behind.into_iter().filter(|range| !is_short || range.start <= from + 1).collect();
        if behind.is_empty() && !is_short {
            hits.extend(
                ahead(text, &word, is_label).map(|range| hit(Kind::DateOfBirth, true, range)),
            );
        }
        hits.extend(behind.into_iter().map(|range| hit(Kind::DateOfBirth, true, range)));
        hits.extend(
            column(text, &word).into_iter().map(|range| hit(Kind::DateOfBirth, true, range)),
        );
    }
    hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
    hits
}

/// The date behind the word, and those that follow it in a row.
fn behind(text: &str, from: usize, is_label: bool) -> Vec<Range<usize>> {
    let mut dates = date::dates(text, from, near::after(text, from, NEAR + 3 * LONGEST_DATE));
    let gap = dates.first().and_then(|first| text.get(from..first.start));
    let is_near = gap.is_some_and(|gap| gap.len() <= NEAR && joins(gap, is_label));
    let in_row = dates.windows(2).take_while(|pair| {
        let gap = pair.first().zip(pair.get(1)).and_then(|(one, two)| text.get(one.end..two.start));
        gap.is_some_and(|gap| matches!(gap.trim(), "," | ";" | "/" | "&" | "and" | ", and"))
    });
    let row = in_row.count() + 1;
    dates.truncate(if is_near { row } else { 0 });
    dates
}

/// The date ahead of the word, unless a colon says that what belongs to the word comes behind.
fn ahead(text: &str, word: &Range<usize>, is_label: bool) -> Option<Range<usize>> {
    let next = near::after(text, word.end, 2).trim_start();
    let before = near::before(text, word.start, NEAR + LONGEST_DATE);
    let last = date::dates(text, word.start - before.len(), before).pop()?;
    let gap = text.get(last.end..word.start)?;
    let is_end = gap.contains('\n') && is_label || ends_a_sentence(gap) || gap.contains(';');
    let is_it =
        gap.len() <= NEAR && !is_end && !gap.contains("\n\n") && !next.starts_with([':', '=']);
    is_it.then_some(last)
}

fn joins(gap: &str, is_label: bool) -> bool {
    !gap.contains("\n\n") && (is_label || !ends_a_sentence(gap))
}

fn ends_a_sentence(gap: &str) -> bool {
    [". ", "! ", "? ", ".\n"].iter().any(|end| gap.contains(end))
}

/// The dates in the column of a table of which the word is the head.
fn column(text: &str, word: &Range<usize>) -> Vec<Range<usize>> {
    const MOST_ROWS: usize = 200;
    const LONGEST_ROW: usize = 2_000;
    let head = near::before(text, word.start, LONGEST_ROW).rsplit('\n').next().unwrap_or_default();
    let rest = near::after(text, word.end, LONGEST_ROW);
    let Some(length) = rest.find('\n').filter(|_| head.trim_start().starts_with('|')) else {
        return Vec::new();
    };
    let is_rule = |row: &str| {
        row.starts_with('|') && row.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' '))
    };
    let index = head.matches('|').count();
    let mut at = word.end + length + 1;
    let mut found = Vec::new();
    for number in 0..MOST_ROWS {
        let row = near::after(text, at, LONGEST_ROW).split('\n').next().unwrap_or_default();
        // A rule follows the head; another one begins another table.
        if !row.starts_with('|') || (number == 0) != is_rule(row) {
            break;
        }
        let start = row.match_indices('|').nth(index.saturating_sub(1)).map(|(start, _)| start + 1);
        if let Some((start, cell)) =
            start.and_then(|start| Some((start, row.get(start..)?.split('|').next()?)))
        {
            found.extend(date::dates(text, at + start, cell));
        }
        at += row.len() + 1;
    }
    found
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
                ("DOB 2015-04-03", &["2015-04-03"]),
                ("D.O.B.: 03/04/2015", &["03/04/2015"]),
                ("dob: 3.4.15", &["3.4.15"]),
                ("date_of_birth: 2015-04-03", &["2015-04-03"]),
                ("date-of-birth: \"3 Apr 15\"", &["3 Apr 15"]),
                ("child_dob: 03-04-2015", &["03-04-2015"]),
                ("Date of birth\n3rd April 2015", &["3rd April 2015"]),
                ("Date of\nbirth: 3 April\n2015", &["3 April\n2015"]),
                ("born on April 3, 2015", &["April 3, 2015"]),
                ("Born 3rd of April 2015, seen 4 May 2024", &["3rd of April 2015"]),
                ("born in Example on the 3 April 2015", &["3 April 2015"]),
                ("(b. 3.4.15)", &["3.4.15"]),
                ("3.4.15 (DOB)", &["3.4.15"]),
                ("On 3 April 2015 she was born", &["3 April 2015"]),
                ("03/04/2015 is his date of birth", &["03/04/2015"]),
                ("her birthday, 3 April 2015", &["3 April 2015"]),
                ("| DOB | 03/04/2015 |", &["03/04/2015"]),
                (
                    "DOB 03/04/2015, 05/06/2017 and 07/08/2019",
                    &["03/04/2015", "05/06/2017", "07/08/2019"],
                ),
                (
                    "| Child | DOB | Seen |\n|---|---|---|\n| one | 03/04/2015 | 01/02/2024 |\n| two | 05/06/2017 | |\n",
                    &["03/04/2015", "05/06/2017"],
                ),
                ("DOB: 20150403", &["20150403"]),
                ("DOB 03042015", &["03042015"]),
                ("**DOB:** 03\u{2011}04\u{2011}2015", &["03\u{2011}04\u{2011}2015"]),
                ("dob-2015-04-03.pdf", &["2015-04-03"]),
                ("D o B 3 4 2015", &["3 4 2015"]),
                ("Date of birth &#48;3/04/2015", &["&#48;3/04/2015"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "training 2024-05-02",
                "qualified_on: 2020-07-15",
                "panel: 2025-03-26",
                "newborn training 2024-05-02",
                "born in 2015",
                "Supervision on 2 May 2024. Date of birth not known",
                "date: 2024-05-02\ndob: withheld",
                "born at 10.30-12.30",
                "DOB\n\n2024-05-02",
                "stillborn 2024-05-02",
                "Version b 2024-05-02",
                "DOB 45/67/2015",
                "Panel 2024-05-02; born abroad",
                "job: 2024-05-02",
                "dobson 2024-05-02",
            ],
        );
    }
}
