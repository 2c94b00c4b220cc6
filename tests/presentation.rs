//! What a PowerPoint file says of the presentation by itself: its slides, and the minutes of a rehearsal.

#![allow(clippy::disallowed_methods, reason = "tests make files")]

mod common;

use std::{
    error::Error,
    io::{Cursor, Write},
};

use common::Copy;
use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A presentation of so many slides, each of which takes so many seconds.
fn talk(slides: usize, seconds: usize) -> Result<Vec<u8>> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide";
    let (mut ids, mut relations) = (String::new(), String::new());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 1..=slides {
        ids += &format!("<p:sldId id='{n}' r:id='r{n}'/>");
        relations += &format!("<Relationship Id='r{n}' Type='{kind}' Target='slides/{n}.xml'/>");
        zip.start_file(format!("ppt/slides/{n}.xml"), SimpleFileOptions::default())?;
        write!(zip, "<p:sld><p:cSld/><p:transition advTm='{}'/></p:sld>", seconds * 1000)?;
    }
    zip.start_file("ppt/presentation.xml", SimpleFileOptions::default())?;
    write!(zip, "<p:presentation><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>")?;
    zip.start_file("ppt/_rels/presentation.xml.rels", SimpleFileOptions::default())?;
    write!(zip, "<Relationships>{relations}</Relationships>")?;
    Ok(zip.finish()?.into_inner())
}

/// What the two rules of length say about such a presentation, with these minutes in `pack.yaml`.
fn said(slides: usize, seconds: usize, minutes: &str) -> Result<Vec<String>> {
    let pack = Copy::new()?;
    pack.write("talk.pptx", talk(slides, seconds)?)?;
    pack.edit(
        "pack.yaml",
        "file: presentation.pdf, minutes: 25",
        &format!("file: talk.pptx{minutes}"),
    )?;
    let ran = pack.run(&["check", "--format", "json", "--today", "2025-03-01"])?;
    let report: Value = serde_json::from_str(&ran.stdout)?;
    let findings = report["findings"].as_array().ok_or("no findings")?;
    let length = |one: &&Value| {
        matches!(one["rule"].as_str(), Some("presentation-minutes" | "presentation-slides"))
    };
    let word = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let titles = findings.iter().filter(length);
    Ok(titles.map(|one| format!("{}: {}", word(one, "severity"), word(one, "title"))).collect())
}

#[test]
fn slides_and_minutes_are_those_of_the_file() -> Result {
    assert_eq!(said(5, 300, "")?, Vec::<String>::new());
    assert_eq!(said(5, 300, ", minutes: 25")?, Vec::<String>::new());
    let too_long = "error: The times of the slides add up to 32 minutes, and 30 are allowed";
    assert_eq!(said(5, 380, "")?, [too_long]);
    let differ = "note: pack.yaml says 25 minutes, and the times of the slides add up to 32";
    assert_eq!(said(5, 380, ", minutes: 25")?, [differ]);
    let too_many = "error: The presentation has 9 slides, and 4 to 6 are asked for";
    assert_eq!(said(9, 60, "")?, [too_many]);
    let unsaid = "warning: How many minutes the presentation takes is not said";
    assert_eq!(said(5, 0, "")?, [unsaid]);
    Ok(())
}
