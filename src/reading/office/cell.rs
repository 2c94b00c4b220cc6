//! What a number in a cell of Excel looks like.

use jiff::{ToSpan, civil::date};

use super::xml::Node;

/// How the cells of a workbook show their numbers, by the number of their style.
#[derive(Debug, Default)]
pub(super) struct Formats {
    codes: Vec<String>,
    /// Whether days are counted from 1904, as the first Macs did.
    pub is_from_1904: bool,
}

impl Formats {
    /// Reads `styles.xml`.
    pub fn read(tree: &Node) -> Self {
        let own = |id: &str| {
            let mut formats = tree.named("numFmt");
            let format = formats.find(|format| format.attribute("numFmtId") == Some(id));
            format.and_then(|format| format.attribute("formatCode")).map(str::to_owned)
        };
        let styles = tree.named("cellXfs").flat_map(Node::nodes);
        let codes = styles.map(|style| {
            let id = style.attribute("numFmtId").unwrap_or("0");
            own(id).unwrap_or_else(|| built_in(id).to_owned())
        });
        Self { codes: codes.collect(), is_from_1904: false }
    }

    fn code(&self, style: Option<&str>) -> &str {
        let at = style.and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
        self.codes.get(at).map_or("", String::as_str)
    }

    /// Whether nothing is shown of what stands in the cell.
    pub fn hides(&self, style: Option<&str>) -> bool {
        self.code(style).trim() == ";;;"
    }

    /// A number as it is shown, as near as it matters to somebody who looks for one.
    pub fn shown(&self, written: &str, style: Option<&str>) -> String {
        let Ok(number) = written.trim().parse::<f64>() else { return written.to_owned() };
        let code = self.code(style).split(';').next().unwrap_or_default();
        if is_date(code) {
            return day(number, self.is_from_1904).unwrap_or_else(|| written.to_owned());
        }
        if number.fract() != 0.0 || number.abs() >= 1e15 {
            return written.to_owned();
        }
        let digits = format!("{number:.0}");
        let is_mask = !code.is_empty() && code.chars().all(|c| "0# -()+\"\\".contains(c));
        if is_mask && number >= 0.0 { masked(&digits, code) } else { digits }
    }
}

/// The formats every workbook has. Those of Excel in other languages are dates too.
fn built_in(id: &str) -> &'static str {
    match id.parse::<u32>().unwrap_or(0) {
        14..=17 | 22 | 27..=36 | 50..=58 => "dd/mm/yyyy",
        18..=21 | 45..=47 => "h:mm",
        _ => "",
    }
}

fn is_date(code: &str) -> bool {
    // What stands in quotes or brackets is text or a colour.
    let mut is_text = false;
    let bare: String = code
        .chars()
        .filter(|c| {
            match c {
                '"' => is_text = !is_text,
                '[' => is_text = true,
                ']' => is_text = false,
                _ => {}
            }
            !is_text
        })
        .collect();
    let bare = bare.to_lowercase();
    bare.contains('d') || bare.contains("yy") || bare.contains("mmm")
}

fn day(number: f64, is_from_1904: bool) -> Option<String> {
    if !(0.0..=2_958_465.0).contains(&number) {
        return None;
    }
    // Excel takes 1900 for a leap year, which moves every day since by one.
    let first = if is_from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    let day = first.checked_add((number as i64).days()).ok()?;
    Some(format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()))
}

/// Digits in a pattern such as `000 000 0000`, filled from the right.
fn masked(digits: &str, code: &str) -> String {
    let mut digits = digits.chars().rev().peekable();
    let mut shown = Vec::new();
    let places = code.chars().filter(|c| matches!(c, '0' | '#')).count();
    let mut seen = 0;
    for place in code.chars().rev().filter(|c| !matches!(c, '"' | '\\')) {
        match place {
            '0' | '#' => {
                seen += 1;
                match digits.next() {
                    Some(digit) => shown.push(digit),
                    None if place == '0' => shown.push('0'),
                    None => {}
                }
                if seen == places {
                    shown.extend(digits.by_ref());
                }
            }
            other => shown.push(other),
        }
    }
    shown.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_as_its_format_says() {
        let formats = Formats {
            codes: ["", "dd/mm/yyyy", "000 000 0000", "00000000000", ";;;", "[Red]#,##0"]
                .map(str::to_owned)
                .into(),
            is_from_1904: false,
        };
        for (written, style, shown) in [
            ("9990000018", "0", "9990000018"),
            ("9.990000018E9", "0", "9990000018"),
            ("42126", "1", "02/05/2015"),
            ("9990000018", "2", "999 000 0018"),
            ("7700900123", "3", "07700900123"),
            ("1.5", "0", "1.5"),
            ("1200", "5", "1200"),
            ("99999999999", "1", "99999999999"),
            ("words", "9", "words"),
        ] {
            assert_eq!(formats.shown(written, Some(style)), shown);
        }
        assert!(formats.hides(Some("4")));
    }
}
