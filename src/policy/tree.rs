//! The files of a policy as trees, in which every word has a path and a place.
//!
//! A path names keys and numbers of list items: `deadlines.0.from`. In a pattern `*` stands for each
//! item of a list, or for the value itself where one item may leave its list out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Schema;

use super::{Files, schema};
use crate::{
    check::Place,
    yaml::{self, Node, Problem, Value},
};

/// The files of a policy as trees.
#[derive(Debug, Default)]
pub struct Trees {
    nodes: BTreeMap<String, Node>,
    /// Files whose text is no YAML: what they say is not known.
    broken: BTreeSet<String>,
}

/// One value of a file.
#[derive(Debug, Clone)]
pub struct Spot<'t> {
    /// The file.
    pub file: &'t str,
    /// The path to the value in it.
    pub path: String,
    /// The value.
    pub node: &'t Node,
    /// What the value names, where it names something.
    pub names: Option<&'static str>,
    /// What the policy language says about it.
    pub schema: Option<&'static Schema>,
}

impl Trees {
    /// Reads the YAML files of a policy.
    pub fn parse(files: &Files) -> (Self, Vec<(String, Problem)>) {
        let mut trees = Self::default();
        let mut problems = Vec::new();
        for (name, source) in
            files.iter().filter(|(name, _)| schema::schema_of_file(name).is_some())
        {
            let (node, found) = yaml::parse(source);
            if found.iter().any(|problem| problem.kind == yaml::ProblemKind::Syntax) {
                trees.broken.insert(name.clone());
            }
            problems.extend(found.into_iter().map(|problem| (name.clone(), problem)));
            trees.nodes.insert(name.clone(), node);
        }
        (trees, problems)
    }

    /// The names of the files and their trees.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.nodes.iter().map(|(name, node)| (name.as_str(), node))
    }

    /// The forms: the name of each file and its tree.
    pub fn forms(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.files().filter(|(name, _)| name.starts_with("forms/"))
    }

    /// The tree of a file.
    pub fn file(&self, name: &str) -> Option<&Node> {
        self.nodes.get(name)
    }

    /// Whether a file is there, but not to be read.
    pub fn is_broken(&self, file: &str) -> bool {
        self.broken.contains(file)
    }

    /// Whether nothing is known of what a file says: it is not there, not to be read, or empty.
    pub fn is_unknown(&self, file: &str) -> bool {
        let is_empty = self.file(file).is_none_or(|node| node.value == Value::Empty);
        is_empty || self.is_broken(file)
    }

    /// The value at a path.
    pub fn get(&self, file: &str, path: &str) -> Option<&Node> {
        let parts = path.split('.').filter(|part| !part.is_empty());
        parts.into_iter().try_fold(self.file(file)?, step)
    }

    /// The text at a path.
    pub fn text(&self, file: &str, path: &str) -> Option<&str> {
        self.get(file, path).and_then(text)
    }

    /// All values a pattern leads to.
    pub fn all<'t>(&'t self, file: &'t str, pattern: &str) -> Vec<Spot<'t>> {
        let Some(root) = self.file(file) else { return Vec::new() };
        let mut spots =
            vec![Spot { file, path: String::new(), node: root, names: None, schema: None }];
        for part in pattern.split('.').filter(|part| !part.is_empty()) {
            spots = spots.iter().flat_map(|spot| spot.below(part)).collect();
        }
        spots
    }

    /// Every value of every file, each after the one it is in.
    pub fn spots(&self) -> Vec<Spot<'_>> {
        let mut spots = Vec::new();
        for (file, node) in self.files() {
            let Some((_, root)) = schema::schema_of_file(file) else { continue };
            let spot = Spot { file, path: String::new(), node, names: None, schema: None };
            spot.walk(root, root, &mut spots);
        }
        spots
    }

    /// The place of what is at a path, or of what comes nearest to it.
    pub fn place(&self, file: &str, path: &str) -> Place {
        let parts: Vec<&str> = path.split('.').filter(|part| !part.is_empty()).collect();
        let mut span = None;
        let mut node = self.file(file);
        for part in parts {
            let Some(here) = node else { break };
            let entry = here.entries().iter().find(|entry| entry.key == part);
            node = step(here, part);
            span = match (entry, node) {
                (_, Some(next)) if next.as_text().is_some() => Some(next.span),
                (Some(entry), _) => Some(entry.key_span),
                (None, Some(item)) => Some(item.get("id").map_or(item.span, |id| id.span)),
                (None, None) => span,
            };
        }
        Place::span(file, span)
    }
}

