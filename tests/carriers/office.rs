//! Word and PowerPoint files that hold a text in one place.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::Result;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const SLIDE: &str = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn package(parts: &[(&str, String)]) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Relations of a part: id, kind and target of each.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(
        "<Relationships xmlns=\"{space}\">{}</Relationships>",
        all.iter().map(one).collect::<String>()
    )
}

fn types(overrides: &[(&str, &str)]) -> String {
    let one = |(part, kind): &(&str, &str)| {
        let kind = format!("application/vnd.openxmlformats-officedocument.{kind}+xml");
        format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>")
    };
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        overrides.iter().map(one).collect::<String>()
    )
}

/// Runs of text with line breaks between the lines.
fn lines_of(lines: &[String], properties: &str, tag: &str) -> String {
    let one = |line: &String| {
        format!(
            "<w:r>{properties}<w:{tag} xml:space=\"preserve\">{}</w:{tag}></w:r>",
            escaped(line)
        )
    };
    lines.iter().map(one).collect::<Vec<_>>().join("<w:r><w:br/></w:r>")
}

fn word(paragraph: &str, more: &[(&str, String)]) -> Result<Vec<u8>> {
    let body = format!("<w:document {WORD}><w:body><w:p>{paragraph}</w:p></w:body></w:document>");
    let mut parts = vec![
        ("[Content_Types].xml", types(&[("word/document.xml", "wordprocessingml.document.main")])),
        ("_rels/.rels", relations(&[("r1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", body),
    ];
    parts.extend(more.iter().cloned());
    package(&parts)
}

pub fn body(lines: &[String]) -> Result<Vec<u8>> {
    word(&lines_of(lines, "", "t"), &[])
}

/// Three letters a run, as Word leaves them after a few corrections.
pub fn runs(lines: &[String]) -> Result<Vec<u8>> {
    let pieces = lines.iter().map(|line| {
        let letters: Vec<char> = line.chars().collect();
        let three = letters.chunks(3).map(|three| three.iter().collect::<String>());
        let run = |text: String| {
            format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&text))
        };
        three.map(run).collect::<String>()
    });
    word(&pieces.collect::<Vec<_>>().join("<w:r><w:br/></w:r>"), &[])
}

pub fn hidden(lines: &[String]) -> Result<Vec<u8>> {
    word(&lines_of(lines, "<w:rPr><w:vanish/></w:rPr>", "t"), &[])
}

pub fn deleted(lines: &[String]) -> Result<Vec<u8>> {
    let runs = lines_of(lines, "", "delText");
    word(&format!("<w:del w:id=\"1\" w:author=\"A\">{runs}</w:del>"), &[])
}

pub fn comment(lines: &[String]) -> Result<Vec<u8>> {
    let runs = lines_of(lines, "", "t");
    let comments = format!(
        "<w:comments {WORD}><w:comment w:id=\"0\" w:author=\"A\"><w:p>{runs}</w:p></w:comment></w:comments>"
    );
    let related = relations(&[("r1", "comments", "comments.xml")]);
    let more = [("word/comments.xml", comments), ("word/_rels/document.xml.rels", related)];
    word(&lines_of(&["A note".to_owned()], "", "t"), &more)
}

pub fn header(lines: &[String]) -> Result<Vec<u8>> {
    let header = format!("<w:hdr {WORD}><w:p>{}</w:p></w:hdr>", lines_of(lines, "", "t"));
    let related = relations(&[("r1", "header", "header1.xml")]);
    let more = [("word/header1.xml", header), ("word/_rels/document.xml.rels", related)];
    word(&lines_of(&["A note".to_owned()], "", "t"), &more)
}

pub fn property(lines: &[String]) -> Result<Vec<u8>> {
    let space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"{space}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title></cp:coreProperties>",
        escaped(&lines.join(" "))
    );
    word(&lines_of(&["A note".to_owned()], "", "t"), &[("docProps/core.xml", core)])
}

/// A shape with these lines.
fn shape(lines: &[String]) -> String {
    let one = |line: &String| format!("<a:r><a:t>{}</a:t></a:r>", escaped(line));
    let text = lines.iter().map(one).collect::<Vec<_>>().join("<a:br/>");
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Text\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>\
         <p:spPr/><p:txBody><a:bodyPr/><a:p>{text}</a:p></p:txBody></p:sp>"
    )
}

/// A presentation of two slides; the lines are on the second, or in its notes.
fn talk(lines: &[String], notes: Option<&[String]>, show: &str) -> Result<Vec<u8>> {
    let slide = |lines: &[String], show: &str| {
        format!(
            "<p:sld {SLIDE}{show}><p:cSld><p:spTree>{}</p:spTree></p:cSld></p:sld>",
            shape(lines)
        )
    };
    let list = "<p:sldIdLst><p:sldId id=\"256\" r:id=\"r1\"/><p:sldId id=\"257\" r:id=\"r2\"/></p:sldIdLst>";
    let mut parts = vec![
        (
            "[Content_Types].xml",
            types(&[("ppt/presentation.xml", "presentationml.presentation.main")]),
        ),
        ("_rels/.rels", relations(&[("r1", "officeDocument", "ppt/presentation.xml")])),
        ("ppt/presentation.xml", format!("<p:presentation {SLIDE}>{list}</p:presentation>")),
        (
            "ppt/_rels/presentation.xml.rels",
            relations(&[
                ("r1", "slide", "slides/slide1.xml"),
                ("r2", "slide", "slides/slide2.xml"),
            ]),
        ),
        ("ppt/slides/slide1.xml", slide(&["Good practice".to_owned()], "")),
        ("ppt/slides/slide2.xml", slide(lines, show)),
    ];
    if let Some(notes) = notes {
        let text = format!(
            "<p:notes {SLIDE}><p:cSld><p:spTree>{}</p:spTree></p:cSld></p:notes>",
            shape(notes)
        );
        parts.push(("ppt/notesSlides/notesSlide1.xml", text));
        let related = relations(&[("r1", "notesSlide", "../notesSlides/notesSlide1.xml")]);
        parts.push(("ppt/slides/_rels/slide2.xml.rels", related));
    }
    package(&parts)
}

pub fn slide(lines: &[String]) -> Result<Vec<u8>> {
    talk(lines, None, "")
}

pub fn hidden_slide(lines: &[String]) -> Result<Vec<u8>> {
    talk(lines, None, " show=\"0\"")
}

pub fn notes(lines: &[String]) -> Result<Vec<u8>> {
    talk(&["A picture".to_owned()], Some(lines), "")
}
