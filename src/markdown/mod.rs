//! The only door to Markdown: text → a tree of blocks, and what the checks need to know of it.

mod footnotes;
mod frame;
mod html;
mod naming;
mod parse;
#[cfg(test)]
mod tests;

pub use footnotes::{Loose, LooseFootnote};
pub use html::without_comments;
pub use naming::{Piece, names, numbers_after, pieces};
pub use parse::parse;
pub use pulldown_cmark::Alignment;

use crate::source::Span;

/// Lists and quotes inside each other, at most. A page has no room for more, nor has a reader.
pub const DEEPEST: usize = 8;

/// A Markdown text, read.
#[derive(Debug, Clone, Default)]
pub struct Markdown {
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// What its footnotes say; [`Inline::Footnote`] names them by their place here.
    pub notes: Vec<Vec<Block>>,
    /// Links and images, in order; [`Inline::Link`] and [`Inline::Image`] name them by their place.
    pub links: Vec<Link>,
    /// What would not be printed: HTML other than comments, addresses that no link uses, and cells
    /// beyond a table's last column.
    pub unprinted: Vec<Span>,
    /// The first place nested deeper than [`DEEPEST`]; what lies deeper stands one level up.
    pub too_deep: Option<Span>,
    /// Footnotes and marks of footnotes with which something is wrong.
    pub loose_footnotes: Vec<LooseFootnote>,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it leads, as written.
    pub target: String,
    /// The words of the link, or the text that stands for the image.
    pub words: String,
    /// The whole of it.
    pub span: Span,
    /// Whether it is an image.
    pub is_image: bool,
    /// Words in the same paragraph, list item or table row that are not the link's own.
    pub words_around: usize,
}

/// A part of a text that stands on its own lines.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading, from 1 (largest) to 6.
    Heading(u8, Vec<Inline>),
    /// A list; `start` is the first number of a numbered one.
    List {
        /// The first number, where it is numbered.
        start: Option<u64>,
        /// Its items: ticked or not, where it is a list of tasks, and what they say.
        items: Vec<(Option<bool>, Vec<Block>)>,
    },
    /// A table: how each column is aligned, the header row and the other rows.
    Table {
        /// Alignment of each column.
        align: Vec<Alignment>,
        /// The cells of the header row.
        header: Vec<Vec<Inline>>,
        /// The cells of the other rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text set as it is, letter under letter.
    Code(String),
    /// A rule between two parts.
    Rule,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// *Emphasis*.
    Emphasis(Vec<Inline>),
    /// **Strong emphasis**.
    Strong(Vec<Inline>),
    /// ~~Struck out~~.
    Strikethrough(Vec<Inline>),
    /// `Code`.
    Code(String),
    /// A link: its place in [`Markdown::links`] and what it says.
    Link(usize, Vec<Inline>),
    /// An image: its place in [`Markdown::links`].
    Image(usize),
    /// The mark of a footnote: its place in [`Markdown::notes`].
    Footnote(usize),
    /// A forced new line.
    Break,
}

/// Counts the words of some blocks: what is written, not headings or code.
pub fn words(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(content) => words_of(content),
            Block::List { items, .. } => items.iter().map(|(_, blocks)| words(blocks)).sum(),
            Block::Table { rows, .. } => rows.iter().flatten().map(|cell| words_of(cell)).sum(),
            Block::Quote(blocks) => words(blocks),
            Block::Heading(..) | Block::Code(_) | Block::Rule => 0,
        })
        .sum()
}

/// Counts the words of a plain text, in the same way.
pub fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

impl Markdown {
    /// All that it says as one text, its headings, tables and footnotes included.
    pub fn text(&self) -> String {
        let mut text = String::new();
        push_text(&self.blocks, &mut text);
        self.notes.iter().for_each(|note| push_text(note, &mut text));
        text
    }
}

fn push_text(blocks: &[Block], text: &mut String) {
    for block in blocks {
        let lines: Vec<&Vec<Inline>> = match block {
            Block::Paragraph(content) | Block::Heading(_, content) => vec![content],
            Block::Table { header, rows, .. } => {
                header.iter().chain(rows.iter().flatten()).collect()
            }
            _ => Vec::new(),
        };
        for line in lines {
            text.push_str(&plain(line));
            text.push('\n');
        }
        match block {
            Block::List { items, .. } => {
                items.iter().for_each(|(_, blocks)| push_text(blocks, text));
            }
            Block::Quote(blocks) => push_text(blocks, text),
            Block::Code(code) => text.push_str(code),
            _ => {}
        }
    }
}

/// The plain text of a line.
pub fn plain(content: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(content, &mut text);
    text
}

fn push_plain(content: &[Inline], text: &mut String) {
    for part in content {
        match part {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link(_, inner) => push_plain(inner, text),
            Inline::Break => text.push(' '),
            Inline::Image(..) | Inline::Footnote(_) => {}
        }
    }
}

fn words_of(content: &[Inline]) -> usize {
    count(&plain(content))
}
