//! A run of text, line by line: what is shown in it, what is hidden, what was changed.

use crate::reading::{Part, Reading, TraceKind};

/// How a piece of text stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// For everybody to see.
    Shown,
    /// There, and not to be seen.
    Hidden,
    /// Put in while changes were tracked.
    Inserted,
    /// Taken out while changes were tracked.
    Deleted,
}

/// A text that is being read.
#[derive(Debug, Default)]
pub(super) struct Story {
    shown: String,
    hidden: String,
    changed: String,
    line: Vec<(State, String)>,
}

impl Story {
    /// Goes on in the line.
    pub fn push(&mut self, state: State, text: &str) {
        match self.line.last_mut() {
            Some((last, before)) if *last == state => before.push_str(text),
            _ => self.line.push((state, text.to_owned())),
        }
    }

    /// Ends the line. Where something in it is hidden or was taken out, the whole line is kept
    /// with it, because what is left of it may say what it is: `date of birth`.
    pub fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let all_but = |left_out: State| {
            let pieces = line.iter().filter(|(state, _)| *state != left_out);
            pieces.map(|(_, text)| text.as_str()).collect::<String>()
        };
        let has = |wanted: State| {
            line.iter().any(|(state, text)| *state == wanted && !text.trim().is_empty())
        };
        let pieces =
            line.iter().filter(|(state, _)| matches!(state, State::Shown | State::Inserted));
        self.shown.extend(pieces.map(|(_, text)| text.as_str()));
        self.shown.push('\n');
        if has(State::Hidden) {
            self.hidden.push_str(&all_but(State::Deleted));
            self.hidden.push('\n');
        }
        if has(State::Deleted) {
            self.changed.push_str(&all_but(State::Inserted));
            self.changed.push('\n');
        }
    }

    /// Ends a cell of a table: the next one stands beside it.
    pub fn end_cell(&mut self) {
        if self.shown.ends_with('\n') {
            self.shown.pop();
        }
        self.shown.push('\t');
    }

    /// Ends a row of a table.
    pub fn end_row(&mut self) {
        if self.shown.ends_with('\t') {
            self.shown.pop();
        }
        self.shown.push('\n');
    }

    /// What is shown, and what is hidden.
    pub fn texts(mut self) -> (String, String) {
        if !self.line.is_empty() {
            self.end_line();
        }
        (self.shown.trim().to_owned(), self.hidden.trim().to_owned())
    }

    /// Hands over what was read.
    pub fn finish(mut self, reading: &mut Reading, page: Option<usize>, part: &Part) {
        if !self.line.is_empty() {
            self.end_line();
        }
        reading.say(page, part.clone(), self.shown.trim());
        if !self.hidden.is_empty() {
            reading.trace(page, TraceKind::HiddenText);
            reading.say(page, Part::Hidden, self.hidden.trim());
        }
        if !self.changed.is_empty() {
            reading.trace(page, TraceKind::TrackedChanges);
            reading.say(page, Part::Change, self.changed.trim());
        }
    }
}
