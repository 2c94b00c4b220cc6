//! What the check finds: each file in `cases/` changes a complete pack and a snapshot keeps what is
//! found then. The pack is `base/`, or that of another council.
//!
//! A case begins with one line that says what is tested. Then follow steps, each a line that
//! begins with `==`, some with text below it:
//!
//! ```text
//! == stage: evidence                    request, evidence or panel; panel if not said
//! == today: 2025-03-01                  the day of the check; none if not said
//! == council: marrowdale                begins with the pack and the policy in `councils/marrowdale`
//! == council: halton                    begins with a sample pack to that council
//! == remove: evidence/05-knowledge.md   a file or folder
//! == file: notes.txt                    its text is below
//! == edit: pack.yaml                    below: lines `- old` and after them lines `+ new`
//! == edit-policy: evidence.yaml         the same for a file of the policy
//! == copy: documents/a.pdf -> b.pdf
//! == bytes: evidence/05-knowledge.md    below: text in which \xff is a byte; line ends only as \n
//! == utf16: training-log.yaml           is saved as Notepad's "Unicode"
//! == length: documents/x.pdf -> 3000000   makes the file so many bytes long
//! == link: documents/x.pdf -> ../y      a symbolic link; such a case is left out on Windows
//! ```
//!
//! What is found in the complete pack already, such as a waiver, is left out.
//!
//! A case is named after the rule it is about (`missing-heading`, `missing-heading-2`) and must be
//! found by it, or begins with `fine-` and nothing must be found.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{
    collections::BTreeMap,
    error::Error,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use panelpack::{
    application::Application,
    check::{self, Finding},
    dates,
    pack::{Pack, TRAINING},
    policy::{self, Files, Policy, Severity},
    source::{Source, Span},
    typeset::Fonts,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A case as it is written.
struct Written<'t> {
    about: &'t str,
    /// What is done, to what, and the text below.
    steps: Vec<(&'t str, &'t str, Vec<&'t str>)>,
}

/// A case made ready: the pack in a folder of its own, and how it is checked.
struct Ready {
    folder: tempfile::TempDir,
    policy: Policy,
    stage: Option<String>,
    today: Option<dates::Day>,
}

/// What came of it.
struct Outcome {
    pack: Pack,
    findings: Vec<Finding>,
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn read_case(text: &str) -> Result<Written<'_>> {
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

/// Does the steps of a case. `None` where this machine cannot.
fn make_ready(written: &Written) -> Result<Option<Ready>> {
    let folder = tempfile::tempdir()?;
    let mut files = begin(council(written), folder.path())?;
    let (mut stage, mut today): (Option<String>, _) = (None, None);
    let at = |name: &str| folder.path().join(name);
    for (what, to, below) in &written.steps {
        match *what {
            "stage" => {
                stage = Some((*to).to_owned());
            }
            "council" => {}
            "today" => today = Some(dates::parse(to).ok_or("today is not a date")?),
            "remove" if at(to).is_dir() => fs::remove_dir_all(at(to))?,
            "remove" => fs::remove_file(at(to)).map_err(|error| format!("{to}: {error}"))?,
            "file" => write(&at(to), lines(below).as_bytes())?,
            "bytes" => write(&at(to), &unescape(&below.concat())?)?,
            "edit" => write(&at(to), edit(&fs::read_to_string(at(to))?, below)?.as_bytes())?,
            "edit-policy" => edit_policy(&mut files, to, below)?,
            "copy" => {
                let (from, to) = to.split_once(" -> ").ok_or("copy needs ->")?;
                write(&at(to), &fs::read(at(from))?)?;
            }
            "utf16" => {
                let text = fs::read_to_string(at(to))?;
                let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                write(&at(to), &units.flat_map(u16::to_le_bytes).collect::<Vec<_>>())?;
            }
            "length" => {
                let (name, bytes) = to.split_once(" -> ").ok_or("length needs ->")?;
                fs::OpenOptions::new().write(true).open(at(name))?.set_len(bytes.parse()?)?;
            }
            "link" => {
                let (from, to) = to.split_once(" -> ").ok_or("link needs ->")?;
                if !link(&at(from), Path::new(to))? {
                    return Ok(None);
                }
            }
            other => Err(format!("no such step: {other}"))?,
        }
    }
    let (policy, problems) = policy::load(&files);
    let policy = policy.ok_or_else(|| format!("the policy does not load: {problems:?}"))?;
    Ok(Some(Ready { folder, policy, stage, today }))
}

/// The councils whose packs a case can begin with.
const COUNCILS: [&str; 2] = ["halton", "marrowdale"];

/// The council whose pack a case begins with.
fn council<'t>(written: &Written<'t>) -> Option<&'t str> {
    written.steps.iter().find(|(what, ..)| *what == "council").map(|(_, to, _)| *to)
}

