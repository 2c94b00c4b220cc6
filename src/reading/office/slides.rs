//! Presentations of PowerPoint.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cover::{Stands, stand},
    drawing::{self, Drawing},
    package::{Package, Relation},
    rest,
    xml::Node,
};
use crate::reading::{Part, Reading, TraceKind, UnreadKind};

/// Reads the slides in the order they are shown in, and the masters behind them.
pub(super) fn read(
    package: &mut Package,
    main: &str,
    tree: &Node,
    reading: &mut Reading,
    depth: usize,
) {
    let size = tree.named("sldSz").next();
    let size = size.and_then(|size| Some((size.number("cx")?, size.number("cy")?)));
    let relations = package.relations(main);
    let target = |id: &str| relations.iter().find(|it| it.id == id).map(|it| it.target.clone());
    let slides = tree.named("sldId").filter_map(|slide| slide.prefixed("id").and_then(target));
    let mut deck = Deck { package, reading, size, depth, models: BTreeMap::new() };
    for (number, name) in slides.enumerate() {
        deck.slide(&name, number + 1);
    }
    deck.lost_slides();
    deck.masters();
}

struct Deck<'d, 'b> {
    package: &'d mut Package<'b>,
    reading: &'d mut Reading,
    size: Option<(f64, f64)>,
    depth: usize,
    /// Layouts and masters, by name, with what each is based on.
    models: BTreeMap<String, (Option<Node>, Option<String>)>,
}

impl Deck<'_, '_> {
    fn slide(&mut self, name: &str, number: usize) {
        let page = Some(number);
        let Some(tree) = self.package.tree(name) else {
            return self.reading.miss(page, UnreadKind::Damaged);
        };
        let relations = self.package.relations(name);
        let is_hidden = tree.nodes().any(|it| matches!(it.attribute("show"), Some("0" | "false")));
        let layout = relations.iter().find(|it| it.kind == "slideLayout");
        let layout = layout.map(|it| it.target.clone());
        let master = layout.as_deref().and_then(|layout| self.model(layout, "slideMaster"));
        master.as_deref().map(|master| self.model(master, "theme"));
        let names = layout.iter().chain(&master);
        let models = names.filter_map(|name| self.models.get(name)?.0.as_ref()).collect();
        let Drawing { shapes, descriptions, .. } = Drawing::read(&tree, models);
        let stands = stand(&shapes, self.size);
        let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (shape, stands) in shapes.iter().zip(stands) {
            let place = match stands {
                _ if is_hidden => "slide",
                Stands::Shown => "page",
                Stands::Hidden => "hidden",
                Stands::Covered => "covered",
            };
            texts.entry(place).or_default().push(shape.text.clone());
            texts.entry("hidden").or_default().push(shape.unseen.clone());
        }
        let charts = self.charts(&relations, page);
        texts.entry(if is_hidden { "slide" } else { "page" }).or_default().extend(charts);
        if is_hidden {
            self.reading.trace(page, TraceKind::HiddenSlide);
        }
        for (place, part, trace) in [
            ("page", Part::Page, None),
            ("slide", Part::Hidden, None),
            ("hidden", Part::Hidden, Some(TraceKind::HiddenText)),
            ("covered", Part::Covered, Some(TraceKind::CoveredText)),
        ] {
            let mut said = texts.remove(place).unwrap_or_default();
            said.retain(|text| !text.is_empty());
            if let Some(trace) = trace.filter(|_| !said.is_empty()) {
                self.reading.trace(page, trace);
            }
            self.reading.say(page, part, said.join("\n"));
        }
        let descriptions: Vec<String> = descriptions.into_iter().collect();
        let part = Part::Beside("a description of a picture");
        self.reading.say(page, part, descriptions.join("\n"));
        self.attached(&relations, page);
    }

    /// Reads a layout or a master, once. Says what it is based on.
    fn model(&mut self, name: &str, base: &str) -> Option<String> {
        if !self.models.contains_key(name) {
            let tree = self.package.tree(name);
            let relations = self.package.relations(name);
            let below = relations.iter().find(|relation| relation.kind == base);
            let below = below.map(|relation| relation.target.clone());
            // The council's mark stands on every slide; it is no picture of somebody's own.
            self.pictures(&relations, None);
            self.links(&relations, None);
            self.models.insert(name.to_owned(), (tree, below));
        }
        self.models.get(name)?.1.clone()
    }

    /// The words of charts and diagrams.
    fn charts(&mut self, relations: &[Relation], page: Option<usize>) -> Vec<String> {
        let mut texts = Vec::new();
        for relation in relations {
            match relation.kind.as_str() {
                "chart" | "chartEx" => {
                    let Some(tree) = self.package.tree(&relation.target) else { continue };
                    let cached = tree.named("v").map(Node::own_text);
                    texts.push(cached.collect::<Vec<_>>().join("\t"));
                    texts.push(drawing::text(&tree).0);
                    let below = self.package.relations(&relation.target);
                    self.attached(&below, page);
                }
                "diagramData" => {
                    let tree = self.package.tree(&relation.target);
                    texts.extend(tree.map(|tree| drawing::text(&tree).0));
                }
                // The same words once more, as they were drawn last.
                "diagramDrawing" => self.package.leave(&relation.target),
                _ => {}
            }
        }
        texts
    }

