//! What Markdown, YAML, HTML and web addresses write instead of a character.

/// Something that is not what it looks like.
pub(super) struct Markup {
    /// How many bytes it takes.
    pub(super) length: usize,
    /// The character it stands for; none for emphasis.
    pub(super) means: Option<char>,
}

/// Tags that only change how letters look.
const EMPHASIS: &[&str] = &[
    "b", "i", "u", "s", "em", "strong", "del", "ins", "sub", "sup", "small", "mark", "span", "wbr",
    "code", "big",
];
/// The longest entity that is looked at, in bytes.
const LONGEST_ENTITY: usize = 12;

/// The markup that a text begins with, if it does.
pub(super) fn first(text: &str, begins_a_line: bool) -> Option<Markup> {
    let gone = |length| Some(Markup { length, means: None });
    match text.as_bytes().first()? {
        b'*' | b'`' => gone(1),
        b'~' if text.starts_with("~~") && !begins_a_line => gone(2),
        b'&' => entity(text),
        b'%' => percent(text),
        b'\\' => backslash(text),
        b'<' => tag(text),
        _ => None,
    }
}

fn entity(text: &str) -> Option<Markup> {
    let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let means = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?)?
        }
        None => named(name)?,
    };
    Some(Markup { length: end + 1, means: Some(means) })
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "ndash" | "mdash" | "minus" | "hyphen" => '-',
        "shy" | "zwj" | "zwnj" => '\u{ad}',
        "commat" => '@',
        "period" => '.',
        "lowbar" => '_',
        "szlig" => 'ß',
        "aelig" => 'æ',
        _ => {
            const MARKS: &[&str] =
                &["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "caron", "slash"];
            let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
            MARKS.contains(&name.get(1..)?).then_some(letter)?
        }
    })
}

/// `%20`, `%C3%AB`: the bytes of one character.
fn percent(text: &str) -> Option<Markup> {
    let bytes: Vec<u8> = (0..4).map_while(|index| percent_byte(text, index * 3)).collect();
    let taken = match bytes.first()? {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let means = std::str::from_utf8(bytes.get(..taken)?).ok()?.chars().next()?;
    Some(Markup { length: taken * 3, means: Some(means) })
}

fn percent_byte(text: &str, at: usize) -> Option<u8> {
    let digits = text.get(at..at + 3)?.strip_prefix('%')?;
    u8::from_str_radix(digits, 16).ok()
}

/// A backslash before punctuation says nothing; `\u00eb` says a character, `\n` before a capital or
/// a digit that a line ends.
fn backslash(text: &str) -> Option<Markup> {
    let after = text.get(1..)?.chars().next()?;
    let number = |digits: usize| {
        let number = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
        let means = char::from_u32(number).filter(|character| !character.is_control())?;
        Some(Markup { length: 2 + digits, means: Some(means) })
    };
    match after {
        'u' => number(4),
        'x' => number(2),
        'U' => number(8),
        'n' | 't' => {
            let next = text.get(2..)?.chars().next()?;
            let ends = next.is_uppercase() || next.is_ascii_digit() || next == ' ';
            ends.then_some(Markup { length: 2, means: Some(' ') })
        }
        _ if after.is_ascii_punctuation() => Some(Markup { length: 2, means: Some(after) }),
        _ => None,
    }
}

fn tag(text: &str) -> Option<Markup> {
    if text.starts_with("<!-- -->") || text.starts_with("<!---->") {
        return Some(Markup { length: text.find('>')? + 1, means: None });
    }
    let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b'>')?;
    let name = text.get(1..end)?.trim_matches([' ', '/']).to_ascii_lowercase();
    let means = match name.as_str() {
        "br" => Some(' '),
        _ if EMPHASIS.contains(&name.as_str()) => None,
        _ => return None,
    };
    Some(Markup { length: end + 1, means })
}

/// How many bytes a line break takes with the indentation, quote marks and comment marks after it.
pub(super) fn line_start(text: &str) -> usize {
    let after_break = match text.strip_prefix("\r\n") {
        Some(rest) => rest,
        None => text.get(text.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
    };
    let mut rest = after_break;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
        let marks = rest.trim_start_matches(['>', '#']);
        let marks =
            if marks.len() == rest.len() { rest.strip_prefix("//").unwrap_or(rest) } else { marks };
        let ends = marks.is_empty() || marks.starts_with([' ', '\t', '\n', '\r', '>', '#']);
        if marks.len() == rest.len() || !ends {
            return text.len() - rest.len();
        }
        rest = marks;
    }
}
