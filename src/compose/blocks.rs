//! Markdown → data: citations get their numbers, images their place in the tree.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Context;
use crate::{
    markdown::{Alignment, Block, Inline},
    pack::{Content, EvidenceFile, Leads},
};

/// Turns the blocks of an evidence file into data.
pub fn blocks(context: &Context, file: &EvidenceFile) -> Vec<Value> {
    Writer { context, file, noted: BTreeSet::new() }.blocks(&file.markdown.blocks)
}

/// Plain text with paragraphs between blank lines, as data.
pub fn paragraphs(text: &str) -> Vec<Value> {
    let text = unwrapped(text);
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .map(|paragraph| {
            let lines = paragraph.split('\n').map(|line| json!({ "type": "text", "text": line }));
            let mut content = Vec::new();
            for line in lines {
                if !content.is_empty() {
                    content.push(json!({ "type": "break" }));
                }
                content.push(line);
            }
            json!({ "type": "paragraph", "content": content })
        })
        .collect()
}

/// A text typed into a YAML file, without the line ends that only kept its lines short. Blank lines
/// and lines that begin like an item of a list stay lines of their own.
pub fn unwrapped(text: &str) -> String {
    let is_item = |line: &str| {
        let mark = line.split_whitespace().next().unwrap_or_default();
        let number = mark.trim_end_matches(['.', ')']);
        matches!(mark, "-" | "*" | "•" | "–")
            || number.len() < mark.len() && number.chars().all(|c| c.is_ascii_digit())
    };
    let mut whole = String::new();
    for line in text.lines().map(str::trim) {
        match whole.chars().last() {
            None => {}
            Some('\n') if line.is_empty() => continue,
            Some('\n') => {}
            Some(_) if line.is_empty() => {
                whole.push_str("\n\n");
                continue;
            }
            Some(_) if is_item(line) => whole.push('\n'),
            Some(_) => whole.push(' '),
        }
        whole.push_str(line);
    }
    whole.trim_end().to_owned()
}

struct Writer<'a> {
    context: &'a Context<'a>,
    file: &'a EvidenceFile,
    /// The footnotes that have had a mark.
    noted: BTreeSet<usize>,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Value {
        match block {
            Block::Paragraph(content) => {
                json!({ "type": "paragraph", "content": self.inlines(content) })
            }
            Block::Heading(level, content) => {
                json!({ "type": "heading", "level": level, "content": self.inlines(content) })
            }
            Block::List { start, items } => {
                let tight = items.iter().all(|(_, blocks)| blocks.len() < 3);
                let items: Vec<_> = items
                    .iter()
                    .map(|(task, blocks)| json!({ "checked": task, "blocks": self.blocks(blocks) }))
                    .collect();
                json!({
                    "type": "list",
                    "ordered": start.is_some(),
                    "start": start.unwrap_or(1),
                    "tight": tight,
                    "items": items,
                })
            }
            Block::Table { align, header, rows } => json!({
                "type": "table",
                "align": align.iter().map(|one| alignment(*one)).collect::<Vec<_>>(),
                "header": self.cells(header),
                "rows": rows.iter().map(|row| self.cells(row)).collect::<Vec<_>>(),
            }),
            Block::Quote(blocks) => json!({ "type": "quote", "blocks": self.blocks(blocks) }),
            Block::Code(text) => json!({ "type": "code", "language": "", "text": text }),
            Block::Rule => json!({ "type": "rule" }),
        }
    }

    fn cells(&mut self, row: &[Vec<Inline>]) -> Vec<Vec<Value>> {
        row.iter().map(|cell| self.inlines(cell)).collect()
    }

    fn inlines(&mut self, content: &[Inline]) -> Vec<Value> {
        content.iter().map(|part| self.inline(part)).collect()
    }

    fn inline(&mut self, part: &Inline) -> Value {
        let mut wrapped =
            |kind, inner: &[Inline]| json!({ "type": kind, "content": self.inlines(inner) });
        match part {
            Inline::Text(text) => json!({ "type": "text", "text": text }),
            Inline::Emphasis(inner) => wrapped("emphasis", inner),
            Inline::Strong(inner) => wrapped("strong", inner),
            Inline::Strikethrough(inner) => wrapped("strikethrough", inner),
            Inline::Code(text) => json!({ "type": "code", "text": text }),
            Inline::Break => json!({ "type": "break" }),
            Inline::Footnote(place) => self.footnote(*place),
            Inline::Image(place) => self.image(*place),
            Inline::Link(place, words) => self.link(*place, words),
        }
    }

    /// A footnote is printed at its first mark; later marks are marks of the same.
    fn footnote(&mut self, place: usize) -> Value {
        let label = format!("note-{}-{place}", self.file.name);
        if !self.noted.insert(place) {
            return json!({ "type": "footnote-again", "label": label });
        }
        let file = self.file;
        let blocks = file.markdown.notes.get(place).map(|blocks| self.blocks(blocks));
        json!({ "type": "footnote", "label": label, "blocks": blocks.unwrap_or_default() })
    }

    /// A link to a document becomes a citation; one to nothing that is bound keeps its words.
    fn link(&mut self, place: usize, words: &[Inline]) -> Value {
        let content = self.inlines(words);
        let cited = self.file.citation(place).and_then(|one| self.context.cited(&one));
        let is_web = self.file.leads.get(place) == Some(&Leads::Web);
        let web = self.file.markdown.links.get(place).filter(|_| is_web);
        match (cited, web) {
            (Some(cited), _) => json!({
                "type": "citation",
                "content": content,
                "name": cited.name,
                "label": cited.label,
                "place": super::map::place(self.file, place),
                "bundle_page": cited.bundle_page,
                "page_label": cited.page_label,
            }),
            (None, Some(link)) => {
                // A link without words shows its address.
                let address = || vec![json!({ "type": "text", "text": link.target })];
                let content = if content.is_empty() { address() } else { content };
                json!({ "type": "link", "url": link.target, "content": content })
            }
            (None, None) => json!({ "type": "strong", "content": content }),
        }
    }

    /// An image that cannot be shown leaves the words that stand for it.
    fn image(&self, place: usize) -> Value {
        let alt = self.file.markdown.links.get(place).map_or("", |link| &link.words);
        let name = self.file.citation(place).and_then(|citation| citation.target);
        let attachments = &self.context.application.pack.attachments;
        match name.and_then(|name| attachments.get_key_value(name)) {
            Some((name, one)) if matches!(one.content, Ok(Content::Image { .. })) => {
                json!({ "type": "image", "source": image_source(name, one), "alt": alt })
            }
            _ => json!({ "type": "text", "text": alt }),
        }
    }
}

/// Where an image lies in the tree that Typst sees. The name is a digest: names people give files
/// hold letters that a path there must not.
pub fn image_source(name: &str, attachment: &crate::pack::Attachment) -> String {
    let ending = match &attachment.content {
        Ok(Content::Image { ending, .. }) => ending,
        _ => "bin",
    };
    let digest = crate::bundle::digest::short(name.as_bytes());
    format!("/pack/images/{digest}.{ending}")
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "none",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn short_lines_become_paragraphs_and_lists_stay_lists() {
        let text =
            "I support\nthis.\n\n\nBecause:\n- one\n- two\n  more\n1. three\n2024 was good\n";
        let whole = "I support this.\n\nBecause:\n- one\n- two more\n1. three 2024 was good";
        assert_eq!(unwrapped(text), whole);
        assert_eq!(unwrapped("\r\n \n"), "");
    }
}
