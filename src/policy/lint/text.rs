//! Words of a text, to compare them.

/// The text in small letters, with one space between the words and no marks around them.
pub fn plain(text: &str) -> String {
    words(text).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The words, without the marks around them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(bare).filter(|word| !word.is_empty())
}

/// A word without the marks around it.
pub fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Whether a text holds other words as whole words, whatever their capitals.
pub fn holds(text: &str, part: &str) -> bool {
    format!(" {} ", plain(text)).contains(&format!(" {} ", plain(part)))
}

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<&str> {
    let ends = text.match_indices(['.', '?', '!']).filter(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        rest.starts_with(char::is_whitespace)
    });
    let mut start = 0;
    let mut all = Vec::new();
    for (at, mark) in ends {
        all.push(text[start..at + mark.len()].trim());
        start = at + mark.len();
    }
    all.push(text[start..].trim());
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// The words in which two texts differ, with a word around them.
pub fn difference(one: &str, other: &str) -> Option<(String, String)> {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split_whitespace().collect(), other.split_whitespace().collect());
    let before = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let after = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let after = after.min(one.len().min(other.len()) - before);
    let part = |words: &[&str]| {
        let (start, end) = (before.saturating_sub(1), (words.len() - after + 1).min(words.len()));
        words.get(start..end).unwrap_or_default().join(" ")
    };
    (one != other).then(|| (part(&one), part(&other)))
}

/// Two texts in quotation marks: of long ones only where they differ.
pub fn quoted_two(one: &str, other: &str) -> (String, String) {
    if quoted(one).ends_with("…”")
        && quoted(other).ends_with("…”")
        && let Some((one, other)) = difference(one, other)
    {
        return (quoted(&format!("… {one} …")), quoted(&format!("… {other} …")));
    }
    (quoted(one), quoted(other))
}

/// In curly quotation marks, cut to what fits a line.
pub fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(70).collect();
    match short.len() < text.len() {
        true => format!("“{}…”", short.trim_end()),
        false => format!("“{text}”"),
    }
}
