//! The letters that can be printed.

use include_dir::{Dir, include_dir};
use serde_json::Value;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::fonts::FontStore;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/fonts");

/// One of them, for whoever needs the shapes of letters and does not mind which.
pub(crate) fn any_font() -> Option<&'static [u8]> {
    EMBEDDED
        .files()
        .find(|file| file.path().extension().is_some_and(|it| it == "ttf"))
        .map(include_dir::File::contents)
}

/// The fonts this program carries; none are taken from the machine, so that the same pack gives
/// the same pages everywhere.
pub struct Fonts {
    store: FontStore,
}

impl Default for Fonts {
    fn default() -> Self {
        Self::new()
    }
}

impl Fonts {
    /// Loads them.
    pub fn new() -> Self {
        let mut store = FontStore::new();
        let mut files: Vec<_> = EMBEDDED.files().collect();
        files.sort_by_key(|file| file.path());
        let is_font =
            |path: &std::path::Path| path.extension().is_some_and(|ending| ending == "ttf");
        for file in files.into_iter().filter(|file| is_font(file.path())) {
            let fonts = Font::iter(Bytes::new(file.contents()));
            store.extend(fonts.map(|font| {
                let info = font.info().clone();
                (font, info)
            }));
        }
        store.extend(typst_kit::fonts::embedded());
        Self { store }
    }

    /// Whether some font has a letter. What is never drawn (spaces, joiners, line ends) counts.
    pub fn can_print(&self, letter: char) -> bool {
        let is_drawn = || !is_control(letter) && !is_private(letter) && self.covers(letter);
        letter.is_whitespace() || is_invisible(letter) || is_drawn()
    }

    /// Puts a box in the place of every letter no font has, throughout the texts of some data, and a
    /// space in that of an old kind of new line. The check has named each of them; a draft is built
    /// all the same.
    pub fn keep_to_printable(&self, data: &mut Value) {
        match data {
            Value::String(text) if !text.is_ascii() || text.contains(char::is_control) => {
                *text = text.chars().map(|letter| self.printed(letter)).collect();
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.keep_to_printable(item)),
            Value::Object(keys) => {
                keys.values_mut().for_each(|value| self.keep_to_printable(value));
            }
            _ => {}
        }
    }

    fn printed(&self, letter: char) -> char {
        match letter {
            // Word's new line within a paragraph, the printer's new page, the mainframe's new line.
            '\u{B}' | '\u{C}' | '\u{85}' => ' ',
            letter if self.can_print(letter) => letter,
            _ => '□',
        }
    }

    fn covers(&self, letter: char) -> bool {
        let book = self.book();
        (0..).map_while(|index| book.info(index)).any(|info| info.coverage.contains(letter.into()))
    }

    /// What the fonts are called and which letters they have.
    pub fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    /// The font of this index in the book.
    pub fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }
}

fn is_control(letter: char) -> bool {
    letter.is_control() && !letter.is_whitespace()
}

/// Whether each program may draw something else for it: a PDF that is made to be kept has none.
fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// Marks that take part in setting text and leave nothing on paper.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
