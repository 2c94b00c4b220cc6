//! Markdown text → blocks, by way of `pulldown-cmark`'s events.

use std::{collections::BTreeSet, ops::Range};

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    Block, DEEPEST, Inline, Link, Loose, LooseFootnote, Markdown,
    footnotes::{Footnotes, marks_in},
    frame::{Frame, Kind, has_letters, is_blank},
    html::{front_matter, without_comments},
    plain, words, words_of,
};
use crate::source::Span;

/// Reads a text.
pub fn parse(text: &str) -> Markdown {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let start = front_matter(text);
    let mut builder = Builder { text, ..Builder::default() };
    builder.open(Frame::new(Kind::Document, start..text.len()));
    let mut events = Parser::new_ext(&text[start..], options).into_offset_iter();
    for (event, range) in events.by_ref() {
        builder.take(event, range.start + start..range.end + start);
    }
    let definitions = events.reference_definitions();
    let used = builder.labels.iter().filter_map(|label| definitions.get(label));
    let used: BTreeSet<usize> = used.map(|definition| definition.span.start).collect();
    let spans = definitions.iter().map(|(_, definition)| definition.span.clone());
    let unused = spans.filter(|span| !used.contains(&span.start));
    let unused = unused.map(|span| Span { start: span.start + start, end: span.end + start });
    builder.markdown.unprinted.extend(unused);
    builder.finish()
}

#[derive(Default)]
struct Builder<'t> {
    text: &'t str,
    frames: Vec<Frame>,
    /// For each start that was not opened as a frame, so that its end is not taken for another's.
    skipped: Vec<usize>,
    markdown: Markdown,
    footnotes: Footnotes,
    /// The labels of links whose addresses are written elsewhere.
    labels: BTreeSet<String>,
}

