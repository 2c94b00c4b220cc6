#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests make files and a program")]

use std::{fs, os::unix::fs::PermissionsExt, path::Path, thread, time::Duration};

use tempfile::TempDir;

use super::*;
use crate::bundle::preflight::make_bindable;

/// A stand-in for LibreOffice: what it makes of a file, the file itself says.
const STAND_IN: &str = r#"#!/bin/sh
echo start >> "$ROOT/starts"
for file in "$@"; do
    case "$file" in *.docx) ;; *) continue ;; esac
    case "$(cat "$file")" in
        stumbles*) exit 81 ;;
        hangs*) sleep 600 & echo $! > "$ROOT/sleeper"; wait ;;
        nothing*) ;;
        *) cp "$ROOT/good.pdf" "pdf/${file%.docx}.pdf" ;;
    esac
done
"#;

/// A pack of Word files that say these words, and a stand-in for LibreOffice.
fn pack(words: &[&str]) -> (TempDir, Program) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for name in ["documents", "program"] {
        fs::create_dir(root.join(name)).unwrap();
    }
    fs::write(root.join("pack.yaml"), "policy: none\n").unwrap();
    for (index, text) in words.iter().enumerate() {
        fs::write(root.join(format!("documents/{index}.docx")), text).unwrap();
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base/documents/assessment.pdf");
    fs::copy(sample, root.join("good.pdf")).unwrap();
    let script = root.join("program/soffice");
    fs::write(&script, STAND_IN.replace("$ROOT", root.to_str().unwrap())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let program = Program::find(Some(root.join("program").as_os_str())).unwrap();
    (folder, program.with_patience(Duration::from_millis(700)))
}

fn converted(root: &Path, program: Option<&Program>) -> Vec<Result<usize, Refusal>> {
    let mut pack = Pack::read(root).unwrap();
    convert(&mut pack, program, &|_| {});
    let pages = |one: &crate::pack::Attachment| match &one.content {
        Ok(_) => Ok(one.pages().len()),
        Err(refusal) => Err(refusal.clone()),
    };
    pack.attachments.values().map(pages).collect()
}

fn starts(root: &Path) -> usize {
    fs::read_to_string(root.join("starts")).unwrap_or_default().lines().count()
}

#[test]
fn one_bad_file_takes_no_other_with_it_and_nothing_is_left_behind() {
    let (folder, program) = pack(&["good", "stumbles", "fine", "hangs", "nothing", "well"]);
    let root = folder.path();
    let all = converted(root, Some(&program));
    let word = Office::of("docx").unwrap();
    let because = |why| Err(Refusal::Unconverted(word, why));
    let pages = all[0].clone().unwrap();
    assert!(pages > 0);
    let (failed, slow) = (because(Unconverted::Failed), because(Unconverted::TookTooLong));
    assert_eq!(all, [Ok(pages), failed.clone(), Ok(pages), slow, failed, Ok(pages)]);
    // What it had started is ended with it.
    let sleeper = fs::read_to_string(root.join("sleeper")).unwrap();
    let state = fs::read_to_string(format!("/proc/{}/stat", sleeper.trim())).unwrap_or_default();
    assert!(state.is_empty() || state.contains(") Z"), "{state}");
    let mut left: Vec<_> = fs::read_dir(root.join("out/.converted")).unwrap().flatten().collect();
    left.retain(|one| !one.file_name().to_string_lossy().ends_with(".pdf"));
    assert_eq!(left.len(), 1, "only the lock: {left:?}");
}

#[test]
fn what_was_converted_is_kept_and_what_is_no_pdf_is_made_again() {
    let (folder, program) = pack(&["good"]);
    let root = folder.path();
    assert!(converted(root, Some(&program))[0].is_ok());
    assert!(converted(root, Some(&program))[0].is_ok());
    assert!(converted(root, None)[0].is_ok(), "what is kept needs no program");
    assert_eq!(starts(root), 1);
    let kept =
        root.join("out/.converted").join(format!("{}.pdf", crate::bundle::digest::sha256(b"good")));
    let bytes = fs::read(&kept).unwrap();
    fs::write(&kept, &bytes[..bytes.len() / 2]).unwrap();
    assert!(converted(root, Some(&program))[0].is_ok());
    assert_eq!(starts(root), 2);
    assert!(fs::read(&kept).unwrap() == bytes, "the same bytes again");
    // A build takes away what no file needs any more.
    fs::write(root.join("documents/0.docx"), "another").unwrap();
    assert!(converted(root, Some(&program))[0].is_ok());
    tidy(&Pack::read(root).unwrap());
    assert!(!kept.exists());
    fs::remove_file(root.join("documents/0.docx")).unwrap();
    tidy(&Pack::read(root).unwrap());
    assert!(!root.join("out/.converted").exists());
}

#[test]
fn two_at_once_share_the_work() {
    let (folder, program) = pack(&["good", "fine"]);
    let root = folder.path();
    fs::create_dir_all(root.join("out/.converted/.work-of-one-that-was-killed/pdf")).unwrap();
    thread::scope(|scope| {
        let all = [(); 4].map(|()| scope.spawn(|| converted(root, Some(&program))));
        for one in all {
            assert!(one.join().unwrap().iter().all(Result::is_ok));
        }
    });
    assert_eq!(starts(root), 1);
    assert!(!root.join("out/.converted/.work-of-one-that-was-killed").exists());
}

#[test]
fn without_the_program_each_file_says_how_it_is_saved() {
    let (folder, _) = pack(&["good"]);
    let all = converted(folder.path(), None);
    assert_eq!(all, [Err(Refusal::Office(Office::of("docx").unwrap()))]);
    assert!(!folder.path().join("out").exists(), "nothing was begun");
    assert!(Program::find(Some("bin:./program".as_ref())).is_none(), "no folder of the pack's");
}

#[test]
fn where_out_is_no_folder_it_is_said() {
    let (folder, program) = pack(&["good"]);
    fs::write(folder.path().join("out"), "").unwrap();
    let why = Refusal::Unconverted(Office::of("docx").unwrap(), Unconverted::NoFolder);
    assert_eq!(converted(folder.path(), Some(&program)), [Err(why)]);
}

#[test]
fn the_hour_leaves_no_mark_in_a_pdf() {
    let made_at = |hour: &str| {
        format!(
            "%PDF-1.6\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
             2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
             3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n\
             4 0 obj <</Producer(x)/CreationDate(D:202503010{hour}0000Z)>> endobj\n\
             trailer <</Root 1 0 R/Info 4 0 R/Size 5/ID[<0{hour}><0{hour}>]/DocChecksum/{hour}>>\n\
             startxref 0 %%EOF"
        )
    };
    let settle = |hour| settled::settled(with_table(&made_at(hour)).as_bytes()).unwrap();
    assert!(settle("1") == settle("2"));
    assert!(make_bindable(settle("1")).is_ok());
    assert!(settled::settled(b"no PDF").is_none());
}

/// The same with a table of where each object begins.
fn with_table(pdf: &str) -> String {
    let (body, trailer) = pdf.split_at(pdf.find("trailer").unwrap());
    let at = |number: usize| body.find(&format!("{number} 0 obj")).unwrap();
    let rows: String = (1..5).map(|number| format!("{:010} 00000 n \n", at(number))).collect();
    let trailer = trailer.replace("startxref 0", &format!("startxref {}\n", body.len()));
    format!("{body}xref\n0 5\n0000000000 65535 f \n{rows}{trailer}")
}
