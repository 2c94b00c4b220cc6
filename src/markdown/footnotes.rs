//! Footnotes: what they say, and whether each has its mark.

use std::collections::BTreeMap;

use super::Block;
use crate::source::Span;

/// A footnote, or the mark of one, with which something is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct LooseFootnote {
    /// Its name: `1` in `[^1]`.
    pub name: String,
    /// The footnote or the mark.
    pub span: Span,
    /// What is wrong.
    pub why: Loose,
}

/// What can be wrong with a footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loose {
    /// A mark without a footnote.
    NotWritten,
    /// A footnote without a mark.
    NotReferredTo,
    /// A second footnote of the same name.
    WrittenTwice,
    /// A mark inside a footnote or an image.
    Inside,
}

/// The footnotes of a text while it is read.
#[derive(Default)]
pub struct Footnotes {
    /// Their places, by name in small letters.
    places: BTreeMap<String, usize>,
    notes: Vec<Note>,
    /// What is wrong so far.
    pub loose: Vec<LooseFootnote>,
}

#[derive(Default)]
struct Note {
    /// What it says, once it was read.
    written: Option<(Vec<Block>, LooseFootnote)>,
    /// Its first mark.
    mark: Option<LooseFootnote>,
}

impl Footnotes {
    /// A mark in the text: the place of its footnote.
    pub fn refer(&mut self, name: &str, span: Span) -> usize {
        let place = self.place(name);
        let mark = LooseFootnote { name: name.to_owned(), span, why: Loose::NotWritten };
        self.notes[place].mark.get_or_insert(mark);
        place
    }

    /// A footnote. Of two with the same name the first is printed.
    pub fn write(&mut self, name: String, blocks: Vec<Block>, span: Span) {
        let place = self.place(&name);
        let written = &mut self.notes[place].written;
        if written.is_some() {
            self.loose.push(LooseFootnote { name, span, why: Loose::WrittenTwice });
        } else {
            let loose = LooseFootnote { name, span, why: Loose::NotReferredTo };
            *written = Some((blocks, loose));
        }
    }

    /// What all of them say, and what is wrong with them.
    pub fn finish(self) -> (Vec<Vec<Block>>, Vec<LooseFootnote>) {
        let mut loose = self.loose;
        let notes = self.notes.into_iter().map(|note| match (note.written, note.mark) {
            (Some((blocks, _)), Some(_)) => blocks,
            (Some((blocks, unmarked)), None) => {
                loose.push(unmarked);
                blocks
            }
            (None, mark) => {
                loose.extend(mark);
                Vec::new()
            }
        });
        let notes = notes.collect();
        loose.sort_by_key(|one| one.span);
        (notes, loose)
    }

    fn place(&mut self, name: &str) -> usize {
        let next = self.notes.len();
        let place = *self.places.entry(name.to_lowercase()).or_insert(next);
        if place == next {
            self.notes.push(Note::default());
        }
        place
    }
}

/// The longest name of a footnote that is looked for.
const LONGEST: usize = 100;

/// Marks in plain text: to the parser a mark without a footnote is text like any other.
pub fn marks_in(text: &str, range: std::ops::Range<usize>) -> Vec<LooseFootnote> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let marks = slice.match_indices('[').filter_map(|(at, _)| {
        let start = range.start + at;
        let before = text[..start].bytes().rev().take_while(|byte| *byte == b'\\').take(LONGEST);
        let rest = text[start..].strip_prefix("[^").filter(|_| before.count() % 2 == 0)?;
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b']')?;
        let name = rest.get(..end)?;
        let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '[');
        let span = Span { start, end: start + end + 3 };
        is_name.then(|| LooseFootnote { name: name.to_owned(), span, why: Loose::NotWritten })
    });
    marks.collect()
}
