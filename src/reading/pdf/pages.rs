//! The pages of a file, one after the other, as far as they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::font::FontQuery;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::ObjectIdentifier;
use hayro_syntax::page::Page;
use kurbo::{Affine, Rect};

use super::annotations::{self, Annotations};
use super::bare::Copies;
use super::device::Listener;
use super::glyph::Glyph;
use super::ink::{self, Fill, Ink, Picture};
use super::{lines, page, reach, unpack, work};
use crate::reading::{Reading, UnreadKind};
use crate::typeset;

/// How many bytes of drawing instructions are followed in one file. Ten thousand ordinary pages
/// have half of that.
const MAX_INSTRUCTIONS: usize = 600 << 20;

/// How many bytes of instructions one page may be drawn with.
const MAX_PAGE: usize = 128 << 20;

/// How many bytes of letters are read in one file: some fifty novels.
const MAX_LETTERS: usize = 48 << 20;

/// A picture on this many pages is a logo or a background.
const KNOWN: usize = 3;

/// What was found on the pages beside their text.
#[derive(Default)]
pub(super) struct Found {
    /// The first page each picture is on.
    pub(super) pictures: BTreeMap<ObjectIdentifier, usize>,
}

/// Reads all pages.
pub(super) fn read(pdf: &Pdf, copies: &Copies, reading: &mut Reading) -> Found {
    let mut reader = Reader::of(copies);
    for (index, page) in pdf.pages().iter().enumerate() {
        let number = index + 1;
        let content = unpack::content(page).filter(|_| reader.walk.is_bounded(page));
        let limit = reader.instructions.min(MAX_PAGE);
        let work = content.as_deref().and_then(|content| work::of(page, content, limit));
        let (Some(content), Some(work), true) = (content, work, reader.letters > 0) else {
            reading.miss(Some(number), UnreadKind::TooMuch);
            break;
        };
        reader.instructions -= work;
        let one = AssertUnwindSafe(|| reader.page(index, page, &content, reading));
        if catch_unwind(one).is_err() {
            // What the reader kept may be half done.
            reader.cache = InterpreterCache::new();
            reader.opened_cache = InterpreterCache::new();
            reading.miss(Some(number), UnreadKind::Damaged);
        }
    }
    reader.judge_pictures(reading);
    reader.found
}

/// What is kept from page to page.
struct Reader<'a> {
    copies: &'a Copies<'a>,
    cache: InterpreterCache<'a>,
    opened_cache: InterpreterCache<'a>,
    walk: reach::Walk,
    /// How much may still be read.
    instructions: usize,
    letters: usize,
    found: Found,
    /// On how many pages each picture is.
    uses: BTreeMap<ObjectIdentifier, usize>,
    /// Pages with pictures that could hold words.
    mute: Vec<(usize, Rect, Vec<Picture>)>,
}

impl<'a> Reader<'a> {
    fn of(copies: &'a Copies<'a>) -> Self {
        Self {
            copies,
            cache: InterpreterCache::new(),
            opened_cache: InterpreterCache::new(),
            walk: reach::Walk::default(),
            instructions: MAX_INSTRUCTIONS,
            letters: MAX_LETTERS,
            found: Found::default(),
            uses: BTreeMap::new(),
            mute: Vec::new(),
        }
    }

    fn page(&mut self, index: usize, page: &Page<'a>, content: &[u8], reading: &mut Reading) {
        let number = index + 1;
        let mut listener = listen(page, content, &self.cache, self.copies.have_plain_fonts());
        let notes = annotations::read(page, place(page));
        let mut drawn = String::new();
        if notes.is_drawn {
            drawn = draw_annotations(page, &mut listener, &notes, &self.cache);
        }
        let mut ink = listener.ink;
        for cover in &notes.covers {
            let paper = ink.paper;
            ink.area(cover.clone(), paper, Fill::Solid([0.0; 3]));
        }
        if let Some(opened) = self.copies.opened(content, listener.odd_clip)
            && let Some(page) = opened.pages().get(index)
            && let Some(content) = unpack::content(page)
            && work::of(page, &content, MAX_PAGE).is_some()
        {
            add_unseen(&mut ink, listen(page, &content, &self.opened_cache, false).ink.glyphs);
        }
        self.letters = self.letters.saturating_sub(listener.letters);
        let seen: BTreeSet<_> = ink.pictures.iter().filter_map(|picture| picture.id).collect();
        for id in seen {
            *self.uses.entry(id).or_default() += 1;
            self.found.pictures.entry(id).or_insert(number);
        }
        let pictures = page::judge(number, &mut ink, reading);
        if !pictures.is_empty() {
            self.mute.push((number, ink.paper, pictures));
        }
        annotations::add(number, &notes, &drawn, reading);
    }

