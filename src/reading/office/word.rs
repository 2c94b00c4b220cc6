//! Documents of Word.

use std::collections::BTreeSet;

use super::{
    look::{Look, Styles, is_dark},
    package::Package,
    story::{State, Story},
    xml::Node,
};
use crate::reading::{Part, Reading, TraceKind};

/// Reads the text of a document; what is left in the package is for others to read.
pub(super) fn read(package: &mut Package, main: &str, tree: &Node, reading: &mut Reading) {
    let styles = package.tree(&beside(main, "styles.xml"));
    let styles = styles.as_ref().map(Styles::read).unwrap_or_default();
    let mut word = Word { styles, reading, told: BTreeSet::new(), instruction: String::new() };
    word.read(tree, &Part::Page);
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_story = |name: &&String| {
        let rest = name.strip_prefix(folder).unwrap_or_default().trim_start_matches('/');
        ["header", "footer", "footnotes", "endnotes", "comments", "glossary/document"]
            .iter()
            .any(|start| rest.starts_with(start))
            && rest.ends_with(".xml")
    };
    for name in package.names().iter().filter(is_story) {
        let Some(tree) = package.tree(name) else { continue };
        let root = tree.nodes().next().map(|root| &*root.name);
        match root {
            Some("hdr" | "ftr" | "footnotes" | "endnotes") => word.read(&tree, &Part::Page),
            Some("comments") => word.comments(&tree),
            Some("glossaryDocument") => word.read(&tree, &Part::Beside("a building block")),
            _ => {
                let texts: Vec<String> = tree.all().map(Node::own_text).collect();
                word.beside("a part that is not shown", &texts.join(" "));
            }
        }
    }
}

fn beside(main: &str, name: &str) -> String {
    main.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

struct Word<'r> {
    styles: Styles,
    reading: &'r mut Reading,
    /// What was said once and need not be said again.
    told: BTreeSet<String>,
    /// The words of a field that is still going on.
    instruction: String,
}

/// A text and the text boxes that are anchored in it.
#[derive(Default)]
struct Texts {
    story: Story,
    boxes: Vec<Story>,
}

