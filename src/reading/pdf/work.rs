//! How much a page draws, found out before it is drawn.
//!
//! A drawing can use other drawings, and those others again, each many times: a few hundred bytes
//! are enough for work without end. Here the drawings are followed as they would be drawn, counting
//! bytes of instructions, and no further than a limit.

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, Stream};
use hayro_syntax::page::{Page, Resources};

use super::unpack::{MAX_CONTENT, makes_more, unpack};

/// How deep drawings are followed into drawings, as deep as they are drawn.
const DEEPEST: usize = 50;

/// What it costs to turn to another drawing, in bytes of instructions.
const TURN: usize = 4_000;

/// Counts the bytes of instructions a page is drawn with. `None` where they are more than `limit`.
pub(super) fn of(page: &Page<'_>, content: &[u8], limit: usize) -> Option<usize> {
    let mut left = limit;
    follow(content, page.resources(), 0, &mut left)?;
    Some(limit - left)
}

fn follow(content: &[u8], resources: &Resources<'_>, depth: usize, left: &mut usize) -> Option<()> {
    *left = left.checked_sub(content.len())?;
    if depth >= DEEPEST || !mentions_drawings(content) {
        return Some(());
    }
    let mut instructions = TypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        match instruction {
            TypedInstruction::XObject(drawing) => {
                let Some(drawing) = resources.get_x_object(drawing.0) else { continue };
                let kind = drawing.dict().get::<Name<'_>>(b"Subtype");
                if kind.as_deref() != Some(b"Form") {
                    *left = left.checked_sub(64)?;
                    continue;
                }
                *left = left.checked_sub(TURN)?;
                let own = drawing.dict().get::<Dict<'_>>(b"Resources").unwrap_or_default();
                let content = drawing_of(&drawing)?;
                follow(&content, &Resources::from_parent(own, resources.clone()), depth + 1, left)?;
            }
            TypedInstruction::SetGraphicsState(state) => {
                let state = resources.get_ext_g_state(state.0);
                let mask = state.and_then(|state| state.get::<Dict<'_>>(b"SMask"));
                let mask = mask.and_then(|mask| mask.get::<Stream<'_>>(b"G"));
                if let Some(mask) = mask {
                    *left = left.checked_sub(TURN + drawing_of(&mask)?.len())?;
                }
            }
            _ => {}
        }
    }
    Some(())
}

fn drawing_of<'a>(stream: &Stream<'a>) -> Option<std::borrow::Cow<'a, [u8]>> {
    match unpack(stream, MAX_CONTENT) {
        None if makes_more(stream, MAX_CONTENT) => None,
        // A damaged drawing draws nothing.
        content => Some(content.unwrap_or_default()),
    }
}

fn mentions_drawings(content: &[u8]) -> bool {
    content.windows(2).any(|pair| pair == b"Do" || pair == b"gs")
}