    /// Notes, comments, pictures and files that belong to a slide.
    fn attached(&mut self, relations: &[Relation], page: Option<usize>) {
        self.links(relations, page);
        for relation in relations.iter().filter(|relation| !relation.is_outside) {
            match relation.kind.as_str() {
                "notesSlide" => self.notes(&relation.target, page),
                "comments" => self.comments(&relation.target, page),
                "package" | "oleObject" => self.other(&relation.target, page),
                "video" | "audio" | "media" => {
                    self.package.leave(&relation.target);
                    self.reading.trace(page, TraceKind::EmbeddedFile);
                    self.reading.miss(page, UnreadKind::EmbeddedFile);
                }
                _ => {}
            }
        }
        if self.pictures(relations, page) {
            self.reading.miss(page, UnreadKind::Picture);
        }
    }

    /// Reads the pictures. Says whether one of them may hold words.
    fn pictures(&mut self, relations: &[Relation], page: Option<usize>) -> bool {
        let mut has_words = false;
        for relation in relations.iter().filter(|it| it.kind == "image" && !it.is_outside) {
            let mut inner = Reading::default();
            has_words |= rest::other(self.package, &relation.target, &mut inner, self.depth);
            self.add(inner, page);
        }
        has_words
    }

    fn other(&mut self, name: &str, page: Option<usize>) {
        let mut inner = Reading::default();
        if rest::other(self.package, name, &mut inner, self.depth) {
            self.reading.miss(page, UnreadKind::Picture);
        }
        self.add(inner, page);
    }

    /// Adds what was read in a part of a slide.
    fn add(&mut self, mut inner: Reading, page: Option<usize>) {
        inner.passages.iter_mut().for_each(|passage| passage.page = page);
        inner.traces.iter_mut().for_each(|trace| trace.page = page);
        inner.unread.iter_mut().for_each(|unread| unread.page = page);
        self.reading.add(inner);
    }

    fn notes(&mut self, name: &str, page: Option<usize>) {
        let Some(tree) = self.package.tree(name) else { return };
        let drawing = Drawing::read(&tree, Vec::new());
        let texts = drawing.shapes.iter().flat_map(|shape| [&*shape.text, &*shape.unseen]);
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        if !texts.is_empty() {
            self.reading.trace(page, TraceKind::Notes);
            self.reading.say(page, Part::Notes, texts.join("\n"));
        }
        let relations = self.package.relations(name);
        self.links(&relations, page);
        self.pictures(&relations, page);
    }

    fn links(&mut self, relations: &[Relation], page: Option<usize>) {
        for address in rest::addresses(relations) {
            self.reading.say(page, Part::Beside("a link"), address);
        }
    }

    fn comments(&mut self, name: &str, page: Option<usize>) {
        let Some(tree) = self.package.tree(name) else { return };
        // Older comments are one text; newer ones have paragraphs and answers.
        let older = tree.named("text").map(Node::own_text);
        let texts: Vec<String> = older.chain([drawing::text(&tree).0]).collect();
        self.reading.trace(page, TraceKind::Comment);
        self.reading.say(page, Part::Comment, texts.join("\n").trim());
    }

    /// Slides that are in the file and in no list: nobody can show them, a program can read them.
    fn lost_slides(&mut self) {
        let all = self.package.names();
        let is_slide = |name: &&String| name.contains("/slides/") && name.ends_with(".xml");
        for name in all.iter().filter(is_slide) {
            if !self.package.was_read(name)
                && let Some(tree) = self.package.tree(name)
            {
                self.reading.trace(None, TraceKind::HiddenSlide);
                self.reading.say(None, Part::Hidden, drawing::text(&tree).0);
            }
        }
    }

    fn masters(&mut self) {
        let is_master = |name: &String| {
            let folders = ["slidelayouts/", "slidemasters/", "notesmasters/", "handoutmasters/"];
            folders.iter().any(|folder| name.contains(folder)) && name.ends_with(".xml")
        };
        for name in self.package.names().into_iter().filter(is_master) {
            self.model(&name, "");
        }
        let trees = self.models.values().filter_map(|(tree, _)| tree.as_ref());
        let lines: BTreeSet<String> = trees
            .flat_map(|tree| tree.named("p").map(|line| drawing::text(line).0).collect::<Vec<_>>())
            .filter(|line| !line.is_empty())
            .collect();
        let lines: Vec<String> = lines.into_iter().collect();
        self.reading.say(None, Part::Beside("a slide master"), lines.join("\n"));
    }
}