impl Word<'_> {
    fn read(&mut self, tree: &Node, part: &Part) {
        let is_shaded = tree.named("background").next().is_some();
        self.read_below(tree, part, is_shaded);
        self.tracked(tree);
    }

    fn read_below(&mut self, node: &Node, part: &Part, is_shaded: bool) {
        let mut texts = Texts::default();
        let look = Look { state: State::Shown, paragraph: None, is_shaded };
        self.walk_all(node, &mut texts, &look);
        self.end_field();
        for story in std::iter::once(texts.story).chain(texts.boxes) {
            story.finish(self.reading, None, part);
        }
    }

    fn comments(&mut self, tree: &Node) {
        for comment in tree.named("comment") {
            self.reading.trace(None, TraceKind::Comment);
            self.read_below(comment, &Part::Comment, false);
            self.once(Part::Comment, comment.attribute("author").unwrap_or_default());
        }
        self.tracked(tree);
    }

    /// Says whether changes were tracked, and who made them.
    fn tracked(&mut self, tree: &Node) {
        let is_change = |name: &str| {
            matches!(name, "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellDel")
                || name.ends_with("PrChange")
        };
        for node in tree.all().filter(|node| is_change(&node.name)) {
            self.reading.trace(None, TraceKind::TrackedChanges);
            let author = node.attribute("author").unwrap_or_default();
            self.once(Part::Property("changed by".into()), author);
        }
    }

    fn walk_all(&mut self, node: &Node, texts: &mut Texts, look: &Look) {
        node.nodes().for_each(|child| self.walk(child, texts, look));
    }

    fn walk(&mut self, node: &Node, texts: &mut Texts, look: &Look) {
        let story = &mut texts.story;
        match &*node.name {
            "p" => self.paragraph(node, texts, look),
            "r" => {
                let state = self.styles.state(node.child("rPr"), look);
                self.walk_all(node, texts, &Look { state, ..look.clone() });
            }
            "del" | "moveFrom" => {
                self.walk_all(node, texts, &Look { state: State::Deleted, ..look.clone() });
            }
            "ins" | "moveTo" if look.state == State::Shown => {
                self.walk_all(node, texts, &Look { state: State::Inserted, ..look.clone() });
            }
            "t" => story.push(look.state, &node.own_text()),
            "delText" => story.push(State::Deleted, &node.own_text()),
            "tab" | "ptab" => story.push(look.state, "\t"),
            "br" | "cr" => story.push(look.state, "\n"),
            "noBreakHyphen" => story.push(look.state, "-"),
            "instrText" | "delInstrText" => self.instruction.push_str(&node.own_text()),
            "fldChar" => {
                self.end_field();
                node.nodes().for_each(|data| self.form_field(data));
            }
            "fldSimple" => {
                self.instruction.push_str(node.attribute("instr").unwrap_or_default());
                self.end_field();
                self.walk_all(node, texts, look);
            }
            "tbl" => {
                let style =
                    node.path(&["tblPr", "tblStyle"]).and_then(|node| node.attribute("val"));
                let is_shaded = look.is_shaded || self.styles.is_shaded(style);
                self.walk_all(node, texts, &Look { is_shaded, ..look.clone() });
            }
            "tr" => {
                self.walk_all(node, texts, look);
                texts.story.end_row();
            }
            "tc" => {
                let is_shaded = look.is_shaded || node.path(&["tcPr", "shd"]).is_some_and(is_dark);
                self.walk_all(node, texts, &Look { is_shaded, ..look.clone() });
                texts.story.end_cell();
            }
            "AlternateContent" => self.alternatives(node, texts, look),
            "txbxContent" => self.text_box(node, texts, look),
            "sdtPr" => self.form_field(node),
            "rPr" | "pPr" | "sectPr" | "tblPr" | "tblPrEx" | "trPr" | "tcPr" | "tblGrid" => {}
            _ => {
                self.described(node);
                self.walk_all(node, texts, look);
            }
        }
    }

    fn paragraph(&mut self, node: &Node, texts: &mut Texts, look: &Look) {
        let properties = node.child("pPr");
        let value = |name| properties?.child(name)?.attribute("val").map(str::to_owned);
        let shading = properties.and_then(|properties| properties.child("shd"));
        let is_shaded = look.is_shaded || shading.is_some_and(is_dark);
        self.walk_all(node, texts, &Look { paragraph: value("pStyle"), is_shaded, ..look.clone() });
        texts.story.end_line();
    }

    /// One thing written in several ways: each text is read once.
    fn alternatives(&mut self, node: &Node, texts: &mut Texts, look: &Look) {
        let mut seen = BTreeSet::new();
        for way in node.nodes() {
            let said: String = way.named("t").map(Node::own_text).collect();
            let said: String = said.split_whitespace().collect();
            if seen.insert(said) {
                self.walk_all(way, texts, look);
            }
        }
    }

    /// A text box is a text of its own. White letters in it are as a rule on a fill.
    fn text_box(&mut self, node: &Node, texts: &mut Texts, look: &Look) {
        let mut inner = Texts::default();
        self.walk_all(node, &mut inner, &Look { is_shaded: true, paragraph: None, ..look.clone() });
        texts.boxes.push(inner.story);
        texts.boxes.extend(inner.boxes);
    }

    /// What a shape, a link or a place says beside the text.
    fn described(&mut self, node: &Node) {
        let mut say = |what, name| self.beside(what, node.attribute(name).unwrap_or_default());
        match &*node.name {
            "docPr" | "cNvPr" => {
                say("a description of a picture", "descr");
                say("a description of a picture", "title");
            }
            "shape" | "rect" | "oval" | "roundrect" | "group" | "imagedata" => {
                say("a description of a picture", "alt");
                say("a description of a picture", "title");
            }
            "textpath" => say("words drawn as a picture", "string"),
            "hyperlink" => say("a link", "tooltip"),
            "bookmarkStart" if !node.attribute("name").is_some_and(|it| it.starts_with('_')) => {
                say("a bookmark", "name");
            }
            _ => {}
        }
        if &*node.name == "cNvPr" && !node.attribute("name").is_some_and(is_numbered) {
            say("a description of a picture", "name");
        }
    }

    /// What is written about a field of a form: its name, its help, the choices it offers.
    fn form_field(&mut self, node: &Node) {
        for below in node.all() {
            let names: &[&str] = match &*below.name {
                "alias" | "tag" | "default" | "helpText" | "statusText" | "listEntry" => &["val"],
                "listItem" => &["displayText", "value"],
                "date" => &["fullDate"],
                _ => &[],
            };
            for name in names {
                self.once(Part::Field, below.attribute(name).unwrap_or_default());
            }
        }
    }

    fn end_field(&mut self) {
        let instruction = std::mem::take(&mut self.instruction);
        let first = instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
        let is_own = matches!(&*first, "PAGE" | "NUMPAGES" | "PAGEREF" | "REF" | "TOC" | "SEQ");
        if first == "HYPERLINK" {
            self.beside("a link", &instruction);
        } else if !is_own {
            self.beside("a field", &instruction);
        }
    }

    fn beside(&mut self, what: &'static str, text: &str) {
        self.once(Part::Beside(what), text);
    }

    fn once(&mut self, part: Part, text: &str) {
        if self.told.insert(format!("{part:?} {text}")) {
            self.reading.say(None, part, text);
        }
    }
}

/// Whether it is a name a program gave, such as "Picture 4".
pub(super) fn is_numbered(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    name.is_empty() || last.bytes().all(|byte| byte.is_ascii_digit())
}
