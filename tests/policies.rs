//! What is found in policies: each file in `policy-cases/` changes the policy of a small council in
//! which nothing is wrong, and a snapshot keeps what is found then.
//!
//! A case is written like those of `cases.rs`, with these steps:
//!
//! ```text
//! == edit: policy.yaml          below: lines `- old` and after them lines `+ new`
//! == file: forms/other.yaml     its text is below
//! == bytes: headings.yaml       below: text in which \xff is a byte
//! == remove: evidence.yaml
//! == folder: another-name       the name of the folder, where it is not the id
//! ```
//!
//! It is named after the lint it is about (`unknown-name`, `unknown-name-2`) and must be found by it.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use common::{
    panelpack,
    written::{Result, Written, all_cases, edit_policy, lines, read_case, rule_of, show, unescape},
};
use panelpack::{
    check::{self, Finding},
    policy::{self, Files, Severity, lint},
    scaffold::scaffold,
    source::Source,
};

const CLEAN: &str = "kestrel-bay";

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn council(id: &str) -> Result<Files> {
    let folder = tests().join("councils").join(id).join("policy");
    Ok(policy::find(id, Some(&folder))?.ok_or("the policy is not there")?)
}

/// Does the steps of a case: the files of the policy, and the name of their folder.
fn make_ready<'t>(written: &Written<'t>) -> Result<(Files, &'t str)> {
    let (mut files, mut folder) = (council(CLEAN)?, CLEAN);
    for (what, to, below) in &written.steps {
        let mut put = |source: Source| files.insert((*to).to_owned(), source);
        match *what {
            "edit" => edit_policy(&mut files, to, below)?,
            "file" => drop(put(Source::from_text(to, &lines(below)))),
            "bytes" => drop(put(Source::from_bytes(to, &unescape(&below.concat())?))),
            "remove" => drop(files.remove(*to).ok_or_else(|| format!("no such file: {to}"))?),
            "folder" => folder = to,
            other => Err(format!("no such step: {other}"))?,
        }
    }
    Ok((files, folder))
}

