//! What `build` writes, read back: numbers that agree, links that land, the same bytes every time.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use common::{
    Copy, copy,
    leads::{bookmarks, landing, pages},
    panelpack,
};
use lopdf::{Dictionary, Document, Object, ObjectId};
use panelpack::{
    bundle::preflight::make_bindable,
    opened::{self, How, Kept, KeptPolicy, OpenError},
    pack::Pack,
    policy, publish, reading,
    typeset::Fonts,
};
use serde_json::Value;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const OUTPUTS: [&str; 7] = [
    "evidence-template.pdf",
    "request-form.pdf",
    "panel-bundle.pdf",
    "panel-bundle.zip",
    "check.html",
    "check.json",
    "manifest.json",
];

#[test]
fn the_same_folder_gives_the_same_bytes() -> Result {
    let (here, there) = (Copy::named("a")?, Copy::named("another place")?);
    for (pack, zone, language) in [
        (&here.pack, "Pacific/Kiritimati", "C"),
        (&there.pack, "America/Los_Angeles", "tr_TR.UTF-8"),
    ] {
        let mut command = panelpack();
        command.env("TZ", zone).env("LANG", language).env("LC_ALL", language);
        assert!(command.arg("build").arg(pack).output()?.status.success());
    }
    for name in OUTPUTS {
        let read = |pack: &Path| fs::read(pack.join("out").join(name));
        assert!(read(&here.pack)? == read(&there.pack)?, "{name} differs");
    }
    Ok(())
}

#[test]
fn a_document_that_changes_after_the_check_is_neither_bound_nor_handed_on() -> Result {
    let pack = Copy::new()?;
    let policy = |pack: &Pack, _: &mut KeptPolicy| {
        let files = opened::policy_files(&opened::policy_id(pack)?, None)?;
        policy::load(&files).0.ok_or_else(|| OpenError("it has errors".into()))
    };
    let opened = opened::open(&pack.pack, &mut Kept::default(), policy, |_| ())?;
    let fonts = Fonts::new();
    let findings = opened.findings(&fonts);
    let build = || opened.build(&findings, How::default(), &fonts, &|_| ());
    let built = build()?;
    built.proof.done()?;
    let outputs: Vec<_> = built.files.iter().map(|made| &made.output).collect();
    let out = pack.pack.join("out");
    let written = || publish::publish(&out, &outputs, &|| ());
    written()?;
    let before = fs::read(out.join("panel-bundle.zip"))?;

    let certificate = "documents/asye-certificate.pdf";
    let was = fs::read(pack.pack.join(certificate))?;
    pack.write(certificate, fs::read(pack.pack.join("documents/deputising-note.pdf"))?)?;
    let refused = written().err().ok_or("it was handed on")?;
    let said = "originals/documents/asye-certificate.pdf: it has changed or gone since";
    assert!(refused.to_string().contains(said), "{refused}");
    assert!(fs::read(out.join("panel-bundle.zip"))? == before, "the earlier one stays");
    let refused = build().err().ok_or("it was bound")?;
    assert!(refused.to_string().contains("has changed since it was checked"), "{refused}");

    pack.write(certificate, was)?;
    build()?.proof.done()?;
    Ok(())
}

