//! How a day is written, as a regular expression for editors.

use super::{MONTHS, WEEKDAYS};

/// What may stand between the parts.
const BETWEEN: &str = r"[-\s/.,]";

/// A pattern that matches what [`parse`](super::parse) reads as a day, and nothing else; but it
/// does not know on which day of the week a day is.
pub fn pattern() -> String {
    let weekdays = any_of(WEEKDAYS.iter().map(|name| abbreviated(name)));
    let month = |fits: &dyn Fn(usize) -> bool| {
        let named = MONTHS.iter().enumerate().filter(|(index, _)| fits(index + 1));
        any_of(named.flat_map(|(index, name)| {
            let number = index + 1;
            let digits = if number < 10 { format!("0?{number}") } else { number.to_string() };
            [digits, abbreviated(name)]
        }))
    };
    let (every, but_february) = (month(&|_| true), month(&|number| number != 2));
    let (long, february) =
        (month(&|number| ![2, 4, 6, 9, 11].contains(&number)), month(&|n| n == 2));
    let to_28 = "(?:0?[1-9]|1[0-9]|2[0-8])";
    let by_four = "(?:0[48]|[2468][048]|[13579][26])";
    let leap_4 = format!("(?:[0-9]{{2}}{by_four}|(?:00|{by_four})00)");
    let leap_2 = format!("(?:00|{by_four})");
    let th = "(?:[sS][tT]|[nN][dD]|[rR][dD]|[tT][hH])?";
    let gap = format!("{BETWEEN}+");
    let day_first = format!(
        "(?:{to_28}{th}{gap}{every}|(?:29|30){th}{gap}{but_february}|31{th}{gap}{long}){gap}\
         (?:[0-9]{{4}}|[0-9]{{2}})|29{th}{gap}{february}{gap}(?:{leap_4}|{leap_2})"
    );
    let year_first = format!(
        "[0-9]{{4}}{gap}(?:{every}{gap}{to_28}|{but_february}{gap}(?:29|30)|{long}{gap}31)|\
         {leap_4}{gap}{february}{gap}29"
    );
    format!(
        "{BETWEEN}*(?:{weekdays}{gap})?(?:{day_first}|{year_first})(?:{gap}{weekdays})?{BETWEEN}*"
    )
}

fn any_of(patterns: impl Iterator<Item = String>) -> String {
    format!("(?:{})", patterns.collect::<Vec<_>>().join("|"))
}

/// A name in any capitals, cut anywhere behind its third letter.
fn abbreviated(name: &str) -> String {
    let letter = |c: char| format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase());
    let (start, rest) = name.split_at_checked(3).unwrap_or((name, ""));
    let rest =
        rest.chars().rev().fold(String::new(), |inner, c| format!("(?:{}{inner})?", letter(c)));
    start.chars().map(letter).collect::<String>() + &rest
}
