//! The names of a list, found in a text however they are written.
//!
//! A name is the parts of one entry of the list next to each other, in whatever order: the parts are
//! found with one automaton over the letters of the text, and what stands between the letters and
//! between the parts decides. Nothing is guessed: with an empty list nothing is a name.

mod chain;
mod citation;
mod entry;
mod everyday;
mod parts;

use std::ops::Range;

use self::{
    chain::Chain,
    entry::{Entry, Role},
    parts::{Alone, Found, Part, Parts},
};
use super::{Hit, Kind, folded::Folded};

/// How many letters a name needs where nothing sets it apart from the letters around it, or its
/// parts from each other.
const LONG: usize = 9;

/// A list of names, ready to be looked for.
#[derive(Debug)]
pub(super) struct Names {
    parts: Parts,
    /// The first letters of the forenames, by entry.
    initials: Vec<Vec<char>>,
    /// The letters of the forenames and of the surname, by entry.
    wholes: Vec<(Vec<String>, Vec<String>)>,
}

impl Names {
    pub(super) fn new<S: AsRef<str>>(lines: &[S]) -> Self {
        let entries: Vec<Entry> =
            lines.iter().flat_map(|line| entry::entries(line.as_ref())).collect();
        let initials = |entry: &Entry| {
            let forenames = entry
                .words
                .iter()
                .filter(|word| matches!(word.role, Role::Forename | Role::Single));
            forenames.filter_map(|word| word.parts.first()?.to_lowercase().chars().next()).collect()
        };
        let of_role = |entry: &Entry, role: Role| {
            let words = entry.words.iter().filter(|word| word.role == role);
            words.flat_map(|word| &word.parts).map(|part| letters_of(part)).collect()
        };
        Self {
            parts: Parts::new(&entries),
            initials: entries.iter().map(initials).collect(),
            wholes: entries
                .iter()
                .map(|one| (of_role(one, Role::Forename), of_role(one, Role::Surname)))
                .collect(),
        }
    }

    /// Whether a word is part of a name of this list.
    pub(super) fn has_part(&self, word: &str) -> bool {
        let letters = letters_of(word);
        self.parts.parts.iter().any(|part| part.letters == letters)
    }