/// A finding by its rule, its title and what is advised.
fn short(finding: &Finding) -> String {
    format!("{}: {}\n{}", finding.rule, finding.title, finding.next)
}

/// What is found in the complete pack of each council.
fn of_untouched_packs(fonts: &Fonts) -> Result<BTreeMap<&'static str, Vec<String>>> {
    let mut all = BTreeMap::new();
    for id in COUNCILS {
        let text = format!("The complete pack.\n\n== council: {id}\n");
        let ready = make_ready(&read_case(&text)?)?.ok_or("no links here")?;
        let findings = look(&ready, fonts)?.findings;
        all.insert(id, findings.iter().map(short).collect());
    }
    Ok(all)
}

/// Puts the complete pack of a council into a folder and finds its policy.
fn begin(council: Option<&str>, folder: &Path) -> Result<Files> {
    let (pack, id, own) = match council {
        None => (tests().join("base"), "st-helens", None),
        Some("halton") => (tests().join("../sample-packs/halton-experienced"), "halton", None),
        Some(id) => {
            let home = tests().join("councils").join(id);
            (home.join("pack"), id, Some(home.join("policy")))
        }
    };
    common::copy(&pack, folder)?;
    Ok(policy::find(id, own.as_deref())?.ok_or("the policy is not there")?)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}

fn lines(below: &[&str]) -> String {
    below.iter().map(|line| format!("{line}\n")).collect()
}