impl Builder<'_> {
    fn open(&mut self, mut frame: Frame) {
        frame.first_link = self.markdown.links.len();
        self.frames.push(frame);
    }

    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                if !matches!(self.top(), Some(Kind::Code(_))) {
                    self.footnotes.loose.extend(marks_in(self.text, range));
                }
                self.text(&text);
            }
            Event::Code(text) => self.inline(Inline::Code(text.into_string())),
            Event::SoftBreak => self.inline(Inline::Text(" ".into())),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(name) => self.mark(&name, range.into()),
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

    /// The mark of a footnote. Inside another footnote or an image it stays text.
    fn mark(&mut self, name: &str, span: Span) {
        let holds = |frame: &Frame| matches!(frame.kind, Kind::Note(_) | Kind::Image(_));
        if self.frames.iter().any(holds) {
            let name = name.to_owned();
            self.inline(Inline::Text(format!("[^{name}]")));
            self.footnotes.loose.push(LooseFootnote { name, span, why: Loose::Inside });
        } else {
            let place = self.footnotes.refer(name, span);
            self.inline(Inline::Footnote(place));
        }
    }

    /// Comments are left out; other HTML is kept in mind, because it would be lost.
    fn html(&mut self, html: &str, range: Range<usize>) {
        match self.top() {
            Some(Kind::Html(block)) => block.push_str(html),
            _ if without_comments(html).trim().is_empty() => {}
            _ => self.markdown.unprinted.push(range.into()),
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::List(start) => Kind::List(start, Vec::new()),
            Tag::Item => Kind::Item(None),
            Tag::BlockQuote(_) => Kind::Quote,
            // In evidence the words beside a fence are no programming language.
            Tag::CodeBlock(CodeBlockKind::Fenced(words)) if !words.is_empty() => {
                Kind::Code(format!("{words}\n"))
            }
            Tag::CodeBlock(_) => Kind::Code(String::new()),
            Tag::Table(align) => Kind::Table { align, header: Vec::new(), rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Kind::Row(Vec::new(), range.end),
            Tag::TableCell => Kind::Cell,
            Tag::FootnoteDefinition(name) => Kind::Note(name.to_string()),
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                Kind::Link(format!("mailto:{dest_url}"))
            }
            Tag::Link { dest_url, id, .. } => {
                self.labels.insert(id.into_string());
                Kind::Link(dest_url.into_string())
            }
            Tag::Image { dest_url, id, .. } => {
                self.labels.insert(id.into_string());
                Kind::Image(dest_url.into_string())
            }
            Tag::HtmlBlock => Kind::Html(String::new()),
            _ => Kind::Other,
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
        if matches!(frame.kind, Kind::Item(_) | Kind::Quote | Kind::Note(_) | Kind::Document) {
            frame.flush();
        }
        if matches!(frame.kind, Kind::Paragraph | Kind::Item(_) | Kind::Row(..)) {
            self.count_words_around(&frame);
        }
        match frame.kind {
            Kind::Document => self.markdown.blocks = frame.blocks,
            Kind::Html(html) if without_comments(&html).trim().is_empty() => {}
            Kind::Html(_) => self.markdown.unprinted.push(span),
            Kind::Paragraph => self.block(Block::Paragraph(frame.content)),
            Kind::Heading(level) if has_letters(&frame.content) => {
                self.block(Block::Heading(level, frame.content));
            }
            // A heading without words: a reader of bookmarks would hear nothing.
            Kind::Heading(_) if frame.content.iter().all(is_blank) => {}
            Kind::Heading(_) => self.block(Block::Paragraph(frame.content)),
            Kind::List(start, items) => self.block(Block::List { start, items }),
            Kind::Item(task) => match self.frames.last_mut().map(|frame| &mut frame.kind) {
                Some(Kind::List(_, items)) => items.push((task, frame.blocks)),
                _ => frame.blocks.into_iter().for_each(|block| self.block(block)),
            },
            Kind::Quote => self.block(Block::Quote(frame.blocks)),
            Kind::Code(text) => self.block(Block::Code(text)),
            Kind::Table { align, header, rows } => self.block(Block::Table { align, header, rows }),
            Kind::Row(cells, end) => {
                self.keep_beyond(end, frame.range.end);
                if let Some(Kind::Table { header, rows, .. }) = self.top() {
                    if header.is_empty() { *header = cells } else { rows.push(cells) }
                }
            }
            Kind::Cell => {
                if let Some(Kind::Row(cells, end)) = self.top() {
                    cells.push(frame.content);
                    *end = frame.range.end;
                }
            }
            Kind::Note(name) => self.footnotes.write(name, frame.blocks, span),
            Kind::Emphasis => self.inline(Inline::Emphasis(frame.content)),
            Kind::Strong => self.inline(Inline::Strong(frame.content)),
            Kind::Strikethrough => self.inline(Inline::Strikethrough(frame.content)),
            Kind::Link(target) => {
                let place = self.link(target, &frame.content, span, false);
                self.inline(Inline::Link(place, frame.content));
            }
            Kind::Image(target) => {
                let place = self.link(target, &frame.content, span, true);
                self.inline(Inline::Image(place));
            }
            Kind::Other => {
                frame.flush();
                frame.blocks.into_iter().for_each(|block| self.block(block));
            }
        }
    }

    fn top(&mut self) -> Option<&mut Kind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    fn link(&mut self, target: String, words: &[Inline], span: Span, is_image: bool) -> usize {
        let words = plain(words);
        self.markdown.links.push(Link { target, words, span, is_image, words_around: 0 });
        self.markdown.links.len() - 1
    }

    /// Cells beyond the last column are left out by the parser.
    fn keep_beyond(&mut self, start: usize, end: usize) {
        let beyond = self.text.get(start..end).unwrap_or_default();
        if beyond.contains(|c: char| c != '|' && !c.is_whitespace()) {
            self.markdown.unprinted.push(Span { start, end });
        }
    }

    fn count_words_around(&mut self, frame: &Frame) {
        let cells = match &frame.kind {
            Kind::Row(cells, _) => cells.iter().map(|cell| words_of(cell)).sum(),
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
            _ => self.inline(Inline::Text(text.to_owned())),
        }
    }

    fn inline(&mut self, part: Inline) {
        let Some(frame) = self.frames.last_mut() else { return };
        match (frame.content.last_mut(), part) {
            (Some(Inline::Text(text)), Inline::Text(more)) => text.push_str(&more),
            (_, part) => frame.content.push(part),
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            frame.flush();
            frame.blocks.push(block);
        }
    }

    fn finish(mut self) -> Markdown {
        while let Some(frame) = self.frames.pop() {
            self.close(frame);
        }
        (self.markdown.notes, self.markdown.loose_footnotes) = self.footnotes.finish();
        self.markdown.unprinted.sort();
        self.markdown
    }
}
