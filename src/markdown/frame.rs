//! What is being built while a text is read.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::{Block, Inline, plain};

/// What is being built: one block or part of a line whose end has not come yet.
pub enum Kind {
    Document,
    Paragraph,
    Heading(u8),
    List(Option<u64>, Vec<(Option<bool>, Vec<Block>)>),
    Item(Option<bool>),
    Table {
        align: Vec<Alignment>,
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// The cells of a row, and where the last of them ends.
    Row(Vec<Vec<Inline>>, usize),
    Cell,
    Quote,
    Code(String),
    Note(String),
    Emphasis,
    Strong,
    Strikethrough,
    Link(String),
    Image(String),
    Html(String),
    /// What this program does not ask the parser for.
    Other,
}

pub struct Frame {
    pub kind: Kind,
    pub range: Range<usize>,
    pub blocks: Vec<Block>,
    pub content: Vec<Inline>,
    pub first_link: usize,
}

impl Frame {
    pub fn new(kind: Kind, range: Range<usize>) -> Self {
        Self { kind, range, blocks: Vec::new(), content: Vec::new(), first_link: 0 }
    }

    /// Text that stands beside blocks becomes a paragraph, where it stands.
    pub fn flush(&mut self) {
        if !self.content.is_empty() {
            self.blocks.push(Block::Paragraph(std::mem::take(&mut self.content)));
        }
    }
}

/// Whether a line says something that can be read out.
pub fn has_letters(content: &[Inline]) -> bool {
    plain(content).contains(char::is_alphanumeric)
}

/// Whether a part of a line shows nothing.
pub fn is_blank(part: &Inline) -> bool {
    match part {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
            inner.iter().all(is_blank)
        }
        Inline::Break => true,
        Inline::Code(_) | Inline::Link(..) | Inline::Image(_) | Inline::Footnote(_) => false,
    }
}
