//! Footnotes, put where they are referred to.

use std::collections::BTreeMap;

use super::{Block, Inline};
use crate::source::Span;

/// The footnotes of a text by name: what each says and where it stands.
pub type Notes = BTreeMap<String, (Vec<Block>, Span)>;

/// Puts each footnote where it is referred to. A footnote inside a footnote is not followed.
pub fn place_footnotes(blocks: &mut [Block], notes: &Notes) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading(_, content) => place_in(content, notes),
            Block::List { items, .. } => {
                items.iter_mut().for_each(|(_, blocks)| place_footnotes(blocks, notes));
            }
            Block::Table { header, rows, .. } => {
                header.iter_mut().for_each(|cell| place_in(cell, notes));
                rows.iter_mut().flatten().for_each(|cell| place_in(cell, notes));
            }
            Block::Quote(blocks) => place_footnotes(blocks, notes),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn place_in(content: &mut [Inline], notes: &Notes) {
    for part in content {
        match part {
            Inline::Link(target, words) if words.is_empty() && target.starts_with("[^") => {
                let name = target.trim_start_matches("[^").trim_end_matches(']');
                let note = notes.get(name).map(|(blocks, _)| blocks.clone()).unwrap_or_default();
                *part = Inline::Footnote(note);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                place_in(inner, notes);
            }
            _ => {}
        }
    }
}
