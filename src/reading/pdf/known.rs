//! What a glyph stands for and how wide it is, asked once where that is sure to be enough.
//!
//! A font that every reader has looks up both by the name of each glyph, which takes a third of all
//! the time a page takes. Where a file has no other fonts, one glyph of a font is one name.

use hayro_interpret::font::OutlineGlyph;
use hayro_syntax::object::{Dict, Name, Object};

use super::letters::Letters;

/// How many glyphs are kept. A page of one language has some eighty.
const KEPT: usize = 256;

/// Glyphs of a page that are known already.
pub(super) struct Known {
    glyphs: Vec<Option<Entry>>,
}

struct Entry {
    font: u128,
    glyph: u32,
    letters: Letters,
    advance: Option<f32>,
}

impl Known {
    /// Knows nothing yet, and never will unless the file has no fonts but those every reader has.
    pub(super) fn new(is_plain: bool) -> Self {
        let mut glyphs = Vec::new();
        glyphs.resize_with(if is_plain { KEPT } else { 0 }, || None);
        Self { glyphs }
    }

    /// What a glyph stands for and how wide it is, in thousandths of its size.
    pub(super) fn of(&mut self, drawn: &OutlineGlyph) -> (Letters, Option<f32>) {
        let (font, glyph) = (drawn.font_cache_key(), drawn.glyph_id().to_u32());
        let ask = || (Letters::of(drawn.as_unicode()), drawn.advance_width());
        // Glyph 0 stands for every letter that is not in the font.
        let place = self.glyphs.get_mut(glyph as usize % KEPT).filter(|_| glyph != 0);
        let Some(place) = place else { return ask() };
        match place {
            Some(known) if (known.font, known.glyph) == (font, glyph) => {
                (known.letters.clone(), known.advance)
            }
            _ => {
                let (letters, advance) = ask();
                *place = Some(Entry { font, glyph, letters: letters.clone(), advance });
                (letters, advance)
            }
        }
    }
}

/// Whether a dictionary, if it is a font, is one of those every reader has, with nothing of its own:
/// no names, no widths, no letters for its glyphs.
pub(super) fn is_plain(dict: &Dict<'_>, subtype: &[u8]) -> bool {
    match subtype {
        b"Type1" | b"TrueType" => {}
        b"MMType1" | b"OpenType" | b"Type0" | b"Type3" => return false,
        _ => return true,
    }
    const OF_ITS_OWN: [&[u8]; 3] = [b"ToUnicode", b"Widths", b"FontDescriptor"];
    let base = dict.get::<Name<'_>>(b"BaseFont");
    let is_of_letters = base.as_deref().is_some_and(|name| {
        [&b"Helvetica"[..], b"Times", b"Courier"].iter().any(|family| name.starts_with(family))
    });
    let encoding = dict.get::<Object<'_>>(b"Encoding");
    let is_usual = matches!(encoding, None | Some(Object::Name(_)));
    is_of_letters && is_usual && !OF_ITS_OWN.iter().any(|key| dict.contains_key(*key))
}
