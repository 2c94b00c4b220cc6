//! Which glyphs stand near a place of the page.

use super::letters::Letters;

/// What a glyph stands for, in short: what differs in this is not the same.
pub(super) fn sort(letters: &Letters) -> u32 {
    match letters {
        Letters::One(letter) => u32::from(*letter),
        Letters::Many(_) => NONE - 1,
        Letters::Nameless => NONE,
    }
}

/// Side by side cells of the grid.
pub(super) const CELLS: usize = 32;

/// The end of a chain.
const NONE: u32 = u32::MAX;

/// The glyphs of each cell of a page, the last one first. They hang on one another, so that a page
/// takes three lists and not a thousand.
pub(super) struct Cells {
    last: Vec<u32>,
    count: Vec<u32>,
    links: Vec<Link>,
}

/// A glyph in a cell.
#[derive(Clone, Copy)]
pub(super) struct Link {
    /// The glyph.
    pub(super) glyph: u32,
    /// Its [`sort`].
    pub(super) sort: u32,
    before: u32,
}

impl Cells {
    /// Cells without a glyph.
    pub(super) fn empty() -> Self {
        Self { last: vec![NONE; CELLS * CELLS], count: vec![0; CELLS * CELLS], links: Vec::new() }
    }

    /// Adds a glyph to a cell.
    pub(super) fn add(&mut self, cell: usize, glyph: usize, sort: u32) {
        let (Some(last), Some(count)) = (self.last.get_mut(cell), self.count.get_mut(cell)) else {
            return;
        };
        self.links.push(Link { glyph: glyph as u32, sort, before: *last });
        *last = self.links.len() as u32 - 1;
        *count += 1;
    }

    /// How many glyphs are in a cell.
    pub(super) fn count(&self, cell: usize) -> usize {
        self.count.get(cell).map_or(0, |count| *count as usize)
    }

    /// The glyphs of a cell, the last one first.
    pub(super) fn newest_first(&self, cell: usize) -> impl Iterator<Item = Link> + '_ {
        let mut next = self.last.get(cell).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let link = self.links.get(next as usize).copied()?;
            next = link.before;
            Some(link)
        })
    }
}
