//! Shapes of PowerPoint: where they are, what they say, what they are filled with.

use std::collections::BTreeSet;

use super::{
    cover::{Fill, Rect, Shape},
    story::{State, Story},
    word::is_numbered,
    xml::Node,
};

/// Letters of this size or less, in hundredths of a point, are no letters to anybody.
const SMALLEST: f64 = 100.0;

/// The shapes of a slide, the lowest first, and what is said beside them.
pub(super) struct Drawing<'t> {
    /// The layout and the master, where a placeholder finds its place.
    pub models: Vec<&'t Node>,
    /// The shapes.
    pub shapes: Vec<Shape>,
    /// Descriptions of pictures, and what a link says when the pointer is on it.
    pub descriptions: BTreeSet<String>,
}

/// What a group does to the places of the shapes in it.
#[derive(Clone, Copy)]
struct Shift {
    x: (f64, f64),
    y: (f64, f64),
}

impl<'t> Drawing<'t> {
    /// Reads a slide.
    pub fn read(slide: &Node, models: Vec<&'t Node>) -> Self {
        let mut drawing = Self { models, shapes: Vec::new(), descriptions: BTreeSet::new() };
        let still = Shift { x: (1.0, 0.0), y: (1.0, 0.0) };
        for tree in slide.named("spTree") {
            drawing.below(tree, still, false);
        }
        drawing
    }

