//! The terminal: results to stdout, all else to stderr.

#![expect(clippy::disallowed_methods, reason = "looks at the terminal")]

use std::{
    ffi::OsString,
    io::{ErrorKind, IsTerminal, Write, stderr, stdout},
};

use clap::ValueEnum;
use console::Term;
use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use crate::{report::Look, watched::READER_THREAD};

/// Prints a result. A reader that has gone away (`panelpack check | head`) is no failure; a disk
/// that is full is one.
pub fn print(text: &str) -> Result<(), Failure> {
    match stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure(format!("the result could not be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something that is not the result.
pub fn say(text: &str) {
    let _ = writeln!(stderr().lock(), "{text}");
}

/// How findings may look: as wide as the window, and coloured only in one.
pub fn look(stream: &Term) -> Look {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let columns = stream.size_checked().map_or(100, |(_, columns)| usize::from(columns));
    Look { colour: stream.is_term() && !plain, width: columns.clamp(60, 120) }
}

/// The folders in which the system looks for programs.
pub fn search_path() -> Option<OsString> {
    std::env::var_os("PATH")
}

/// Progress: a line on a terminal, nothing elsewhere.
pub fn progress() -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} … {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(80));
    bar
}

/// A document that makes its reader stumble becomes a finding; the reader's own words about it
/// would only confuse.
pub fn quiet_readers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(READER_THREAD) {
            usual(info);
        }
    }));
}

/// How a command says what it found.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// For people, on a terminal
    Human,
    /// For programs
    Json,
}
