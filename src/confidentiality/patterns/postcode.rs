//! Postcodes, both halves together, of areas that there are.
//!
//! Never half of one (`S47`, `CP1`), a room (`GF05`), a code in a longer word. In small letters only
//! with a space.

use super::{Form, areas, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static FORM: Form = Form::new(|| {
    form(r"[A-Za-z]{1,2} [ ]? [0-9][0-9A-Za-z]? [ \n_\-+.]{0,3} [0-9] [ ]? [A-Za-z]{2}")
});
/// What is no second half, but a rank, a size or a time.
const OTHER: &[&str] = &["ST", "ND", "RD", "TH", "FT", "LB", "HR", "PT", "PX", "GB", "WK", "YR"];

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let found = tried(&FORM, text, |range| {
        let written = text.get(range.clone())?;
        let is_it =
            !near::is_in_a_word(text, &range) && !near::is_in_an_address_of_the_web(text, &range);
        is_it.then(|| judged(written).map(|is_sure| (range, is_sure))).flatten()
    });
    found.into_iter().map(|(range, is_sure)| hit(Kind::Postcode, is_sure, range)).collect()
}

/// Whether it is surely one; none where it is none.
fn judged(written: &str) -> Option<bool> {
    let signs: String = written
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    let (outward, inward) = signs.split_at_checked(signs.len().checked_sub(3)?)?;
    let area = outward.trim_end_matches(|sign: char| sign.is_ascii_digit());
    // EC1A: a letter may stand behind the district, of single-letter areas or in the middle of London.
    let (area, last) = match area.find(|sign: char| sign.is_ascii_digit()) {
        Some(at) => (area.get(..at)?, area.get(at + 1..)?),
        None => (area, ""),
    };
    let district = near::digits(outward);
    let is_district = (1..=2).contains(&district.len())
        && last.len() <= 1
        && !(district.starts_with('0') && district.len() > 1);
    let is_pseudo = area == "ZZ";
    let letters = inward.get(1..)?;
    let is_inward = is_pseudo || !letters.contains(['C', 'I', 'K', 'M', 'O', 'V']);
    let is_outward =
        is_district && areas::is_area(area) && (last.is_empty() || is_with_letter(area));
    if !is_outward || !is_inward {
        return None;
    }
    let is_capital = !written.contains(|sign: char| sign.is_ascii_lowercase());
    let is_other = OTHER.contains(&letters);
    let parts = written.split([' ', '\n']).filter(|part| !part.is_empty()).count();
    // Where the space stands within a half, only the capitals say that it is one.
    let head = written.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()).trim_end();
    let head = head.get(..head.len().checked_sub(1)?)?;
    let is_joined = !head.ends_with([' ', '\n', '_', '-', '+', '.']);
    let is_split =
        head.trim_end().contains(' ') || written.get(written.len() - 3..)?.starts_with(' ');
    match is_capital {
        true if is_split && is_other && (parts > 2 || !is_joined) => None,
        true => Some(!is_other && !is_split && (!is_joined || signs.len() > 5)),
        false => (!is_other
            && !is_joined
            && !is_split
            && !head.trim_end_matches([' ', '\n', '_', '-']).ends_with('.'))
        .then_some(true),
    }
}

/// Areas in which a letter stands behind the number of the district.
fn is_with_letter(area: &str) -> bool {
    matches!(area, "E" | "N" | "W" | "SE" | "SW" | "NW" | "EC" | "WC" | "BS" | "ZZ")
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
                ("SK99 1AB", &["SK99 1AB"]),
                ("at SK991AB.", &["SK991AB"]),
                ("sk99 1ab", &["sk99 1ab"]),
                ("Sk99 1ab", &["Sk99 1ab"]),
                ("SK99\u{a0}1AB", &["SK99\u{a0}1AB"]),
                ("SK99\n1AB", &["SK99\n1AB"]),
                ("SK99-1AB", &["SK99-1AB"]),
                ("letter_SK99_1AB.pdf", &["SK99_1AB"]),
                ("EC1A 1BB", &["EC1A 1BB"]),
                ("M99 1AE, W1A 0AX", &["M99 1AE", "W1A 0AX"]),
                ("L991AB", &["L991AB"]),
                ("M11AE", &["M11AE?"]),
                ("SK 99 1AB", &["SK 99 1AB?"]),
                ("SK99 1 AB", &["SK99 1 AB?"]),
                ("ZZ99 3WZ and ZZ99 3VZ", &["ZZ99 3WZ", "ZZ99 3VZ"]),
                ("postcode: \"SK99 1AB\"", &["SK99 1AB"]),
                ("SK99**1AB**", &["SK99**1AB"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "S47",
                "CP1",
                "GF05",
                "S47 enquiry",
                "section S47 and S20",
                "SW123456",
                "QX1 1AB",
                "AA1 1AA",
                "SK99 1AC",
                "SK99 1KB",
                "aSK99 1AB",
                "SK99 1ABC",
                "sk991ab",
                "e3 2nd floor",
                "m6 2ft",
                "b1 3rd",
                "3f2504e0-4f89-11d3-9a0c",
                "https://example.org/SK99-1AB",
                "PCF1 2AB",
                "LA1B 1AB",
                "in 10 2 days",
                "from 9 to 5pm",
                "b12.5am",
            ],
        );
    }
}
