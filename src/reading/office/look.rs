//! How a run of text in Word looks: whether anybody can see it.

use std::collections::BTreeMap;

use super::{story::State, xml::Node};

/// What a style, or a run itself, says of letters.
#[derive(Debug, Clone, Default)]
struct Letters {
    is_hidden: Option<bool>,
    colour: Option<String>,
    /// In half points.
    size: Option<f64>,
    is_shaded: bool,
    based_on: Option<String>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Letters>);

/// The surroundings of a run.
#[derive(Debug, Clone)]
pub(super) struct Look {
    /// How text stands there.
    pub state: State,
    /// The style of the paragraph.
    pub paragraph: Option<String>,
    /// Whether something coloured is behind the text, so that white letters can be read.
    pub is_shaded: bool,
}

/// Letters of this size or less, in half points, are no letters to anybody.
const SMALLEST: f64 = 2.0;

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(tree: &Node) -> Self {
        let style = |node: &Node| {
            let mut letters = letters(node.child("rPr"));
            // The header row of a table style is dark with white letters in it.
            letters.is_shaded |= node.named("shd").any(is_dark);
            let based_on = node.child("basedOn").and_then(|base| base.attribute("val"));
            letters.based_on = based_on.map(str::to_owned);
            Some((node.attribute("styleId")?.to_owned(), letters))
        };
        Self(tree.named("style").filter_map(style).collect())
    }

    /// Whether the style puts something coloured behind its text.
    pub fn is_shaded(&self, style: Option<&str>) -> bool {
        self.line(style).any(|letters| letters.is_shaded)
    }

    /// How a run stands on the page.
    pub fn state(&self, run: Option<&Node>, look: &Look) -> State {
        if look.state == State::Deleted {
            return State::Deleted;
        }
        let own = letters(run);
        let style = run.and_then(|run| run.child("rStyle")).and_then(|node| node.attribute("val"));
        let styles: Vec<&Letters> =
            self.line(style).chain(self.line(look.paragraph.as_deref())).collect();
        let all = || std::iter::once(&own).chain(styles.iter().copied());
        let is_hidden = all().find_map(|letters| letters.is_hidden).unwrap_or(false);
        let is_white = all().find_map(|letters| letters.colour.as_deref()).is_some_and(is_light);
        let is_tiny = all().find_map(|letters| letters.size).is_some_and(|size| size <= SMALLEST);
        let is_shaded = look.is_shaded || all().any(|letters| letters.is_shaded);
        if is_hidden || is_tiny || is_white && !is_shaded { State::Hidden } else { look.state }
    }

    /// A style and those it is based on.
    fn line<'s>(&'s self, style: Option<&str>) -> impl Iterator<Item = &'s Letters> {
        let next = |letters: &&'s Letters| self.0.get(letters.based_on.as_deref()?);
        let first = style.and_then(|style| self.0.get(style));
        // Styles may be based on one another in a circle.
        std::iter::successors(first, next).take(20)
    }
}

fn letters(properties: Option<&Node>) -> Letters {
    let Some(properties) = properties else { return Letters::default() };
    let value = |name| properties.child(name).and_then(|node| node.attribute("val"));
    let is_lit = value("highlight").is_some_and(|colour| !matches!(colour, "none" | "white"));
    Letters {
        is_hidden: properties.switch("vanish").or_else(|| properties.switch("specVanish")),
        colour: value("color").map(str::to_owned),
        size: value("sz").and_then(|size| size.parse().ok()),
        is_shaded: is_lit || properties.child("shd").is_some_and(is_dark),
        based_on: None,
    }
}

/// Whether a `w:shd` puts something behind its text on which white letters can be read.
pub(super) fn is_dark(shading: &Node) -> bool {
    let pattern = shading.attribute("val").unwrap_or("clear");
    let fill = shading.attribute("fill").unwrap_or("auto");
    !matches!(pattern, "clear" | "nil") || fill != "auto" && !is_light(fill)
}

/// Whether a colour, such as `FFFFFF`, cannot be told from white paper.
pub(super) fn is_light(colour: &str) -> bool {
    let colour = colour.trim_start_matches('#');
    let part = |at: usize| colour.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    let parts = [part(0), part(2), part(4)];
    colour.len() == 6 && parts.iter().all(|part| part.is_some_and(|part| part >= 0xF4))
        || colour == "white"
}
