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
    fs, io,
    path::{Path, PathBuf},
};

use common::written::{
    Result, Written, all_cases, compare, edit, edit_policy, lines, read_case, rule_of, show,
    unescape,
};

use panelpack::{
    application::Application,
    check::{self, Finding},
    confidentiality::Looked,
    dates,
    pack::{Pack, TRAINING},
    policy::{self, Files, Policy, Severity},
    typeset::Fonts,
};

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
    for id in COUNCILS.into_iter().chain([""]) {
        let council = if id.is_empty() { String::new() } else { format!("== council: {id}\n") };
        let text = format!("The complete pack.\n\n{council}");
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
    let looked = Looked::through(&pack, &policy);
    let pack = looked.shown(&pack).clone();
    let application = Application { policy: &policy, pack: &pack };
    let stage = match &ready.stage {
        Some(id) => policy.stage(id).ok_or_else(|| format!("no such stage: {id}"))?.clone(),
        None => policy.last_stage(),
    };
    let case =
        check::Case { application, looked: &looked, stage: &stage, today: ready.today, fonts };
    let findings = check::check(&case);
    Ok(Outcome { pack, findings })
}

#[test]
fn each_case_is_found_by_its_rule_as_its_snapshot_says() -> Result {
    let fonts = Fonts::new();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let untouched = of_untouched_packs(&fonts)?;
    for (name, path) in all_cases(&tests().join("cases"))? {
        let text = fs::read_to_string(&path)?;
        let written = read_case(&text)?;
        assert!(!written.about.is_empty(), "{name}: the first line says what is tested");
        let Some(ready) = make_ready(&written)? else { continue };
        let mut outcome = look(&ready, &fonts).map_err(|error| format!("{name}: {error}"))?;
        let known = untouched.get(council(&written).unwrap_or_default());
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
        let found = show(&outcome.findings, &outcome.pack.sources);
        compare("cases", &name, &text, &found);
    }
    assert!(wrong.is_empty(), "not found as the name says: {wrong:?}");
    // What could identify somebody is planted by `planted.rs`, in every place that can hold it.
    let elsewhere = |rule: &&&check::Rule| rule.topic == check::Topic::Confidentiality;
    let cased = ["names-list", "may-stay", "court-declaration"];
    let rules = check::ALL.iter().filter(|rule| !elsewhere(rule) || cased.contains(&rule.name));
    let without: Vec<_> =
        rules.map(|rule| rule.name).filter(|name| !found.contains_key(*name)).collect();
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
        let mut outcome = look(&ready, &fonts)?;
        assert!(outcome.pack.sources.contains_key(TRAINING), "the pack was read");
        outcome.findings.retain(|one| one.rule != "may-stay" || one.severity != Severity::Note);
        assert!(
            outcome.findings.is_empty(),
            "{step}\n{}",
            show(&outcome.findings, &outcome.pack.sources)
        );
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
        outcome.findings.retain(|one| one.rule != "may-stay" || one.severity != Severity::Note);
        assert!(
            outcome.findings.is_empty(),
            "{step}\n{}",
            show(&outcome.findings, &outcome.pack.sources)
        );
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
