//! Inputs that a fuzzer found, or that look like what one would find: each file in
//! `fuzz-cases/<property>/` is given to the property of that name, and must hold it. The properties
//! are those of the fuzz targets; `fuzz/README.md` says how they are run.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests read files, and may stop"
)]

#[path = "../fuzz/src/properties/mod.rs"]
mod properties;

use std::{
    fs, io, panic,
    path::Path,
    time::{Duration, Instant},
};

/// How long one case may take. Ordinary ones need a tenth of a second; a fuzzer gives up here too.
const PATIENCE: Duration = Duration::from_secs(25);

/// All cases of one property. A case that fails is named, and the others are still tried.
fn hold(name: &str) -> io::Result<()> {
    let (_, property) = properties::ALL.iter().find(|(one, _)| *one == name).expect("a property");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz-cases").join(name);
    let mut cases: Vec<_> = fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?;
    cases.sort_by_key(fs::DirEntry::file_name);
    let fails = |case: &fs::DirEntry| -> io::Result<bool> {
        let data = fs::read(case.path())?;
        let start = Instant::now();
        Ok(panic::catch_unwind(|| property(&data)).is_err() || start.elapsed() > PATIENCE)
    };
    let mut failed = Vec::new();
    for case in &cases {
        if fails(case)? {
            failed.push(case.file_name());
        }
    }
    assert!(!cases.is_empty() && failed.is_empty(), "{name}: {failed:?} of {}", cases.len());
    Ok(())
}

#[test]
fn any_markdown_can_be_typeset() -> io::Result<()> {
    hold("markdown_to_pdf")
}

#[test]
fn any_office_file_is_read() -> io::Result<()> {
    hold("office_text")
}

#[test]
fn any_pack_is_checked() -> io::Result<()> {
    hold("pack_yaml")
}

#[test]
fn any_pdf_is_bound_or_refused() -> io::Result<()> {
    hold("pdf_preflight")
}

#[test]
fn any_policy_is_read_or_refused() -> io::Result<()> {
    hold("policy_yaml")
}

#[test]
fn any_text_is_searched() -> io::Result<()> {
    hold("search")
}

#[test]
fn every_property_has_its_target_and_its_cases() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = |folder: &str| -> io::Result<Vec<String>> {
        let names = fs::read_dir(root.join(folder))?.map(|entry| {
            let name = entry?.file_name().to_string_lossy().into_owned();
            Ok(name.trim_end_matches(".rs").to_owned())
        });
        let mut names = names.collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    };
    let known: Vec<&str> = properties::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("fuzz/fuzz_targets")?, known);
    assert_eq!(names("tests/fuzz-cases")?, known);
    Ok(())
}
