//! The bundle in volumes, read back: each keeps the limit, each page is in exactly one, and whatever
//! leads somewhere in the whole bundle leads to the same page in the volumes.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{collections::BTreeMap, error::Error, fs, path::Path, sync::Arc};

use common::{
    Copy, copy,
    leads::{bookmarks, landing, pages},
    panelpack,
};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use panelpack::{bundle::record::Record, reading};
use serde_json::Value;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const LONG: &str = "documents/2024-05-02 court-report.pdf";

#[test]
fn all_that_is_in_the_bundle_is_in_its_volumes_once() -> Result {
    let pack = Copy::new()?;
    pack.write(LONG, long_document(8, 250_000)?)?;
    let ran = pack.run(&["build", "--max-size", "900 kB"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let out = pack.pack.join("out");
    let whole = Bundle::load(&out.join("panel-bundle.pdf"))?;
    let volumes = volumes(&out)?;
    assert!(volumes.len() >= 4, "{}", volumes.len());
    for (number, volume) in (1..).zip(&volumes) {
        assert!(volume.size <= 900_000, "volume {number} has {} bytes", volume.size);
        let said = volume.record.volume.ok_or("it does not say that it is a volume")?;
        assert_eq!((said.number, said.of), (number, volumes.len()));
        assert_eq!(volume.record.labels, volume.labels, "volume {number}");
        volume.assert_prints_its_labels()?;
    }

    // Every page, in order, once; the cover and the index come again.
    let repeated =
        &volumes[1].labels[..volumes[1].labels.iter().position(|it| *it == "5").unwrap_or(3)];
    assert_eq!(repeated, ["1", "3", "4"]);
    let mut all = volumes[0].labels.clone();
    for volume in &volumes[1..] {
        let (again, new) = volume.labels.split_at(repeated.len());
        assert_eq!(again, repeated);
        all.extend(new.iter().cloned());
    }
    assert_eq!(all, whole.labels);

    // Every page of every file, in order, once, and it looks as it does in the whole.
    let mut bound = BTreeMap::<_, Vec<_>>::new();
    for document in volumes.iter().flat_map(|volume| &volume.record.documents) {
        let pages = bound.entry(document.file.clone()).or_default();
        assert_eq!(document.from, pages.len() + 1, "{}", document.file);
        pages.extend(document.pages.iter().cloned());
    }
    let wanted = whole.record.documents.iter().map(|one| (one.file.clone(), one.pages.clone()));
    assert_eq!(bound, wanted.collect());
    let pieces = volumes.iter().flat_map(|volume| &volume.record.documents);
    assert!(pieces.filter(|one| one.file == LONG).count() > 1, "it is not cut");

    // The manifest names them, and the zip holds the whole only.
    let manifest: Value = serde_json::from_str(&pack.text("out/manifest.json")?)?;
    let outputs = manifest["outputs"].as_array().ok_or("outputs")?;
    let listed: Vec<_> = outputs.iter().filter(|one| one["volume"].is_number()).collect();
    assert_eq!(listed.len(), volumes.len());
    for (listed, volume) in listed.iter().zip(&volumes) {
        assert_eq!(listed["bytes"], volume.size);
        assert_eq!(listed["pages"], volume.labels.len());
    }
    let zip = zip::ZipArchive::new(fs::File::open(out.join("panel-bundle.zip"))?)?;
    let names = zip.file_names().collect::<std::result::Result<Vec<_>, _>>()?;
    assert!(names.iter().any(|name| name == "panel-bundle.pdf"));
    assert!(!names.iter().any(|name| name.contains("volume")), "{names:?}");
    for name in ["panel-bundle.zip", "panel-bundle-volume-1.pdf", "panel-bundle-volume-2.pdf"] {
        let verified = panelpack().arg("verify").arg(out.join(name)).output()?;
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    }
    Ok(())
}

#[test]
fn what_leads_somewhere_leads_to_the_same_page_in_a_volume() -> Result {
    let pack = Copy::new()?;
    pack.write(LONG, long_document(8, 250_000)?)?;
    assert_eq!(pack.run(&["build", "--max-size", "900kB"])?.status, Some(0));
    let out = pack.pack.join("out");
    let whole = Bundle::load(&out.join("panel-bundle.pdf"))?;
    let volumes = volumes(&out)?;
    let (mut inside, mut across) = (0, 0);
    for (index, volume) in volumes.iter().enumerate() {
        for (page, label) in (1..).zip(&volume.labels) {
            let original = whole.labels.iter().position(|it| it == label).ok_or("no such page")?;
            let wanted: Vec<_> = whole.leads_to(original + 1)?;
            let found = volume.leads_to(page)?;
            let named = found.iter().map(|to| match to {
                To::Page(page) => {
                    inside += 1;
                    Ok(volume.labels.get(page - 1).ok_or("beyond the end")?.clone())
                }
                To::Other(file, page) => {
                    across += 1;
                    let other = file.strip_prefix("panel-bundle-volume-").ok_or("another file")?;
                    let other: usize = other.strip_suffix(".pdf").ok_or("no PDF")?.parse()?;
                    assert_ne!(other, index + 1, "it names itself");
                    let other = volumes.get(other - 1).ok_or("no such volume")?;
                    Ok(other.labels.get(page - 1).ok_or("beyond its end")?.clone())
                }
            });
            let mut named = named.collect::<Result<Vec<_>>>()?;
            let wanted = wanted.into_iter().map(|to| match to {
                To::Page(page) => Ok(whole.labels.get(page - 1).ok_or("beyond the end")?.clone()),
                To::Other(file, _) => Err(format!("the whole leads to {file}").into()),
            });
            let wanted = wanted.collect::<Result<Vec<_>>>()?;
            // The strip above the page a cut document goes on with leads to the index.
            let is_cut = named.len() == wanted.len() + 1;
            if is_cut {
                assert_eq!(named.remove(0), "3", "page {label}");
            }
            assert_eq!(named, wanted, "page {label} in volume {}", index + 1);
        }
        for (title, page) in &volume.bookmarks {
            let label = volume.labels.get(page - 1).ok_or("a bookmark leads beyond the end")?;
            assert!(title.ends_with(&format!("(page {label})")), "{title} leads to {label}");
        }
        // The whole index, in the same words.
        assert_eq!(volume.text_of("3")?, whole.text_of("3")?);
    }
    assert!(inside > 100 && across > 100, "{inside} {across}");
    let spoken = volumes[0].spoken_beside("panel-bundle-volume-");
    assert!(spoken.len() > 20, "{spoken:?}");
    let is_spoken = |it: &String| it.contains("page ") && it.contains(", volume ");
    assert!(spoken.iter().all(is_spoken), "{spoken:?}");
    let index = whole.text_of("3")?;
    assert!(index.contains("Vol. 1") && index.contains("Vol. 2–"), "{index}");
    Ok(())
}

#[test]
fn a_page_that_is_larger_than_the_limit_is_named() -> Result {
    let pack = Copy::new()?;
    pack.write(LONG, long_document(8, 1_200_000)?)?;
    let ran = pack.run(&["build", "--max-size", "1M"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("page 1 of Document 7 cannot be made smaller"), "{}", ran.stderr);
    let volumes = volumes(&pack.pack.join("out"))?;
    let too_large = volumes.iter().filter(|volume| volume.size > 1_000_000);
    let too_large: Vec<_> = too_large.collect();
    assert_eq!(too_large.len(), 8);
    for volume in too_large {
        let [only] = volume.record.documents.as_slice() else { return Err("not alone".into()) };
        assert_eq!((only.file.as_str(), only.pages.len()), (LONG, 1));
    }
    Ok(())
}

#[test]
fn volumes_that_are_not_needed_are_not_made_and_earlier_ones_go() -> Result {
    let pack = Copy::new()?;
    pack.write("out/panel-bundle-volume-1.pdf", "of an earlier build")?;
    pack.write("out/panel-bundle-volume-1 (my copy).pdf", "keep me")?;
    let ran = pack.run(&["build", "--max-size", "15MB"])?;
    assert!(ran.stderr.contains("no larger than 15.0 MB"), "{}", ran.stderr);
    let out = pack.pack.join("out");
    assert!(!out.join("panel-bundle-volume-1.pdf").exists());
    assert_eq!(pack.text("out/panel-bundle-volume-1 (my copy).pdf")?, "keep me");
    let ran = pack.run(&["build", "--max-size", "50kB"])?;
    assert!(ran.stderr.contains("No volumes were written"), "{}", ran.stderr);
    assert!(!out.join("panel-bundle-volume-1.pdf").exists());
    let wrong = pack.run(&["build", "--max-size", "15"])?;
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.stderr.contains("write it as 15MB"), "{}", wrong.stderr);
    Ok(())
}

#[test]
fn a_draft_has_volumes_with_the_gaps_in_the_first() -> Result {
    let folder = tempfile::tempdir()?;
    let pack = folder.path().join("incomplete");
    copy(Path::new("sample-packs/incomplete"), &pack)?;
    let mut builds = Vec::new();
    for name in ["a", "b"] {
        let out = folder.path().join(name);
        let mut command = panelpack();
        command.args(["build", "--draft", "--max-size", "600kB", "--out"]).arg(&out).arg(&pack);
        let output = command.output()?;
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        builds.push(volumes(&out)?);
    }
    let [one, two] = builds.as_slice() else { return Err("two builds".into()) };
    assert!(one.len() > 1);
    let gaps =
        |volume: &Bundle| volume.bookmarks.iter().any(|(title, _)| title.starts_with("Draft"));
    assert!(gaps(&one[0]) && !one[1..].iter().any(gaps));
    // The same folder gives the same bytes.
    assert!(one.iter().map(|volume| &volume.bytes).eq(two.iter().map(|volume| &volume.bytes)));
    Ok(())
}

/// A document of some pages, each so many bytes long, whose first page leads to its last.
fn long_document(pages: usize, bytes: usize) -> Result<Vec<u8>> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let mut kids: Vec<ObjectId> = Vec::new();
    for page in 1..=pages {
        let mut content =
            format!("BT /F1 14 Tf 72 760 Td (Page {page} of a long report) Tj ET\n").into_bytes();
        let mut noise = 12_345 + page as u64;
        content.extend(b"0.9 G 72 100 m\n");
        while content.len() < bytes {
            noise = noise
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let (x, y) = (72 + (noise >> 33) % 400, 100 + (noise >> 45) % 500);
            content.extend(format!("{x} {y} l\n").into_bytes());
        }
        content.extend(b"S\n");
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        kids.push(document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        }));
    }
    let last = *kids.last().ok_or("no pages")?;
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link",
        "Rect" => vec![72.into(), 750.into(), 300.into(), 780.into()],
        "Dest" => vec![last.into(), "Fit".into()],
    };
    document.get_dictionary_mut(kids[0])?.set("Annots", vec![Object::Dictionary(link)]);
    let count = i64::try_from(kids.len())?;
    let kids: Vec<Object> = kids.into_iter().map(Object::from).collect();
    document
        .objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut written = Vec::new();
    document.save_to(&mut written)?;
    Ok(written)
}

