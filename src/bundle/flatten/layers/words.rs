//! The words of a page's content: operators with their operands, and where they stand.

use std::ops::Range;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::Object;

/// An operator with what stands before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step<'c> {
    /// The operator; `BI` for a whole picture written into the content.
    pub(super) operator: &'c [u8],
    /// Its operands, each as it is written.
    pub(super) operands: Vec<&'c [u8]>,
    /// All of it.
    pub(super) range: Range<usize>,
}

/// Goes through content step by step.
pub(super) struct Steps<'c> {
    content: &'c [u8],
    at: usize,
}

impl<'c> Steps<'c> {
    pub(super) fn of(content: &'c [u8]) -> Self {
        Self { content, at: 0 }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.content.get(at).copied()
    }

    /// The end of the word that starts at a place; arrays and dictionaries are one word.
    fn word_end(&self, from: usize) -> usize {
        let next = self.byte(from + 1);
        match self.byte(from) {
            Some(b'(') => self.string_end(from),
            Some(b'<') if next != Some(b'<') => {
                let rest = self.content.get(from..).unwrap_or_default();
                rest.iter()
                    .position(|byte| *byte == b'>')
                    .map_or(self.content.len(), |n| from + n + 1)
            }
            Some(b'[' | b'<') => self.group_end(from),
            Some(b'>') if next == Some(b'>') => from + 2,
            Some(b')' | b']' | b'}' | b'{' | b'>') => from + 1,
            _ => {
                let mut at = from + 1;
                while self.byte(at).is_some_and(is_regular) {
                    at += 1;
                }
                at
            }
        }
    }

    fn string_end(&self, from: usize) -> usize {
        let (mut at, mut open) = (from, 0usize);
        while let Some(byte) = self.byte(at) {
            match byte {
                b'\\' => at += 1,
                b'(' => open += 1,
                b')' if open <= 1 => return at + 1,
                b')' => open -= 1,
                _ => {}
            }
            at += 1;
        }
        self.content.len()
    }

    fn group_end(&self, from: usize) -> usize {
        let (mut at, mut open) = (from, 0usize);
        loop {
            let Some(start) = self.word_start(at) else { return self.content.len() };
            let next = self.byte(start + 1);
            at = match self.byte(start) {
                Some(b'[') => start + 1,
                Some(b'<') if next == Some(b'<') => start + 2,
                _ => self.word_end(start),
            };
            match self.byte(start) {
                Some(b'[') => open += 1,
                Some(b'<') if next == Some(b'<') => open += 1,
                Some(b']') => open = open.saturating_sub(1),
                Some(b'>') if next == Some(b'>') => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                return at;
            }
        }
    }

    /// Where the next word starts, blanks and remarks left out.
    fn word_start(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            match self.byte(at)? {
                b'%' => {
                    while self.byte(at).is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                        at += 1;
                    }
                }
                byte if is_blank(byte) => at += 1,
                _ => return Some(at),
            }
        }
    }

    /// The end of a picture whose `BI` starts at a place. None where it cannot be told.
    fn picture_end(&self, from: usize) -> Option<usize> {
        let rest = self.content.get(from..)?;
        let mut steps = UntypedIter::new(rest);
        let Some(Object::Stream(data)) = steps.next()?.operands().next() else { return None };
        let length = data.raw_data().len();
        let mut at = from + 2;
        loop {
            let start = self.word_start(at)?;
            at = self.word_end(start);
            if self.content.get(start..at) == Some(b"ID") {
                break;
            }
        }
        let end = at + 1 + length;
        (self.content.get(end..end + 2) == Some(b"EI")).then_some(end + 2)
    }
}

impl<'c> Iterator for Steps<'c> {
    /// None inside where the content cannot be followed any further.
    type Item = Option<Step<'c>>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.word_start(self.at)?;
        let mut operands = Vec::new();
        let mut from = start;
        loop {
            let end = self.word_end(from);
            let word = self.content.get(from..end)?;
            self.at = end;
            let first = word.first().copied()?;
            let is_operand = !is_regular(first)
                || first.is_ascii_digit()
                || matches!(first, b'+' | b'-' | b'.')
                || matches!(word, b"true" | b"false" | b"null");
            if !is_operand {
                if word == b"BI" {
                    let Some(end) = self.picture_end(from) else {
                        self.at = self.content.len();
                        return Some(None);
                    };
                    self.at = end;
                }
                return Some(Some(Step { operator: word, operands, range: start..self.at }));
            }
            operands.push(word);
            // Operands without an operator at the end do nothing.
            from = self.word_start(end)?;
        }
    }
}

fn is_blank(byte: u8) -> bool {
    byte == 0 || byte == b'\x0c' || byte.is_ascii_whitespace()
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}
