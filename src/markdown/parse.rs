//! Markdown text → blocks, by way of `pulldown-cmark`'s events.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::footnotes::{Notes, place_footnotes};
use super::{Block, DEEPEST, Inline, Link, Markdown, plain, words, words_of};
use crate::source::Span;

/// Reads a text.
pub fn parse(text: &str) -> Markdown {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut builder = Builder::default();
    builder.open(Frame::new(Kind::Document, 0..text.len()));
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        builder.take(event, range);
    }
    let mut markdown = builder.finish(text);
    markdown.loose_footnotes.sort_by_key(|(_, span)| *span);
    markdown
}

/// What is being built: one block or part of a line whose end has not come yet.
enum Kind {
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
    Row(Vec<Vec<Inline>>),
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
    /// Read and left out: front matter.
    Passed,
}

struct Frame {
    kind: Kind,
    range: Range<usize>,
    blocks: Vec<Block>,
    content: Vec<Inline>,
    first_link: usize,
}

impl Frame {
    fn new(kind: Kind, range: Range<usize>) -> Self {
        Self { kind, range, blocks: Vec::new(), content: Vec::new(), first_link: 0 }
    }
}

#[derive(Default)]
struct Builder {
    frames: Vec<Frame>,
    /// For each start that was not opened as a frame, so that its end is not taken for another's.
    skipped: Vec<usize>,
    markdown: Markdown,
    notes: Notes,
    references: Vec<String>,
}

