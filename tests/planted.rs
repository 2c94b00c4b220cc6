//! A corpus of things that could identify somebody, planted wherever a pack can hold them: all are
//! found with their place, and none is shown anywhere, whatever the command.
//!
//! `planted/values.tsv` says what is planted, `planted/safe.txt` what must not be flagged. Every value
//! goes into every carrier that can hold it; the table of what was found is kept in `README.md`.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod carriers;
mod common;

use std::{collections::BTreeMap, error::Error, fs, path::Path, sync::Arc};

use carriers::{CARRIERS, Carrier};
use common::{Ran, copy, panelpack};
use panelpack::{
    check::{self, Case, Finding, Topic},
    confidentiality::Looked,
    pack::Pack,
    policy, reading,
    report::{self, Look, Report},
    typeset::Fonts,
};
use rayon::prelude::*;
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The private list of every planted pack.
const NAMES: &str = "Zephyrine Quillfeather\nSiân O'Brannigan-Marsh\nJaydenn\n";

/// What is planted.
struct Planted {
    rule: String,
    /// Lines of text with the value among them.
    lines: Vec<String>,
    /// What must be shown nowhere.
    secrets: Vec<String>,
}

fn tests() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

fn values() -> Result<Vec<Planted>> {
    let text = fs::read_to_string(tests().join("planted/values.tsv"))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut cells = line.split('\t').map(str::to_owned);
            let mut cell = || cells.next().ok_or_else(|| format!("too few cells: {line}"));
            let (rule, text, secrets) = (cell()?, cell()?, cell()?);
            let lines = text.split("\\n").map(str::to_owned).collect();
            let secrets = secrets.split('|').filter(|one| !one.is_empty()).map(str::to_owned);
            Ok(Planted { rule, lines, secrets: secrets.collect() })
        })
        .collect()
}

/// The base pack with the private list.
fn base() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    copy(&tests().join("base"), &folder.path().join("pack"))?;
    fs::write(folder.path().join("pack/private/names.txt"), NAMES)?;
    fs::write(folder.path().join("pack/private/pseudonyms.yaml"), "- { pseudonym: Child A }\n")?;
    Ok(folder)
}

/// What the check finds in a pack, and everything a person would be shown of it.
fn look(root: &Path) -> Result<(Vec<Finding>, String)> {
    let pack = Pack::read(root)?;
    let files = policy::find("st-helens", None)?.ok_or("no policy")?;
    let policy = policy::load(&files).0.ok_or("the policy cannot be used")?;
    let policy = policy.narrowed(pack.facts.progression.text(), None);
    let looked = Looked::through(&pack, &policy);
    let application =
        panelpack::application::Application { policy: &policy, pack: looked.shown(&pack) };
    let (stage, fonts) = (policy.last_stage(), Fonts::new());
    let case = Case { application, looked: &looked, stage: &stage, today: None, fonts: &fonts };
    let findings = check::check(&case);
    let report = Report { application, stage: &stage, today: None, findings: &findings };
    let look = Look { colour: false, width: 100 };
    let sources = &application.pack.sources;
    let shown =
        report::terminal(&findings, sources, look) + &report.json() + &report::html(&report)?;
    Ok((findings, shown))
}

/// The secrets that a text shows, whatever the line breaks.
fn shown<'s>(secrets: &'s [String], text: &str) -> Vec<&'s str> {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let text = flat(text);
    let is_shown = |secret: &&str| text.contains(&flat(secret));
    secrets.iter().map(String::as_str).filter(is_shown).collect()
}

/// Plants one value in one carrier: whether it was found in its place, and what is wrong.
fn plant(value: &Planted, carrier: &Carrier) -> Result<Vec<String>> {
    let folder = base()?;
    let root = folder.path().join("pack");
    let file = (carrier.put)(&root, &value.lines)?;
    let (findings, text) = look(&root)?;
    let mut wrong = Vec::new();
    let name = format!("{} in {}: {}", value.rule, carrier.name, value.lines.join(" / "));
    let is_it = |one: &&Finding| one.rule == value.rule && one.mark.is_some();
    let found: Vec<&Finding> = findings.iter().filter(is_it).collect();
    // A name in the name of a file is masked there too.
    let is_placed = |one: &&Finding| file.as_ref().is_none_or(|file| one.place.file == *file);
    if !found.iter().any(|one| is_placed(one) && (carrier.is_placed)(one)) {
        let places: Vec<_> = found.iter().map(|one| &one.place).collect();
        wrong.push(format!("not found: {name} {places:?}"));
    }
    for secret in shown(&value.secrets, &text) {
        wrong.push(format!("shown: “{secret}” of {name}"));
    }
    Ok(wrong)
}