impl<'t> Spot<'t> {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&'t str> {
        text(self.node)
    }

    /// The text of a key of this group.
    pub fn key(&self, key: &str) -> Option<&'t str> {
        self.node.get(key).and_then(text)
    }

    /// The last part of the path that is a key.
    pub fn last_key(&self) -> &str {
        let mut parts = self.path.rsplit('.');
        parts.find(|part| part.parse::<usize>().is_err()).unwrap_or_default()
    }

    /// The path of what this is in, so many steps up.
    pub fn up(&self, steps: usize) -> &str {
        let mut path = self.path.as_str();
        for _ in 0..steps {
            path = path.rsplit_once('.').map_or("", |(up, _)| up);
        }
        path
    }

    /// Its place.
    pub fn place(&self) -> Place {
        let span = self.node.get("id").map_or(self.node.span, |id| id.span);
        Place::span(self.file, span)
    }

    /// The values one part of a pattern leads to from here.
    pub fn below(&self, part: &str) -> Vec<Spot<'t>> {
        let child = |part: &str, node: &'t Node| Spot {
            file: self.file,
            path: if self.path.is_empty() { part.into() } else { format!("{}.{part}", self.path) },
            node,
            names: None,
            schema: None,
        };
        match (part, &self.node.value) {
            ("*", Value::List(items)) => {
                let items = items.iter().enumerate();
                items.map(|(index, node)| child(&index.to_string(), node)).collect()
            }
            ("*", Value::Empty) => Vec::new(),
            ("*", _) => vec![self.clone()],
            (key, _) => step(self.node, key).map(|node| child(key, node)).into_iter().collect(),
        }
    }

    fn walk(mut self, root: &'static Schema, schema: &'static Schema, out: &mut Vec<Spot<'t>>) {
        let read_by = schema::resolve(root, schema, &|option| fits(self.node, option));
        let named = |schema: &'static Schema| schema.get("x-names").and_then(Schema::as_str);
        self.schema = Some(read_by);
        self.names = named(schema).or(self.names).or(named(read_by));
        out.push(self.clone());
        let children = match &self.node.value {
            Value::List(_) => self.below("*"),
            Value::Group(entries) => {
                entries.iter().flat_map(|entry| self.below(&entry.key)).collect()
            }
            _ => Vec::new(),
        };
        for mut child in children {
            let key = child.path.rsplit('.').next().unwrap_or_default();
            let next = match &self.node.value {
                Value::List(_) => {
                    child.names = self.names;
                    read_by.get("items")
                }
                _ => read_by.get("properties").and_then(|all| all.get(key)),
            };
            if let Some(next) = next {
                child.walk(root, next, out);
            }
        }
    }
}

fn step<'n>(node: &'n Node, part: &str) -> Option<&'n Node> {
    match &node.value {
        Value::List(items) => items.get(part.parse::<usize>().ok()?),
        _ => node.get(part),
    }
}

fn text(node: &Node) -> Option<&str> {
    node.as_text().map(str::trim).filter(|text| !text.is_empty())
}

/// Whether a value has the shape a schema asks for.
fn fits(node: &Node, schema: &Schema) -> bool {
    let sort = schema.get("type");
    let is = |name: &str| match sort {
        Some(Schema::String(sort)) => sort == name,
        Some(Schema::Array(sorts)) => sorts.iter().any(|sort| sort == name),
        _ => false,
    };
    match &node.value {
        Value::Empty => is("null"),
        Value::Text(_) => {
            schema.get("enum").is_some() || is("string") || is("number") || is("integer")
        }
        Value::List(_) => is("array"),
        Value::Group(_) => is("object"),
    }
}
