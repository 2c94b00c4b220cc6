//! A pack that was looked through, and the same pack with what was found masked.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Known, Search,
    look::{self, InReadings, InTexts},
    mask::mask,
    sighting::{Sighting, What},
};
use crate::{
    pack::Pack,
    policy::Policy,
    reading::{Part, Passage, Reading},
    source::Source,
};

/// What the search through a pack found.
#[derive(Debug)]
pub struct Looked {
    /// Everything, in the order of the files; files are named as they may be shown.
    pub sightings: Vec<Sighting>,
    /// Documents that say at their head that they are from court.
    pub from_court: BTreeSet<String>,
    texts: InTexts,
    search: Search,
    /// The pack as it may be shown, where that is not the pack itself.
    masked: Option<Box<Pack>>,
}

/// What was found in documents, kept from one look through a pack to the next.
#[derive(Default)]
pub struct KeptLooks {
    known: Known,
    readings: InReadings,
}

/// Letters for names of files that would be the same once they are masked.
const LETTERS: &str = "xyzwvutsrqponmlkjihgfedcba";

impl Looked {
    /// Looks through a pack.
    pub fn through(pack: &Pack, policy: &Policy) -> Self {
        Self::again(pack, policy, &mut KeptLooks::default())
    }

    /// Looks through a pack. A document that was searched before for the same is not searched again.
    pub fn again(pack: &Pack, policy: &Policy, kept: &mut KeptLooks) -> Self {
        let known = Known::of(pack, policy);
        let search = Search::new(&known);
        if kept.known != known {
            *kept = KeptLooks { known, ..KeptLooks::default() };
        }
        let (mut sightings, texts) = look::sightings(pack, &search, &mut kept.readings);
        let hits = |_: bool| true;
        let masking = Masking::of(pack, &sightings, &texts, &hits);
        let masked = masking.is_needed().then(|| Box::new(masking.apply(pack)));
        for one in &mut sightings {
            one.file = masking.name(&one.file);
        }
        let from_court = pack.readings.iter().filter(|(_, reading)| is_from_court(reading));
        let from_court = from_court.map(|(name, _)| masking.name(name)).collect();
        Self { sightings, from_court, texts, search, masked }
    }

    /// The pack as it may be shown: everything that was found is masked, whether it may stay or not.
    pub fn shown<'a>(&'a self, pack: &'a Pack) -> &'a Pack {
        self.masked.as_deref().unwrap_or(pack)
    }

    /// A text that is not part of the pack, such as the path of its folder, as it may be shown.
    pub fn masked(&self, text: &str) -> String {
        let ranges: Vec<_> = self.search.hits(text).into_iter().map(|hit| hit.range).collect();
        mask(text, &ranges, 'x')
    }

    /// The pack as a draft or a single form prints it: what may stay is there, all else is masked, and
    /// documents in which a page identifies somebody are left out.
    pub fn for_draft(&self, pack: &Pack) -> Pack {
        let open = |may_stay: bool| !may_stay;
        let masking = Masking::of(pack, &self.sightings, &self.texts, &open);
        let mut draft = masking.apply(pack);
        let held_back: BTreeSet<String> =
            self.held_back().into_iter().map(|path| masking.name(path)).collect();
        draft.attachments.retain(|name, _| !held_back.contains(name));
        draft
    }

    /// The documents whose pages would show what could identify somebody.
    fn held_back(&self) -> BTreeSet<&str> {
        let is_shown = |one: &&Sighting| {
            let is_on_page = !matches!(one.part, None | Some(Part::Property(_) | Part::Embedded));
            let is_certain = one.is_sure && matches!(one.what, What::Identifying(_));
            one.stays.is_none() && is_certain && is_on_page
        };
        self.sightings.iter().filter(is_shown).map(|one| one.path.as_str()).collect()
    }

