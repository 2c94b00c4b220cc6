//! Which pages of the bundle each volume holds.

use std::collections::BTreeMap;

use crate::{build::numbers::Numbers, typeset::Away};

/// The volumes of a bundle side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::build) struct Shelf {
    /// The first page of each volume, from 1.
    starts: Vec<usize>,
    /// The pages of the whole with which each volume after the first begins: the cover and the index.
    repeated: Vec<usize>,
    /// How many pages the whole has.
    count: usize,
}

impl Shelf {
    /// `cuts` are the labels of the pages at which a further volume begins.
    pub(in crate::build) fn of(numbers: &Numbers, cuts: &[String]) -> Self {
        let place = |label: &str| numbers.places.get(label).copied().unwrap_or(1);
        let cover = place("cover")..place("digest");
        let index = place("index")..place("index-end") + 1;
        let starts = cuts.iter().map(|label| place(label));
        Self {
            starts: [1].into_iter().chain(starts).collect(),
            repeated: cover.chain(index).collect(),
            count: numbers.count,
        }
    }

    /// How many volumes there are.
    pub(super) fn volumes(&self) -> usize {
        self.starts.len()
    }

    /// The first and the last page of a volume, those apart with which each begins.
    pub(super) fn span(&self, volume: usize) -> (usize, usize) {
        let first = self.starts.get(volume - 1).copied().unwrap_or(1);
        (first, self.starts.get(volume).map_or(self.count, |next| next - 1))
    }

    /// The pages of a volume in order, as they are counted in the whole.
    pub(super) fn pages(&self, volume: usize) -> Vec<usize> {
        let (first, last) = self.span(volume);
        let repeated = self.repeated.iter().copied().filter(|_| volume > 1);
        repeated.chain(first..=last).collect()
    }

    /// The volume a page of the whole is in, from 1.
    fn volume_of(&self, page: usize) -> usize {
        self.starts.iter().filter(|start| **start <= page).count().max(1)
    }

    /// The volume each label is in.
    pub(in crate::build) fn volumes_of(&self, numbers: &Numbers) -> BTreeMap<String, usize> {
        let labels = numbers.places.iter();
        labels.map(|(label, page)| (label.clone(), self.volume_of(*page))).collect()
    }

    /// Where the labels are that are not in a volume: the file, and the page by its place in that. Heard
    /// is the page by its number.
    pub(super) fn away(&self, numbers: &Numbers, from: usize) -> BTreeMap<String, Away> {
        let here = self.pages(from);
        let labels = numbers.places.iter().filter(|(_, page)| !here.contains(page));
        labels
            .filter_map(|(label, page)| {
                let volume = self.volume_of(*page);
                let position = self.position(volume, *page)?;
                let address = format!("{}#page={position}", super::file_name(volume));
                let page = format!("page {}, volume {volume}", numbers.label(*page));
                let spoken = match numbers.title(label) {
                    Some(title) => format!("{title}, {page}"),
                    None => page,
                };
                Some((label.clone(), Away { address, spoken }))
            })
            .collect()
    }

    /// Whether a volume was laid out with everything where the whole says it is.
    pub(super) fn agrees(&self, numbers: &Numbers, volume: usize, found: &Numbers) -> bool {
        let here = self.pages(volume);
        let place = |page: &usize| here.iter().position(|one| one == page).map(|index| index + 1);
        let mut places =
            numbers.places.iter().filter_map(|(label, page)| Some((label, place(page)?)));
        found.count == here.len()
            && places.all(|(label, place)| found.places.get(label) == Some(&place))
    }

    /// Where a page of the whole stands in a volume, from 1.
    pub(super) fn position(&self, volume: usize, page: usize) -> Option<usize> {
        self.pages(volume).iter().position(|one| *one == page).map(|index| index + 1)
    }
}
