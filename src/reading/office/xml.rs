//! A part of a document as a tree of names and texts.
//!
//! Nothing is ever expanded: a part that brings entities of its own is not read. What is damaged is
//! read as far as it goes.

use std::{collections::BTreeSet, rc::Rc};

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

use crate::reading::UnreadKind;

/// Elements in one part. The text of a book has half as many.
const MOST_NODES: usize = 1_000_000;

/// Elements inside elements. Word itself does not go to fifty.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug)]
pub(super) struct Node {
    /// Its name, without the prefix.
    pub name: Rc<str>,
    /// Its attributes, with their prefixes.
    attributes: Vec<(Rc<str>, Box<str>)>,
    /// What is in it, in order.
    pub children: Vec<Child>,
}

/// What is in an element.
#[derive(Debug)]
pub(super) enum Child {
    /// An element.
    Node(Node),
    /// A text.
    Text(String),
}

impl Node {
    fn new(name: Rc<str>) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// The elements in it.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| &*node.name == name)
    }

    /// The element that is reached by these names, one inside the other.
    pub fn path(&self, names: &[&str]) -> Option<&Node> {
        names.iter().try_fold(self, |node, name| node.child(name))
    }

    /// All elements below it, in order, and itself first.
    pub fn all(&self) -> impl Iterator<Item = &Node> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let node = waiting.pop()?;
            waiting.extend(node.nodes().rev());
            Some(node)
        })
    }

    /// All elements of this name below it.
    pub fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Node> {
        self.all().filter(move |node| &*node.name == name)
    }

    /// The attribute of this name: first the one without a prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let bare = attributes.find(|(given, _)| &**given == name);
        bare.map(|(_, value)| &**value).or_else(|| self.prefixed(name))
    }

    /// The attribute of this name that has a prefix, such as `r:id` beside `id`.
    pub fn prefixed(&self, name: &str) -> Option<&str> {
        let is_it = |given: &str| given.split_once(':').is_some_and(|(_, local)| local == name);
        self.attributes.iter().find(|(given, _)| is_it(given)).map(|(_, value)| &**value)
    }

    /// All attributes: their names without the prefixes, and their values.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (local(name), &**value))
    }

    /// The attribute as a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.attribute(name)?.trim_end_matches("pt").parse().ok()
    }

    /// The text directly in it.
    pub fn own_text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(&**text),
            Child::Node(_) => None,
        });
        texts.collect()
    }

    /// Whether a switch such as `<w:vanish/>` stands in it and is on.
    pub fn switch(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("val");
        Some(!matches!(value, Some("0" | "false" | "off" | "none")))
    }
}

/// Reads a part. The tree may be empty; what was left out is named.
pub(super) fn parse(text: &str) -> (Node, Option<UnreadKind>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut names = Names::default();
    let mut open = vec![Node::new(names.get(""))];
    let mut count = 0;
    let mut missing = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => open.push(element(&mut names, &start, &mut count)),
            Ok(Event::Empty(start)) => {
                open.push(element(&mut names, &start, &mut count));
                close(&mut open);
            }
            Ok(Event::End(_)) => close(&mut open),
            Ok(Event::Text(text)) => say(&mut open, &text),
            Ok(Event::CData(text)) => say(&mut open, &text),
            Ok(Event::GeneralRef(reference)) => match resolved(&reference) {
                Some(letter) => say(&mut open, &letter),
                None => missing = Some(UnreadKind::Damaged),
            },
            Ok(Event::DocType(kind)) if kind.contains("<!ENTITY") => {
                return (Node::new(names.get("")), Some(UnreadKind::Damaged));
            }
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_)) => {}
            Ok(Event::Eof) => {
                // What ends in the middle was cut off.
                missing = missing.or((open.len() > 1).then_some(UnreadKind::Damaged));
                break;
            }
            Err(_) => {
                missing = Some(UnreadKind::Damaged);
                break;
            }
        }
        if count > MOST_NODES || open.len() > DEEPEST {
            missing = Some(UnreadKind::TooMuch);
            break;
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    (open.pop().unwrap_or_else(|| Node::new("".into())), missing)
}

/// The names of a part, each kept once.
#[derive(Default)]
struct Names(BTreeSet<Rc<str>>);

impl Names {
    fn get(&mut self, name: &str) -> Rc<str> {
        if let Some(known) = self.0.get(name) {
            return Rc::clone(known);
        }
        let new: Rc<str> = name.into();
        self.0.insert(Rc::clone(&new));
        new
    }
}

fn element(names: &mut Names, start: &BytesStart<'_>, count: &mut usize) -> Node {
    let mut node = Node::new(names.get(local(start.name().0)));
    for attribute in start.attributes().with_checks(false).filter_map(Result::ok) {
        // What cannot be resolved stays as it is written.
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.as_deref().unwrap_or(&attribute.value).into();
        node.attributes.push((names.get(attribute.key.0), value));
    }
    *count += 1 + node.attributes.len();
    node
}

fn close(open: &mut Vec<Node>) {
    if open.len() > 1
        && let Some(node) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Child::Node(node));
    }
}

fn say(open: &mut [Node], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => parent.children.push(Child::Text(text.to_owned())),
    }
}

/// The letter that `&#8217;` or `&amp;` stands for; none of a document's own.
fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Some(letter.to_string()),
        _ => resolve_predefined_entity(reference).map(str::to_owned),
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_names_without_prefixes_and_text_with_its_letters() {
        let (tree, missing) = parse(
            "<?xml version='1.0'?><w:p r:id='a' id='b&amp;c'>Zo&#xEB; &lt;<x/>&gt;<![CDATA[<]]></w:p>",
        );
        let p = tree.child("p").unwrap();
        assert_eq!(missing, None);
        assert_eq!((p.attribute("id"), p.prefixed("id")), (Some("b&c"), Some("a")));
        assert_eq!(p.own_text(), "Zoë <><");
    }

    #[test]
    fn nothing_is_expanded_and_nothing_goes_deeper_than_it_should() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        let (tree, missing) = parse(bomb);
        assert_eq!((tree.children.len(), missing), (0, Some(UnreadKind::Damaged)));
        assert_eq!(parse("<a>&own;</a>").1, Some(UnreadKind::Damaged));
        assert_eq!(parse(&"<a>".repeat(1_000_000)).1, Some(UnreadKind::TooMuch));
        assert_eq!(parse(&"<a/>".repeat(MOST_NODES + 1)).1, Some(UnreadKind::TooMuch));
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes() {
        let (tree, missing) = parse("<a><b>text</b><c>more");
        assert_eq!(missing, Some(UnreadKind::Damaged));
        let texts: Vec<String> = tree.all().map(Node::own_text).collect();
        assert_eq!(texts.concat(), "textmore");
    }
}