    /// What keeps the original of a file out of the zip: the names of the rules. A photograph is
    /// handed on without what a camera wrote into it, so that does not count against it.
    pub fn against(&self, pack: &Pack, file: &str) -> Vec<&'static str> {
        let is_picture =
            pack.attachments.get(file).is_some_and(|one| one.is_picture && one.content.is_ok());
        let counts = |one: &&Sighting| {
            let is_of_camera = is_picture && !matches!(one.part, Some(Part::Page));
            let is_found = !matches!(one.what, What::Unread(_)) && !one.is_in_name;
            let is_it = one.path == file || one.file == file;
            is_it && one.stays.is_none() && is_found && !is_of_camera
        };
        let rules = self.sightings.iter().filter(counts).map(|one| one.what.rule());
        rules.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// Whether a document begins as those do that are filed in family proceedings.
fn is_from_court(reading: &Reading) -> bool {
    const HEADS: [&str; 3] = [
        "IN THE FAMILY COURT",
        "IN THE HIGH COURT OF JUSTICE",
        "IN THE MATTER OF THE CHILDREN ACT",
    ];
    let is_head = |one: &&Passage| one.part == Part::Page && one.page.unwrap_or(1) == 1;
    reading.passages.iter().filter(is_head).any(|one| {
        let words = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
        HEADS.iter().any(|head| words.contains(head))
    })
}

/// What becomes of each text and each name of a file.
struct Masking {
    texts: BTreeMap<String, String>,
    /// Parts of paths and what they become.
    names: BTreeMap<String, String>,
}

impl Masking {
    fn of(
        pack: &Pack,
        sightings: &[Sighting],
        found: &InTexts,
        counts: &dyn Fn(bool) -> bool,
    ) -> Self {
        let ranges = |source: &Source| -> Vec<_> {
            let spots = found.get(&source.name).into_iter().flatten();
            spots
                .filter(|(_, may_stay)| counts(*may_stay))
                .map(|(range, _)| range.clone())
                .collect()
        };
        let names = names(pack, sightings, &ranges, counts);
        let mut texts = BTreeMap::new();
        for source in pack.sources.values() {
            let mut text = mask(&source.text, &ranges(source), 'x');
            // A file is called the same wherever it is named.
            for (name, masked) in &names {
                let places: Vec<usize> =
                    source.text.match_indices(name).map(|(at, _)| at).collect();
                for at in places {
                    text.replace_range(at..at + name.len(), masked);
                }
            }
            if *text != *source.text {
                texts.insert(source.name.clone(), text);
            }
        }
        Self { texts, names }
    }

    fn is_needed(&self) -> bool {
        !self.texts.is_empty() || !self.names.is_empty()
    }

    fn name(&self, path: &str) -> String {
        let parts = path.split('/').map(|part| self.names.get(part).map_or(part, String::as_str));
        parts.collect::<Vec<_>>().join("/")
    }

    fn apply(&self, pack: &Pack) -> Pack {
        let text = |source: &Source| match self.texts.get(&source.name) {
            Some(text) => text.clone(),
            None => source.text.to_string(),
        };
        pack.rewritten(text, |path| self.name(path))
    }
}

/// What the parts of paths become in which something was found, be it in the path itself or where a
/// text names the file. No two become the same.
fn names(
    pack: &Pack,
    sightings: &[Sighting],
    ranges: &dyn Fn(&Source) -> Vec<std::ops::Range<usize>>,
    counts: &dyn Fn(bool) -> bool,
) -> BTreeMap<String, String> {
    let parts: BTreeSet<&str> = pack.names().into_iter().flat_map(|path| path.split('/')).collect();
    let mut found: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for one in sightings.iter().filter(|one| one.is_in_name && counts(one.stays.is_some())) {
        let mut start = 0;
        for part in one.path.split('/') {
            let inside = one.in_name.iter().filter_map(|range| {
                let end = range.end.min(start + part.len());
                (range.start.max(start) < end).then(|| range.start.max(start) - start..end - start)
            });
            let inside: Vec<_> = inside.collect();
            if let Some(part) = parts.get(part).filter(|_| !inside.is_empty()) {
                found.entry(part).or_default().extend(inside);
            }
            start += part.len() + 1;
        }
    }
    for source in pack.sources.values() {
        let ranges = ranges(source);
        for part in parts.iter().filter(|part| !ranges.is_empty() && part.len() > 3) {
            for (at, _) in source.text.match_indices(*part) {
                let within =
                    ranges.iter().filter(|one| one.start >= at && one.end <= at + part.len());
                let within: Vec<_> = within.map(|one| one.start - at..one.end - at).collect();
                if !within.is_empty() {
                    found.entry(part).or_default().extend(within);
                }
            }
        }
    }
    let mut taken: BTreeSet<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let mut names = BTreeMap::new();
    for (part, ranges) in found {
        let masked = LETTERS.chars().map(|letter| mask(part, &ranges, letter));
        let masked =
            masked.map(Some).find(|one| one.as_ref().is_some_and(|one| taken.insert(one.clone())));
        let masked = masked.flatten().unwrap_or_else(|| mask(part, &ranges, 'x'));
        names.insert(part.to_owned(), masked);
    }
    names
}