fn volumes(out: &Path) -> Result<Vec<Bundle>> {
    let path = |number| out.join(format!("panel-bundle-volume-{number}.pdf"));
    (1..).map(path).take_while(|path| path.exists()).map(|path| Bundle::load(&path)).collect()
}

/// Where a link leads.
enum To {
    /// A page of the same file, by position from 1.
    Page(usize),
    /// A page of another file.
    Other(String, usize),
}

/// A bundle or a volume, as a reader that did not write it sees it.
struct Bundle {
    document: Document,
    bytes: Vec<u8>,
    size: usize,
    pages: BTreeMap<ObjectId, usize>,
    labels: Vec<String>,
    bookmarks: Vec<(String, usize)>,
    record: Record,
}

impl Bundle {
    fn load(path: &Path) -> Result<Self> {
        let bytes = fs::read(path)?;
        let document = Document::load_mem(&bytes)?;
        let pages = pages(&document);
        let info = document.catalog()?.get_deref(b"PieceInfo", &document)?.as_dict()?;
        let ours = info.get_deref(b"panelpack", &document)?.as_dict()?;
        let record = &ours.get_deref(b"Private", &document)?.as_stream()?.content;
        let record = serde_json::from_slice(record)?;
        let labels = labels(&document, pages.len())?;
        let size = bytes.len();
        let mut bundle =
            Self { document, bytes, size, pages, labels, bookmarks: Vec::new(), record };
        let page = |item: &Dictionary| {
            Ok(match bundle.to(item)? {
                Some(To::Page(page)) => Some(page),
                _ => None,
            })
        };
        bundle.bookmarks = bookmarks(&bundle.document, &page)?;
        Ok(bundle)
    }

