//! Every message can be read on a Sunday evening: no word in it is one that only programmers use.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests read files, and may stop"
)]

mod common;

use std::{error::Error, fs, path::Path};

use panelpack::{check, policy};
use regex::Regex;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Words that say nothing to a social worker. `Encoding`, in capitals, is what Notepad calls it.
const JARGON: &str = r"(?x)\b(?: [Pp]ars(?:e|es|ed|er|ing) | [Tt]okens? | (?i:deseriali[sz]\w*) | (?i:serde) | [Nn]ull
    | [Ss]chemas? | [Ii]nvalid | [Ss]trings? | [Bb]ooleans? | [Ii]ntegers? | [Mm]appings? | [Kk]eys? | [Ss]calars?
    | [Ss]yntax | encod(?:e|ed|ing|ings) | [Bb]ytes? | [Rr]egex\w* | (?i:utf-?16) | [Uu]nexpected | [Pp]anic(?:ked)?
    | HTML | [Rr]untime | [Dd]irectory | [Dd]irectories | [Ii]terator | [Ss]tdin | [Ss]tdout | [Ss]tderr )\b";

/// The text without what is quoted from files or to be typed letter for letter.
fn prose(text: &str) -> String {
    let code = Regex::new(r"`[^`]*`|“[^”]*”").expect("a pattern");
    code.replace_all(text, "…").into_owned()
}

fn jargon(texts: impl IntoIterator<Item = (String, String)>) -> Vec<String> {
    let jargon = Regex::new(JARGON).expect("a pattern");
    let texts = texts.into_iter().map(|(place, text)| (place, prose(&text)));
    let wrong = texts.flat_map(|(place, text)| {
        let found: Vec<_> =
            jargon.find_iter(&text).map(|one| format!("{place}: {}", one.as_str())).collect();
        found
    });
    wrong.collect()
}

#[test]
fn the_rules_speak_plainly() {
    let rules = check::ALL.iter().map(|rule| (rule.name, [rule.asks, rule.why, rule.example]));
    let texts = rules.map(|(name, texts)| (name.to_owned(), texts.join("\n")));
    assert_eq!(jargon(texts), Vec::<String>::new());
}

/// The findings of the cases: lines that are indented, below the four hyphens.
#[test]
fn the_findings_speak_plainly() -> Result {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with("case@") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let found = text.rsplit("\n----\n").next().unwrap_or_default();
        // What is quoted from the file begins with its line.
        let said = found.lines().filter(|line| line.starts_with(' ') && !line.contains(" | "));
        texts.push((name, said.collect::<Vec<_>>().join("\n")));
    }
    assert!(texts.len() > 150, "the snapshots were not found");
    assert_eq!(jargon(texts), Vec::<String>::new());
    Ok(())
}

#[test]
fn the_help_and_the_failures_speak_plainly() -> Result {
    let mut texts = Vec::new();
    let commands = [
        "new",
        "check",
        "build",
        "form",
        "status",
        "policy",
        "policy lint",
        "policy show",
        "explain",
    ];
    let folder = tempfile::tempdir()?;
    let empty = folder.path().to_string_lossy().into_owned();
    let wrong: [&[&str]; 7] = [
        &["check", "no such folder"],
        &["check", &empty],
        &["explain", "missing-headng"],
        &["new", &empty, "--policy", "nowhere"],
        &["form", "reqest", "--policy", "st-helens"],
        &["check", "sample-packs/incomplete", "--today", "soon"],
        &["check", "sample-packs/incomplete", "--stage", "later"],
    ];
    let help =
        commands.iter().map(|command| command.split(' ').chain(["--help"]).collect::<Vec<_>>());
    for arguments in help.chain(wrong.iter().map(|one| one.to_vec())) {
        let output = common::panelpack()
            .args(&arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()?;
        let said =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        texts.push((arguments.join(" "), said.concat()));
    }
    assert_eq!(jargon(texts), Vec::<String>::new());
    Ok(())
}

/// Whoever writes a policy is no programmer either.
#[test]
fn the_lints_speak_plainly() {
    let lints = policy::lint::every().map(|lint| (lint.name, [lint.asks, lint.why, lint.example]));
    let texts = lints.map(|(name, texts)| (name.to_owned(), texts.join("\n")));
    assert_eq!(jargon(texts), Vec::<String>::new());
}

#[test]
fn the_shells_and_the_manual_have_every_command() -> Result {
    let run = |arguments: &[&str]| -> Result<String> {
        let output = common::panelpack().args(arguments).output()?;
        assert!(output.status.success(), "{arguments:?}");
        Ok(String::from_utf8(output.stdout)?)
    };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell])?;
        for word in ["check", "policy", "keep-typst"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert_eq!(script, run(&["completions", shell])?, "{shell}");
    }
    assert!(run(&["man"])?.starts_with(".ie"));
    assert!(run(&["man", "policy", "lint"])?.contains("panelpack policy lint"));
    // No day stands in its head.
    assert!(run(&["man", "check"])?.contains(".TH panelpack-check 1  \"panelpack "));
    Ok(())
}
