//! What the styles of LibreOffice say about who can see a text.

use std::collections::BTreeMap;

use super::{drawing::is_dark, look::is_light, xml::Node};

/// What matters of one style.
#[derive(Debug, Clone, Default)]
struct Style {
    is_hidden: Option<bool>,
    is_white: Option<bool>,
    is_tiny: Option<bool>,
    is_coloured: bool,
    fill: Option<String>,
    fill_colour: Option<String>,
    opacity: Option<String>,
    parent: Option<String>,
}

/// The styles of a document, by name.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Adds the styles of one part.
    pub fn add(&mut self, tree: &Node) {
        for node in tree.named("style") {
            let Some(name) = node.attribute("name") else { continue };
            let mut style = Style {
                parent: node.attribute("parent-style-name").map(str::to_owned),
                ..Style::default()
            };
            for (name, value) in node.all().skip(1).flat_map(Node::attributes) {
                style.learn(name, value);
            }
            self.0.insert(name.to_owned(), style);
        }
    }

    fn line<'s>(&'s self, name: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let next = |style: &&'s Style| self.0.get(style.parent.as_deref()?);
        std::iter::successors(name.and_then(|name| self.0.get(name)), next).take(20)
    }

    /// Whether what has this style is not shown.
    pub fn is_hidden(&self, name: Option<&str>) -> bool {
        self.line(name).find_map(|style| style.is_hidden).unwrap_or(false)
    }

    /// Whether letters of this style cannot be seen on white paper.
    pub fn is_unseen(&self, name: Option<&str>) -> bool {
        let is_white = self.line(name).find_map(|style| style.is_white).unwrap_or(false);
        let is_tiny = self.line(name).find_map(|style| style.is_tiny).unwrap_or(false);
        is_tiny || is_white && !self.is_coloured(name)
    }

    /// Whether something coloured is behind what has this style.
    pub fn is_coloured(&self, name: Option<&str>) -> bool {
        self.line(name).any(|style| style.is_coloured)
    }

    /// Whether a shape of this style is filled, and whether with black.
    pub fn fill(&self, name: Option<&str>) -> (bool, bool) {
        let find = |pick: fn(&Style) -> Option<&String>| self.line(name).find_map(pick);
        let fill = find(|style| style.fill.as_ref()).map_or("none", String::as_str);
        let colour = find(|style| style.fill_colour.as_ref()).map_or("", String::as_str);
        let is_clear = find(|style| style.opacity.as_ref()).is_some_and(|it| it != "100%");
        (fill != "none" && !is_clear, fill == "solid" && is_dark(colour))
    }
}

impl Style {
    fn learn(&mut self, name: &str, value: &str) {
        match name {
            // Of text and of sheets; and of slides.
            "display" => self.is_hidden = Some(matches!(value, "none" | "false")),
            "visibility" => self.is_hidden = Some(value == "hidden"),
            "color" => self.is_white = Some(is_light(value)),
            "font-size" if value.ends_with("pt") => {
                let size: Option<f64> = value.trim_end_matches("pt").parse().ok();
                self.is_tiny = size.map(|size| size <= 1.0);
            }
            "background-color" => {
                self.is_coloured |= value != "transparent" && !is_light(value);
            }
            "fill" => self.fill = Some(value.to_owned()),
            "fill-color" => self.fill_colour = Some(value.to_owned()),
            "opacity" => self.opacity = Some(value.to_owned()),
            _ => {}
        }
    }
}
