//! Where the parser stumbled, in plain words.

use granit_parser::ScanError;

use super::{Problem, ProblemKind};
use crate::source::{Source, Span};

/// The text is not YAML, or not such as is meant.
pub fn syntax(span: Span, message: &str, next: &str) -> Problem {
    let (message, next) = (message.to_owned(), Some(next.to_owned()));
    Problem { kind: ProblemKind::Syntax, span, message, next }
}

/// Says in plain words what the parser stumbled over.
pub fn stumbled(source: &Source, error: &ScanError) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(source.text.len()).min(source.text.len());
    let line = source.line(source.line_column(at).0);
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut span = source.char_at(at);
    // A quotation mark that is not closed is noticed a line later.
    let above = source.line(source.line_column(at).0 - 1);
    let opened = above.rfind('"').filter(|_| above.matches('"').count() % 2 == 1);
    let below = source.line(source.line_column(at).0 + 1);
    let is_below =
        below.starts_with([' ', '\t']) && below.trim_start_matches(' ').starts_with('\t');
    if is_below {
        span = source.char_at(source.line_start(source.line_column(at).0 + 1));
    }
    let (message, next) = if indent.contains('\t') || is_below {
        ("the line is indented with a tab", "Use spaces at the beginning of a line, never a tab")
    } else if let Some(column) = opened {
        let start = source.line_start(source.line_column(at).0 - 1) + column;
        span = source.char_at(start);
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