#[test]
fn everything_planted_is_found_in_its_place_and_masked() -> Result {
    let values = values()?;
    let pairs: Vec<_> = values
        .iter()
        .flat_map(|value| CARRIERS.iter().map(move |carrier| (value, carrier)))
        .filter(|(value, carrier)| (carrier.holds)(&value.lines))
        .collect();
    let results: Vec<_> = pairs
        .par_iter()
        .map(|(value, carrier)| Ok((value.rule.as_str(), carrier.name, plant(value, carrier)?)))
        .collect::<Result<_>>()?;
    let wrong: Vec<&String> = results.iter().flat_map(|(_, _, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{wrong:#?}", wrong.len(), pairs.len());
    compare_table(&table(&results))
}

/// The table of `README.md`: how much of what was planted was found, by rule and carrier.
fn table(results: &[(&str, &str, Vec<String>)]) -> String {
    let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    let mut rules: Vec<&str> = Vec::new();
    for (rule, carrier, wrong) in results {
        let (found, planted) = counts.entry((carrier, rule)).or_default();
        (*found, *planted) = (*found + usize::from(wrong.is_empty()), *planted + 1);
        if !rules.contains(rule) {
            rules.push(rule);
        }
    }
    let head =
        format!("| planted in | {} |\n|---|{}\n", rules.join(" | "), "---|".repeat(rules.len()));
    let rows = CARRIERS.iter().map(|carrier| {
        let cells = rules.iter().map(|rule| match counts.get(&(carrier.name, *rule)) {
            Some((found, planted)) => format!("{found} of {planted}"),
            None => "–".into(),
        });
        format!("| {} | {} |\n", carrier.name, cells.collect::<Vec<_>>().join(" | "))
    });
    head + &rows.collect::<String>()
}

fn compare_table(table: &str) -> Result {
    let path = tests().join("README.md");
    let readme = fs::read_to_string(&path)?;
    let (start, end) = ("<!-- recall: begins -->\n", "<!-- recall: ends -->");
    let (before, rest) = readme.split_once(start).ok_or("README.md has no place for the table")?;
    let (old, after) = rest.split_once(end).ok_or("README.md has no end of the table")?;
    let new = format!("\n{table}\n");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        fs::write(&path, format!("{before}{start}{new}{end}{after}"))?;
    } else {
        assert_eq!(
            old, new,
            "tests/README.md is old: INSTA_UPDATE=always cargo test --test planted"
        );
    }
    Ok(())
}

/// The findings about what could identify somebody.
fn alarms(findings: &[Finding]) -> Vec<String> {
    let is_alarm = |one: &&Finding| {
        one.mark.is_some()
            && one.rule != "may-stay"
            && check::rule(one.rule).is_some_and(|rule| rule.topic == Topic::Confidentiality)
    };
    findings
        .iter()
        .filter(is_alarm)
        .map(|one| format!("{}: {} {:?}", one.rule, one.title, one.place))
        .collect()
}

#[test]
fn what_is_safe_is_not_flagged_wherever_it_stands() -> Result {
    let safe = fs::read_to_string(tests().join("planted/safe.txt"))?;
    let mut wrong = Vec::new();
    for text in safe.lines().filter(|line| !line.starts_with('#')) {
        for carrier in CARRIERS.iter().filter(|one| {
            ["the evidence", "an answer of a form", "a page of a PDF", "a Word file"]
                .contains(&one.name)
        }) {
            let folder = base()?;
            let root = folder.path().join("pack");
            let before = alarms(&look(&root)?.0);
            (carrier.put)(&root, &[text.to_owned()])?;
            let now = alarms(&look(&root)?.0);
            let is_of_text =
                |one: &&String| !before.contains(one) && !one.starts_with("not-looked-into");
            wrong.extend(
                now.iter()
                    .filter(is_of_text)
                    .map(|one| format!("{text} in {}: {one}", carrier.name)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn no_command_shows_what_was_planted() -> Result {
    let folder = base()?;
    let root = folder.path().join("pack");
    let values = values()?;
    let mut secrets = Vec::new();
    for value in &values {
        for carrier in
            CARRIERS.iter().filter(|carrier| carrier.is_for_all && (carrier.holds)(&value.lines))
        {
            (carrier.put)(&root, &value.lines)?;
        }
        secrets.extend(value.secrets.iter().cloned());
    }
    let out = folder.path().join("elsewhere");
    let (root, to) = (root.to_string_lossy().into_owned(), |name: &str| {
        out.join(name).to_string_lossy().into_owned()
    });
    let commands: [&[&str]; 9] = [
        &["check", &root, "--today", "2025-03-01"],
        &["check", &root, "--format", "json"],
        &["check", &root, "--format", "html"],
        &["build", &root],
        &["build", &root, "--draft", "--out", &to("draft"), "--keep-typst", &to("typst")],
        &["status", &root, "--today", "2025-03-01", "--ics", &to("dates.ics")],
        &["form", "request", "--pack", &root, "-o", &to("request.pdf")],
        &["form", "evidence-template", "--pack", &root, "-o", &to("template.pdf")],
        &["form", "flow-chart", "--pack", &root, "-o", &to("chart.pdf")],
    ];
    fs::create_dir_all(&out)?;
    for arguments in commands {
        let ran = Ran::from(panelpack().args(arguments).output()?);
        for text in [&ran.stdout, &ran.stderr] {
            assert_eq!(shown(&secrets, text), Vec::<&str>::new(), "{arguments:?}");
        }
        assert!(!ran.stderr.contains("nothing was written"), "{arguments:?}\n{}", ran.stderr);
    }
    let mut files = 0;
    for entry in walkdir::WalkDir::new(&out) {
        let entry = entry?;
        assert_eq!(shown(&secrets, &entry.path().to_string_lossy()), Vec::<&str>::new());
        if entry.file_type().is_file() {
            files += 1;
            let bytes = Arc::new(fs::read(entry.path())?);
            let name = entry.file_name().to_string_lossy().into_owned();
            let read = reading::read(&name, &bytes);
            let mut text: String =
                read.passages.iter().map(|one| format!("{}\n", one.text)).collect();
            text.push_str(&String::from_utf8_lossy(&bytes));
            assert_eq!(shown(&secrets, &text), Vec::<&str>::new(), "{}", entry.path().display());
        }
    }
    assert!(files > 10, "{files} files were written");
    Ok(())
}

#[test]
fn a_name_of_a_file_that_may_stay_does_not_let_its_original_into_the_zip() -> Result {
    let folder = base()?;
    let root = folder.path().join("pack");
    let name = "Larkspur Lane Primary School.pdf";
    for (file, name) in [
        ("documents/documents.yaml", name.to_owned()),
        ("evidence/06-critical-reflection-and-analysis.md", name.replace(' ', "%20")),
    ] {
        let text = fs::read_to_string(root.join(file))?;
        fs::write(root.join(file), text.replace("case-review.pdf", &name))?;
    }
    fs::remove_file(root.join("documents/case-review.pdf"))?;
    let carrier = CARRIERS.iter().find(|one| one.name == "the properties of a PDF");
    (carrier.ok_or("carrier")?.put)(&root, &["visit at 12 Marigold Avenue".to_owned()])?;
    fs::rename(root.join("documents/case-review.pdf"), root.join("documents").join(name))?;
    // The name of the file is found in the list, in the evidence and in itself; all of it may stay.
    let findings = look(&root)?.0;
    let schools = findings.iter().filter(|one| one.rule == "school-or-surgery");
    let entries = schools.map(|one| {
        let file = match one.place.file.ends_with(".pdf") {
            true => format!("documents/{name}"),
            false => one.place.file.clone(),
        };
        may_stay(one.rule, &file, one.mark.as_deref().unwrap_or_default())
            .replace("may_stay:\n", "")
    });
    let entries = format!("may_stay:\n{}", entries.collect::<String>());
    fs::write(root.join("confidentiality.yaml"), &entries)?;
    // The entries name the file themselves, and that may stay, too.
    let here = look(&root)?.0;
    let here = here.iter().filter(|one| one.place.file == "confidentiality.yaml");
    let here = here.filter(|one| one.rule == "school-or-surgery");
    let more: String = here
        .filter_map(|one| Some(may_stay(one.rule, &one.place.file, one.mark.as_deref()?)))
        .map(|entry| entry.replace("may_stay:\n", ""))
        .collect();
    fs::write(root.join("confidentiality.yaml"), format!("{entries}\n\n{more}"))?;
    let ran = Ran::from(panelpack().arg("build").arg(&root).arg("--draft").output()?);
    assert!(!ran.stdout.contains("Larkspur") && !ran.stderr.contains("Larkspur"));
    let mut zip = zip::ZipArchive::new(fs::File::open(root.join("out/panel-bundle.zip"))?)?;
    let mut said = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("originals/left-out.txt")?, &mut said)?;
    assert!(said.contains(&format!("documents/{name}: street-address")), "{said}");
    Ok(())
}

#[test]
fn the_sample_packs_give_no_false_alarm() -> Result {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-packs");
    for entry in fs::read_dir(samples)? {
        let (pack, name) = {
            let entry = entry?;
            (entry.path(), entry.file_name())
        };
        let check = ["check", "--format", "json", "--today", "2025-03-01"];
        let ran = Ran::from(panelpack().args(check).arg(pack).output()?);
        let json: serde_json::Value = serde_json::from_str(&ran.stdout)?;
        let findings = json["findings"].as_array().ok_or("no findings")?;
        let is_alarm = |one: &&serde_json::Value| {
            let rule = one["rule"].as_str().and_then(check::rule);
            rule.is_some_and(|rule| rule.topic == Topic::Confidentiality)
                && one["severity"] != "note"
        };
        let alarms: Vec<&str> =
            findings.iter().filter(is_alarm).filter_map(|one| one["rule"].as_str()).collect();
        // The incomplete pack names a child, and that is no false alarm.
        let meant: &[&str] = match name.to_str() {
            Some("incomplete") => {
                &["court-declaration", "listed-name", "not-looked-into", "undeclared-pseudonym"]
            }
            _ => &[],
        };
        assert_eq!(alarms, meant, "{}", name.display());
    }
    Ok(())
}

/// What a program leaves in a file, and the rule that tells it.
const TRACES: &[(&str, &str)] = &[
    ("under a black box in a PDF", "covered-text"),
    ("white text in a PDF", "hidden-text"),
    ("invisible text in a PDF", "hidden-text"),
    ("a comment in a PDF", "comment-in-document"),
    ("a file inside a PDF", "file-in-document"),
    ("a script in a PDF", "script-in-document"),
    ("hidden text in Word", "hidden-text"),
    ("deleted text in Word", "tracked-changes"),
    ("a comment in Word", "comment-in-document"),
    ("a hidden slide", "hidden-slide"),
    ("speaker's notes", "speaker-notes"),
    ("the place of a photograph", "photograph-position"),
    ("a photograph", "not-looked-into"),
    ("a scan", "not-looked-into"),
];

#[test]
fn what_a_program_leaves_in_a_file_is_told_whatever_it_says() -> Result {
    for (name, rule) in TRACES {
        let all = CARRIERS.iter().chain(carriers::TRACES);
        let carrier = all.into_iter().find(|one| one.name == *name).ok_or(*name)?;
        let folder = base()?;
        let root = folder.path().join("pack");
        let file = (carrier.put)(&root, &["Nothing to see".to_owned()])?.ok_or("no file")?;
        let findings = look(&root)?.0;
        let is_it =
            |one: &Finding| one.rule == *rule && one.place.file == file && one.mark.is_some();
        assert!(findings.iter().any(is_it), "{name}: {findings:#?}");
    }
    Ok(())
}

#[test]
fn every_rule_about_confidentiality_is_planted() -> Result {
    let values = values()?;
    let planted = values.iter().map(|one| one.rule.as_str()).chain(TRACES.iter().map(|one| one.1));
    let planted: Vec<&str> = planted.collect();
    let rules = check::ALL.iter().filter(|rule| rule.topic == Topic::Confidentiality);
    // These have cases, where what they find is shown.
    let elsewhere = ["names-list", "may-stay", "court-declaration"];
    let left: Vec<_> = rules
        .map(|rule| rule.name)
        .filter(|name| !planted.contains(name) && !elsewhere.contains(name))
        .collect();
    assert_eq!(left, Vec::<&str>::new());
    Ok(())
}

/// The entry that says that something may stay.
fn may_stay(rule: &str, file: &str, mark: &str) -> String {
    format!(
        "may_stay:\n  - {{ rule: {rule}, file: {file}, mark: {mark}, reason: where I trained, by: Robin Ellwood, on: 2025-02-01 }}\n"
    )
}

#[test]
fn what_may_stay_stays_until_its_sentence_changes() -> Result {
    let folder = base()?;
    let root = folder.path().join("pack");
    let (file, rule) = ("evidence/05-knowledge.md", "school-or-surgery");
    let before = fs::read_to_string(root.join(file))?;
    let write = |text: &str| fs::write(root.join(file), format!("{before}\n\n{text}\n"));
    let rules = |findings: &[Finding]| -> Vec<&'static str> {
        findings
            .iter()
            .filter(|one| one.rule == rule || one.rule == "may-stay")
            .map(|one| one.rule)
            .collect()
    };
    write("I trained at Larkspur Lane Primary School for a year.")?;
    let (findings, _) = look(&root)?;
    let mark = findings.iter().find(|one| one.rule == rule).and_then(|one| one.mark.clone());
    let mark = mark.ok_or("the school is not found")?;
    fs::write(root.join("confidentiality.yaml"), may_stay(rule, file, &mark))?;
    let (findings, text) = look(&root)?;
    assert_eq!(rules(&findings), ["may-stay"]);
    assert!(text.contains("where I trained") && !text.contains("Larkspur"));
    // Lines move and nothing changes; another school in another sentence is another matter.
    write("A new first line.\n\nI trained at Larkspur Lane Primary School for a year.")?;
    assert_eq!(rules(&look(&root)?.0), ["may-stay"]);
    write("Her brother goes to Bramblewick Primary School now.")?;
    assert_eq!(rules(&look(&root)?.0), ["may-stay", rule]);
    // What may stay is printed, and the file that says so is not.
    write("I trained at Larkspur Lane Primary School for a year.")?;
    let ran = Ran::from(panelpack().arg("build").arg(&root).arg("--draft").output()?);
    assert!(!ran.stdout.contains("Larkspur"), "{}", ran.stdout);
    let bundle = Arc::new(fs::read(root.join("out/panel-bundle.pdf"))?);
    let read = reading::read("panel-bundle.pdf", &bundle);
    let text: String = read.passages.iter().map(|one| one.text.as_str()).collect();
    assert!(text.contains("Larkspur") && !text.contains("where I trained"));
    Ok(())
}

#[test]
fn an_original_with_a_finding_stays_out_of_the_zip() -> Result {
    let folder = base()?;
    let root = folder.path().join("pack");
    let carrier =
        CARRIERS.iter().find(|one| one.name == "the properties of a PDF").ok_or("carrier")?;
    (carrier.put)(&root, &["visit at 12 Larkspur Lane".to_owned()])?;
    let ran = Ran::from(panelpack().arg("build").arg(&root).arg("--draft").output()?);
    assert!(!ran.stdout.contains("Larkspur") && !ran.stderr.contains("Larkspur"));
    let mut zip = zip::ZipArchive::new(fs::File::open(root.join("out/panel-bundle.zip"))?)?;
    let names: Vec<String> = zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    assert!(!names.iter().any(|name| name.ends_with("case-review.pdf")), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("assessment.pdf")), "{names:?}");
    let mut said = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("originals/left-out.txt")?, &mut said)?;
    assert!(said.contains("documents/case-review.pdf: street-address"), "{said}");
    Ok(())
}
