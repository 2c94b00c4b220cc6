//! Where the volumes are cut.

use std::{cmp::Ordering, ops::Range};

use super::{TooLarge, file_name};
use crate::bundle::bind::Weights;

/// What each page takes besides itself, in bytes: what stands around it, and its place in the
/// bookmarks, the record and the structure of the document.
const AROUND_PAGE: usize = 2_500;

/// A file that is bound page by page.
pub(super) struct Run {
    /// What the labels of its pages start with.
    pub(super) name: String,
    /// What they weigh.
    pub(super) weights: Weights,
}

/// A page of a file: which of the files, and which page of it, from 0.
pub(super) type Place = (usize, usize);

/// What volumes weigh besides the pages bound in them, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Besides {
    /// The first, with all that stands before the documents.
    pub(super) first: usize,
    /// Any other.
    pub(super) other: usize,
}

/// The pages at which the second volume begins, the third, and so on, so that none weighs more than
/// `most` bytes. Cuts lie between documents; a document that is larger than a volume is cut between
/// its pages, and a page that is larger than a volume is alone in one.
pub(super) fn cuts(runs: &[Run], besides: Besides, most: usize) -> Vec<Place> {
    let mut cuts: Vec<Place> = Vec::new();
    let room = most.saturating_sub(besides.other);
    let mut left = most.saturating_sub(besides.first);
    // The first volume is never empty; any other needs a page.
    let mut is_open = true;
    for (index, run) in runs.iter().enumerate() {
        let mut from = 0;
        let count = run.weights.count();
        while from < count {
            let fits = that_fit(run, from, left);
            let is_whole = fits == count - from;
            let may_be_cut = from > 0 || weight(run, 0..count) > room;
            let taken = match (is_whole || may_be_cut, is_open) {
                (true, true) => fits,
                // A page that is too large for any volume still has to be in one.
                (true, false) => fits.max(1),
                (false, _) => 0,
            };
            left = left.saturating_sub(weight(run, from..from + taken));
            from += taken;
            is_open |= taken > 0;
            if from < count {
                cuts.push((index, from));
                left = room;
                is_open = false;
            }
        }
    }
    cuts
}

/// What some pages of a file weigh with what stands around them.
pub(super) fn weight(run: &Run, pages: Range<usize>) -> usize {
    pages.len() * AROUND_PAGE + run.weights.of(pages)
}

fn that_fit(run: &Run, from: usize, bytes: usize) -> usize {
    run.weights.that_fit(from, bytes, AROUND_PAGE)
}

/// The label of a page.
pub(super) fn label(runs: &[Run], (run, page): Place) -> String {
    let name = runs.get(run).map_or("", |run| &run.name);
    format!("{name}-page-{}", page + 1)
}

/// What is bound in one volume: pages of the files, by their place among them.
pub(super) type Held = Vec<(usize, Range<usize>)>;

/// What is bound in each volume.
pub(super) fn held(runs: &[Run], cuts: &[Place]) -> Vec<Held> {
    let start = [(0, 0)].into_iter().chain(cuts.iter().copied());
    let end = cuts.iter().copied().chain([(runs.len(), 0)]);
    let volume = |(start, end): (Place, Place)| {
        let pages = runs.iter().enumerate().map(|(index, run)| {
            let count = run.weights.count();
            let within = |(place, page): Place| match place.cmp(&index) {
                Ordering::Less => 0,
                Ordering::Equal => page,
                Ordering::Greater => count,
            };
            (index, within(start)..within(end))
        });
        pages.filter(|(_, pages)| !pages.is_empty()).collect()
    };
    start.zip(end).map(volume).collect()
}

/// What a volume weighs besides what is bound in it.
pub(super) fn besides(runs: &[Run], held: &Held, size: usize) -> usize {
    let pages = held.iter();
    let bound = pages.filter_map(|(run, pages)| Some(weight(runs.get(*run)?, pages.clone())));
    size.saturating_sub(bound.sum())
}

/// The same for all volumes.
pub(super) fn measured(runs: &[Run], held: &[Held], sizes: &[usize]) -> Besides {
    let mut all = held.iter().zip(sizes).map(|(held, size)| besides(runs, held, *size));
    Besides { first: all.next().unwrap_or_default(), other: all.max().unwrap_or_default() }
}

/// The volumes that are larger than they may be.
pub(super) fn too_large(
    runs: &[Run],
    held: &[Held],
    sizes: &[usize],
    most: usize,
) -> Vec<TooLarge> {
    let over = (1..).zip(held).zip(sizes).filter(|(_, size)| **size > most);
    over.map(|((number, held), _)| {
        let pages: usize = held.iter().map(|(_, pages)| pages.len()).sum();
        let holds = match held.first() {
            None => "what stands before the first document".to_owned(),
            Some((run, pages)) => said(runs, *run, pages.start),
        };
        // The first volume can do without a document; no other can do without a page.
        let cannot_be_cut = pages == usize::from(number > 1);
        TooLarge { file: file_name(number), holds, cannot_be_cut }
    })
    .collect()
}

/// A page in words.
fn said(runs: &[Run], run: usize, page: usize) -> String {
    let name = runs.get(run).map_or("", |run| &run.name);
    let file = name.strip_prefix("document-").map(|number| format!("Document {number}"));
    format!("page {} of {}", page + 1, file.unwrap_or_else(|| format!("the {name}")))
}