/// Replaces each run of `- ` lines, which must occur, by the run of `+ ` lines that follows it. A
/// blank line ends a run.
fn edit(text: &str, below: &[&str]) -> Result<String> {
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

fn edit_policy(files: &mut Files, name: &str, below: &[&str]) -> Result {
    let source = files.get(name).ok_or("the policy has no such file")?;
    let text = edit(&source.text, below)?;
    files.insert(name.to_owned(), Source::from_text(name, &text));
    Ok(())
}

fn unescape(text: &str) -> Result<Vec<u8>> {
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

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<bool> {
    std::os::unix::fs::symlink(to, from).map(|()| true)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

fn look(ready: &Ready, fonts: &Fonts) -> Result<Outcome> {
    let pack = Pack::read(ready.folder.path())?;
    let facts = &pack.facts;
    let policy = ready.policy.narrowed(facts.progression.text(), facts.route.text());
    let application = Application { policy: &policy, pack: &pack };
    let stage = match &ready.stage {
        Some(id) => policy.stage(id).ok_or_else(|| format!("no such stage: {id}"))?.clone(),
        None => policy.last_stage(),
    };
    let case = check::Case { application, stage: &stage, today: ready.today, fonts };
    let findings = check::check(&case);
    Ok(Outcome { pack, findings })
}

/// All findings as plain text.
fn show(Outcome { pack, findings }: &Outcome) -> String {
    let mut text = String::new();
    for finding in findings {
        let place = &finding.place;
        let marked = place.span.zip(pack.sources.get(&place.file));
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
fn underline(span: Span, source: &Source) -> String {
    let (line, column) = source.line_column(span.start);
    let covered = source.slice(span).lines().next().unwrap_or_default().trim_end();
    let more = if source.slice(span).trim_end().contains('\n') { " …" } else { "" };
    let marks = "^".repeat(covered.chars().count().max(1));
    let indent = " ".repeat(column - 1);
    format!("    | {}\n    | {indent}{marks}{more}\n", source.line(line))
}

/// The names of all cases and their files.
fn all_cases() -> Result<BTreeMap<String, PathBuf>> {
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(tests().join("cases"))? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a name")?.to_owned();
        cases.insert(name, path);
    }
    Ok(cases)
}

/// The rule a case is about, by its name.
fn rule_of(case: &str) -> &str {
    let number = case.rsplit_once('-').filter(|(_, end)| end.bytes().all(|b| b.is_ascii_digit()));
    number.map_or(case, |(rule, _)| rule)
}

#[test]
fn each_case_is_found_by_its_rule_as_its_snapshot_says() -> Result {
    let fonts = Fonts::new();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let untouched = of_untouched_packs(&fonts)?;
    for (name, path) in all_cases()? {
        let text = fs::read_to_string(&path)?;
        let written = read_case(&text)?;
        assert!(!written.about.is_empty(), "{name}: the first line says what is tested");
        let Some(ready) = make_ready(&written)? else { continue };
        let mut outcome = look(&ready, &fonts).map_err(|error| format!("{name}: {error}"))?;
        let known = council(&written).and_then(|id| untouched.get(id));
        outcome.findings.retain(|one| known.is_none_or(|known| !known.contains(&short(one))));
        let rule = rule_of(&name);
        let is_right = match name.starts_with("fine-") {
            true => outcome.findings.is_empty(),
            false => outcome.findings.iter().any(|finding| finding.rule == rule),
        };
        if !is_right {
            wrong.push(name.clone());
        }
        *found.entry(rule.to_owned()).or_default() += 1;
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_suffix(format!("{name}.case"));
        settings.set_input_file(format!("tests/cases/{name}.case"));
        settings.bind(|| {
            let found = format!("{}\n----\n\n{}", text.trim_end(), show(&outcome));
            insta::assert_snapshot!("case", found);
        });
    }
    assert!(wrong.is_empty(), "not found as the name says: {wrong:?}");
    let without: Vec<_> =
        check::ALL.iter().map(|rule| rule.name).filter(|name| !found.contains_key(*name)).collect();
    assert!(without.is_empty(), "rules without a case: {without:?}");
    Ok(())
}

#[test]
fn nothing_is_found_in_the_complete_pack() -> Result {
    let fonts = Fonts::new();
    let steps = ["stage: request", "stage: evidence", "stage: panel", "today: 2025-03-01"];
    for step in steps.into_iter().chain(["council: halton"]) {
        let text = format!("The complete pack.\n\n== {step}\n");
        let ready = make_ready(&read_case(&text)?)?.ok_or("no links here")?;
        let outcome = look(&ready, &fonts)?;
        assert!(outcome.pack.sources.contains_key(TRAINING), "the pack was read");
        assert!(outcome.findings.is_empty(), "{step}\n{}", show(&outcome));
    }
    Ok(())
}

#[test]
fn nothing_but_what_was_waived_is_found_in_the_pack_of_the_third_council() -> Result {
    let fonts = Fonts::new();
    let stages = ["interest", "portfolio", "moderation", "conversation"];
    let steps = stages.map(|stage| format!("stage: {stage}"));
    for step in steps.iter().map(String::as_str).chain(["today: 2025-06-01"]) {
        let text = format!("The complete pack.\n\n== council: marrowdale\n== {step}\n");
        let ready = make_ready(&read_case(&text)?)?.ok_or("no links here")?;
        let mut outcome = look(&ready, &fonts)?;
        assert!(outcome.pack.sources.contains_key(TRAINING), "the pack was read");
        let is_note = |one: &Finding| one.severity == Severity::Note;
        let waived =
            outcome.findings.extract_if(.., |one| is_note(one) && one.next.contains("waived"));
        assert_eq!(waived.count(), 2, "{step}");
        assert!(outcome.findings.is_empty(), "{step}\n{}", show(&outcome));
    }
    Ok(())
}

#[test]
fn the_rules_and_what_they_ask() {
    let list: String =
        check::ALL.iter().map(|rule| format!("{}: {}\n", rule.name, rule.asks)).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("rules", list));
}
