//! The places where something can be planted in a pack.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod office;
mod paper;

use std::{error::Error, fs, path::Path};

use panelpack::check::Finding;

pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A place where something can be planted.
pub struct Carrier {
    /// What it is, as the table names it.
    pub name: &'static str,
    /// Whether it can hold these lines.
    pub holds: fn(&[String]) -> bool,
    /// Plants them and says in which file they are, unless its name is part of what is planted.
    pub put: fn(&Path, &[String]) -> Result<Option<String>>,
    /// Whether a finding points at the place.
    pub is_placed: fn(&Finding) -> bool,
    /// Whether all values can be planted there at once.
    pub is_for_all: bool,
}

const EVIDENCE: &str = "evidence/05-knowledge.md";
const DOCUMENT: &str = "documents/case-review.pdf";

fn always(_: &[String]) -> bool {
    true
}

fn one_line(lines: &[String]) -> bool {
    lines.len() == 1
}

/// What Windows and Unix both take as the name of a file.
fn name_of_file(lines: &[String]) -> bool {
    one_line(lines) && lines.iter().all(|line| !line.contains(['/', ':', '|', '"', '?', '*']))
}

/// What a simple font of a PDF can show.
fn latin(lines: &[String]) -> bool {
    lines.iter().all(|line| !encoding_rs::WINDOWS_1252.encode(line).2)
}

fn latin_line(lines: &[String]) -> bool {
    one_line(lines) && latin(lines)
}

fn has_line(finding: &Finding) -> bool {
    finding.place.span.is_some()
}

fn on_page_two(finding: &Finding) -> bool {
    finding.place.page == Some(2)
}

fn anywhere(_: &Finding) -> bool {
    true
}

/// Adds text to the end of a file of the pack.
fn append(root: &Path, name: &str, text: &str) -> Result<Option<String>> {
    let old = fs::read_to_string(root.join(name)).unwrap_or_default();
    fs::create_dir_all(root.join(name).parent().unwrap_or(root))?;
    fs::write(root.join(name), format!("{old}{text}"))?;
    Ok(Some(name.into()))
}

fn put(root: &Path, name: &str, bytes: Vec<u8>) -> Result<Option<String>> {
    fs::create_dir_all(root.join(name).parent().unwrap_or(root))?;
    fs::write(root.join(name), bytes)?;
    Ok(Some(name.into()))
}

/// A text in quotes of YAML, on one line.
fn quoted(lines: &[String]) -> String {
    format!("\"{}\"", lines.join(" ").replace('\\', "\\\\").replace('"', "\\\""))
}

macro_rules! text {
    ($name:literal, $holds:expr, $put:expr) => {
        Carrier { name: $name, holds: $holds, put: $put, is_placed: has_line, is_for_all: true }
    };
}

macro_rules! page {
    ($name:literal, $holds:expr, $put:expr) => {
        Carrier { name: $name, holds: $holds, put: $put, is_placed: on_page_two, is_for_all: false }
    };
}

macro_rules! file {
    ($name:literal, $holds:expr, $put:expr) => {
        Carrier { name: $name, holds: $holds, put: $put, is_placed: anywhere, is_for_all: false }
    };
}

