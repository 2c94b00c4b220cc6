//! Where the parts of names stand in a text, whatever stands between their letters.

use std::{collections::BTreeMap, ops::Range};

use aho_corasick::{AhoCorasick, MatchKind};

use super::{
    entry::{Entry, Role},
    everyday,
};
use crate::confidentiality::folded::Folded;

/// All parts of all names, and one automaton that finds them.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    automaton: Option<AhoCorasick>,
}

/// A part of one or more names.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Its letters, small.
    pub(super) letters: String,
    /// After how many bytes of its letters something may stand between: `O'Brien`, `McDonald`.
    joints: Vec<usize>,
    /// The names it is in, in order.
    pub(super) places: Vec<Place>,
    /// How it counts by itself.
    pub(super) alone: Alone,
}

/// The place of a part in a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) entry: usize,
    /// The word of the name, one bit; none for what does not count as a word.
    pub(super) word: u32,
    pub(super) role: Role,
}

/// What a part means when nothing else of the name is near.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alone {
    #[default]
    Nothing,
    /// A name where it is written with a capital.
    WithCapital,
    /// The whole name.
    Name,
}

/// A part, found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) part: usize,
    /// Where, in the simple text.
    pub(super) range: Range<usize>,
    /// Whether its letters stand apart: `J a n e`.
    pub(super) is_spaced: bool,
}

impl Parts {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut parts: BTreeMap<String, Part> = BTreeMap::new();
        for (entry, name) in entries.iter().enumerate() {
            for (word, written) in name.words.iter().enumerate() {
                for part in &written.parts {
                    let (letters, joints) = letters(part);
                    if letters.is_empty() {
                        continue;
                    }
                    let alone = alone(&letters, written.role);
                    let known = parts.entry(letters).or_default();
                    known.joints.extend(joints);
                    known.alone = known.alone.max(alone);
                    let word = if written.role == Role::Particle { 0 } else { 1 << word.min(31) };
                    known.places.push(Place { entry, word, role: written.role });
                }
            }
        }
        let parts: Vec<Part> = parts
            .into_iter()
            .map(|(letters, part)| Part { letters, ..part })
            .filter(Part::is_findable)
            .collect();
        let letters = parts.iter().map(|part| part.letters.as_str());
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(letters).ok();
        Self { automaton: automaton.filter(|_| !parts.is_empty()), parts }
    }

    /// Where parts stand in a text, by their beginning.
    pub(super) fn find(&self, folded: &Folded) -> Vec<Found> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let letters = Letters::new(&folded.lower);
        let matches = automaton.find_overlapping_iter(&letters.letters);
        let mut found: Vec<Found> = matches
            .filter_map(|found| {
                let part = found.pattern().as_usize();
                let joints = &self.parts.get(part)?.joints;
                let (range, is_spaced) = letters.written(found.range(), joints, &folded.lower)?;
                Some(Found { part, range, is_spaced })
            })
            .collect();
        found.sort_by_key(|found| (found.range.start, found.range.end));
        found
    }
}

impl Part {
    fn is_findable(&self) -> bool {
        // A single letter is an initial; one character of some scripts is a word.
        self.letters.len() > 1
    }
}

fn alone(letters: &str, role: Role) -> Alone {
    let is_everyday = everyday::is_everyday(letters);
    match role {
        Role::Single if is_everyday || everyday::is_beside_a_name(letters) => Alone::WithCapital,
        Role::Single => Alone::Name,
        Role::Forename | Role::Surname if letters.chars().count() >= 3 && !is_everyday => {
            Alone::WithCapital
        }
        _ => Alone::Nothing,
    }
}

/// The letters of a part, small, and after how many bytes of them it has a joint.
fn letters(part: &str) -> (String, Vec<usize>) {
    let folded = Folded::new(part);
    let (mut letters, mut joints) = (String::new(), Vec::new());
    let mut before: Option<char> = None;
    for (written, small) in folded.text.chars().zip(folded.lower.chars()) {
        if small.is_alphabetic() {
            let is_hump = written.is_uppercase() && before.is_some_and(char::is_lowercase);
            if is_hump || before.is_some_and(|before| !before.is_alphabetic()) {
                joints.push(letters.len());
            }
            letters.push(small);
        }
        before = Some(written);
    }
    (letters, joints)
}

/// The letters of a text in a row, and where each byte of them stands.
struct Letters {
    letters: String,
    at: Vec<u32>,
}

impl Letters {
    fn new(text: &str) -> Self {
        let mut letters =
            Self { letters: String::with_capacity(text.len()), at: Vec::with_capacity(text.len()) };
        for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphabetic()) {
            letters.letters.push(letter);
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            letters.at.extend((0..).take(letter.len_utf8()).map(|byte| at.saturating_add(byte)));
        }
        letters
    }

    /// Where some letters in a row stand in the text, if they are one word there or are all spaced out.
    fn written(
        &self,
        range: Range<usize>,
        joints: &[usize],
        text: &str,
    ) -> Option<(Range<usize>, bool)> {
        let at = self.at.get(range.clone())?;
        let (first, last) = (*at.first()? as usize, *at.last()? as usize + 1);
        if last - first == at.len() {
            return Some((first..last, false));
        }
        let letters = self.letters.get(range)?;
        let mut gaps = letters.char_indices().skip(1).map(|(index, _)| {
            let before = at.get(index - 1).map_or(0, |at| *at as usize + 1);
            let here = at.get(index).map_or(0, |at| *at as usize);
            (index, text.get(before..here).unwrap_or_default())
        });
        let is_tight = gaps.clone().all(|(index, gap)| {
            matches!(gap, "" | "-\n")
                || joints.contains(&index) && matches!(gap, "'" | " " | "-" | "' " | "\n" | "_")
        });
        let spacing = gaps.next().map(|(_, gap)| gap);
        let is_spaced = spacing.is_some_and(|spacing| matches!(spacing, " " | "-" | "." | "_"))
            && gaps.all(|(_, gap)| Some(gap) == spacing);
        (is_tight || is_spaced).then_some((first..last, !is_tight))
    }
}
