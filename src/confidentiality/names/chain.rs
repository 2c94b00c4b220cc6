//! Parts of one name next to each other: the name.

use std::ops::Range;

use super::{
    entry::Role,
    everyday,
    parts::{Found, Part},
};

/// How many parts are followed; no name has more.
const MOST_PARTS: usize = 8;
/// The longest word between a forename and a surname, in bytes.
const LONGEST_BETWEEN: usize = 24;

/// Parts in a row and the names that have all of them.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    pub(super) parts: Vec<usize>,
    pub(super) range: Range<usize>,
    /// Whether nothing at all stands between the parts.
    pub(super) is_run_on: bool,
    names: Vec<(usize, u32, Role)>,
}

/// What stands between two parts.
struct Gap<'a> {
    signs: &'a str,
    /// The word in the middle, and what stands behind it.
    middle: Option<(&'a str, &'a str)>,
    end: usize,
}

impl Chain {
    fn new(found: &Found, part: &Part) -> Self {
        let names = part.places.iter().map(|place| (place.entry, place.word, place.role)).collect();
        Self { parts: vec![found.part], range: found.range.clone(), is_run_on: true, names }
    }

    /// Whether at least two words of one name are in it.
    pub(super) fn is_name(&self) -> bool {
        self.names.iter().any(|(_, words, _)| words.count_ones() >= 2)
    }

    fn with(&self, found: &Found, part: &Part, gap: &Gap) -> Option<Self> {
        if self.parts.contains(&found.part) || self.parts.len() >= MOST_PARTS {
            return None;
        }
        let mut names = Vec::new();
        let mut places = part.places.iter().peekable();
        for (entry, words, role) in &self.names {
            while places.next_if(|place| place.entry < *entry).is_some() {}
            let same = places.clone().take_while(|place| place.entry == *entry);
            let fitting = same.filter(|place| gap.fits(*role, place.role));
            names.extend(fitting.map(|place| (*entry, words | place.word, place.role)));
        }
        (!names.is_empty()).then(|| Self {
            parts: self.parts.iter().copied().chain([found.part]).collect(),
            range: self.range.start..found.range.end,
            is_run_on: self.is_run_on && gap.signs.is_empty(),
            names,
        })
    }
}

impl Gap<'_> {
    /// Whether two words of a name can stand around it. A word in between is a middle name.
    fn fits(&self, before: Role, after: Role) -> bool {
        let Some((_, behind)) = self.middle else { return true };
        let is_reversed = self.signs.contains(',');
        match (before, after) {
            (Role::Forename | Role::Title | Role::Single, Role::Surname) => {
                !is_reversed && !behind.contains(',')
            }
            (Role::Surname, Role::Forename) => is_reversed && !behind.contains(','),
            _ => false,
        }
    }
}

/// The longest chain that begins with the part at `first` and ends where a word ends.
pub(super) fn longest(
    first: &Found,
    all: &[Found],
    parts: &[Part],
    text: &str,
    is_end: impl Fn(&Range<usize>) -> bool,
) -> Option<Chain> {
    let mut open = vec![Chain::new(first, parts.get(first.part)?)];
    let mut best: Option<Chain> = None;
    while let Some(chain) = open.pop() {
        for gap in gaps(text, chain.range.end) {
            let from = all.partition_point(|found| found.range.start < gap.end);
            let next = all.get(from..).unwrap_or_default().iter();
            for found in next.take_while(|found| found.range.start == gap.end) {
                let can_follow = !gap.signs.is_empty() || !found.is_spaced;
                if let Some(part) = parts.get(found.part).filter(|_| can_follow) {
                    open.extend(chain.with(found, part, &gap));
                }
            }
        }
        let is_longer = best.as_ref().is_none_or(|best| best.range.end < chain.range.end);
        let is_whole = chain.is_name() || chain.parts.len() == 1;
        if is_longer && (is_whole || best.is_none()) && is_end(&chain.range) {
            best = Some(chain);
        }
    }
    best
}

/// What may stand between the part that ends at `end` and the next one.
fn gaps(text: &str, end: usize) -> Vec<Gap<'_>> {
    let rest = text.get(end..).unwrap_or_default();
    // Jane's Smith is nobody, but Smith's, Jane is somebody.
    let Some(signs) = signs(rest) else { return Vec::new() };
    let mut gaps = vec![Gap { signs, middle: None, end: end + signs.len() }];
    let after = rest.get(signs.len()..).unwrap_or_default();
    let letters = |character: char| character.is_alphabetic() || character == '\'';
    let length = after
        .char_indices()
        .find(|(_, character)| !letters(*character))
        .map_or(after.len(), |(at, _)| at);
    let word = after.get(..length.min(after.len())).unwrap_or_default();
    if signs.is_empty() || word.is_empty() || word.len() > LONGEST_BETWEEN {
        return gaps;
    }
    let is_initial = word.chars().count() == 1;
    let mut behind = after.get(length..).unwrap_or_default();
    let mut taken = signs.len() + length;
    if is_initial && let Some(rest) = behind.strip_prefix('.') {
        behind = rest;
        taken += 1;
    }
    let second = match self::signs(behind) {
        Some(second) => second,
        None => return gaps,
    };
    let is_joined = !signs.contains([' ', '\n']) && !second.contains([' ', '\n']);
    let looks_like_a_name = word.starts_with(char::is_uppercase) || is_joined;
    let is_open = !second.is_empty() || taken > signs.len() + length;
    let is_capital_initial = is_initial && word.starts_with(char::is_uppercase);
    let can_be_middle = is_capital_initial || everyday::can_stand_between(&word.to_lowercase());
    if looks_like_a_name && is_open && can_be_middle {
        gaps.push(Gap { signs, middle: Some((word, second)), end: end + taken + second.len() });
    }
    gaps
}

/// The signs between two words of a name: at most a line break, no end of a sentence.
fn signs(text: &str) -> Option<&str> {
    const SIGNS: &[char] =
        &[' ', '\n', '_', '-', '.', ',', '\'', '"', '|', '+', '/', '(', ')', '[', ']'];
    const MOST: usize = 7;
    let length = text.find(|character| !SIGNS.contains(&character)).unwrap_or(text.len());
    let signs = text.get(..length).filter(|signs| signs.len() <= MOST)?;
    let is_sentence = signs.contains(". ") || signs.contains(".\n");
    let is_paragraph = signs.matches('\n').count() > 1 && !signs.contains('|');
    (!is_sentence && !is_paragraph).then_some(signs)
}