#[test]
fn nothing_else_in_the_output_folder_is_touched() -> Result {
    let pack = Copy::new()?;
    pack.write("out/my notes.txt", "keep me")?;
    pack.write("out/manifest.json", "old")?;
    assert_eq!(pack.run(&["build"])?.status, Some(0));
    assert_eq!(pack.text("out/my notes.txt")?, "keep me");
    let mut names = Vec::new();
    for entry in fs::read_dir(pack.pack.join("out"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut wanted: Vec<&str> = OUTPUTS.into_iter().chain(["my notes.txt"]).collect();
    wanted.sort_unstable();
    assert_eq!(names, wanted);
    Ok(())
}

#[test]
fn a_refused_build_leaves_the_earlier_output() -> Result {
    let pack = Copy::new()?;
    assert_eq!(pack.run(&["build"])?.status, Some(0));
    let before = fs::read(pack.pack.join("out/panel-bundle.pdf"))?;
    fs::remove_file(pack.pack.join("evidence/05-knowledge.md"))?;
    let refused = pack.run(&["build"])?;
    assert_eq!(refused.status, Some(1));
    assert!(refused.stderr.contains("missing-heading"), "{}", refused.stderr);
    assert!(fs::read(pack.pack.join("out/panel-bundle.pdf"))? == before);
    Ok(())
}

/// A name leaves its place in the footer to the number of the page, however long it is.
#[test]
fn however_long_a_name_is_the_number_stands_in_the_footer() -> Result {
    const NAME: &str = "Alexandrina-Wilhelmina Featherstonehaugh-Cholmondeley de Montmorency-Fitz \
                        Gerald van der Hoogstraten";
    for letters in [46, 59, 71, 86, 99] {
        let pack = Copy::new()?;
        let name = NAME[..letters].trim_end();
        for file in ["pack.yaml", "forms/request.yaml"] {
            pack.write(file, pack.text(file)?.replace("Nadia Fernleigh", name))?;
        }
        let ran = pack.run(&["build", "--draft", "--max-size", "1500kB"])?;
        assert_eq!(ran.status, Some(0), "{letters} letters: {}", ran.stderr);
        let template = fs::read(pack.pack.join("out/evidence-template.pdf"))?;
        let read = reading::read("evidence-template.pdf", &template.into());
        let pages = read.passages.iter().filter_map(|passage| passage.page).max().unwrap_or(0);
        assert!(pages > 10, "{pages} pages");
        for page in 1..=pages {
            let here = read.passages.iter().filter(|passage| passage.page == Some(page));
            let number = format!("Page {page} of {pages}");
            assert!(here.into_iter().any(|passage| passage.text.contains(&number)), "{number}");
        }
    }
    Ok(())
}

/// The number printed in the bookmark, the page it leads to, the page label, the manifest and what
/// the Evidence Template says when it stands alone: all the same.
#[test]
fn every_number_leads_to_its_page() -> Result {
    let pack = Copy::new()?;
    assert_eq!(pack.run(&["build"])?.status, Some(0));
    let bundle = Bundle::load(&pack.pack.join("out/panel-bundle.pdf"))?;
    let manifest: Value = serde_json::from_str(&pack.text("out/manifest.json")?)?;

    let documents = manifest["documents"].as_array().ok_or("no documents")?;
    assert!(documents.len() >= 10);
    for document in documents {
        let title = format!("Document {}: ", document["number"]);
        let (_, page) = bundle.bookmark(&title).ok_or(title)?;
        assert_eq!(Value::from(page), document["bundle_page"]);
    }
    for (title, page) in &bundle.bookmarks {
        assert!(title.ends_with(&format!("(page {page})")), "{title} leads to page {page}");
    }
    assert!(bundle.bookmarks.len() > 30);
    bundle.assert_labels_are_page_numbers()?;

    let alone = Document::load(pack.pack.join("out/evidence-template.pdf"))?;
    let named: Vec<usize> = uris(&alone)
        .iter()
        .filter_map(|uri| uri.strip_prefix("panel-bundle.pdf#page=")?.parse().ok())
        .collect();
    let first = bundle.bookmark("Career Progression Panel Evidence Template").ok_or("template")?.1;
    let last = bundle.bookmark("Training Log").ok_or("training log")?.1;
    let bound = bundle.link_targets(first..=last);
    let starts_of_documents = documents[0]["bundle_page"].as_u64().unwrap_or(0) as usize;
    let bound: Vec<usize> = bound.into_iter().filter(|page| *page >= starts_of_documents).collect();
    // A link that runs over a line end, or holds words in italics, is several links in a row.
    let in_a_row = |mut pages: Vec<usize>| {
        pages.dedup();
        pages
    };
    let (named, bound) = (in_a_row(named), in_a_row(bound));
    assert!(bound.len() > 20, "{}", bound.len());
    assert_eq!(named[..bound.len().min(named.len())], bound, "the two name different pages");
    Ok(())
}

/// What is typed into a form field of an attached PDF is on the page of the bundle.
#[test]
fn a_filled_in_form_field_is_on_the_page() -> Result {
    let pack = Copy::new()?;
    assert_eq!(pack.run(&["build"])?.status, Some(0));
    let original = Document::load(pack.pack.join("documents/parent-feedback-form.pdf"))?;
    let widgets = |document: &Document| -> usize {
        let pages = document.get_pages();
        pages
            .values()
            .map(|page| document.get_page_annotations(*page).map_or(0, |all| all.len()))
            .sum()
    };
    let (flat, widgets) = {
        let bytes = fs::read(pack.pack.join("documents/parent-feedback-form.pdf"))?;
        let bindable = make_bindable(bytes).map_err(|error| format!("{error:?}"))?;
        let flat = Document::load_mem(&bindable.bytes)?;
        assert_eq!(widgets(&flat), 0);
        (flat, widgets(&original))
    };
    assert!(widgets > 10);
    // Each field's appearance is drawn: the bundle holds so many more forms to draw than pages.
    let draws: usize = flat
        .get_pages()
        .values()
        .map(|page| {
            let content = flat.get_page_content(*page);
            content.windows(3).filter(|window| window == b" Do").count()
        })
        .sum();
    assert!(draws >= widgets - 3, "{draws} of {widgets} fields are drawn");
    Ok(())
}

#[test]
fn a_draft_says_so_and_lists_the_gaps() -> Result {
    let folder = tempfile::tempdir()?;
    let pack = folder.path().join("incomplete");
    copy(Path::new("sample-packs/incomplete"), &pack)?;
    let refused = panelpack().arg("build").arg(&pack).output()?;
    assert_eq!(refused.status.code(), Some(1));
    assert!(!pack.join("out").exists());
    let draft = panelpack().args(["build", "--draft"]).arg(&pack).output()?;
    assert_eq!(draft.status.code(), Some(1));
    let bundle = Bundle::load(&pack.join("out/panel-bundle.pdf"))?;
    let gaps = bundle.bookmark("Draft: what is still missing");
    assert_eq!(gaps.map(|(_, page)| page), Some(1));
    let finished = Bundle::load(&built(&Copy::new()?)?)?;
    assert!(finished.bookmark("Draft").is_none());
    Ok(())
}

#[test]
fn private_matters_are_in_no_output() -> Result {
    let pack = Copy::new()?;
    pack.write("private/names.txt", "Zebedee Quillfeather\n")?;
    let before = pack.run(&["build"])?;
    assert_eq!(before.status, Some(0));
    for name in OUTPUTS {
        let bytes = fs::read(pack.pack.join("out").join(name))?;
        assert!(!bytes.windows(12).any(|window| window == b"Quillfeather"), "{name}");
    }
    let zip = fs::File::open(pack.pack.join("out/panel-bundle.zip"))?;
    let zip = zip::ZipArchive::new(zip)?;
    let names = zip.file_names().collect::<std::result::Result<Vec<_>, _>>()?;
    assert!(names.len() > 15);
    assert!(names.iter().all(|name| !name.contains("private")), "{names:?}");
    Ok(())
}

/// Builds a pack and names its bundle.
fn built(pack: &Copy) -> Result<std::path::PathBuf> {
    assert_eq!(pack.run(&["build"])?.status, Some(0));
    Ok(pack.pack.join("out/panel-bundle.pdf"))
}

/// A bundle, as a reader that did not write it sees it.
struct Bundle {
    document: Document,
    pages: BTreeMap<ObjectId, usize>,
    bookmarks: Vec<(String, usize)>,
}

impl Bundle {
    fn load(path: &Path) -> Result<Self> {
        let document = Document::load(path)?;
        let pages = pages(&document);
        let mut bundle = Self { document, pages, bookmarks: Vec::new() };
        let page =
            |item: &Dictionary| Ok(Some(bundle.landing(item).ok_or("a bookmark leads nowhere")?));
        bundle.bookmarks = bookmarks(&bundle.document, &page)?;
        Ok(bundle)
    }

    fn bookmark(&self, start: &str) -> Option<(&str, usize)> {
        let mut all = self.bookmarks.iter();
        all.find(|(title, _)| title.starts_with(start)).map(|(title, page)| (title.as_str(), *page))
    }

    /// The page a bookmark or a link leads to.
    fn landing(&self, item: &Dictionary) -> Option<usize> {
        landing(&self.document, &self.pages, item)
    }

    /// Where the links on some pages lead, in order.
    fn link_targets(&self, pages: std::ops::RangeInclusive<usize>) -> Vec<usize> {
        let wanted = self.document.get_pages();
        let wanted = wanted.iter().filter(|(number, _)| pages.contains(&(**number as usize)));
        wanted
            .flat_map(|(_, id)| self.document.get_page_annotations(*id).unwrap_or_default())
            .filter_map(|link| self.landing(link))
            .collect()
    }

    /// Every page is labelled with its own number.
    fn assert_labels_are_page_numbers(&self) -> Result {
        let labels =
            self.document.catalog()?.get_deref(b"PageLabels", &self.document)?.as_dict()?;
        let ranges = labels.get_deref(b"Nums", &self.document)?.as_array()?;
        for range in ranges.as_chunks::<2>().0 {
            let style = self.document.dereference(&range[1])?.1.as_dict()?;
            assert_eq!(style.get(b"S")?.as_name()?, b"D");
            assert!(style.get(b"P").is_err(), "no prefix");
            let start = style.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            assert_eq!(start, range[0].as_i64()? + 1);
        }
        assert_eq!(ranges.first().and_then(|first| first.as_i64().ok()), Some(0));
        Ok(())
    }
}

/// The addresses links lead to, in the order of pages.
fn uris(document: &Document) -> Vec<String> {
    let pages = document.get_pages();
    let links =
        pages.values().flat_map(|id| document.get_page_annotations(*id).unwrap_or_default());
    let actions = links.filter_map(|link| link.get_deref(b"A", document).ok()?.as_dict().ok());
    let uris = actions.filter_map(|action| action.get(b"URI").ok()?.as_str().ok());
    uris.map(|uri| String::from_utf8_lossy(uri).into_owned()).collect()
}
