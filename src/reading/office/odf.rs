//! Documents, presentations and workbooks of LibreOffice.

use std::collections::BTreeSet;

use super::{
    cover::{Fill, Rect, Shape, Stands, stand},
    odf_styles::Styles,
    package::Package,
    rest,
    story::{State, Story},
    xml::{Child, Node},
};
use crate::reading::{Part, Reading, TraceKind, UnreadKind};

/// Reads the text of a document; what is left in the package is for others to read.
pub(super) fn read(package: &mut Package, reading: &mut Reading, depth: usize) {
    let is_locked = package
        .tree("meta-inf/manifest.xml")
        .is_some_and(|tree| tree.named("encryption-data").next().is_some());
    if is_locked {
        package.names().iter().for_each(|name| package.leave(name));
        return reading.miss(None, UnreadKind::Locked);
    }
    let outer = package.tree("styles.xml");
    let Some(content) = package.tree("content.xml") else { return };
    package.leave("settings.xml");
    let mut pictures = Vec::new();
    flat(&content, outer.as_ref(), reading, &mut pictures);
    for (page, name) in pictures {
        let mut inner = Reading::default();
        if rest::other(package, name.trim_start_matches("./"), &mut inner, depth) {
            reading.miss(page, UnreadKind::Picture);
        }
        inner.traces.iter_mut().for_each(|trace| trace.page = page);
        reading.add(inner);
    }
}

/// Reads a document that is one tree, or two. Lists its pictures.
pub(super) fn flat(
    content: &Node,
    outer: Option<&Node>,
    reading: &mut Reading,
    pictures: &mut Vec<(Option<usize>, String)>,
) {
    let mut styles = Styles::default();
    outer.into_iter().chain([content]).for_each(|tree| styles.add(tree));
    let mut document = Document {
        styles: &styles,
        reading,
        pictures,
        told: BTreeSet::new(),
        page: None,
        notes: Vec::new(),
    };
    let bodies: Vec<&Node> = content.named("body").collect();
    let is_deck = bodies.iter().any(|body| body.child("presentation").is_some());
    for body in bodies {
        let text = document.text(body, State::Shown);
        document.page = None;
        document.finish(text, &Part::Page);
    }
    let masters = outer.into_iter().chain([content]).flat_map(|tree| tree.named("master-styles"));
    for master in masters {
        let part = if is_deck { Part::Beside("a slide master") } else { Part::Page };
        let text = document.text(master, State::Shown);
        document.finish(text, &part);
    }
}

struct Document<'d> {
    styles: &'d Styles,
    reading: &'d mut Reading,
    pictures: &'d mut Vec<(Option<usize>, String)>,
    told: BTreeSet<String>,
    page: Option<usize>,
    /// Footnotes and frames of the text that is being read.
    notes: Vec<Story>,
}

/// How the text stands where the reader is.
#[derive(Clone, Copy)]
struct Where {
    state: State,
    /// In a table, a frame or a slide white letters may be on something.
    is_coloured: bool,
    /// Whether this is inside a paragraph.
    is_in_line: bool,
}

