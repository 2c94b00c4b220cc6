//! Lines of plain text as wide as the window.

use console::Style;

use super::Look;

/// The width of the word before a line.
const LABEL: usize = 11;

impl Look {
    /// A line that stands above others.
    pub fn heading(&self, title: &str) -> String {
        format!("\n{}\n", self.bold(title))
    }

    /// A line with a word before it that says what it is about.
    pub fn labelled(&self, label: &str, text: &str) -> String {
        self.wrapped(&format!("    {label:<LABEL$}"), text)
    }

    /// Strong, where the window can show it.
    pub fn bold(&self, text: &str) -> String {
        match self.colour {
            true => Style::new().bold().force_styling(true).apply_to(text).to_string(),
            false => text.to_owned(),
        }
    }

    /// Lines as wide as the window; those after the first begin below the text of the first.
    pub fn wrapped(&self, first: &str, text: &str) -> String {
        let other = " ".repeat(first.chars().count());
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(&other)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(text, options);
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}
