//! Workbooks of Excel.

use std::collections::BTreeSet;

use super::{
    cell::Formats,
    drawing,
    package::{Package, Relation},
    rest,
    story::{State, Story},
    xml::Node,
};
use crate::reading::{Part, Reading, TraceKind};

/// Reads the sheets in their order.
pub(super) fn read(package: &mut Package, main: &str, tree: &Node, reading: &mut Reading) {
    let relations = package.relations(main);
    let part = |kind: &str| relations.iter().find(|it| it.kind == kind).map(|it| &*it.target);
    let styles = part("styles").and_then(|name| package.tree(name));
    let mut formats = styles.as_ref().map(Formats::read).unwrap_or_default();
    let about = tree.named("workbookPr").find_map(|it| it.attribute("date1904"));
    formats.is_from_1904 = matches!(about, Some("1" | "true"));
    let strings = part("sharedStrings").and_then(|name| package.tree(name));
    let strings = strings.iter().flat_map(|tree| tree.named("si")).map(words).collect();
    let mut book = Book { package, reading, formats, strings };
    for sheet in tree.named("sheet") {
        let target = |id| relations.iter().find(|relation| relation.id == id);
        if let Some(relation) = sheet.prefixed("id").and_then(target) {
            let is_hidden = matches!(sheet.attribute("state"), Some("hidden" | "veryHidden"));
            let name = sheet.attribute("name").unwrap_or_default();
            book.sheet(name, &relation.target, is_hidden);
        }
    }
    let names = tree
        .named("definedName")
        .map(|it| format!("{} {}", it.attribute("name").unwrap_or_default(), it.own_text()));
    let names: Vec<String> = names.collect();
    reading.say(None, Part::Beside("a name in the workbook"), names.join("\n"));
}

/// The words of a cell or a comment, without the letters that say how they are spoken.
fn words(node: &Node) -> String {
    let runs = node.nodes().filter(|child| &*child.name != "rPh");
    let texts = runs.flat_map(|run| run.named("t").map(Node::own_text).collect::<Vec<_>>());
    texts.collect()
}

struct Book<'s, 'b> {
    package: &'s mut Package<'b>,
    reading: &'s mut Reading,
    formats: Formats,
    strings: Vec<String>,
}

impl Book<'_, '_> {
    fn sheet(&mut self, name: &str, part: &str, is_hidden: bool) {
        let Some(tree) = self.package.tree(part) else { return };
        let mut story = Story::default();
        let all = if is_hidden { State::Hidden } else { State::Shown };
        story.push(all, name);
        story.end_line();
        let columns: Vec<(usize, usize)> = tree.named("col").filter_map(hidden_columns).collect();
        let mut formulas = BTreeSet::new();
        for row in tree.named("sheetData").flat_map(Node::nodes) {
            let state = if is_set(row, "hidden") { State::Hidden } else { all };
            let mut last = 0;
            for cell in row.nodes().filter(|cell| &*cell.name == "c") {
                last = cell.attribute("r").and_then(column).unwrap_or(last + 1);
                let is_unseen = columns.iter().any(|(from, to)| (*from..=*to).contains(&last));
                let is_unseen = is_unseen || self.formats.hides(cell.attribute("s"));
                let state = if is_unseen { State::Hidden } else { state };
                story.push(state, &self.shown(cell));
                story.push(state, "\t");
                let formula = cell.child("f").map(Node::own_text).unwrap_or_default();
                formulas.extend(formula.contains('"').then_some(formula));
            }
            story.end_line();
        }
        story.finish(self.reading, None, &Part::Page);
        let below =
            tree.all().filter(|it| matches!(&*it.name, "formula" | "formula1" | "formula2"));
        formulas.extend(below.map(Node::own_text));
        let formulas: Vec<String> = formulas.into_iter().collect();
        self.reading.say(None, Part::Beside("a formula"), formulas.join("\n"));
        self.margins(&tree);
        self.links(&tree);
        let relations = self.package.relations(part);
        self.attached(&relations);
    }

    fn shown(&self, cell: &Node) -> String {
        let value = cell.child("v").map(Node::own_text).unwrap_or_default();
        match cell.attribute("t") {
            Some("s") => {
                let at: Option<usize> = value.trim().parse().ok();
                at.and_then(|at| self.strings.get(at)).cloned().unwrap_or_default()
            }
            Some("inlineStr") => cell.child("is").map(words).unwrap_or_default(),
            Some("str" | "d") => value,
            Some("b" | "e") => String::new(),
            _ => self.formats.shown(&value, cell.attribute("s")),
        }
    }

    /// What is printed above and below the sheet, without the signs that say how.
    fn margins(&mut self, tree: &Node) {
        for margin in tree.named("headerFooter").flat_map(Node::nodes) {
            let written = margin.own_text();
            let mut pieces = written.split('&');
            let mut text = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                let shown = match piece.strip_prefix('"').and_then(|font| font.split_once('"')) {
                    Some((_, after)) => after,
                    None => piece.get(1..).unwrap_or_default(),
                };
                // Between the left, the middle and the right there is room.
                text.push_str(if piece.starts_with(['L', 'C', 'R']) { "\t" } else { "" });
                text.push_str(shown);
            }
            self.reading.say(None, Part::Page, text.trim());
        }
    }

    fn links(&mut self, tree: &Node) {
        for link in tree.named("hyperlink") {
            for name in ["display", "tooltip", "location"] {
                let text = link.attribute(name).unwrap_or_default();
                self.reading.say(None, Part::Beside("a link"), text);
            }
        }
        for rule in tree.named("dataValidation") {
            for name in ["promptTitle", "prompt", "errorTitle", "error"] {
                let text = rule.attribute(name).unwrap_or_default();
                self.reading.say(None, Part::Beside("a remark on a cell"), text);
            }
        }
    }

    fn attached(&mut self, relations: &[Relation]) {
        for address in rest::addresses(relations) {
            self.reading.say(None, Part::Beside("a link"), address);
        }
        for relation in relations {
            let name = &relation.target;
            match relation.kind.as_str() {
                "comments" => {
                    let Some(tree) = self.package.tree(name) else { continue };
                    for node in tree.all() {
                        match &*node.name {
                            "author" => self.reading.say(None, Part::Comment, node.own_text()),
                            "comment" => {
                                self.reading.trace(None, TraceKind::Comment);
                                let text = node.child("text").map(words).unwrap_or_default();
                                self.reading.say(None, Part::Comment, text);
                            }
                            _ => {}
                        }
                    }
                }
                "threadedComment" => {
                    let Some(tree) = self.package.tree(name) else { continue };
                    for text in tree.named("text") {
                        self.reading.trace(None, TraceKind::Comment);
                        self.reading.say(None, Part::Comment, text.own_text());
                    }
                }
                "drawing" => {
                    let Some(tree) = self.package.tree(name) else { continue };
                    self.reading.say(None, Part::Page, drawing::text(&tree).0);
                    for about in tree.named("cNvPr").filter_map(|it| it.attribute("descr")) {
                        let part = Part::Beside("a description of a picture");
                        self.reading.say(None, part, about);
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_set(node: &Node, name: &str) -> bool {
    matches!(node.attribute(name), Some("1" | "true"))
}

fn hidden_columns(node: &Node) -> Option<(usize, usize)> {
    let number = |name| node.attribute(name)?.parse().ok();
    is_set(node, "hidden").then_some((number("min")?, number("max")?))
}

/// The number of the column of a cell such as `AB12`.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let number = letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    (number > 0).then_some(number)
}