impl Builder {
    fn open(&mut self, mut frame: Frame) {
        frame.first_link = self.markdown.links.len();
        self.frames.push(frame);
    }

    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.inline(Inline::Code(text.into_string())),
            Event::SoftBreak => self.inline(Inline::Text(" ".into())),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(name) => {
                self.references.push(name.to_string());
                self.inline(Inline::Link(format!("[^{name}]"), Vec::new()));
            }
            Event::TaskListMarker(done) => {
                let item = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::Item(task) => Some(task),
                    _ => None,
                });
                if let Some(task) = item {
                    *task = Some(done);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    /// Comments are left out; other HTML is kept in mind, because it would be lost.
    fn html(&mut self, html: &str, range: Range<usize>) {
        match self.top() {
            Some(Kind::Html(block)) => block.push_str(html),
            _ if without_comments(html).trim().is_empty() => {}
            _ => self.markdown.html.push(range.into()),
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(level_of(level)),
            Tag::List(start) => Kind::List(start, Vec::new()),
            Tag::Item => Kind::Item(None),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                Kind::Code(String::new())
            }
            Tag::Table(align) => Kind::Table { align, header: Vec::new(), rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Kind::Row(Vec::new()),
            Tag::TableCell => Kind::Cell,
            Tag::FootnoteDefinition(name) => Kind::Note(name.to_string()),
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { dest_url, .. } => {
                Kind::Link(percent_decode_str(&dest_url).decode_utf8_lossy().into_owned())
            }
            Tag::Image { dest_url, .. } => {
                Kind::Image(percent_decode_str(&dest_url).decode_utf8_lossy().into_owned())
            }
            Tag::HtmlBlock => Kind::Html(String::new()),
            _ => Kind::Passed,
        };
        let nests = |kind: &Kind| matches!(kind, Kind::List(..) | Kind::Quote);
        let wraps =
            |kind: &Kind| matches!(kind, Kind::Emphasis | Kind::Strong | Kind::Strikethrough);
        let blocks = self.frames.iter().filter(|frame| nests(&frame.kind)).count();
        let styles = self.frames.iter().filter(|frame| wraps(&frame.kind)).count();
        let in_skipped = !self.skipped.is_empty() && matches!(kind, Kind::Item(_));
        if nests(&kind) && blocks >= DEEPEST || wraps(&kind) && styles >= DEEPEST || in_skipped {
            self.markdown.too_deep.get_or_insert(range.into());
            self.skipped.push(self.frames.len());
            self.inline(Inline::Break);
            return;
        }
        self.open(Frame::new(kind, range));
    }

    fn end(&mut self, tag: TagEnd) {
        let closes_skipped = matches!(
            tag,
            TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::BlockQuote(_)
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
        );
        if closes_skipped && self.skipped.last() == Some(&self.frames.len()) {
            self.skipped.pop();
            return;
        }
        if let Some(frame) = self.frames.pop() {
            self.close(frame);
        }
    }

    fn close(&mut self, mut frame: Frame) {
        let span = Span::from(frame.range.clone());
        // Text directly in a list item has no paragraph of its own.
        if matches!(frame.kind, Kind::Item(_) | Kind::Quote | Kind::Document)
            && !frame.content.is_empty()
        {
            let content = std::mem::take(&mut frame.content);
            frame.blocks.insert(0, Block::Paragraph(content));
        }
        if matches!(frame.kind, Kind::Paragraph | Kind::Item(_) | Kind::Row(_)) {
            self.count_words_around(&frame);
        }
        match frame.kind {
            Kind::Document | Kind::Passed => {}
            Kind::Html(html) if without_comments(&html).trim().is_empty() => {}
            Kind::Html(_) => self.markdown.html.push(span),
            Kind::Paragraph => self.block(Block::Paragraph(frame.content)),
            Kind::Heading(level) => self.block(Block::Heading(level, frame.content)),
            Kind::List(start, items) => self.block(Block::List { start, items }),
            Kind::Item(task) => match self.frames.last_mut().map(|frame| &mut frame.kind) {
                Some(Kind::List(_, items)) => items.push((task, frame.blocks)),
                _ => frame.blocks.into_iter().for_each(|block| self.block(block)),
            },
            Kind::Quote => self.block(Block::Quote(frame.blocks)),
            Kind::Code(text) => self.block(Block::Code(text)),
            Kind::Table { align, header, rows } => self.block(Block::Table { align, header, rows }),
            Kind::Row(cells) => {
                if let Some(Kind::Table { header, rows, .. }) = self.top() {
                    if header.is_empty() { *header = cells } else { rows.push(cells) }
                }
            }
            Kind::Cell => {
                if let Some(Kind::Row(cells)) = self.top() {
                    cells.push(frame.content);
                }
            }
            Kind::Note(name) => {
                self.notes.insert(name, (frame.blocks, span));
            }
            Kind::Emphasis => self.inline(Inline::Emphasis(frame.content)),
            Kind::Strong => self.inline(Inline::Strong(frame.content)),
            Kind::Strikethrough => self.inline(Inline::Strikethrough(frame.content)),
            Kind::Link(target) => {
                self.link(&target, plain(&frame.content), span, false);
                self.inline(Inline::Link(target, frame.content));
            }
            Kind::Image(target) => {
                let alt = plain(&frame.content);
                self.link(&target, alt.clone(), span, true);
                self.inline(Inline::Image(target, alt));
            }
        }
    }

    fn top(&mut self) -> Option<&mut Kind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    fn link(&mut self, target: &str, words: String, span: Span, is_image: bool) {
        let target = target.to_owned();
        self.markdown.links.push(Link { target, words, span, is_image, words_around: 0 });
    }

    fn count_words_around(&mut self, frame: &Frame) {
        let cells = match &frame.kind {
            Kind::Row(cells) => cells.iter().map(|cell| words_of(cell)).sum(),
            _ => 0,
        };
        let all = cells + words_of(&frame.content) + words(&frame.blocks);
        let links = self.markdown.links.get_mut(frame.first_link..).unwrap_or_default();
        let own: usize = links
            .iter()
            .filter(|link| !link.is_image)
            .map(|link| link.words.split_whitespace().count())
            .sum();
        for link in links {
            link.words_around = link.words_around.max(all.saturating_sub(own));
        }
    }

    fn text(&mut self, text: &str) {
        match self.top() {
            Some(Kind::Code(code)) => code.push_str(text),
            Some(Kind::Passed) => {}
            _ => self.inline(Inline::Text(text.to_owned())),
        }
    }

    fn inline(&mut self, part: Inline) {
        if let Some(frame) = self.frames.last_mut() {
            match (frame.content.last_mut(), part) {
                (Some(Inline::Text(text)), Inline::Text(more)) => text.push_str(&more),
                (_, part) => frame.content.push(part),
            }
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            if !frame.content.is_empty() {
                let content = std::mem::take(&mut frame.content);
                frame.blocks.push(Block::Paragraph(content));
            }
            frame.blocks.push(block);
        }
    }

    fn finish(mut self, text: &str) -> Markdown {
        let mut document = Vec::new();
        while let Some(mut frame) = self.frames.pop() {
            if matches!(frame.kind, Kind::Document) {
                if !frame.content.is_empty() {
                    frame.blocks.push(Block::Paragraph(frame.content));
                }
                document = frame.blocks;
            } else {
                self.close(frame);
            }
        }
        for (name, (_, span)) in &self.notes {
            if !self.references.contains(name) {
                self.markdown.loose_footnotes.push((name.clone(), *span));
            }
        }
        // A reference to a footnote that is not there is plain text to the parser.
        for (at, _) in text.match_indices("[^") {
            let rest = text.get(at + 2..).unwrap_or_default();
            let name = rest.split(']').next().filter(|name| !name.contains(char::is_whitespace));
            if let Some(name) = name.filter(|name| !name.is_empty() && rest.len() > name.len())
                && !self.notes.contains_key(name)
            {
                let span = Span { start: at, end: at + name.len() + 3 };
                self.markdown.loose_footnotes.push((name.to_owned(), span));
            }
        }
        self.markdown.blocks = document;
        place_footnotes(&mut self.markdown.blocks, &self.notes);
        self.markdown
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn without_comments(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::{super::words, *};

    #[test]
    fn prompts_in_comments_are_not_words_and_other_html_is_found() {
        let read = parse("<!--\nConsider:\n\nchild development\n-->\n\n## Title\n");
        assert_eq!((words(&read.blocks), read.html.len()), (0, 0));
        assert_eq!(parse("a <b>bold</b> word <!-- x -->").html.len(), 2);
        assert_eq!(parse("<div>\nlost\n</div>").html.len(), 1);
    }

    #[test]
    fn a_citation_knows_the_words_around_it() {
        let around = |text| parse(text).links[0].words_around;
        assert_eq!(around("[court report](x.pdf)"), 0);
        assert_eq!(around("- [court report](x.pdf).\n- other item"), 0);
        assert_eq!(around("My [court report](x.pdf) shows this."), 3);
        assert_eq!(around("| a | b |\n|-|-|\n| my plan | [it](x.pdf) |"), 2);
    }

    #[test]
    fn footnotes_stand_where_they_are_referred_to() {
        let read = parse("Text[^1] and[^2].\n\n[^1]: The note.\n[^3]: Nobody asks.\n");
        let names: Vec<_> = read.loose_footnotes.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2", "3"]);
        let Block::Paragraph(content) = &read.blocks[0] else { panic!("{:?}", read.blocks) };
        assert!(matches!(&content[1], Inline::Footnote(blocks) if words(blocks) == 2));
    }

    #[test]
    fn what_is_nested_too_deep_is_said_and_kept() {
        for text in [">".repeat(2000) + " deep", "*a **b ".repeat(2000)] {
            assert!(parse(&text).too_deep.is_some() || !text.starts_with('>'));
        }
        let read =
            parse(&(0..40).map(|n| format!("{}- item\n", "  ".repeat(n))).collect::<String>());
        assert!(read.too_deep.is_some());
        assert_eq!(words(&read.blocks), 40);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[-*_>#`\\[\\]()|~!<^: a\n0-9]{0,300}") {
            parse(&text);
        }
    }
}
