//! YAML text → a tree of values that know their places.

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{Problem, ProblemKind};
use crate::source::{Source, Span};

/// Groups inside groups, at most; the formats need six.
const DEEPEST: usize = 32;

/// One value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What a value can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing was written.
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
    /// A value that was not written.
    pub fn empty(span: Span) -> Self {
        Self { value: Value::Empty, span }
    }

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
    let mut builder = Builder { open: Vec::new(), root: None, problems: Vec::new() };
    let options = granit_parser::options! { emit_unresolved_aliases: true, emit_comments: false };
    for event in Parser::new_from_str_with_options(&source.text, options) {
        let step = match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or_default();
                builder.take(event, Span::from(range))
            }
            Err(error) => Err(scan_problem(source, &error)),
        };
        if let Err(problem) = step {
            builder.problems.push(problem);
            return (Node::empty(Span::default()), builder.problems);
        }
    }
    (builder.root.unwrap_or_else(|| Node::empty(Span::default())), builder.problems)
}

/// A list or group whose end has not come yet.
enum Open {
    List(Vec<Node>, Span),
    Group(Vec<Entry>, Option<(String, Span)>, Span),
}

struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    problems: Vec<Problem>,
}

impl Builder {
    fn take(&mut self, event: Event, span: Span) -> Result<(), Problem> {
        match event {
            Event::Scalar(text, style, _, _) => {
                let empty = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let value = if empty { Value::Empty } else { Value::Text(text.into_owned()) };
                return self.place(Node { value, span });
            }
            Event::SequenceStart(..) => self.open(Open::List(Vec::new(), span), span)?,
            Event::MappingStart(..) => self.open(Open::Group(Vec::new(), None, span), span)?,
            Event::SequenceEnd | Event::MappingEnd => return self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let next = "Put a value that begins with * or & in quotes, or write it out";
                return Err(syntax(
                    span,
                    "a value begins with *, which means something else here",
                    next,
                ));
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                let next = "Remove the line --- and all below it, or move it to a file of its own";
                return Err(syntax(span, "a second document begins here", next));
            }
            _ => {}
        }
        Ok(())
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
            Some(Open::Group(entries, _, start)) => (Value::Group(entries), start),
            None => return Ok(()),
        };
        self.place(Node { value, span: Span { start: start.start, end: end.end.max(start.end) } })
    }

    /// Puts a finished value where it belongs: into the list or group that is open, or at the top.
    fn place(&mut self, node: Node) -> Result<(), Problem> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Group(entries, key @ None, _)) => match node.value {
                Value::Text(text) if text == "<<" => {
                    return Err(syntax(node.span, "<< is not used here", "Write the keys out"));
                }
                Value::Text(text) => *key = Some((text, node.span)),
                _ => {
                    let next = "Write a word, a colon and a space, then the value";
                    let _ = entries;
                    return Err(syntax(node.span, "a key is missing before the colon", next));
                }
            },
            Some(Open::Group(entries, key, _)) => {
                if let Some((key, key_span)) = key.take() {
                    if entries.iter().any(|entry| entry.key == key) {
                        self.problems.push(Problem {
                            kind: ProblemKind::DuplicateKey,
                            span: key_span,
                            message: format!("`{key}` is given twice"),
                            next: Some("Keep one of the two; the first is used".into()),
                        });
                    } else {
                        entries.push(Entry { key, key_span, node });
                    }
                }
            }
        }
        Ok(())
    }
}

fn syntax(span: Span, message: &str, next: &str) -> Problem {
    let (message, next) = (message.to_owned(), Some(next.to_owned()));
    Problem { kind: ProblemKind::Syntax, span, message, next }
}

/// Says in plain words what the parser stumbled over.
fn scan_problem(source: &Source, error: &ScanError) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(source.text.len()).min(source.text.len());
    let line = source.line(source.line_column(at).0);
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut span = Span { start: at, end: (at + 1).min(source.text.len()) };
    // A quotation mark that is not closed is noticed a line later.
    let above = source.line(source.line_column(at).0 - 1);
    let opened = above.rfind('"').filter(|_| above.matches('"').count() % 2 == 1);
    let (message, next) = if indent.contains('\t') {
        ("the line is indented with a tab", "Use spaces at the beginning of a line, never a tab")
    } else if let Some(column) = opened {
        let start = source.line_start(source.line_column(at).0 - 1) + column;
        span = Span { start, end: start + 1 };
        ("this quotation mark is not closed", "Close it, or leave both out")
    } else if line.trim_start().starts_with(['@', '`', '%', '&', '*']) || line.contains(": @") {
        ("the value begins with a sign that means something else here", "Put the value in quotes")
    } else if line.matches(": ").count() > 1 {
        (
            "there is a second colon in this line",
            "Put the value in quotes, because it holds a colon",
        )
    } else if line.matches('"').count() % 2 == 1 || line.matches('\'').count() % 2 == 1 {
        ("a quotation mark is not closed", "Close it, or leave both out")
    } else {
        (
            "the text cannot be read from here on",
            "Look at this line and the one above: the indent, a missing colon, a missing quotation mark",
        )
    };
    syntax(span, message, next)
}
