//! YAML text → a tree of values that know their places.

use std::collections::BTreeSet;

use granit_parser::{Event, Parser, ScalarStyle};

use super::{
    Problem, ProblemKind,
    stumble::{stumbled, syntax},
};
use crate::source::{Source, Span};

/// Groups inside groups, at most; the formats need six.
const DEEPEST: usize = 32;

/// One value and where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What a value can be.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Nothing was written.
    #[default]
    Empty,
    /// A word, a number, a date or a text, as typed.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A group of keys.
    Group(Vec<Entry>),
}

/// One key of a group with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The keys of a group; none where it is something else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Group(entries) => entries,
            _ => &[],
        }
    }

    /// The value of one key of a group.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }
}

/// Builds the tree of a file. Where the text is not YAML the tree is empty and one problem says
/// where it stops making sense; keys given twice are problems, too, and the first one counts.
pub fn parse(source: &Source) -> (Node, Vec<Problem>) {
    let mut builder = Builder { source, open: Vec::new(), root: None, problems: Vec::new() };
    let options = granit_parser::options! { emit_unresolved_aliases: true, emit_comments: false };
    for event in Parser::new_from_str_with_options(&source.text, options) {
        let step = match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or_default();
                builder.take(event, Span::from(range))
            }
            Err(error) => Err(stumbled(source, &error)),
        };
        if let Err(problem) = step {
            builder.problems.push(problem);
            return (Node::default(), builder.problems);
        }
    }
    (builder.root.unwrap_or_default(), builder.problems)
}

/// A list or group whose end has not come yet.
enum Open {
    List(Vec<Node>, Span),
    Group(OpenGroup, Span),
}

#[derive(Default)]
struct OpenGroup {
    entries: Vec<Entry>,
    /// The keys of the entries, for groups of very many.
    keys: BTreeSet<String>,
    /// The key whose value comes next.
    key: Option<(String, Span)>,
}

struct Builder<'s> {
    source: &'s Source,
    open: Vec<Open>,
    root: Option<Node>,
    problems: Vec<Problem>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event, span: Span) -> Result<(), Problem> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_signs(anchor != 0, tag.is_some(), span)?;
                let is_plain = style == ScalarStyle::Plain;
                let is_written = span.start < span.end;
                let end = if is_written { Some(span.end) } else { self.end_of_key() };
                if let Some(end) = end.filter(|_| is_plain) {
                    self.report_left_out(end);
                }
                let empty = is_plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if empty { Value::Empty } else { Value::Text(text.into_owned()) };
                return self.place(Node { value, span });
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_signs(anchor != 0, tag.is_some(), span)?;
                self.open(Open::List(Vec::new(), span), span)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_signs(anchor != 0, tag.is_some(), span)?;
                self.open(Open::Group(OpenGroup::default(), span), span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(sign_before(span, '*'));
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                let next = "Remove the line --- and all below it, or move it to a file of its own";
                return Err(syntax(span, "a second document begins here", next));
            }
            _ => {}
        }
        Ok(())
    }

    /// Refuses `&` and `!` before a value: YAML takes the word after them for a name or a sort, and
    /// it would be lost.
    fn refuse_signs(&self, is_named: bool, has_sort: bool, span: Span) -> Result<(), Problem> {
        let sign = match (is_named, has_sort) {
            (true, _) => '&',
            (_, true) => '!',
            _ => return Ok(()),
        };
        let before = self.source.text.get(..span.start).unwrap_or_default();
        let before = before.rsplit_once(sign).map_or(before, |(before, _)| before);
        let start = before.trim_end_matches(sign).len();
        Err(sign_before(self.source.char_at(start), sign))
    }

    /// Reports what stands after ` #` behind a value without quotes, which ends at `end`. `# such words` are a remark;
    /// `#2` probably belongs to the value.
    fn report_left_out(&mut self, end: usize) {
        let rest = self.source.text.get(end..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let left_out = line.trim();
        let is_meant = |rest: &str| !rest.is_empty() && !rest.starts_with([' ', '\t', '#']);
        if left_out.strip_prefix('#').is_some_and(is_meant) {
            let start = end + line.len() - line.trim_start().len();
            let next =
                "Put the whole value in quotes; if this is only a remark, put a space after #";
            self.problems.push(Problem {
                kind: ProblemKind::WrongValue,
                span: Span { start, end: start + left_out.len() },
                message: "everything from # on is left out here".into(),
                next: Some(next.into()),
            });
        }
    }

    /// One past the colon of the key whose value comes next.
    fn end_of_key(&self) -> Option<usize> {
        let Some(Open::Group(OpenGroup { key: Some((_, key)), .. }, _)) = self.open.last() else {
            return None;
        };
        let colon = self.source.text.get(key.end..)?.find(':')?;
        Some(key.end + colon + 1)
    }

    fn open(&mut self, open: Open, span: Span) -> Result<(), Problem> {
        if self.open.len() == DEEPEST {
            return Err(syntax(span, "lists and groups are nested too deep", "Use fewer levels"));
        }
        self.open.push(open);
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Problem> {
        let (value, start) = match self.open.pop() {
            Some(Open::List(items, start)) => (Value::List(items), start),
            Some(Open::Group(group, start)) => (Value::Group(group.entries), start),
            None => return Ok(()),
        };
        self.place(Node { value, span: Span { start: start.start, end: end.end.max(start.end) } })
    }

    /// Puts a finished value where it belongs: into the list or group that is open, or at the top.
    fn place(&mut self, node: Node) -> Result<(), Problem> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Group(group, _)) => return group.take(node, &mut self.problems),
        }
        Ok(())
    }
}

impl OpenGroup {
    /// Takes a key or, after a key, its value.
    fn take(&mut self, node: Node, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let Some((key, key_span)) = self.key.take() else {
            self.key = Some(key_of(node)?);
            return Ok(());
        };
        if self.keys.insert(key.clone()) {
            self.entries.push(Entry { key, key_span, node });
        } else {
            problems.push(Problem {
                kind: ProblemKind::DuplicateKey,
                span: key_span,
                message: format!("`{key}` is given twice"),
                next: Some(
                    "Keep one of the two; the first is used. In a list, a new entry begins with `- `".into(),
                ),
            });
        }
        Ok(())
    }
}

fn key_of(node: Node) -> Result<(String, Span), Problem> {
    match node.value {
        Value::Text(text) if text == "<<" => {
            Err(syntax(node.span, "<< is not used here", "Write the words out"))
        }
        Value::Text(text) => Ok((text, node.span)),
        _ => {
            let next = "Write a word, a colon and a space, then the value";
            Err(syntax(node.span, "a word is missing before the colon", next))
        }
    }
}

fn sign_before(span: Span, sign: char) -> Problem {
    let message = format!("a value begins with {sign}, which means something else here");
    syntax(span, &message, "Put the value in quotes")
}

#[cfg(test)]
mod tests;