    /// Says on which pages pictures could hold words, now that it is known which are logos.
    fn judge_pictures(&mut self, reading: &mut Reading) {
        for (number, paper, pictures) in &mut self.mute {
            let use_of = |picture: &Picture| picture.id.and_then(|id| self.uses.get(&id));
            pictures.retain(|picture| use_of(picture).is_none_or(|uses| *uses < KNOWN));
            if ink::pictured(*paper, pictures) >= page::LARGE {
                reading.miss(Some(*number), UnreadKind::Picture);
            }
        }
    }
}

/// Fonts that every reader has to have are looked up by the name of each glyph. The ones that come
/// with the interpreter do that from the first glyph to the last, which takes ten times as long as
/// all the rest; names and widths come from its tables anyway, so any other font will do.
fn settings(render_annotations: bool) -> InterpreterSettings {
    let usual = InterpreterSettings::default();
    let resolver = Arc::clone(&usual.font_resolver);
    InterpreterSettings {
        render_annotations,
        font_resolver: Arc::new(move |query| match (query, typeset::any_font()) {
            (FontQuery::Standard(_), Some(font)) => Some((Arc::new(font), 0)),
            _ => resolver(query),
        }),
        ..usual
    }
}

/// From the file's measure to the page as a reader turns it, from its upper left corner.
fn place(page: &Page<'_>) -> Affine {
    page.initial_transform(true).to_kurbo()
}

fn paper(page: &Page<'_>) -> Rect {
    let (width, height) = page.render_dimensions();
    Rect::new(0.0, 0.0, f64::from(width), f64::from(height))
}

/// Draws the content of a page.
fn listen<'a>(
    page: &Page<'a>,
    content: &[u8],
    cache: &InterpreterCache<'a>,
    plain_fonts: bool,
) -> Listener {
    let mut listener = Listener::on(paper(page), plain_fonts);
    let mut context = Context::new(place(page), paper(page), cache, page.xref(), settings(false));
    interpret(TypedIter::new(content), page.resources(), &mut context, &mut listener);
    listener
}

/// Draws a page again with its annotations over it, and gives back what these say.
fn draw_annotations<'a>(
    page: &Page<'a>,
    listener: &mut Listener,
    notes: &Annotations,
    cache: &InterpreterCache<'a>,
) -> String {
    let mut second = Listener::on(paper(page), false);
    second.ignore_after(listener.strokes, &notes.furniture);
    let mut context = Context::new(place(page), paper(page), cache, page.xref(), settings(true));
    interpret_page(page, &mut context, &mut second);
    let (glyphs, pictures) = (listener.ink.glyphs.len(), listener.ink.pictures.len());
    *listener = second;
    listener.ink.pictures.truncate(pictures);
    let drawn = listener.ink.glyphs.split_off(glyphs.min(listener.ink.glyphs.len()));
    lines::text(drawn.iter().filter(|glyph| !glyph.unseen))
}

/// Adds what only an opened copy shows: it cannot be seen on the page.
fn add_unseen(ink: &mut Ink, all: Vec<Glyph>) {
    let key = |glyph: &Glyph| {
        let place = [glyph.at.x, glyph.at.y].map(|at| (at * 4.0).round() as i64);
        let mut letters = String::new();
        glyph.letters.append_to(&mut letters);
        (place, letters)
    };
    let known: BTreeSet<_> = ink.glyphs.iter().map(key).collect();
    let new = all.into_iter().filter(|glyph| !known.contains(&key(glyph)));
    for glyph in new.collect::<Vec<_>>() {
        let unseen = !ink.shown_through(&glyph);
        ink.glyphs.push(glyph.laid_bare(unseen));
    }
}
