//! Sizes of files, as people write and read them.

/// Reads a size such as `15MB`, `15 MB`, `1.5M` or `900kB`: millions or thousands of bytes.
///
/// # Errors
/// Says how a size is written.
pub fn parse(text: &str) -> Result<usize, String> {
    let wrong = || format!("“{text}” is no size; write it as 15MB or 900kB");
    let compact: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    let compact = compact.to_ascii_lowercase();
    let digits = compact.find(|one: char| !one.is_ascii_digit() && one != '.');
    let (number, unit) = compact.split_at(digits.ok_or_else(wrong)?);
    let (millions, thousandths) = number.split_once('.').unwrap_or((number, "0"));
    let one: usize = match unit {
        "gb" | "g" => 1_000_000_000,
        "mb" | "m" => 1_000_000,
        "kb" | "k" => 1_000,
        _ => return Err(wrong()),
    };
    let whole: usize = millions.parse().map_err(|_| wrong())?;
    let part: usize = match thousandths.len() {
        1..=3 => format!("{thousandths:0<3}").parse().map_err(|_| wrong())?,
        _ => return Err(wrong()),
    };
    let bytes = whole.checked_mul(one).and_then(|whole| whole.checked_add(part * (one / 1_000)));
    bytes.filter(|bytes| *bytes > 0).ok_or_else(wrong)
}

/// A number of bytes as people read it.
pub fn shown(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_written_with_its_unit() {
        for (text, bytes) in [
            ("15MB", 15_000_000),
            ("15 MB", 15_000_000),
            ("15M", 15_000_000),
            ("15mb", 15_000_000),
            ("1.5MB", 1_500_000),
            ("900kB", 900_000),
            ("900 k", 900_000),
            ("1GB", 1_000_000_000),
        ] {
            assert_eq!(parse(text), Ok(bytes), "{text}");
        }
        for text in ["15", "MB", "", "0MB", "-1MB", "15 MiB", "1.MB", "1.2345MB", "99999999999GB"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