impl Document<'_> {
    fn text(&mut self, node: &Node, state: State) -> Story {
        let mut story = Story::default();
        self.below(node, &mut story, Where { state, is_coloured: false, is_in_line: false });
        story
    }

    fn finish(&mut self, story: Story, part: &Part) {
        story.finish(self.reading, self.page, part);
        for note in std::mem::take(&mut self.notes) {
            note.finish(self.reading, self.page, part);
        }
    }

    fn below(&mut self, node: &Node, story: &mut Story, at: Where) {
        for child in &node.children {
            match child {
                // Lines in the file are no lines of the text.
                Child::Text(text) if at.is_in_line => {
                    story.push(at.state, &text.replace('\n', " "));
                }
                Child::Text(_) => {}
                Child::Node(node) => self.node(node, story, at),
            }
        }
    }

    fn node(&mut self, node: &Node, story: &mut Story, at: Where) {
        let hidden = Where { state: State::Hidden, ..at };
        match &*node.name {
            "p" | "h" => {
                self.below(node, story, Where { is_in_line: true, ..self.styled(node, at) });
                story.end_line();
            }
            "span" => self.below(node, story, self.styled(node, at)),
            "s" => {
                let count = node.number("c").unwrap_or(1.0).clamp(1.0, 100.0) as usize;
                story.push(at.state, &" ".repeat(count));
            }
            "tab" => story.push(at.state, "\t"),
            "line-break" => story.push(at.state, "\n"),
            "a" => {
                self.beside("a link", node.prefixed("href"));
                self.below(node, story, at);
            }
            "note" => {
                let body = node.child("note-body").map(|body| self.text(body, at.state));
                self.notes.extend(body);
            }
            "annotation" => self.annotation(node),
            "tracked-changes" => self.tracked(node),
            "hidden-text" => {
                story.push(State::Hidden, node.attribute("string-value").unwrap_or_default());
            }
            "hidden-paragraph" => self.below(node, story, hidden),
            "section" if is_off(node.attribute("display")) => self.below(node, story, hidden),
            "bookmark" | "bookmark-start" => {
                let name = node.attribute("name").filter(|name| !name.starts_with('_'));
                self.beside("a bookmark", name);
            }
            "desc" | "title" => {
                self.beside("a description of a picture", Some(&node.own_text()));
            }
            "image" => {
                let name = node.prefixed("href").filter(|name| !name.contains("://"));
                self.pictures.extend(name.map(|name| (self.page, name.to_lowercase())));
                self.below(node, story, at);
            }
            "table" => self.table(node, story, at),
            "page" => self.slide(node),
            "frame" | "text-box" | "custom-shape" | "rect" | "ellipse" | "g" => {
                let inner = if is_off(node.attribute("display")) { hidden } else { at };
                let inner = Where { is_coloured: true, is_in_line: false, ..inner };
                if at.is_in_line {
                    // It is anchored here; its text stands somewhere else.
                    let mut own = Story::default();
                    self.below(node, &mut own, inner);
                    self.notes.push(own);
                } else {
                    self.below(node, story, inner);
                }
            }
            "scripts" | "event-listeners" | "automatic-styles" | "note-citation" => {}
            "forms" => {
                for (name, value) in node.all().flat_map(Node::attributes) {
                    if matches!(name, "label" | "value" | "current-value" | "name") {
                        self.once(Part::Field, value);
                    }
                }
            }
            "user-field-decl" | "variable-decl" => {
                self.beside("a field", node.attribute("string-value"));
            }
            _ => self.below(node, story, at),
        }
    }

    fn styled(&self, node: &Node, at: Where) -> Where {
        let style = node.attribute("style-name");
        let is_coloured = at.is_coloured || self.styles.is_coloured(style);
        let is_unseen = self.styles.is_unseen(style) && !is_coloured;
        let is_hidden = self.styles.is_hidden(style) || is_unseen;
        Where { state: if is_hidden { State::Hidden } else { at.state }, is_coloured, ..at }
    }

    fn table(&mut self, node: &Node, story: &mut Story, at: Where) {
        let is_hidden = self.styles.is_hidden(node.attribute("style-name"));
        let state = if is_hidden { State::Hidden } else { at.state };
        if let Some(name) = node.attribute("name") {
            self.beside("the name of a table", Some(name));
        }
        let mut columns = Vec::new();
        for column in node.named("table-column") {
            let repeated = column.number("number-columns-repeated").unwrap_or(1.0);
            let is_shown = column.attribute("visibility").is_none_or(|it| it == "visible");
            columns.push((repeated.clamp(1.0, 20_000.0) as usize, is_shown));
        }
        for child in node.nodes().filter(|child| !child.name.starts_with("table-")) {
            self.node(child, story, Where { state, is_coloured: true, is_in_line: false });
        }
        // Rows may stand in groups, and in the head of the table.
        let is_part = |child: &&Node| {
            matches!(
                &*child.name,
                "table-row" | "table-rows" | "table-header-rows" | "table-row-group"
            )
        };
        let mut rows: Vec<&Node> = node.nodes().filter(is_part).collect();
        rows.reverse();
        while let Some(row) = rows.pop() {
            if &*row.name != "table-row" {
                let below: Vec<&Node> = row.nodes().filter(is_part).collect();
                rows.extend(below.into_iter().rev());
                continue;
            }
            let is_shown = row.attribute("visibility").is_none_or(|it| it == "visible");
            let state = if is_shown { state } else { State::Hidden };
            let mut place = 0;
            for cell in row.nodes() {
                let is_shown = is_shown_column(&columns, place);
                let state = if is_shown { state } else { State::Hidden };
                self.below(cell, story, Where { state, is_coloured: true, is_in_line: false });
                story.end_cell();
                let repeated = cell.number("number-columns-repeated").unwrap_or(1.0);
                place += repeated.clamp(1.0, 20_000.0) as usize;
            }
            story.end_row();
        }
    }

    fn annotation(&mut self, node: &Node) {
        let story = self.text(node, State::Shown);
        story.finish(self.reading, self.page, &Part::Comment);
        self.reading.trace(self.page, TraceKind::Comment);
        let author = node.child("creator").map(Node::own_text).unwrap_or_default();
        self.once(Part::Comment, &author);
    }

    fn tracked(&mut self, node: &Node) {
        if node.nodes().next().is_none() {
            return;
        }
        self.reading.trace(self.page, TraceKind::TrackedChanges);
        for author in node.named("creator") {
            self.once(Part::Property("changed by".into()), &author.own_text());
        }
        for change in node.nodes() {
            let story = self.text(change, State::Shown);
            story.finish(self.reading, self.page, &Part::Change);
        }
    }

    fn slide(&mut self, node: &Node) {
        let number = self.page.unwrap_or(0) + 1;
        self.page = Some(number);
        let is_hidden = self.styles.is_hidden(node.attribute("style-name"));
        if is_hidden {
            self.reading.trace(self.page, TraceKind::HiddenSlide);
        }
        let mut shapes = Vec::new();
        let mut said = Vec::new();
        for child in node.nodes() {
            match &*child.name {
                "notes" => {
                    let story = self.text(child, State::Shown);
                    let (shown, _) = story.texts();
                    if !shown.is_empty() {
                        self.reading.trace(self.page, TraceKind::Notes);
                        self.reading.say(self.page, Part::Notes, shown);
                    }
                }
                _ => {
                    let mut story = Story::default();
                    let shown = State::Shown;
                    let at = Where { state: shown, is_coloured: true, is_in_line: false };
                    self.node(child, &mut story, at);
                    let (mut text, unseen) = story.texts();
                    for note in std::mem::take(&mut self.notes) {
                        text = format!("{text}\n{}", note.texts().0).trim().to_owned();
                    }
                    shapes.push(self.shape(child, text, unseen));
                }
            }
        }
        for (shape, stands) in shapes.iter().zip(stand(&shapes, None)) {
            let part = match stands {
                _ if is_hidden => Part::Hidden,
                Stands::Shown => Part::Page,
                Stands::Hidden => Part::Hidden,
                Stands::Covered => Part::Covered,
            };
            said.push((part, &shape.text));
            said.push((Part::Hidden, &shape.unseen));
        }
        for part in [Part::Page, Part::Hidden, Part::Covered] {
            let texts = said.iter().filter(|(is, text)| *is == part && !text.is_empty());
            let texts: Vec<&str> = texts.map(|(_, text)| text.as_str()).collect();
            if texts.is_empty() {
                continue;
            }
            match part {
                Part::Hidden if !is_hidden => self.reading.trace(self.page, TraceKind::HiddenText),
                Part::Covered => self.reading.trace(self.page, TraceKind::CoveredText),
                _ => {}
            }
            self.reading.say(self.page, part, texts.join("\n"));
        }
    }

    fn shape(&self, node: &Node, text: String, unseen: String) -> Shape {
        let place = || {
            let length = |name| centimetres(node.attribute(name)?);
            let (x, y) = (length("x")?, length("y")?);
            Some(Rect { x, y, width: length("width")?, height: length("height")? })
        };
        let (is_filled, is_black) = self.styles.fill(node.attribute("style-name"));
        let is_picture = node.child("image").is_some();
        let fill = match (is_filled || is_picture, is_black) {
            (true, true) => Fill::Black,
            (true, false) => Fill::Opaque,
            (false, _) => Fill::None,
        };
        let is_hidden = is_off(node.attribute("display"));
        Shape { place: place(), text, unseen, is_hidden, fill }
    }

    fn beside(&mut self, what: &'static str, text: Option<&str>) {
        self.once(Part::Beside(what), text.unwrap_or_default());
    }

    fn once(&mut self, part: Part, text: &str) {
        if self.told.insert(format!("{:?} {part:?} {text}", self.page)) {
            self.reading.say(self.page, part, text);
        }
    }
}

fn is_off(display: Option<&str>) -> bool {
    matches!(display, Some("none" | "false" | "printer"))
}

fn is_shown_column(columns: &[(usize, bool)], place: usize) -> bool {
    let mut end = 0;
    let of_place = columns.iter().find(|(count, _)| {
        end += count;
        place < end
    });
    of_place.is_none_or(|(_, is_shown)| *is_shown)
}

/// A length such as `2.5cm`.
fn centimetres(length: &str) -> Option<f64> {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let number: f64 = length.strip_suffix(unit)?.parse().ok()?;
    let scale = match unit {
        "cm" => 1.0,
        "mm" => 0.1,
        "in" => 2.54,
        "pt" => 2.54 / 72.0,
        _ => return None,
    };
    Some(number * scale)
}
