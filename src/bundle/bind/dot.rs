//! The dot that stands in a typeset bundle for a page that is bound later.
//!
//! A picture one dot wide and four high cannot be met with by chance: its twelve bytes spell a
//! word and say which page of which file belongs there.

use hayro_syntax::object::Stream;

/// How wide and how high it is.
const SIZE: (u32, u32) = (1, 4);
const WORD: &[u8; 8] = b"panelpck";

/// A page of a file that is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Which file, in the order the binder is given them, from 0.
    pub file: u16,
    /// Which page of it, from 0.
    pub page: u16,
}

impl Slot {
    /// Page and file, each counted from 0. None where there are more than a dot can tell apart.
    pub fn new(file: usize, page: usize) -> Option<Self> {
        Some(Self { file: u16::try_from(file).ok()?, page: u16::try_from(page).ok()? })
    }

    /// The colours of its dot, red, green and blue of each of its four parts.
    pub fn dot(self) -> [u8; 12] {
        let mut dot = [0; 12];
        let (word, place) = dot.split_at_mut(WORD.len());
        word.copy_from_slice(WORD);
        let (file, page) = place.split_at_mut(2);
        file.copy_from_slice(&self.file.to_be_bytes());
        page.copy_from_slice(&self.page.to_be_bytes());
        dot
    }

    /// The page that belongs in the place of a picture, if it is such a dot.
    pub(super) fn of(picture: &Stream<'_>) -> Option<Self> {
        let dict = picture.dict();
        if (dict.get::<u32>(b"Width")?, dict.get::<u32>(b"Height")?) != SIZE {
            return None;
        }
        let dot = picture.decoded().ok()?;
        let (word, place) = dot.split_first_chunk::<8>()?;
        let [a, b, c, d] = *place.first_chunk::<4>()?;
        let (file, page) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        (word == WORD).then_some(Self { file, page })
    }
}