#[test]
fn each_case_is_found_by_its_lint_as_its_snapshot_says() -> Result {
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for (name, path) in all_cases(&tests().join("policy-cases"))? {
        let text = fs::read_to_string(&path)?;
        let written = read_case(&text)?;
        assert!(!written.about.is_empty(), "{name}: the first line says what is tested");
        let ready = make_ready(&written).map_err(|error| format!("{name}: {error}"))?;
        let findings = lint::lint(&ready.0, Some(ready.1));
        let rule = rule_of(&name);
        if !findings.iter().any(|finding| finding.rule == rule) {
            wrong.push(name.clone());
        }
        // What keeps a policy from being used keeps `check` and `build` from using it.
        let (policy, errors) = policy::load(&ready.0);
        let is_error = |one: &&Finding| one.severity == Severity::Error;
        assert!(findings.iter().filter(is_error).eq(&errors), "{name}");
        assert_eq!(policy.is_some(), errors.is_empty(), "{name}");
        seen.insert(rule.to_owned());
        common::written::compare("policy-cases", &name, &text, &show(&findings, &ready.0));
    }
    assert!(wrong.is_empty(), "not found as the name says: {wrong:?}");
    let without: Vec<_> =
        lint::every().map(|lint| lint.name).filter(|name| !seen.contains(*name)).collect();
    assert!(without.is_empty(), "lints without a case: {without:?}");
    Ok(())
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() -> Result {
    let files = council(CLEAN)?;
    let findings = lint::lint(&files, Some(CLEAN));
    assert!(findings.is_empty(), "{}", show(&findings, &files));
    Ok(())
}

#[test]
fn every_name_belongs_to_one_lint_or_rule() {
    let names = check::ALL.iter().map(|rule| rule.name).chain(lint::every().map(|lint| lint.name));
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = names.filter(|name| !seen.insert(*name)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// Findings in few lines: what, where, and what is wrong.
fn short(findings: &[Finding], files: &Files) -> String {
    let each = findings.iter().map(|finding| {
        let source = files.get(&finding.place.file);
        let place = finding.place.span.zip(source).map(|(span, source)| {
            let (line, column) = source.line_column(span.start);
            format!(":{line}:{column}")
        });
        format!(
            "{}[{}] {}{}\n  {}\n",
            finding.severity,
            finding.rule,
            finding.place.file,
            place.unwrap_or_default(),
            finding.title
        )
    });
    each.collect()
}

#[test]
fn what_is_found_in_the_policies_carried() -> Result {
    for id in policy::known() {
        let files = policy::find(id, None)?.ok_or("the policy is not there")?;
        let findings = lint::lint(&files, Some(id));
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(format!("lint@{id}"), short(&findings, &files)));
    }
    Ok(())
}

/// `policy-defects.tsv` says of each defect the councils' documents were found to have which lint
/// reports it and what its words hold, or why none can. Every defect of COVERAGE.md has a line.
#[test]
fn the_defects_of_the_councils_are_reported_or_cannot_be_seen() -> Result {
    let table = fs::read_to_string(tests().join("policy-defects.tsv"))?;
    let mut rows: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let mut parts = line.split('\t');
        let mut part = || parts.next().unwrap_or_default();
        let (id, by, words) = (part(), part(), part());
        assert!(!words.is_empty(), "{line}: three columns");
        rows.entry(id).or_default().push((by, words));
    }
    for (council, prefix) in [("st-helens", "SH-E-"), ("halton", "HA-E-")] {
        let files = policy::find(council, None)?.ok_or("the policy is not there")?;
        let findings = lint::lint(&files, Some(council));
        let path = tests().join("../templates/policies").join(council).join("COVERAGE.md");
        let coverage = fs::read_to_string(path)?;
        let ids = coverage.lines().filter_map(|line| line.strip_prefix("| "));
        let ids =
            ids.filter(|line| line.starts_with(prefix)).filter_map(|line| line.split(' ').next());
        for id in ids {
            let all = rows.remove(id).ok_or_else(|| format!("{id} has no line"))?;
            for (by, words) in all.into_iter().filter(|(by, _)| *by != "-") {
                let is_found = |one: &Finding| one.rule == by && one.title.contains(words);
                assert!(findings.iter().any(is_found), "{id}: {by} does not say {words:?}");
            }
        }
    }
    assert!(rows.is_empty(), "no such defect: {:?}", rows.keys());
    Ok(())
}

/// Whatever stands in a line of a policy, there are findings or there is a policy, and never a panic.
#[test]
fn no_line_makes_it_stumble() -> Result {
    let clean = council(CLEAN)?;
    let odd = ["", "[", "{}", "[]", "0", "-1", "x.y", "\"{\"", "é: [a, {b: c}]", "2025-02-30"];
    for (name, source) in &clean {
        let all: Vec<&str> = source.text.lines().collect();
        for (index, line) in all.iter().enumerate() {
            let without = all.iter().enumerate().filter(|(other, _)| *other != index);
            let mut texts = vec![without.map(|(_, line)| format!("{line}\n")).collect::<String>()];
            // One other value a line: all of them in every line would take minutes.
            if let (Some((key, _)), Some(value)) =
                (line.split_once(": "), odd.get(index % odd.len()))
            {
                let changed = format!("{key}: {value}");
                let lines = all.iter().enumerate();
                let lines =
                    lines.map(|(other, line)| if other == index { &*changed } else { *line });
                texts.push(lines.map(|line| format!("{line}\n")).collect());
            }
            for text in texts {
                let mut files = clean.clone();
                files.insert(name.clone(), Source::from_text(name, &text));
                let findings = lint::lint(&files, Some(CLEAN));
                let (policy, errors) = policy::load(&files);
                assert_eq!(policy.is_none(), !errors.is_empty(), "{name}:{}", index + 1);
                let Some(policy) = policy else {
                    assert!(!findings.is_empty());
                    continue;
                };
                for progression in &policy.rules.progressions {
                    let narrowed = policy.narrowed(Some(&progression.id), None);
                    scaffold(&narrowed, progression, None)?;
                    panelpack::report::council(&narrowed, 100);
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_copy_is_the_same_policy_with_its_schemas_beside_it() -> Result {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("halton");
    let run = |arguments: &[&str]| {
        let output = panelpack().args(arguments).current_dir(folder.path()).output()?;
        Ok::<_, std::io::Error>(common::Ran::from(output))
    };
    let ran = run(&["policy", "export", "halton", "halton"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    for (file, up) in [("policy.yaml", ""), ("forms/request.yaml", "../")] {
        let text = fs::read_to_string(copy.join(file))?;
        let first = text.lines().next().unwrap_or_default();
        let schema =
            first.strip_prefix("# yaml-language-server: $schema=").ok_or("no schema line")?;
        assert!(schema.starts_with(&format!("{up}schema/")), "{schema}");
        assert!(copy.join(file).parent().ok_or("a parent")?.join(schema).is_file(), "{schema}");
    }
    let carried = policy::find("halton", None)?.ok_or("not there")?;
    let copied = policy::find("halton", Some(&copy))?.ok_or("not there")?;
    let one = lint::lint(&carried, Some("halton"));
    let other = lint::lint(&copied, Some("halton"));
    let titles = |all: &[Finding]| all.iter().map(|one| one.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&one), titles(&other));
    let again = run(&["policy", "export", "halton", "halton"])?;
    assert_eq!(again.status, Some(2), "{}", again.stdout);
    // A copy of a copy has one schema line, too.
    assert_eq!(run(&["policy", "export", "halton/", "other"])?.status, Some(0));
    let text = fs::read_to_string(folder.path().join("other/policy.yaml"))?;
    assert_eq!(text, fs::read_to_string(copy.join("policy.yaml"))?);
    Ok(())
}

#[test]
fn the_commands_end_as_they_should() -> Result {
    let folder = tempfile::tempdir()?;
    let broken = folder.path().join("kestrel-bay");
    common::copy(&tests().join("councils/kestrel-bay/policy"), &broken)?;
    let run = |arguments: &[&str]| {
        let output = panelpack().args(arguments).current_dir(folder.path()).output()?;
        Ok::<_, std::io::Error>(common::Ran::from(output))
    };
    assert_eq!(run(&["policy", "lint", "kestrel-bay"])?.status, Some(0));
    let listed = run(&["policy", "list"])?;
    assert_eq!((listed.status, listed.stdout.contains("--progression")), (Some(0), true));
    let shown = run(&["policy", "show", "kestrel-bay", "--progression", "advanced-practitioner"])?;
    assert_eq!(shown.status, Some(0), "{}", shown.stderr);
    insta::assert_snapshot!("show", shown.stdout);
    assert_eq!(run(&["policy", "show", "kestrel-bay", "--progression", "x"])?.status, Some(2));
    assert_eq!(run(&["policy", "show", "nowhere"])?.status, Some(2));

    let path = broken.join("headings.yaml");
    let text = fs::read_to_string(&path)?.replace("SWE.rights", "SWE.wrongs");
    fs::write(&path, text)?;
    let linted = run(&["policy", "lint", "kestrel-bay"])?;
    assert_eq!(linted.status, Some(1));
    assert!(linted.stdout.contains("--> kestrel-bay/headings.yaml:10:12"), "{}", linted.stdout);
    let made =
        run(&["new", "pack", "--policy", "kestrel-bay", "--progression", "senior-social-worker"])?;
    assert_eq!(made.status, Some(2));
    assert!(made.stderr.contains("--> kestrel-bay/headings.yaml:10:12"), "{}", made.stderr);
    assert!(made.stderr.contains("cannot be used"), "{}", made.stderr);
    Ok(())
}

/// A policy that says no more than it must: nothing is made up for it, and nothing stumbles.
#[test]
fn the_least_policy_can_be_used() -> Result {
    let folder = tempfile::tempdir()?;
    let at = folder.path().join("least");
    fs::create_dir_all(&at)?;
    let policy = "language: 1\nid: least\ncouncil: A Council\ntitle: A Policy\nversion: \"1\"\nroles: []\n\
                  facts: [{ id: name, label: Name }]\nprogressions: [{ id: up, title: Up }]\n";
    let evidence = "template: { title: Evidence, consider_label: Consider, evidence_label: Evidence }\n\
                    source_kinds: []\n";
    fs::write(at.join("policy.yaml"), policy)?;
    fs::write(at.join("headings.yaml"), "[]\n")?;
    fs::write(at.join("evidence.yaml"), evidence)?;
    for (status, arguments) in [
        (0, &["policy", "lint", "least"][..]),
        (0, &["policy", "show", "least"]),
        (0, &["new", "pack", "--policy", "least"]),
        (1, &["check", "pack", "--policy", "least"]),
        (1, &["build", "pack", "--policy", "least", "--draft"]),
        (0, &["form", "evidence-template", "--policy", "least", "-o", "blank.pdf"]),
    ] {
        let output = panelpack().args(arguments).current_dir(folder.path()).output()?;
        let ran = common::Ran::from(output);
        assert_eq!(ran.status, Some(status), "{arguments:?}\n{}{}", ran.stdout, ran.stderr);
    }
    Ok(())
}

proptest::proptest! {
    /// Whatever a council prints, it can be looked at.
    #[test]
    fn any_text_can_be_looked_at(
        text in "([Aa]ppendix|appendices|[0-9]{1,11}|boxes|and / |“|”|\\*|[Ff]orm|letter|Pathway|é|🙂|\
                 [.,:;?!()/-]| |\u{A0}|Social|worker|PCF|1|to|of|see|for){0,40}",
    ) {
        let mut files = council(CLEAN).expect("the policy is there");
        let quoted = serde_json::to_string(&text).expect("a text");
        for (name, old) in [
            ("headings.yaml", "\"PCF 2: Values and Ethics\""),
            ("evidence.yaml", "Write about your work in your own words, and show what came of it."),
            ("forms/request.yaml", "Fill this in together with your manager when you are ready to apply."),
            ("forms/criteria.yaml", "A session for colleagues has been taught."),
            ("policy.yaml", "\"02.04.2025, 10:00-12:00\""),
        ] {
            let new = files[name].text.replace(old, &quoted);
            assert_ne!(new, &*files[name].text, "{name} does not hold {old}");
            files.insert(name.to_owned(), Source::from_text(name, &new));
        }
        lint::lint(&files, Some(CLEAN));
    }
}
