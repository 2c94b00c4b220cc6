//! Late papers: an addendum keeps every issued page and its number, and says what has changed.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{error::Error, fs, io, path::Path};

use common::{Copy, panelpack};
use hayro_syntax::{
    Pdf,
    object::{Name, Stream},
    page::Page,
};
use lopdf::Document;
use panelpack::{bundle::likeness, reading};
use serde_json::Value;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const BUNDLE: &str = "out/panel-bundle.pdf";
const EVIDENCE: &str = "evidence/03-diversity-and-equality.md";

/// A copy of the sample whose bundle was issued.
fn issued() -> Result<Copy> {
    let pack = Copy::new()?;
    let ran = pack.run(&["build", "--issue"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    Ok(pack)
}

/// A heading changed, a document replaced, one added, one withdrawn, a training added, the panel
/// on another day.
fn change(pack: &Copy) -> io::Result<()> {
    let file = |name: &str| pack.pack.join("documents").join(name);
    pack.edit(EVIDENCE, "**Domestic abuse.**", "**Domestic abuse, looked at again.**")?;
    let new = "[observed again](../documents/observation-2025.pdf#page=2), see the \
               [certificate](../documents/asye-certificate.pdf).\n\n## What I still get wrong";
    pack.edit(EVIDENCE, "## What I still get wrong", new)?;
    fs::copy(file("practice-observation-2024.pdf"), file("observation-2025.pdf"))?;
    fs::copy(
        file("child-and-family-assessment-2024.pdf"),
        file("collaborative-case-review-2024.pdf"),
    )?;
    fs::remove_file(file("deputising-note.pdf"))?;
    let list = pack.text("documents/documents.yaml")?;
    let kept = list.split("\n\n").filter(|entry| !entry.contains("deputising-note"));
    let list = kept.collect::<Vec<_>>().join("\n\n");
    let list = format!(
        "{list}\n- file: observation-2025.pdf\n  title: Second observation\n  \
         kind: practice-observation\n  written_by: Practice Educator\n  date: 2025-01-20\n"
    );
    pack.write("documents/documents.yaml", list)?;
    let leadership = "evidence/09-professional-leadership.md";
    for (page, words) in [(1, "note on deputising"), (2, "the second page of the same note")] {
        let link = format!("[{words}](../documents/deputising-note.pdf#page={page})");
        pack.edit(leadership, &link, words)?;
    }
    let log = pack.text("training-log.yaml")?;
    let entry = "- date: 2025-01-15\n  title: Working with interpreters\n  \
                 provider: Improvement Team\n  impact: I ask first.\n";
    pack.write("training-log.yaml", format!("{log}\n{entry}"))?;
    pack.edit("pack.yaml", "panel: 2025-03-26", "panel: 2025-05-21")
}

fn lock(pack: &Copy) -> Result<Value> {
    Ok(serde_json::from_str(&pack.text("issued/issued.json")?)?)
}

/// The words on one page, without the ends of lines.
fn words(path: &Path, page: usize) -> Result<String> {
    let reading = reading::read("bundle.pdf", &fs::read(path)?.into());
    let here = reading.passages.iter().filter(|passage| passage.page == Some(page));
    let text: Vec<&str> = here.flat_map(|passage| passage.text.split_whitespace()).collect();
    Ok(text.join(" "))
}

fn pdf(path: &Path) -> Result<Pdf> {
    Pdf::new(fs::read(path)?).map_err(|_| "no PDF".into())
}

/// What the issued pages draw, in order, in a bundle that adds to them.
fn issued_pages(path: &Path, count: usize) -> Result<Vec<String>> {
    let pdf = pdf(path)?;
    let forms: Vec<Stream<'_>> = pdf
        .pages()
        .iter()
        .take(count)
        .filter_map(|page| {
            let forms = &page.resources().x_objects;
            let mut forms = forms.keys().filter_map(|name| forms.get::<Stream<'_>>(name.as_ref()));
            forms.find(|form| {
                form.dict().get::<Name<'_>>(b"Subtype").is_some_and(|it| it.as_ref() == b"Form")
            })
        })
        .collect();
    Ok(likeness::of_forms(&pdf, &forms))
}

#[test]
fn issued_pages_stay_and_what_is_new_follows() -> Result {
    let pack = issued()?;
    let before = pack.pack.join("issued/panel-bundle.pdf");
    assert!(fs::read(&before)? == fs::read(pack.pack.join(BUNDLE))?);
    let first = lock(&pack)?;
    let pages = usize::try_from(first["pages"].as_u64().unwrap_or(0))?;
    change(&pack)?;
    let ran = pack.run(&["build", "--addendum"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 document added, 1 document replaced and 1 document withdrawn"));
    assert!(ran.stderr.contains("an addendum calls nothing back"), "{}", ran.stderr);
    let bundle = pack.pack.join(BUNDLE);
    let zip = pack.pack.join("out/panel-bundle.zip");
    let verified = common::Ran::from(panelpack().arg("verify").arg(zip).output()?);
    assert_eq!(verified.status, Some(0), "{}{}", verified.stdout, verified.stderr);

    // Every issued page is at its number and draws the same, in the same size.
    assert!(likeness::of_pages(&pdf(&before)?) == issued_pages(&bundle, pages)?);
    let sizes = |path: &Path| -> Result<Vec<(i64, i64)>> {
        let pdf = pdf(path)?;
        let sizes = pdf.pages().iter().take(pages).map(Page::render_dimensions);
        Ok(sizes.map(|(w, h)| ((w * 100.0).round() as i64, (h * 100.0).round() as i64)).collect())
    };
    assert_eq!(sizes(&before)?, sizes(&bundle)?);

    // The change sheet names each change with its pages.
    let sheet = words(&bundle, pages + 1)?;
    for said in [
        "Addendum 1: what has changed",
        "Cover: Panel date 1 – Changed Now: Wednesday 21 May 2025",
        "PCF 3: Diversity and Equality 11 ",
        "1 passage changed and 1 passage added",
        "Added: “Working with interpreters”",
        "Document 2: Collaborative case review, Child B and Child C 30–32 ",
        "Replaced",
        "Document 12: Note on deputising and group supervision 62–63 – Withdrawn",
        "Document 15: Second observation – ",
        "What is withdrawn is still on its issued pages.",
    ] {
        assert!(sheet.contains(said), "{said} is not in {sheet}");
    }

    // What it says leads where it says, and every page is called by its number.
    let manifest: Value = serde_json::from_str(&pack.text("out/manifest.json")?)?;
    let document = |number: u64| {
        let all = manifest["documents"].as_array().into_iter().flatten();
        all.into_iter().find(|one| one["number"] == number).cloned().unwrap_or_default()
    };
    let page_of = |number: u64| document(number)["bundle_page"].as_u64().unwrap_or(0);
    assert_eq!((page_of(1), page_of(12)), (28, 0), "one that stays, one that is gone");
    for (number, count) in [(2, 7), (15, 3)] {
        let (from, to) = (page_of(number), page_of(number) + count - 1);
        assert!(from > pages as u64, "Document {number} is on page {from}");
        assert!(sheet.contains(&format!(" {from}–{to} ")), "{from} is not in {sheet}");
        let page = words(&bundle, usize::try_from(from)?)?;
        assert!(page.contains(&format!("Document {number}: ")), "{page}");
        assert!(page.contains(&format!("Bundle page {from}")), "{page}");
    }
    let replaced = words(&bundle, usize::try_from(page_of(2))?)?;
    assert!(replaced.contains("takes the place of bundle pages 30–32"), "{replaced}");
    let loaded = Document::load(&bundle)?;
    let all = loaded.get_pages().len() as u64;
    let evidence: String =
        (pages + 2..=pages + 9).map(|page| words(&bundle, page)).collect::<Result<_>>()?;
    assert!(evidence.contains("Domestic abuse, looked at again."));
    let cited = format!("observed again (Document 15, bundle page {})", page_of(15) + 1);
    assert!(evidence.contains(&cited), "{cited} is not in {evidence}");
    assert!(evidence.contains("certificate (Document 9, bundle page 58)"), "{evidence}");
    assert!(evidence.contains("I ask first.") && !evidence.contains("Induction to safeguarding"));
    assert!(words(&bundle, usize::try_from(all)?)?.contains(&format!("Bundle page {all}")));

    // Bookmarks of the issued bundle stand beside those of the addendum, not below.
    let titles = top_bookmarks(&loaded)?;
    assert_eq!(titles.first().map(String::as_str), Some("At a glance (page 2)"));
    let last = format!("Addendum 1: what has changed (page {})", pages + 1);
    assert_eq!(titles.last(), Some(&last));
    assert!(titles.contains(&"Presentation (page 66)".to_owned()), "{titles:?}");
    Ok(())
}

fn top_bookmarks(document: &Document) -> Result<Vec<String>> {
    let outlines = document.catalog()?.get(b"Outlines")?.as_reference()?;
    let root = document.get_dictionary(outlines)?;
    let (mut titles, mut previous) = (Vec::new(), None);
    let mut next = root.get(b"First").and_then(lopdf::Object::as_reference).ok();
    while let Some(id) = next {
        let item = document.get_dictionary(id)?;
        assert_eq!(item.get(b"Parent")?.as_reference()?, outlines);
        assert_eq!(item.get(b"Prev").and_then(lopdf::Object::as_reference).ok(), previous);
        titles.push(lopdf::decode_text_string(item.get(b"Title")?)?);
        previous = Some(id);
        next = item.get(b"Next").and_then(lopdf::Object::as_reference).ok();
    }
    assert_eq!(root.get(b"Last")?.as_reference().ok(), previous);
    Ok(titles)
}

#[test]
fn the_next_addendum_goes_on_from_the_last() -> Result {
    let pack = issued()?;
    change(&pack)?;
    assert_eq!(pack.run(&["build", "--addendum", "--issue"])?.status, Some(0));
    let second = lock(&pack)?;
    assert_eq!(second["edition"], 2);
    let nothing = pack.run(&["build", "--addendum"])?;
    assert_eq!(nothing.status, Some(0));
    assert!(nothing.stderr.contains("Nothing has changed"), "{}", nothing.stderr);

    // The withdrawn one comes back as another; a copy of one that stays is another, too; one that is
    // only called something else on the disk stays the same.
    let file = |name: &str| pack.pack.join("documents").join(name);
    fs::copy("sample-packs/st-helens-senior/documents/deputising-note.pdf", file("note.pdf"))?;
    fs::copy(file("asye-certificate.pdf"), file("a-copy.pdf"))?;
    fs::rename(file("observation-2025.pdf"), file("renamed.pdf"))?;
    pack.edit("documents/documents.yaml", "observation-2025.pdf", "renamed.pdf")?;
    pack.edit(EVIDENCE, "observation-2025.pdf", "renamed.pdf")?;
    let cites = "../documents/asye-certificate.pdf), the [note](../documents/note.pdf) and a \
                 [copy](../documents/a-copy.pdf)";
    pack.edit(EVIDENCE, "../documents/asye-certificate.pdf)", cites)?;
    let list = pack.text("documents/documents.yaml")?;
    let entry = |file: &str, title: &str| {
        format!(
            "\n- file: {file}\n  title: {title}\n  kind: professional-feedback\n  \
             written_by: candidate\n  date: 2025-01-26\n"
        )
    };
    let (note, copy) = (entry("note.pdf", "The note again"), entry("a-copy.pdf", "A copy"));
    pack.write("documents/documents.yaml", format!("{list}{note}{copy}"))?;
    let ran = pack.run(&["build", "--addendum"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 heading changed and 2 documents added."), "{}", ran.stderr);
    let pages = usize::try_from(second["pages"].as_u64().unwrap_or(0))?;
    let (before, bundle) = (pack.pack.join("issued/panel-bundle.pdf"), pack.pack.join(BUNDLE));
    assert!(likeness::of_pages(&pdf(&before)?) == issued_pages(&bundle, pages)?);
    let sheet = words(&bundle, pages + 1)?;
    for said in ["Addendum 2: ", "Document 16: The note again – ", "Document 17: A copy – "] {
        assert!(sheet.contains(said), "{said} is not in {sheet}");
    }
    let list = words(&bundle, pages + 2)?;
    assert!(list.contains("12 Note on deputising and group supervision Withdrawn –"), "{list}");
    let titles = top_bookmarks(&Document::load(&bundle)?)?;
    assert!(titles.iter().filter(|title| title.starts_with("Addendum ")).count() == 2);
    Ok(())
}

#[test]
fn what_is_issued_is_issued_once() -> Result {
    let pack = Copy::new()?;
    let refused = |arguments: &[&str], says: &str| -> Result {
        let ran = pack.run(arguments)?;
        assert_eq!(ran.status, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
        Ok(())
    };
    refused(&["build", "--addendum"], "no bundle of this pack was issued")?;
    refused(&["build", "--draft", "--issue"], "cannot be used with")?;
    refused(&["build", "--draft", "--addendum"], "cannot be used with")?;
    assert!(!pack.pack.join("issued").exists());
    assert_eq!(pack.run(&["build", "--issue"])?.status, Some(0));
    let before = pack.text("issued/issued.json")?;
    refused(&["build", "--issue"], "was issued already")?;

    // What is kept is neither searched nor listed, and a plain build goes on without it.
    let ran = pack.run(&["build"])?;
    assert_eq!(ran.status, Some(0));
    assert!(!ran.stderr.contains("warning"), "{}", ran.stderr);
    let zip = zip::ZipArchive::new(fs::File::open(pack.pack.join("out/panel-bundle.zip"))?)?;
    let names = zip.file_names().collect::<std::result::Result<Vec<_>, _>>()?;
    assert!(names.iter().all(|name| !name.contains("issued")), "{names:?}");
    assert_eq!(pack.text("issued/issued.json")?, before);

    // An addendum that has errors is not built, and nothing is recorded.
    let wrong = pack.text(EVIDENCE)?.replace("../documents/", "../documents/no-such-");
    pack.write(EVIDENCE, wrong)?;
    assert_eq!(pack.run(&["build", "--addendum", "--issue"])?.status, Some(1));
    assert_eq!(pack.text("issued/issued.json")?, before);

    // Another bundle in its place is noticed.
    let mut other = fs::read(pack.pack.join("issued/panel-bundle.pdf"))?;
    other.push(b'\n');
    pack.write("issued/panel-bundle.pdf", other)?;
    refused(&["build", "--addendum"], "is not the bundle that was issued")?;
    fs::remove_file(pack.pack.join("issued/panel-bundle.pdf"))?;
    refused(&["build", "--addendum"], "issued/panel-bundle.pdf cannot be read")?;
    Ok(())
}

#[test]
fn the_same_folder_gives_the_same_addendum() -> Result {
    let (here, there) = (issued()?, issued()?);
    for (pack, zone) in [(&here, "Pacific/Kiritimati"), (&there, "America/Los_Angeles")] {
        change(pack)?;
        let mut command = panelpack();
        let ran = command.env("TZ", zone).args(["build", "--addendum", "--issue"]).arg(&pack.pack);
        assert!(ran.output()?.status.success());
    }
    for name in [BUNDLE, "out/panel-bundle.zip", "issued/issued.json", "issued/panel-bundle.pdf"] {
        let read = |pack: &Copy| fs::read(pack.pack.join(name));
        assert!(read(&here)? == read(&there)?, "{name} differs");
    }
    Ok(())
}

#[test]
fn a_training_log_that_is_a_list_gains_an_entry() -> Result {
    let pack = Copy::of(Path::new("sample-packs/halton-experienced"), "pack")?;
    assert_eq!(pack.run(&["build", "--issue"])?.status, Some(0));
    let pages = usize::try_from(lock(&pack)?["pages"].as_u64().unwrap_or(0))?;
    let log = pack.text("training-log.yaml")?;
    let entry = "- date: 2025-09-10\n  title: Working with interpreters\n  \
                 provider: Social Work Academy\n  impact: I ask first.\n";
    pack.write("training-log.yaml", format!("{log}\n{entry}"))?;
    let ran = pack.run(&["build", "--addendum"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("the training log changed"), "{}", ran.stderr);
    let bundle = pack.pack.join(BUNDLE);
    let new = pages + 1..=pdf(&bundle)?.pages().len();
    let new = new.map(|page| words(&bundle, page)).collect::<Result<Vec<_>>>()?.join(" ");
    assert!(new.contains("Working with interpreters") && new.contains("I ask first."), "{new}");
    assert!(!new.contains("Fathers and other men"), "{new}");
    Ok(())
}
