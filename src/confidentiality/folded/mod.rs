//! A text made simple to search in, with the way back to every byte of it.
//!
//! Ligatures, full-width digits and diacritics become plain letters; invisible characters and
//! emphasis disappear; every dash is `-`, every apostrophe `'`, every space one space. A line break
//! takes the indentation and the quote or comment marks of the next line with it; a word hyphenated
//! over a line is whole again.

mod letters;
mod markup;

use std::ops::Range;

/// A text made simple, in its own case and in small letters.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The simple text, capitals kept. A paragraph ends with two line breaks.
    pub(super) text: String,
    /// The same in small letters, every character where it is in `text`.
    pub(super) lower: String,
    pieces: Vec<Piece>,
}

/// A stretch of the simple text and where it comes from. It ends where the next one begins.
#[derive(Debug)]
struct Piece {
    at: usize,
    source: usize,
    /// How long its source is, where it is not the same text byte for byte.
    changed: Option<usize>,
}

impl Folded {
    pub(super) fn new(source: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(source.len()),
            lower: String::with_capacity(source.len()),
            pieces: Vec::new(),
        };
        let mut at = 0;
        while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
            at += folded.step(rest, at);
        }
        folded
    }

    /// The bytes of the source that a stretch of the simple text comes from.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.piece(range.start).map_or(0, |piece| match piece.changed {
            Some(_) => piece.source,
            None => piece.source + (range.start - piece.at),
        });
        let last = range.end.saturating_sub(1);
        let end = self.piece(last).map_or(start, |piece| match piece.changed {
            Some(length) => piece.source + length,
            None => piece.source + (range.end - piece.at),
        });
        start..end.max(start)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        after.checked_sub(1).and_then(|index| self.pieces.get(index))
    }

    /// Takes what stands first in the rest of the source; how many bytes that is.
    fn step(&mut self, rest: &str, at: usize) -> usize {
        let plain = rest.bytes().take_while(|byte| is_plain(*byte)).count();
        if plain > 0 {
            self.keep(rest.get(..plain).unwrap_or_default(), at);
            return plain;
        }
        let Some(first) = rest.chars().next() else { return rest.len() };
        if letters::is_line_break(first) {
            return self.break_line(rest, at);
        }
        if let Some(markup) = markup::first(rest, self.text.ends_with('\n') || self.text.is_empty())
        {
            if let Some(character) = markup.means {
                self.change(character, at, markup.length);
            }
            return markup.length;
        }
        self.change(first, at, first.len_utf8());
        first.len_utf8()
    }

    /// Takes a line break with what the next line begins with.
    fn break_line(&mut self, rest: &str, at: usize) -> usize {
        let marks = markup::line_start(rest);
        let next = rest.get(marks..).and_then(|rest| rest.chars().next());
        if self.is_hyphenated(next) {
            self.text.pop();
            self.lower.pop();
        } else if !self.text.ends_with("\n\n") {
            self.push('\n', at, Some(marks));
        }
        marks
    }

    /// Whether a word goes on after a hyphen at the end of a line.
    fn is_hyphenated(&self, next: Option<char>) -> bool {
        let mut before = self.text.chars().rev();
        if before.next() != Some('-') {
            return false;
        }
        let (last, earlier) = (before.next(), before.next());
        let is_capital = |letter: Option<char>| letter.is_some_and(char::is_uppercase);
        match next {
            Some(next) if next.is_lowercase() => last.is_some_and(char::is_alphabetic),
            next => is_capital(next) && is_capital(last) && is_capital(earlier),
        }
    }

    fn keep(&mut self, text: &str, source: usize) {
        self.piece_at(source, None);
        self.text.push_str(text);
        for character in text.chars() {
            self.lower.push(letters::small(character));
        }
    }

    /// Takes a character that may stand for others.
    fn change(&mut self, character: char, source: usize, length: usize) {
        for simple in letters::simple(character) {
            let is_same = simple == character && simple.len_utf8() == length;
            self.push(simple, source, (!is_same).then_some(length));
        }
    }

    fn push(&mut self, character: char, source: usize, changed: Option<usize>) {
        self.piece_at(source, changed);
        self.text.push(character);
        self.lower.push(letters::small(character));
    }

    /// Begins a new piece unless the text just goes on.
    fn piece_at(&mut self, source: usize, changed: Option<usize>) {
        let at = self.text.len();
        let goes_on = self.pieces.last().is_some_and(|last| {
            changed.is_none() && last.changed.is_none() && last.source + (at - last.at) == source
        });
        if !goes_on {
            self.pieces.push(Piece { at, source, changed });
        }
    }
}

/// Whether a byte means itself wherever it stands.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'\\' | b'%' | b'*' | b'~' | b'`' | b'<')
}

#[cfg(test)]
mod tests;
