//! Whether a text names something: whole words, in any capitals, across the end of a line.

/// A text as what it is made of, in small letters: words, numbers and single signs.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A word in small letters.
    Word(String),
    /// A number.
    Number(u32),
    /// Any other sign.
    Sign(char),
}

/// Takes a text apart. Letters and digits are told apart, so that `KSS4` is two pieces.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut letters = text.chars().flat_map(char::to_lowercase).peekable();
    while let Some(first) = letters.next() {
        let mut run = String::from(first);
        if first.is_ascii_digit() {
            while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                run.push(digit);
            }
            pieces.push(run.parse().map_or(Piece::Word(run), Piece::Number));
        } else if first.is_alphanumeric() {
            while let Some(letter) = letters.next_if(|c| c.is_alphanumeric() && !c.is_ascii_digit())
            {
                run.push(letter);
            }
            pieces.push(Piece::Word(run));
        } else if first == '&' {
            pieces.push(Piece::Word("and".into()));
        } else if !first.is_whitespace() {
            pieces.push(Piece::Sign(first));
        }
    }
    pieces
}

/// Whether the words of a name stand in a text in this order; signs between them do not matter.
pub fn names(text: &[Piece], name: &str) -> bool {
    let is_said = |piece: &&Piece| !matches!(piece, Piece::Sign(_));
    let name = pieces(name);
    let name: Vec<&Piece> = name.iter().filter(is_said).collect();
    let text: Vec<&Piece> = text.iter().filter(is_said).collect();
    !name.is_empty() && text.windows(name.len()).any(|part| part == name)
}

/// The numbers that stand behind a word: `KSS 4`, `KSS4`, `KSS statements 2, 3 and 5`, `KSS 1–3`.
pub fn numbers_after(text: &[Piece], word: &str) -> Vec<u32> {
    let word = pieces(word);
    let mut all = Vec::new();
    for at in 0..text.len() {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(rest) = rest.strip_prefix(word.as_slice()) {
            numbers(rest, &mut all);
        }
    }
    all
}

fn is_word(piece: Option<&Piece>, words: &[&str]) -> bool {
    matches!(piece, Some(Piece::Word(word)) if words.contains(&word.as_str()))
}

/// The numbers a text begins with.
fn numbers(text: &[Piece], all: &mut Vec<u32>) {
    let mut rest = text;
    let is_between = |piece: Option<&Piece>| {
        is_word(piece, &["statement", "statements", "no", "number", "numbers"])
            || matches!(piece, Some(Piece::Sign('-' | '.' | ':')))
    };
    while is_between(rest.first()) {
        rest = rest.get(1..).unwrap_or_default();
    }
    let Some((Piece::Number(number), mut rest)) = rest.split_first() else { return };
    all.push(*number);
    let mut last = *number;
    while let [sign, Piece::Number(next), after @ ..] = rest {
        let sign = Some(sign);
        let goes_on = match after.first() {
            Some(Piece::Word(_)) => is_word(after.first(), &["and", "or", "to"]),
            _ => true,
        };
        if is_word(sign, &["to"]) || matches!(sign, Some(Piece::Sign('-' | '–' | '—'))) {
            // A range of a hundred is none.
            all.extend((last..=*next).take(100));
        } else if is_word(sign, &["and", "or"])
            || matches!(sign, Some(Piece::Sign(',' | ';' | '/'))) && goes_on
        {
            all.push(*next);
        } else {
            return;
        }
        last = *next;
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_as_whole_words() {
        let text = pieces("**Making Safeguarding\nPersonal** at the YMCA; risk-taking & law.");
        for name in ["making safeguarding personal", "Risk taking", "taking and law"] {
            assert!(names(&text, name), "{name}");
        }
        for name in ["MCA", "safeguard", "personal making", ""] {
            assert!(!names(&text, name), "{name}");
        }
    }

    #[test]
    fn a_number_counts_behind_its_word() {
        let found = |text: &str| numbers_after(&pieces(text), "KSS");
        assert_eq!(found("KSS 4, and kss14"), [4, 14]);
        assert_eq!(found("(KSS statements 2, 3 and 5)"), [2, 3, 5]);
        assert_eq!(found("KSS 1–3; KSS 6 to 7"), [1, 1, 2, 3, 6, 6, 7]);
        assert_eq!(found("KSS 4, 3 children; 5 of 8"), [4]);
        assert!(found("MKSS 4, KSS, 4").is_empty());
    }
}