    /// What the links to files whose name begins so say to whoever hears them; those of attachments
    /// say nothing of their own.
    fn spoken_beside(&self, start: &str) -> Vec<String> {
        let links = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let links = links.filter(|link| {
            let action = link.get_deref(b"A", &self.document).and_then(Object::as_dict);
            let address = action.and_then(|action| action.get(b"URI")).and_then(Object::as_str);
            address.is_ok_and(|address| address.starts_with(start.as_bytes()))
        });
        let spoken = links.filter_map(|link| link.get(b"Contents").ok());
        spoken.filter_map(|it| lopdf::decode_text_string(it).ok()).collect()
    }

    /// Where the links on a page lead, in order; what leads out of the bundle is left out.
    fn leads_to(&self, page: usize) -> Result<Vec<To>> {
        let id = self.pages.iter().find(|(_, number)| **number == page).ok_or("no such page")?.0;
        let links = self.document.get_page_annotations(*id).unwrap_or_default();
        let to = links.into_iter().filter_map(|link| self.to(link).transpose());
        to.collect()
    }

    fn to(&self, item: &Dictionary) -> Result<Option<To>> {
        let action = item.get_deref(b"A", &self.document).and_then(Object::as_dict).ok();
        let uri = action.and_then(|action| action.get(b"URI").ok()?.as_str().ok());
        if let Some(uri) = uri {
            let uri = String::from_utf8_lossy(uri).into_owned();
            let Some((file, page)) = uri.split_once(".pdf#page=") else { return Ok(None) };
            return Ok(Some(To::Other(format!("{file}.pdf"), page.parse()?)));
        }
        let page = landing(&self.document, &self.pages, item);
        Ok(Some(To::Page(page.ok_or("it leads to no page")?)))
    }

