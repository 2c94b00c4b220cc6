//! Cases as they are written: what is changed, and what is found then, as plain text.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

use std::{
    collections::BTreeMap,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use panelpack::{
    check::Finding,
    policy::Files,
    source::{Source, Span},
};

pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A case as it is written.
pub struct Written<'t> {
    /// What is tested.
    pub about: &'t str,
    /// What is done, to what, and the text below.
    pub steps: Vec<(&'t str, &'t str, Vec<&'t str>)>,
}

/// Reads a case.
pub fn read_case(text: &str) -> Result<Written<'_>> {
    let mut lines = text.lines();
    let about = lines.next().unwrap_or_default();
    let mut steps: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for line in lines {
        if let Some(step) = line.strip_prefix("== ") {
            let (what, to) = step.split_once(':').ok_or_else(|| format!("no colon: {line}"))?;
            steps.push((what, to.trim(), Vec::new()));
        } else if let Some((_, _, below)) = steps.last_mut() {
            below.push(line);
        }
    }
    for (_, _, below) in &mut steps {
        while below.last().is_some_and(|line| line.is_empty()) {
            below.pop();
        }
    }
    Ok(Written { about, steps })
}

/// Lines as the text of a file.
pub fn lines(below: &[&str]) -> String {
    below.iter().map(|line| format!("{line}\n")).collect()
}

/// Replaces each run of `- ` lines, which must occur, by the run of `+ ` lines that follows it. A
/// blank line ends a run.
pub fn edit(text: &str, below: &[&str]) -> Result<String> {
    let mut text = text.to_owned();
    let mut left = below.iter().copied().peekable();
    while let Some(next) = left.peek() {
        if next.is_empty() {
            left.next();
            continue;
        }
        let mut run = |sign: char| {
            let mut run = Vec::new();
            while let Some(line) = left.next_if(|line| line.starts_with(sign)) {
                run.push(line.get(2..).unwrap_or_default());
            }
            run.join("\n")
        };
        let (mut old, new) = (run('-'), run('+'));
        if old.is_empty() {
            Err("an edit has lines that begin with - and then lines that begin with +")?;
        }
        if new.is_empty() && text.contains(&format!("{old}\n")) {
            old.push('\n');
        }
        if !text.contains(&old) {
            Err(format!("this does not occur: {old}"))?;
        }
        text = text.replacen(&old, &new, 1);
    }
    Ok(text)
}

/// The same for a file of a policy.
pub fn edit_policy(files: &mut Files, name: &str, below: &[&str]) -> Result {
    let source = files.get(name).ok_or("the policy has no such file")?;
    let text = edit(&source.text, below)?;
    files.insert(name.to_owned(), Source::from_text(name, &text));
    Ok(())
}

/// Text in which `\xff` is a byte.
pub fn unescape(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        let (byte, length) = match after.chars().next() {
            Some('n') => (b'\n', 1),
            Some('r') => (b'\r', 1),
            Some('\\') => (b'\\', 1),
            Some('x') => {
                (u8::from_str_radix(after.get(1..3).ok_or("\\x needs two digits")?, 16)?, 3)
            }
            _ => Err("a backslash is followed by x and two digits, n, r or a backslash")?,
        };
        bytes.push(byte);
        rest = &after[length..];
    }
    bytes.extend(rest.as_bytes());
    Ok(bytes)
}

/// All findings as plain text.
pub fn show(findings: &[Finding], sources: &BTreeMap<String, Source>) -> String {
    let mut text = String::new();
    for finding in findings {
        let place = &finding.place;
        let marked = place.span.zip(sources.get(&place.file));
        let at = match (&marked, place.page) {
            (Some((span, source)), _) => {
                let (line, column) = source.line_column(span.start);
                format!("{}:{line}:{column}", place.file)
            }
            (None, Some(page)) => format!("{}, page {page}", place.file),
            (None, None) => place.file.clone(),
        };
        let _ = writeln!(text, "{}[{}] {at}", finding.severity, finding.rule);
        let _ = writeln!(text, "  {}", finding.title);
        if let Some((span, source)) = marked {
            text += &underline(span, source);
        }
        let _ = writeln!(text, "  next: {}", finding.next);
        if let Some(says) = &finding.clause {
            let _ = writeln!(text, "  clause: “{}” ({})", says.text, says.at);
        }
        text.push('\n');
    }
    let text = text.replace('\t', " ");
    let is_odd = |letter: char| letter.is_control() && letter != '\n';
    if text.is_empty() { "nothing found\n".into() } else { text.replace(is_odd, "\u{FFFD}") }
}

/// The first line of a span and marks below what the span covers of it.
pub fn underline(span: Span, source: &Source) -> String {
    let (line, column) = source.line_column(span.start);
    let covered = source.slice(span).lines().next().unwrap_or_default().trim_end();
    let more = if source.slice(span).trim_end().contains('\n') { " …" } else { "" };
    let marks = "^".repeat(covered.chars().count().max(1));
    let indent = " ".repeat(column - 1);
    format!("    | {}\n    | {indent}{marks}{more}\n", source.line(line))
}

/// The names of all cases and their files.
pub fn all_cases(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a name")?.to_owned();
        cases.insert(name, path);
    }
    Ok(cases)
}

/// The rule a case is about, by its name.
pub fn rule_of(case: &str) -> &str {
    let number = case.rsplit_once('-').filter(|(_, end)| end.bytes().all(|b| b.is_ascii_digit()));
    number.map_or(case, |(rule, _)| rule)
}

/// Compares what is found in a case with its snapshot, which begins with the case itself. The case
/// is in `cases/`, and its snapshot is called `case`; or the like.
pub fn compare(folder: &str, name: &str, text: &str, found: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("../snapshots");
    settings.set_snapshot_suffix(format!("{name}.case"));
    settings.set_input_file(format!("tests/{folder}/{name}.case"));
    settings.bind(|| {
        let found = format!("{}\n----\n\n{found}", text.trim_end());
        insta::assert_snapshot!(folder.trim_end_matches('s'), found);
    });
}
