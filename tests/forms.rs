//! The forms of the councils, blank and filled in, read back from the PDFs.
//!
//! `inventory/<council>.tsv` has the label of every field, letter for letter as the council prints
//! it: the item's id, the form, the progression it is for, the label.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod common;

use std::{error::Error, fs, path::Path};

use common::{Copy, Ran, panelpack};
use panelpack::{
    application::Application,
    build,
    compose::Print,
    pack::Pack,
    policy::{self, Policy},
    source::Source,
    typeset::Fonts,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const AS_PRINTED: Print = Print { as_printed: true, blank: true };
const BLANK: Print = Print { as_printed: false, blank: true };
const FILLED: Print = Print { as_printed: false, blank: false };

/// A council's policy; `more` are files to add to it, or to put in the place of its own.
fn policy(id: &str, more: &[(&str, &str)]) -> Result<Policy> {
    let mut files = policy::find(id, None)?.ok_or("there is no such policy")?;
    for (name, text) in more {
        files.insert((*name).to_owned(), Source::from_bytes(name, text.as_bytes()));
    }
    let (policy, problems) = policy::load(&files);
    Ok(policy.ok_or_else(|| format!("{id} does not load: {problems:?}"))?)
}

/// What stands in the PDF of a form, without white space and boxes, with one sort of hyphen and one
/// of each quotation mark.
fn text(policy: &Policy, pack: &Pack, form: &str, print: Print) -> Result<String> {
    let application = Application { policy, pack };
    let made = build::form(application, policy.form(form), print, &Fonts::new())?;
    let document = lopdf::Document::load_mem(made.output.bytes().ok_or("no bytes")?)?;
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    assert_eq!(made.pages, Some(pages.len()));
    Ok(normal(&document.extract_text(&pages)?))
}

fn normal(text: &str) -> String {
    let letters =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '☐' | '☑' | '\u{200b}'));
    letters
        .map(|letter| match letter {
            '‐'..='―' => '-',
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            other => other,
        })
        .collect()
}

