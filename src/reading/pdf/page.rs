//! One page: what is on it for everybody to see, what is not, and what no program can read.

use super::glyph::Glyph;
use super::ink::{self, Ink, Picture};
use super::letters::Letters;
use super::lines;
use crate::reading::{Part, Reading, TraceKind, UnreadKind};

/// A page that pictures cover to this part is a scan, or a slide on a photograph.
const SCAN: f64 = 0.75;

/// A picture of this part of a page can hold words.
pub(super) const LARGE: f64 = 1.0 / 6.0;

/// Shapes with curves on a page without a letter: its letters were made into drawings.
const MANY_CURLS: usize = 150;

/// Adds what a page says to a reading. Gives back pictures that could hold words, where they are
/// large enough.
pub(super) fn judge(number: usize, ink: &mut Ink, reading: &mut Reading) -> Vec<Picture> {
    let page = Some(number);
    let is_scan = ink::pictured(ink.paper, &ink.pictures) >= SCAN;
    ink.settle(is_scan);
    let covered = covered(&ink.glyphs);
    let part_of = |(glyph, covered): (&Glyph, &bool)| match (glyph.unseen || glyph.inkless, covered)
    {
        (true, _) => Part::Hidden,
        (_, true) => Part::Covered,
        _ => Part::Page,
    };
    for (part, trace) in [
        (Part::Page, None),
        (Part::Hidden, Some(TraceKind::HiddenText)),
        (Part::Covered, Some(TraceKind::CoveredText)),
    ] {
        let mine = ink
            .glyphs
            .iter()
            .zip(&covered)
            .filter(|(glyph, covered)| !glyph.again && part_of((glyph, covered)) == part);
        let text = lines::text(mine.map(|(glyph, _)| glyph));
        add(reading, page, part, text, trace);
    }
    let (unread, pictures) = unread(ink, is_scan);
    unread.into_iter().for_each(|what| reading.miss(page, what));
    pictures
}

/// Adds a passage, and the trace it leaves, if there is a word in it.
pub(super) fn add(
    reading: &mut Reading,
    page: Option<usize>,
    part: Part,
    text: String,
    trace: Option<TraceKind>,
) {
    if !text.chars().any(char::is_alphanumeric) {
        return;
    }
    if let Some(kind) = trace {
        reading.trace(page, kind);
    }
    reading.say(page, part, text);
}

/// Which glyphs belong to words that lie under something for the most part.
fn covered(glyphs: &[Glyph]) -> Vec<bool> {
    let mut covered: Vec<bool> = glyphs.iter().map(Glyph::is_covered).collect();
    if !covered.contains(&true) {
        return covered;
    }
    for word in lines::words(glyphs) {
        let Some(letters) = covered.get_mut(word) else { continue };
        let most = letters.iter().filter(|covered| **covered).count() * 2 >= letters.len();
        letters.fill(most);
    }
    covered
}

fn unread(ink: &Ink, is_scan: bool) -> (Vec<UnreadKind>, Vec<Picture>) {
    let (mut unread, mut mute) = (Vec::new(), Vec::new());
    let seen = || ink.glyphs.iter().filter(|it| !it.again && !it.unseen && !it.letters.is_blank());
    let has_letters = seen().next().is_some();
    let rows_in = |picture: Option<&Picture>| {
        let inside =
            |it: &&Glyph| picture.is_none_or(|picture| picture.bounds.contains(it.middle()));
        let mut rows: Vec<i64> = seen().filter(inside).map(|it| (it.at.y / 5.0) as i64).collect();
        rows.sort_unstable();
        rows.dedup_by(|next, one| *next - *one < 2);
        rows.len() as f64
    };
    let is_mute =
        |picture: &Picture| rows_in(Some(picture)) < (picture.bounds.height() / 150.0).max(3.0);
    if !has_letters && ink::pictured(ink.paper, &ink.pictures) >= 0.5 {
        unread.push(UnreadKind::Scan);
    } else if !(is_scan && rows_in(None) >= 6.0) && ink::pictured(ink.paper, &ink.pictures) >= LARGE
    {
        mute = ink.pictures.iter().filter(|picture| is_mute(picture)).cloned().collect();
    }
    let outlined = !has_letters && ink.pictures.is_empty() && ink.curls >= MANY_CURLS;
    if outlined || nameless(&ink.glyphs) >= 6 {
        unread.push(UnreadKind::NamelessLetters);
    }
    if ink.overflowed {
        unread.push(UnreadKind::TooMuch);
    }
    (unread, mute)
}

/// How many glyphs stand in words that the file does not name. A bullet stands alone.
fn nameless(glyphs: &[Glyph]) -> usize {
    if !glyphs.iter().any(|it| it.letters == Letters::Nameless) {
        return 0;
    }
    let in_a_row = |word: std::ops::Range<usize>| {
        let word = glyphs.get(word).unwrap_or_default();
        word.split(|it| it.letters != Letters::Nameless).map(<[Glyph]>::len).max().unwrap_or(0)
    };
    lines::words(glyphs).into_iter().map(in_a_row).filter(|longest| *longest >= 3).sum()
}