    /// Whether a forename and all of the surname of somebody on this list are in a text.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        let letters = letters_of(text);
        self.wholes.iter().any(|(forenames, surnames)| {
            !surnames.is_empty()
                && surnames.iter().all(|surname| letters.contains(surname.as_str()))
                && forenames.iter().any(|forename| letters.contains(forename.as_str()))
        })
    }

    /// Where the names stand in the simple text, in order and apart from each other.
    pub(super) fn hits(&self, folded: &Folded) -> Vec<Hit> {
        let found = self.parts.find(folded);
        let text = folded.text.as_str();
        let mut hits: Vec<Hit> = Vec::new();
        let mut index = 0;
        while let Some(first) = found.get(index) {
            let same_start = found.get(index..).unwrap_or_default().iter();
            let same_start = same_start.take_while(|other| other.range.start == first.range.start);
            let best = same_start
                .clone()
                .filter_map(|first| self.hit(first, &found, text))
                .max_by_key(|hit| (hit.kind == Kind::Name, hit.range.end, hit.is_sure));
            index += same_start.count();
            let Some(hit) = best else { continue };
            let free = hits.last().map_or(0, |last| last.range.end);
            match hits.last_mut().filter(|_| hit.range.start < free) {
                None => hits.push(hit),
                Some(last) if hit.range.end > last.range.end && hit.kind == Kind::Name => {
                    last.range.end = hit.range.end;
                    last.is_sure |= hit.is_sure;
                    last.kind = Kind::Name;
                }
                Some(_) => {}
            }
        }
        hits
    }

    fn hit(&self, first: &Found, all: &[Found], text: &str) -> Option<Hit> {
        let parts = &self.parts.parts;
        let begins = begins_a_word(text, first.range.start);
        let chain = chain::longest(first, all, parts, text, |range| ends_a_word(text, range));
        if begins && let Some(chain) = chain.filter(Chain::is_name) {
            return Some(name(&chain, parts, text));
        }
        if !begins {
            return self.inside_a_word(first, all, text);
        }
        if !ends_a_word(text, &first.range) {
            return None;
        }
        let part = parts.get(first.part)?;
        if let Some(start) = self.initials_before(part, text, first) {
            return Some(Hit { kind: Kind::Name, is_sure: false, range: start..first.range.end });
        }
        let letters = part.letters.chars().count();
        match part.alone {
            Alone::Name if !first.is_spaced || letters > 3 => {
                Some(Hit { kind: Kind::Name, is_sure: letters > 2, range: first.range.clone() })
            }
            Alone::WithCapital
                if !first.is_spaced && begins_with_capital(text, first.range.start) =>
            {
                let is_surname = part.places.iter().any(|place| place.role == Role::Surname);
                let is_whole = part.places.iter().any(|place| place.role == Role::Single);
                let is_noise = is_surname && citation::is_cited(text, first.range.end)
                    || is_whole && begins_a_sentence(text, first.range.start);
                let kind = if is_whole { Kind::Name } else { Kind::PartOfName };
                (!is_noise).then(|| Hit { kind, is_sure: false, range: first.range.clone() })
            }
            _ => None,
        }
    }

    /// A long name in the middle of other letters: `letterjanesmith.pdf`.
    fn inside_a_word(&self, first: &Found, all: &[Found], text: &str) -> Option<Hit> {
        let chain = chain::longest(first, all, &self.parts.parts, text, |_| true)?;
        let is_long = chain.range.len() >= LONG && chain.is_run_on && chain.is_name();
        is_long.then(|| Hit { kind: Kind::Name, is_sure: false, range: chain.range.clone() })
    }

    /// Where the initials before a surname begin: `J. Smith`, `J Smith`, `j.smith`.
    fn initials_before(&self, part: &Part, text: &str, surname: &Found) -> Option<usize> {
        const MOST: usize = 3;
        if surname.is_spaced || citation::is_cited(text, surname.range.end) {
            return None;
        }
        let surnames = part.places.iter().filter(|place| place.role == Role::Surname);
        let initials: Vec<char> = surnames
            .filter_map(|place| self.initials.get(place.entry))
            .flatten()
            .copied()
            .collect();
        let mut at = surname.range.start;
        for _ in 0..MOST {
            let before = text.get(..at)?;
            let bare = before.trim_end_matches([' ', '.', '_', '-', '\n']);
            let signs = before.get(bare.len()..)?;
            let is_gap = matches!(signs, "." | " " | ". " | "_" | "-" | "\n" | ".\n");
            let letter = bare.chars().next_back().filter(|_| is_gap)?;
            at = bare.len() - letter.len_utf8();
            let is_joined = !signs.contains([' ', '\n']);
            if !begins_a_word(text, at) || !(letter.is_uppercase() || is_joined) {
                return None;
            }
            if letter.to_lowercase().next().is_some_and(|letter| initials.contains(&letter)) {
                // "i Smith" is nobody; a possessive s before it neither.
                let is_possessive = text.get(..at).is_some_and(|before| before.ends_with('\''));
                return (!is_possessive).then_some(at);
            }
        }
        None
    }
}

fn name(chain: &Chain, parts: &[Part], text: &str) -> Hit {
    let written = text.get(chain.range.clone()).unwrap_or_default();
    let is_everyday = chain
        .parts
        .iter()
        .filter_map(|part| parts.get(*part))
        .all(|part| part.alone == Alone::Nothing);
    let is_small = !written.contains(char::is_uppercase);
    let has_hump = written
        .chars()
        .zip(written.chars().skip(1))
        .any(|(one, two)| one.is_lowercase() && two.is_uppercase());
    let is_word = chain.is_run_on && !has_hump && written.len() < LONG;
    Hit {
        kind: Kind::Name,
        is_sure: !(is_word || is_everyday && is_small),
        range: chain.range.clone(),
    }
}

fn letters_of(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn is_letter(character: char) -> bool {
    // Scripts that do not set spaces between words have no ends of words to look for.
    character.is_alphabetic()
        && !matches!(character, '\u{e00}'..='\u{eff}' | '\u{2e80}'..='\u{9fff}')
}

fn begins_with_capital(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

fn begins_a_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    match before.filter(|before| is_letter(*before)) {
        Some(before) => before.is_lowercase() && begins_with_capital(text, at),
        None => true,
    }
}

/// Whether a word ends here: before anything but a letter, before the hump of `JaneSmithReport`, or
/// with the s of a plural or a possessive.
fn ends_a_word(text: &str, range: &Range<usize>) -> bool {
    let last = text.get(range.clone()).and_then(|word| word.chars().next_back());
    let mut after = text.get(range.end..).unwrap_or_default().chars();
    match after.next().filter(|next| is_letter(*next)) {
        None => true,
        Some(next) if next.is_uppercase() && last.is_some_and(char::is_lowercase) => true,
        Some('s' | 'S') => !after.next().is_some_and(is_letter),
        Some(_) => false,
    }
}

fn begins_a_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '"', '\'', '(', '-']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':', '|', '#'])
}

#[cfg(test)]
mod tests;
