//! What the council itself publishes, and what is therefore no hit.

use super::{Hit, Kind, folded::Folded, patterns::dialled};

/// Addresses, numbers, domains, rooms and institutions that may be named.
#[derive(Debug)]
pub(super) struct Public {
    /// Each in words of small letters and digits.
    texts: Vec<Vec<String>>,
    /// What follows the @ of every address that may be named.
    domains: Vec<String>,
    /// Whole addresses that may be named.
    addresses: Vec<String>,
    /// The digits of each.
    numbers: Vec<String>,
}

impl Public {
    pub(super) fn new(public: &[String]) -> Self {
        let folded: Vec<String> = public.iter().map(|text| Folded::new(text).lower).collect();
        let (mails, texts): (Vec<_>, Vec<_>) =
            folded.iter().partition(|text| text.contains('@') && !text.trim().contains(' '));
        let mails = mails.iter().map(|mail| mail.trim());
        let domains =
            mails.clone().filter_map(|mail| mail.strip_prefix('@')).map(str::to_owned).collect();
        let numbers =
            texts.iter().map(|text| dialled(text)).filter(|digits| digits.len() > 5).collect();
        Self {
            texts: texts.iter().map(|text| words(text)).collect(),
            domains,
            addresses: mails.filter(|mail| !mail.starts_with('@')).map(str::to_owned).collect(),
            numbers,
        }
    }

    /// Whether a hit lies in something published, or is it.
    pub(super) fn covers(&self, hit: &Hit, folded: &Folded) -> bool {
        let written = folded.lower.get(hit.range.clone()).unwrap_or_default();
        match hit.kind {
            Kind::Email => {
                let address: String =
                    written.chars().filter(|sign| !sign.is_whitespace()).collect();
                let domain = address.split_once('@').map_or("", |(_, domain)| domain);
                let is_below = |known: &String| {
                    let above = domain.strip_suffix(known.as_str());
                    above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
                };
                self.addresses.contains(&address) || self.domains.iter().any(is_below)
            }
            Kind::Telephone if self.numbers.contains(&dialled(written)) => true,
            _ => {
                let hit = words(written);
                self.texts.iter().any(|text| begins_in(text, &hit))
            }
        }
    }

    /// Whether a name stands where something published stands: `Victoria` before `Square`.
    pub(super) fn surrounds(&self, hit: &Hit, folded: &Folded) -> bool {
        let name = words(folded.lower.get(hit.range.clone()).unwrap_or_default());
        self.texts.iter().filter(|text| text.len() > name.len()).any(|text| {
            let places =
                text.windows(name.len().max(1)).enumerate().filter(|(_, window)| **window == name);
            places.map(|(at, _)| at).any(|at| {
                let next = |index: Option<usize>| {
                    index.and_then(|index| text.get(index)).filter(|word| is_word(word))
                };
                let (before, after) = (next(at.checked_sub(1)), next(Some(at + name.len())));
                before.is_some_and(|word| follows(folded, hit.range.start, word))
                    || after.is_some_and(|word| precedes(folded, hit.range.end, word))
            })
        })
    }
}

/// How many bytes may stand between two words of something published.
const GAP: usize = 4;

fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// Whether a word stands right before a place.
fn follows(folded: &Folded, at: usize, word: &str) -> bool {
    let start = folded.lower.floor_char_boundary(at.saturating_sub(word.len() + GAP));
    words(folded.lower.get(start..at).unwrap_or_default()).last().is_some_and(|last| last == word)
}

/// Whether a word stands right behind a place.
fn precedes(folded: &Folded, at: usize, word: &str) -> bool {
    let end = folded.lower.floor_char_boundary(at.saturating_add(word.len() + GAP));
    words(folded.lower.get(at..end).unwrap_or_default()).first().is_some_and(|first| first == word)
}

/// The words and numbers of a text.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|sign: char| !sign.is_alphanumeric() && sign != '\'');
    parts.filter(|part| !part.is_empty()).map(|part| part.replace('\'', "")).collect()
}

/// Whether some words stand in a text, whatever stands between their letters: `zz991zz` in `ZZ99 1ZZ`.
fn begins_in(text: &[String], hit: &[String]) -> bool {
    let hit = hit.concat();
    !hit.is_empty()
        && (0..text.len()).any(|start| {
            let mut rest = hit.as_str();
            for word in text.get(start..).unwrap_or_default() {
                match rest.strip_prefix(word.as_str()) {
                    Some("") => return true,
                    Some(after) => rest = after,
                    None => return false,
                }
            }
            false
        })
}