fn sample(name: &str) -> Result<Pack> {
    Ok(Pack::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-packs").join(name))?)
}

#[test]
fn every_label_of_a_council_stands_in_its_form() -> Result {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inventory");
    for id in policy::known() {
        let whole = policy(id, &[])?;
        let table = fs::read_to_string(folder.join(format!("{id}.tsv")))?;
        let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
        let rows: Vec<[&str; 4]> = rows.filter_map(|row| row.try_into().ok()).collect();
        assert_eq!(rows.len() + 1, table.lines().count(), "{id}: a row has not four cells");
        let ids = whole.forms.iter().map(|form| form.id.as_str());
        let mut missing: Vec<&[&str; 4]> = Vec::new();
        for form in ids.chain([build::EVIDENCE_TEMPLATE]) {
            let of_form: Vec<&[&str; 4]> = rows.iter().filter(|[_, of, ..]| *of == form).collect();
            assert!(!of_form.is_empty(), "{id}: there is no label of {form}");
            let text = text(&whole.narrowed(None, None), &Pack::default(), form, AS_PRINTED)?;
            missing
                .extend(of_form.into_iter().filter(|[.., label]| !text.contains(&normal(label))));
        }
        assert!(missing.is_empty(), "{id}: {missing:?}");
        assert!(rows.iter().all(|[_, form, ..]| {
            *form == build::EVIDENCE_TEMPLATE || whole.form(form).is_some()
        }));
    }
    Ok(())
}

#[test]
fn a_label_is_corrected_or_printed_letter_for_letter() -> Result {
    let policy = policy("st-helens", &[])?.narrowed(None, None);
    let pack = Pack::default();
    let (corrected, printed) =
        (text(&policy, &pack, "request", BLANK)?, text(&policy, &pack, "request", AS_PRINTED)?);
    assert!(corrected.contains("threeyears'experience") && !corrected.contains("experince"));
    assert!(printed.contains("threeyearsexperince") && !printed.contains("threeyears'"));
    // The policy prints no number on this form, and says nothing of what is beside its words.
    assert!(corrected.contains("Appendix2") && corrected.contains("Filledinby:TeamManager"));
    assert!(!printed.contains("Appendix2") && !printed.contains("Filledinby"));
    assert!(corrected.contains("Shortformsused") && !printed.contains("Shortformsused"));
    Ok(())
}

#[test]
fn a_title_that_is_not_printed_is_left_out() -> Result {
    let policy = policy("halton", &[])?.narrowed(None, None);
    let title = normal("Appendix 1 Guidance on an application to the progression panel");
    assert!(text(&policy, &Pack::default(), "criteria", BLANK)?.contains(&title));
    let printed = text(&policy, &Pack::default(), "criteria", AS_PRINTED)?;
    assert!(!printed.contains(&title) && printed.contains("Appendix1Thefollowing"));
    let (blank, printed) = (
        text(&policy, &Pack::default(), "request", BLANK)?,
        text(&policy, &Pack::default(), "request", AS_PRINTED)?,
    );
    assert!(blank.contains("Box1") && !printed.contains("Box1") && printed.contains("Box2"));
    Ok(())
}

#[test]
fn a_blank_form_is_narrowed_to_what_is_applied_for() -> Result {
    let folder = tempfile::tempdir()?;
    let of = |progression: Option<&str>| -> Result<String> {
        let mut command = panelpack();
        command.current_dir(folder.path()).args(["form", "request", "--policy", "halton"]);
        command.args(progression.map(|id| ["--progression", id]).into_iter().flatten());
        let ran = Ran::from(command.output()?);
        assert_eq!(ran.stdout, "request.pdf  3 pages\n", "{}", ran.stderr);
        let document = lopdf::Document::load(folder.path().join("request.pdf"))?;
        let pages: Vec<u32> = document.get_pages().keys().copied().collect();
        Ok(normal(&document.extract_text(&pages)?))
    };
    let (two, three) = (normal("for 2 years or more?"), normal("for 3 years or more?"));
    let either = of(None)?;
    assert!(either.contains(&two) && either.contains(&three));
    let experienced = of(Some("experienced-social-worker"))?;
    assert!(experienced.contains(&two) && !experienced.contains(&three));
    let advanced = of(Some("advanced-practitioner"))?;
    assert!(!advanced.contains(&two) && advanced.contains(&three));
    Ok(())
}

#[test]
fn nobody_stands_on_a_blank_form() -> Result {
    let policy = policy("st-helens", &[])?.narrowed(None, None);
    let blank = text(&policy, &Pack::default(), "request", BLANK)?;
    for word in ["Fingerprint", "FICTIONAL", "Not applicable"] {
        assert!(!blank.contains(&normal(word)), "{word}");
    }
    let filled = text(&policy, &sample("st-helens-senior")?, "request", FILLED)?;
    for words in ["Fingerprint", "FICTIONAL SAMPLE", "Nadia Fernleigh, SW000123", "20 January 2025"]
    {
        assert!(filled.contains(&normal(words)), "{words}");
    }
    Ok(())
}

#[test]
fn an_answer_is_carried_over_to_the_form_that_follows() -> Result {
    let policy = policy("st-helens", &[])?.narrowed(None, None);
    let pack = sample("st-helens-refused")?;
    let reasons = normal("I do not support the application at this point.");
    for form in ["request", "application-dispute", "assistant-director-dispute"] {
        assert!(text(&policy, &pack, form, FILLED)?.contains(&reasons), "{form}");
    }
    Ok(())
}

/// A form with every word that the councils' own do not use.
const TRIAL: &str = r#"
id: trial
title: Trial
sections:
  - id: first
    title: First
    filled_in_by: team_manager
    columns: [Seen, Met]
    any_of:
      - { of: [one, three], at_least: 1, label: At least one of }
    fields:
      - { id: one, type: criterion, label: has led, audience: panel }
      - { id: two, type: criterion, label: has asked, kind: question }
      - { id: three, type: criterion, label: has taught }
      - { id: why, type: long-text, label: Because, words: { to: 9 } }
    sign_off: { id: signed, as: Team Manager, print_name_label: In capitals, label: Hand, date_label: Day }
  - id: grid
    columns: [Part, Mark]
    rows_from_headings: no
    scale:
      - { id: weak, label: Weak, points: 1 }
      - { id: strong, label: Strong, points: 3 }
    pass_mark: 4
    fields:
      - { id: talk, label: The talk }
      - { id: text, label: The text }
"#;

#[test]
fn groups_limits_names_and_grids_are_printed() -> Result {
    let policy = policy("st-helens", &[("forms/trial.yaml", TRIAL)])?.narrowed(None, None);
    let blank = text(&policy, &Pack::default(), "trial", BLANK)?;
    let all = [
        // Members of a group stand together below its label.
        "At least one of Evidence to: Progression Panel has led Yes No has taught Yes No Question has asked",
        "Because Up to 9 words In capitals Hand Day Team Manager",
        "Weak 1 point Strong 3 points The talk The text Total (4 points needed) of 6",
    ];
    for words in all {
        assert!(blank.contains(&normal(words)), "{words}\n{blank}");
    }
    let printed = text(&policy, &Pack::default(), "trial", AS_PRINTED)?;
    for words in ["Evidence to", "Question", "Up to 9 words", "Filled in by"] {
        assert!(!printed.contains(&normal(words)), "{words}");
    }

    let copy = Copy::new()?;
    let answers = "first: { why: Because it is so, signed: { name: Ruth Dunn, on: 2025-01-20 } }\n\
                   grid: { talk: strong, text: weak }\n";
    copy.write("forms/trial.yaml", answers)?;
    let filled = text(&policy, &Pack::read(&copy.pack)?, "trial", FILLED)?;
    let all = [
        "4 words of up to 9 words Because it is so In capitals Ruth Dunn Hand Ruth Dunn Day 20 January 2025",
        "Total (4 points needed) 4 of 6",
    ];
    for words in all {
        assert!(filled.contains(&normal(words)), "{words}\n{filled}");
    }
    Ok(())
}

#[test]
fn the_same_command_gives_the_same_bytes() -> Result {
    let copy = Copy::new()?;
    let folder = copy.pack.parent().ok_or("no folder")?;
    let write = |name: &str, more: &[&str]| -> Result<Vec<u8>> {
        let out = folder.join(name);
        let mut command = panelpack();
        command.args(["form", "evidence-template", "--pack"]).arg(&copy.pack).args(more);
        let ran = Ran::from(command.arg("-o").arg(&out).output()?);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        Ok(fs::read(out)?)
    };
    assert_eq!(write("a.pdf", &[])?, write("b.pdf", &[])?);
    // An earlier file of this name gives way.
    assert_ne!(write("a.pdf", &["--as-printed"])?, fs::read(folder.join("b.pdf"))?);
    Ok(())
}

#[test]
fn an_answer_that_cannot_be_read_is_not_left_out_in_silence() -> Result {
    let copy = Copy::new()?;
    copy.edit("forms/request.yaml", "social_worker:", "social_worker: [")?;
    let mut command = panelpack();
    command.args(["form", "request", "-o"]).arg(copy.pack.join("out/request.pdf"));
    let ran = Ran::from(command.arg("--pack").arg(&copy.pack).output()?);
    assert_eq!(ran.status, Some(0));
    assert!(ran.stderr.contains("`panelpack check` says where"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn what_cannot_be_printed_is_said() -> Result {
    let copy = Copy::new()?;
    let folder = tempfile::tempdir()?;
    let pack = copy.pack.display().to_string();
    let inside = copy.pack.join("documents/request.pdf").display().to_string();
    let all: [(&[&str], &str); 7] = [
        (
            &["form", "reqest", "--policy", "st-helens"],
            "did you mean request? There are application-dispute",
        ),
        (&["form", "zzz", "--policy", "halton"], "there are criteria, request, evidence-template"),
        (&["form", "request"], "--policy"),
        (
            &["form", "request", "--policy", "halton", "--progression", "senior"],
            "there is no progression senior; there are experienced-social-worker, advanced-practitioner",
        ),
        (
            &["form", "request", "--policy", "halton", "--route", "short"],
            "there is no route short; there are none to choose from here",
        ),
        (&["form", "request", "--pack", &pack, "-o", &inside], "would become part of the pack"),
        (&["form", "request", "--pack", &pack, "--progression", "x"], "cannot be used with"),
    ];
    for (arguments, wanted) in all {
        let ran = Ran::from(panelpack().args(arguments).current_dir(folder.path()).output()?);
        assert_eq!(ran.status, Some(2), "{arguments:?}");
        assert!(ran.stderr.contains(wanted), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert_eq!(fs::read_dir(folder.path())?.count(), 0);
    Ok(())
}