/// Every place.
pub const CARRIERS: &[Carrier] = &[
    text!("the evidence", always, |root, lines| {
        append(root, EVIDENCE, &format!("\n\n{}\n", lines.join("\n")))
    }),
    text!("a quotation", always, |root, lines| {
        append(root, EVIDENCE, &format!("\n\n> {}\n", lines.join("\n> ")))
    }),
    text!("a list", always, |root, lines| {
        append(root, EVIDENCE, &format!("\n\n- {}\n", lines.join("\n  ")))
    }),
    text!("bold letters", one_line, |root, lines| {
        append(root, EVIDENCE, &format!("\n\nThis: **{}**.\n", lines.join(" ")))
    }),
    text!("a table", one_line, |root, lines| {
        append(
            root,
            EVIDENCE,
            &format!("\n\n| what | who |\n|---|---|\n| a | {} |\n", lines.join(" ")),
        )
    }),
    text!("a comment in the evidence", always, |root, lines| {
        append(root, EVIDENCE, &format!("\n\n<!-- {} -->\n", lines.join("\n")))
    }),
    text!("Windows line ends", always, |root, lines| {
        append(root, EVIDENCE, &format!("\r\n\r\n{}\r\n", lines.join("\r\n")))
    }),
    text!("front matter", one_line, |root, lines| {
        let old = fs::read_to_string(root.join(EVIDENCE))?;
        let old = old
            .split_once("---\n")
            .filter(|(head, _)| head.is_empty())
            .map_or(old.as_str(), |(_, rest)| rest);
        fs::write(root.join(EVIDENCE), format!("---\nabout: {}\n---\n{old}", quoted(lines)))?;
        Ok(Some(EVIDENCE.into()))
    }),
    text!("an answer of a form", always, |root, lines| {
        append(root, "forms/request.yaml", &format!("\nsenior_hint: |\n  {}\n", lines.join("\n  ")))
    }),
    text!("the training log", one_line, |root, lines| {
        let entry =
            "\n- date: 2023-01-09\n  title: More\n  provider: The academy\n  description: More";
        append(root, "training-log.yaml", &format!("{entry}\n  impact: {}\n", quoted(lines)))
    }),
    text!("the list of documents", one_line, |root, lines| {
        let entry = format!("\n- seen: {}\n  kind: other\n", quoted(lines));
        append(root, "documents/documents.yaml", &entry)
    }),
    text!("a comment in pack.yaml", always, |root, lines| {
        append(root, "pack.yaml", &format!("\n# {}\n", lines.join("\n# ")))
    }),
    text!("letters written as signs", one_line, |root, lines| {
        let signs = lines
            .join(" ")
            .chars()
            .map(|one| format!("\\u{:04x}", u32::from(one)))
            .collect::<String>();
        append(root, "forms/criteria.yaml", &format!("\nsigns: \"{signs}\"\n"))
    }),
    Carrier {
        name: "the name of a file",
        holds: name_of_file,
        put: |root, lines| {
            put(
                root,
                &format!("documents/{}.pdf", lines.join(" ")),
                paper::page(&["Nothing".into()]),
            )?;
            Ok(None)
        },
        is_placed: anywhere,
        is_for_all: true,
    },
    Carrier {
        name: "the name of a folder",
        holds: name_of_file,
        put: |root, lines| {
            put(root, &format!("more/{}/a.txt", lines.join(" ")), b"Nothing".to_vec())?;
            Ok(None)
        },
        is_placed: anywhere,
        is_for_all: true,
    },
    page!("a page of a PDF", latin, |root, lines| put(root, DOCUMENT, paper::page(lines))),
    page!("single letters in a PDF", latin, |root, lines| put(
        root,
        DOCUMENT,
        paper::letters(lines)
    )),
    page!("invisible text in a PDF", latin, |root, lines| put(
        root,
        DOCUMENT,
        paper::invisible(lines)
    )),
    page!("white text in a PDF", latin, |root, lines| put(root, DOCUMENT, paper::white(lines))),
    page!("under a black box in a PDF", latin, |root, lines| put(
        root,
        DOCUMENT,
        paper::covered(lines)
    )),
    page!("a comment in a PDF", latin_line, |root, lines| put(
        root,
        DOCUMENT,
        paper::comment(lines)
    )),
    page!("a form field in a PDF", latin_line, |root, lines| put(
        root,
        DOCUMENT,
        paper::field(lines)
    )),
    file!("the properties of a PDF", latin_line, |root, lines| put(
        root,
        DOCUMENT,
        paper::property(lines)
    )),
    file!("a bookmark of a PDF", latin_line, |root, lines| put(
        root,
        DOCUMENT,
        paper::bookmark(lines)
    )),
    file!("a file inside a PDF", always, |root, lines| put(root, DOCUMENT, paper::embedded(lines))),
    file!("a Word file", always, |root, lines| put(
        root,
        "documents/note.docx",
        office::body(lines)?
    )),
    file!("a Word file, in pieces", always, |root, lines| put(
        root,
        "documents/note.docx",
        office::runs(lines)?
    )),
    file!("hidden text in Word", always, |root, lines| put(
        root,
        "documents/note.docx",
        office::hidden(lines)?
    )),
    file!("deleted text in Word", always, |root, lines| put(
        root,
        "documents/note.docx",
        office::deleted(lines)?
    )),
    file!("a comment in Word", always, |root, lines| put(
        root,
        "documents/note.docx",
        office::comment(lines)?
    )),
    file!("the header of a Word file", always, |root, lines| put(
        root,
        "documents/note.docx",
        office::header(lines)?
    )),
    file!("the properties of a Word file", one_line, |root, lines| put(
        root,
        "documents/note.docx",
        office::property(lines)?
    )),
    page!("a slide", always, |root, lines| put(root, "talk.pptx", office::slide(lines)?)),
    page!("a hidden slide", always, |root, lines| put(
        root,
        "talk.pptx",
        office::hidden_slide(lines)?
    )),
    page!("speaker's notes", always, |root, lines| put(root, "talk.pptx", office::notes(lines)?)),
    file!("a photograph", latin_line, |root, lines| put(
        root,
        "documents/photo.jpg",
        paper::photograph(lines)?
    )),
    file!("a stray text", always, |root, lines| {
        put(root, "notes.txt", lines.join("\n").into_bytes())
    }),
];

/// Places that matter whatever they say.
pub const TRACES: &[Carrier] = &[
    file!("a script in a PDF", always, |root, _| put(root, DOCUMENT, paper::script())),
    file!("a scan", always, |root, _| put(root, DOCUMENT, paper::scan())),
    file!("the place of a photograph", always, |root, _| {
        put(root, "documents/photo.jpg", paper::photograph_with_place()?)
    }),
];