    fn below(&mut self, node: &Node, shift: Shift, is_hidden: bool) {
        for child in node.nodes() {
            match &*child.name {
                "grpSp" => {
                    let is_hidden = self.described(child) || is_hidden;
                    self.below(child, group_shift(child, shift), is_hidden);
                }
                "sp" | "pic" | "cxnSp" | "graphicFrame" => {
                    let is_hidden = self.described(child) || is_hidden;
                    self.shape(child, shift, is_hidden);
                }
                "AlternateContent" => {
                    let mut seen = BTreeSet::new();
                    for way in child.nodes() {
                        let said: String = way.named("t").map(Node::own_text).collect();
                        if seen.insert(said) {
                            self.below(way, shift, is_hidden);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn shape(&mut self, node: &Node, shift: Shift, is_hidden: bool) {
        let place = own_place(node).or_else(|| self.model_place(node));
        let (text, unseen) = text(node);
        let place = place.map(|place| shift.of(place));
        self.shapes.push(Shape { place, text, unseen, is_hidden, fill: fill(node) });
    }

    /// Keeps what is said about a shape. Says whether it is hidden.
    fn described(&mut self, node: &Node) -> bool {
        let about = node.nodes().find_map(|child| child.child("cNvPr"));
        let Some(about) = about else { return false };
        let is_picture = &*node.name == "pic";
        let name = about.attribute("name").filter(|name| is_picture && !is_numbered(name));
        let tooltips = about.all().filter_map(|node| node.attribute("tooltip"));
        let texts = [about.attribute("descr"), about.attribute("title"), name];
        let texts = texts.into_iter().flatten().chain(tooltips);
        self.descriptions.extend(texts.filter(|text| !text.trim().is_empty()).map(str::to_owned));
        matches!(about.attribute("hidden"), Some("1" | "true"))
    }

    /// The place of a placeholder that has none of its own.
    fn model_place(&self, node: &Node) -> Option<Rect> {
        let wanted = placeholder(node)?;
        self.models.iter().find_map(|model| {
            let all = model.named("sp").filter_map(|shape| Some((placeholder(shape)?, shape)));
            let mut same = all.filter(|(given, _)| is_same(wanted, *given));
            same.find_map(|(_, shape)| own_place(shape))
        })
    }
}

impl Shift {
    fn of(self, rect: Rect) -> Rect {
        Rect {
            x: rect.x * self.x.0 + self.x.1,
            y: rect.y * self.y.0 + self.y.1,
            width: rect.width * self.x.0,
            height: rect.height * self.y.0,
        }
    }
}

/// The kind and the number of a placeholder.
fn placeholder(node: &Node) -> Option<(&str, Option<&str>)> {
    let place = node.path(&["nvSpPr", "nvPr", "ph"])?;
    Some((place.attribute("type").unwrap_or("body"), place.attribute("idx")))
}

fn is_same(wanted: (&str, Option<&str>), given: (&str, Option<&str>)) -> bool {
    let plain = |kind: &str| match kind {
        "ctrTitle" => "title".to_owned(),
        "subTitle" | "obj" => "body".to_owned(),
        other => other.to_owned(),
    };
    wanted.1.is_some() && wanted.1 == given.1 || plain(wanted.0) == plain(given.0)
}

fn frame(node: &Node) -> Option<&Node> {
    let properties = node.child("spPr").or_else(|| node.child("grpSpPr"));
    properties.and_then(|properties| properties.child("xfrm")).or_else(|| node.child("xfrm"))
}

fn pair(node: Option<&Node>, first: &str, second: &str) -> Option<(f64, f64)> {
    node.and_then(|node| Some((node.number(first)?, node.number(second)?)))
}

fn own_place(node: &Node) -> Option<Rect> {
    let frame = frame(node)?;
    let (x, y) = pair(frame.child("off"), "x", "y")?;
    let (width, height) = pair(frame.child("ext"), "cx", "cy")?;
    // Turned by a quarter it is as wide as it was high.
    let quarter = (frame.number("rot").unwrap_or(0.0) / 5_400_000.0).round() as i64;
    let turned = if quarter % 2 == 0 { 0.0 } else { (width - height) / 2.0 };
    let (width, height) = if quarter % 2 == 0 { (width, height) } else { (height, width) };
    Some(Rect { x: x + turned, y: y - turned, width, height })
}

fn group_shift(node: &Node, outer: Shift) -> Shift {
    let inner = frame(node).and_then(|frame| {
        let (x, y) = pair(frame.child("off"), "x", "y")?;
        let (width, height) = pair(frame.child("ext"), "cx", "cy")?;
        let (own_x, own_y) = pair(frame.child("chOff"), "x", "y")?;
        let (own_width, own_height) = pair(frame.child("chExt"), "cx", "cy")?;
        let (by_x, by_y) = (width / own_width.max(1.0), height / own_height.max(1.0));
        Some(Shift { x: (by_x, x - own_x * by_x), y: (by_y, y - own_y * by_y) })
    });
    let Some(inner) = inner else { return outer };
    let both =
        |outer: (f64, f64), inner: (f64, f64)| (outer.0 * inner.0, outer.0 * inner.1 + outer.1);
    Shift { x: both(outer.x, inner.x), y: both(outer.y, inner.y) }
}

/// What a shape is filled with.
fn fill(node: &Node) -> Fill {
    if &*node.name == "pic" {
        return Fill::Opaque;
    }
    let Some(properties) = node.child("spPr").filter(|_| &*node.name == "sp") else {
        return Fill::None;
    };
    if let Some(solid) = properties.child("solidFill") {
        let is_clear =
            solid.named("alpha").any(|node| node.number("val").unwrap_or(0.0) < 90_000.0);
        let colour = solid
            .nodes()
            .next()
            .and_then(|colour| colour.attribute("val").filter(|_| colour.nodes().next().is_none()));
        return match colour {
            _ if is_clear => Fill::None,
            Some("000000" | "tx1" | "dk1" | "black" | "windowText") => Fill::Black,
            Some(hex) if is_dark(hex) => Fill::Black,
            _ => Fill::Opaque,
        };
    }
    let is_filled = |name| properties.child(name).is_some();
    let of_style = node.path(&["style", "fillRef"]).and_then(|fill| fill.number("idx"));
    let is_opaque = is_filled("gradFill")
        || is_filled("blipFill")
        || is_filled("pattFill")
        || !is_filled("noFill") && of_style.is_some_and(|index| index > 0.0);
    if is_opaque { Fill::Opaque } else { Fill::None }
}

/// Whether a colour such as `1A1A1A` is as good as black.
pub(super) fn is_dark(colour: &str) -> bool {
    let colour = colour.trim_start_matches('#');
    let part = |at: usize| colour.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    colour.len() == 6 && [part(0), part(2), part(4)].iter().all(|it| it.is_some_and(|it| it < 0x40))
}

/// What stands in a shape, and what stands there in letters too small to see.
pub(super) fn text(node: &Node) -> (String, String) {
    let mut story = Story::default();
    walk(node, &mut story, State::Shown);
    story.texts()
}

fn walk(node: &Node, story: &mut Story, state: State) {
    match &*node.name {
        "r" | "fld" => {
            let size = node.child("rPr").and_then(|look| look.number("sz"));
            let is_tiny = size.is_some_and(|size| size <= SMALLEST);
            // The number of a slide says nothing.
            if node.attribute("type") != Some("slidenum") {
                let state = if is_tiny { State::Hidden } else { state };
                node.nodes().for_each(|child| walk(child, story, state));
            }
        }
        "t" => story.push(state, &node.own_text()),
        "br" => story.push(state, "\n"),
        name => {
            node.nodes().for_each(|child| walk(child, story, state));
            match name {
                "p" => story.end_line(),
                "tc" => story.end_cell(),
                "tr" => story.end_row(),
                _ => {}
            }
        }
    }
}