    /// What is printed on a page, down to its foot.
    fn text_of(&self, label: &str) -> Result<String> {
        let page = self.labels.iter().position(|it| it == label).ok_or("no such page")? + 1;
        let read = reading::read("bundle.pdf", &Arc::new(self.bytes.clone()));
        let here = read.passages.iter().filter(|one| one.page == Some(page));
        let text: String = here.map(|one| one.text.as_str()).collect();
        // Behind the text, the reader tells what links say of themselves; the foot names the volume.
        let (above, _) = text.split_once("Bundle page").ok_or("no foot")?;
        Ok(above.lines().filter(|line| !line.contains("Panel bundle")).collect())
    }

    /// On each page stands what the page is called.
    fn assert_prints_its_labels(&self) -> Result {
        let read = reading::read("bundle.pdf", &Arc::new(self.bytes.clone()));
        for (page, label) in (1..).zip(&self.labels) {
            let here = read.passages.iter().filter(|one| one.page == Some(page));
            let text: String = here.map(|one| one.text.as_str()).collect();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let after = text.split_once(&format!("Bundle page {label}")).map(|(_, after)| after);
            let ends =
                after.is_some_and(|after| !after.starts_with(|it: char| it.is_ascii_digit()));
            assert!(ends, "{label}: {text}");
        }
        Ok(())
    }
}

/// What a reader calls each page.
fn labels(document: &Document, count: usize) -> Result<Vec<String>> {
    let labels = document.catalog()?.get_deref(b"PageLabels", document)?.as_dict()?;
    let ranges = labels.get_deref(b"Nums", document)?.as_array()?;
    let mut all = Vec::new();
    for (index, range) in ranges.as_chunks::<2>().0.iter().enumerate() {
        let next = ranges.get(2 * index + 2).and_then(|next| next.as_i64().ok());
        let next = next.map_or(count, |next| usize::try_from(next).unwrap_or(count));
        let style = document.dereference(&range[1])?.1.as_dict()?;
        let start = style.get(b"St").and_then(Object::as_i64).unwrap_or(1);
        let more = next.saturating_sub(usize::try_from(range[0].as_i64()?)?);
        all.extend((start..).take(more).map(|number| number.to_string()));
    }
    Ok(all)
}
