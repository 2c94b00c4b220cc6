//! Word, PowerPoint, Excel and LibreOffice files, made into pages by the real LibreOffice.
//!
//! Where it is not on the machine these tests have nothing to say; with `PANELPACK_OFFICE=needed`,
//! as in `.ci/run`, that is a failure.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{
    env,
    error::Error,
    fs,
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use common::{Copy, panelpack};
use panelpack::{
    convert::{self, Program},
    pack::{Attachment, Content, Pack},
    reading::{self, Part},
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// LibreOffice, where there is one.
fn office() -> Option<Program> {
    let program = Program::find(env::var_os("PATH").as_deref());
    let is_needed = env::var_os("PANELPACK_OFFICE").is_some_and(|value| value == "needed");
    assert!(program.is_some() || !is_needed, "LibreOffice is not on this machine");
    program
}

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.2\"";

fn flat(kind: &str, body: &str) -> String {
    let mime = format!("office:mimetype=\"application/vnd.oasis.opendocument.{kind}\"");
    let body_name = if kind == "graphics" { "drawing" } else { kind };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document {SPACES} {mime}>\
         <office:body><office:{body_name}>{body}</office:{body_name}></office:body></office:document>"
    )
}

fn letter(words: &str) -> String {
    flat(
        "text",
        &format!("<text:h text:outline-level=\"1\">A letter</text:h><text:p>{words}</text:p>"),
    )
}

fn talk(words: &str) -> String {
    let slide = |number: usize| {
        format!(
            "<draw:page draw:name=\"s{number}\" draw:master-page-name=\"Default\">\
             <draw:frame svg:width=\"20cm\" svg:height=\"3cm\" svg:x=\"2cm\" svg:y=\"2cm\">\
             <draw:text-box><text:p>{words}, slide {number}</text:p></draw:text-box></draw:frame></draw:page>"
        )
    };
    let slides: String = (1..=4).map(slide).collect();
    flat("presentation", &slides)
}

fn table(words: &str) -> String {
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = format!("<table:table-row>{}</table:table-row>", cell(words));
    flat("spreadsheet", &format!("<table:table table:name=\"One\">{row}</table:table>"))
}

/// The same document as another kind of file.
fn saved_as(folder: &Path, text: &str, from: &str, kinds: &[&str]) -> Result {
    fs::write(folder.join(format!("made.{from}")), text)?;
    for kind in kinds {
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let status = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", kind, &format!("made.{from}")])
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        assert!(status.success(), "{kind}");
    }
    Ok(())
}

fn seen(attachment: &Attachment) -> Option<(usize, String)> {
    let Ok(Content::Pdf { bytes, pages, .. }) = &attachment.content else { return None };
    Some((pages.len(), seen_in(&bytes.read().ok()?)))
}

fn seen_in(pdf: &Arc<Vec<u8>>) -> String {
    let reading = reading::read("a.pdf", pdf);
    let shown = reading.passages.into_iter().filter(|one| one.part == Part::Page);
    shown.map(|one| one.text + "\n").collect()
}

/// The pack in a folder, its office files converted.
fn converted(root: &Path, program: &Program) -> Result<Pack> {
    let mut pack = Pack::read(root)?;
    convert::convert(&mut pack, Some(program), &|_| {});
    Ok(pack)
}

#[test]
fn every_kind_of_office_file_becomes_pages_with_its_words() -> Result {
    let Some(program) = office() else { return Ok(()) };
    let (made, pack) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let words = "Violets on a windowsill";
    saved_as(made.path(), &letter(words), "fodt", &["docx", "doc", "odt", "rtf"])?;
    saved_as(made.path(), &talk(words), "fodp", &["pptx", "ppt", "odp"])?;
    saved_as(made.path(), &table(words), "fods", &["xlsx", "xls", "ods"])?;
    fs::create_dir(pack.path().join("documents"))?;
    fs::write(pack.path().join("pack.yaml"), "policy: none\n")?;
    for entry in fs::read_dir(made.path())?.flatten().filter(|one| one.path().is_file()) {
        fs::copy(entry.path(), pack.path().join("documents").join(entry.file_name()))?;
    }
    // Nothing of it can be opened; the others are none the worse for it.
    fs::write(pack.path().join("documents/broken.docx"), b"PK\x03\x04 and no more of it")?;
    let pack = converted(pack.path(), &program)?;
    assert_eq!(pack.attachments.len(), 14);
    for (name, attachment) in &pack.attachments {
        if name.contains("broken") {
            assert!(attachment.content.is_err(), "{name}: {:?}", seen(attachment));
            continue;
        }
        let (pages, text) = seen(attachment).ok_or_else(|| format!("{name} was not converted"))?;
        assert!(text.contains(words), "{name}: {text}");
        let slides = name.ends_with("pptx") || name.ends_with("ppt") || name.ends_with("odp");
        assert_eq!(pages, if slides { 4 } else { 1 }, "{name}");
    }
    Ok(())
}

