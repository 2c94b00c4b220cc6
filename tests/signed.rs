//! A form that was printed, signed and scanned is bound after the form, and handed on with it.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{error::Error, fs, io::Cursor};

use common::Copy;
use lopdf::Document;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

#[test]
fn a_signed_copy_follows_its_form_and_is_in_the_index_and_the_zip() -> Result {
    let pack = Copy::new()?;
    let certificate = fs::read(pack.pack.join("documents/three-houses.png"))?;
    pack.write("forms/request.signed.png", certificate)?;
    pack.edit(
        "forms/request.yaml",
        "signed: { name: Nadia Fernleigh, on: 2025-01-20 }",
        "signed:",
    )?;
    let ran = pack.run(&["build"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let bundle = Document::load(pack.pack.join("out/panel-bundle.pdf"))?;
    let outlines = bundle.get_toc()?;
    let titles: Vec<&str> = outlines.toc.iter().map(|entry| entry.title.as_str()).collect();
    let form =
        titles.iter().position(|one| one.starts_with("Progression Panel Request Form (page"));
    let copy = titles.iter().position(|one| one.contains("Form, signed copy (page"));
    let criteria = titles.iter().position(|one| one.starts_with("Guidance to support"));
    assert!(form.is_some() && form < copy && copy < criteria, "{titles:?}");
    let zip = zip::ZipArchive::new(Cursor::new(fs::read(pack.pack.join("out/panel-bundle.zip"))?))?;
    let names: Vec<_> = zip.file_names().collect::<std::result::Result<_, _>>()?;
    assert!(names.iter().any(|one| one == "originals/forms/request.signed.png"), "{names:?}");
    Ok(())
}
