//! Full dates, in any writing.

use std::ops::Range;

use super::{Form, form, near, tried};

static DATE: Form = Form::new(|| {
    form(
        r"(?i) (?: [0-9]{4}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.|[ ][0-9]{1,2}[ ])[0-9]{1,2}
        | [0-9]{1,2}(?:[ ]?-[ ]?[0-9]{1,2}[ ]?-[ ]?|[ ]?/[ ]?[0-9]{1,2}[ ]?/[ ]?|[ ]?\.[ ]?[0-9]{1,2}[ ]?\.[ ]?|[ ][0-9]{1,2}[ ]|_[0-9]{1,2}_)(?:[0-9]{4}|[0-9]{2})
        | [0-9]{8}
        | [0-9]{1,2}[ ]?(?:st|nd|rd|th)?(?:[ \n]of)?[ \n,._\-]{0,3}
          (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
          [ \n,._\-']{0,3}(?:[0-9]{4}|[0-9]{2})
        | (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
          [ \n.]{1,2}(?:the[ ])?[0-9]{1,2}(?:st|nd|rd|th)?[ \n,]{1,3}[0-9]{4} )",
    )
});

/// The dates in a part of a text that begins at `start`.
pub(super) fn dates(text: &str, start: usize, part: &str) -> Vec<Range<usize>> {
    let found = tried(&DATE, part, |range| {
        let whole = range.start + start..range.end + start;
        let is_it = !near::is_in_a_word(text, &whole) && is_a_day(part.get(range.clone())?);
        is_it.then_some((range, ()))
    });
    found.into_iter().map(|(range, ())| range.start + start..range.end + start).collect()
}

/// Whether the numbers can be a day, a month and a year.
fn is_a_day(written: &str) -> bool {
    let groups = near::groups(written);
    let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let is_day = |text: &str| (1..=31).contains(&number(text));
    let is_month = |text: &str| (1..=12).contains(&number(text));
    let is_year = |text: &str| text.len() == 2 || (1900..2100).contains(&number(text));
    let is_pair =
        |one: &str, other: &str| is_day(one) && is_month(other) || is_month(one) && is_day(other);
    match groups.as_slice() {
        [year, month, day] if year.len() == 4 => is_year(year) && is_pair(month, day),
        [day, month, year] => is_year(year) && is_pair(day, month),
        [day, year] => is_day(day) && is_year(year),
        [run] => {
            let part = |range: Range<usize>| run.get(range).unwrap_or_default();
            is_year(part(0..4)) && is_month(part(4..6)) && is_day(part(6..8))
                || is_year(part(4..8)) && is_month(part(2..4)) && is_day(part(0..2))
        }
        _ => false,
    }
}