/// A copy of the sample pack with a Word file for a document and slides for the presentation.
fn pack_of_office_files() -> Result<Copy> {
    let (pack, made) = (Copy::new()?, tempfile::tempdir()?);
    saved_as(made.path(), &letter("Violets on a windowsill"), "fodt", &["docx"])?;
    saved_as(made.path(), &talk("Hollyhocks"), "fodp", &["pptx"])?;
    pack.write("documents/deputising-note.docx", fs::read(made.path().join("made.docx"))?)?;
    pack.write("presentation.pptx", fs::read(made.path().join("made.pptx"))?)?;
    for name in ["presentation.pdf", "documents/deputising-note.pdf"] {
        fs::remove_file(pack.pack.join(name))?;
    }
    pack.edit("pack.yaml", "file: presentation.pdf", "file: presentation.pptx")?;
    let mut texts = vec!["documents/documents.yaml".to_owned()];
    for entry in fs::read_dir(pack.pack.join("evidence"))?.flatten() {
        texts.push(format!("evidence/{}", entry.file_name().to_string_lossy()));
    }
    for name in texts {
        let text = pack.text(&name)?.replace("deputising-note.pdf", "deputising-note.docx");
        let text = text.replace("deputising-note.docx#page=2", "deputising-note.docx#page=1");
        pack.write(&name, text)?;
    }
    Ok(pack)
}

#[test]
fn a_pack_of_office_files_gives_the_same_bundle_when_nothing_was_kept() -> Result {
    if office().is_none() {
        return Ok(());
    }
    let pack = pack_of_office_files()?;
    let build = || -> Result<Vec<u8>> {
        let path = env::var_os("PATH").unwrap_or_default();
        let ran = panelpack().env("PATH", path).arg("build").arg(&pack.pack).output()?;
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        Ok(fs::read(pack.pack.join("out/panel-bundle.pdf"))?)
    };
    let first = build()?;
    let text = seen_in(&Arc::new(first.clone()));
    assert!(text.contains("Violets on a windowsill"), "the letter is bound");
    assert!(text.contains("Hollyhocks, slide 4"), "the slides are bound");
    // The clock writes seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    fs::remove_dir_all(pack.pack.join("out"))?;
    assert!(build()? == first, "the same bytes");
    assert!(build()? == first, "the same bytes from what was kept");
    let kept: Vec<String> = fs::read_dir(pack.pack.join("out/.converted"))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let (pdfs, rest): (Vec<_>, Vec<_>) = kept.iter().partition(|name| name.ends_with(".pdf"));
    assert_eq!((pdfs.len(), rest), (2, vec![&".lock".to_owned()]));
    Ok(())
}

#[test]
fn nothing_is_fetched_and_no_link_is_followed() -> Result {
    let Some(program) = office() else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    fs::create_dir_all(folder.path().join("documents"))?;
    fs::write(folder.path().join("pack.yaml"), "policy: none\n")?;
    let secret = folder.path().join("secret.txt");
    fs::write(&secret, "what stands in another file")?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let far = format!("http://127.0.0.1:{}/picture.png", listener.local_addr()?.port());
    let near = format!("file://{}", secret.display());
    let section = |name: &str, address: &str| {
        format!(
            "<text:section text:name=\"{name}\"><text:section-source xlink:type=\"simple\" \
             xlink:href=\"{address}\"/><text:p>as it was</text:p></text:section>"
        )
    };
    let picture = format!(
        "<text:p><draw:frame text:anchor-type=\"as-char\" svg:width=\"3cm\" svg:height=\"3cm\">\
         <draw:image xlink:type=\"simple\" xlink:href=\"{far}\"/></draw:frame></text:p>"
    );
    let body =
        format!("{}{}{picture}<text:p>The end</text:p>", section("a", &near), section("b", &far));
    fs::write(folder.path().join("documents/links.fodt"), flat("text", &body))?;
    let pack = converted(folder.path(), &program)?;
    let (_, text) = seen(&pack.attachments["documents/links.fodt"]).ok_or("not converted")?;
    assert!(text.contains("The end"), "{text}");
    assert!(!text.contains("what stands in another file"), "{text}");
    assert!(listener.accept().is_err(), "something was fetched");
    Ok(())
}
