//! `verify`: what is whole passes, and whatever is changed in it fails the check that is about it.

#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "tests make and read files")]

mod common;

use std::{collections::BTreeMap, error::Error, fs, io::Cursor, path::Path, sync::LazyLock};

use common::{Copy, panelpack};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use panelpack::{
    bundle::archive,
    verify::{self, Beside, Proof},
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// The outputs of the sample pack.
static OUT: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| out().expect("it builds"));

fn out() -> Result<BTreeMap<String, Vec<u8>>> {
    let pack = Copy::new()?;
    let ran = pack.run(&["build"])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(pack.pack.join("out"))? {
        let entry = entry?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    Ok(files)
}

fn proof(bytes: &[u8]) -> Result<Proof> {
    Ok(verify::file(bytes.to_vec(), Beside::default()).map_err(|error| format!("{error:?}"))?)
}

const BUNDLE: &str = "panel-bundle.pdf";

#[test]
fn what_was_built_holds() -> Result {
    for name in [BUNDLE, "panel-bundle.zip", "request-form.pdf", "evidence-template.pdf"] {
        let manifest = Some(OUT["manifest.json"].clone());
        let beside = Beside { name: name.to_owned(), manifest };
        let proof =
            verify::file(OUT[name].clone(), beside).map_err(|error| format!("{error:?}"))?;
        assert!(proof.holds(), "{name}\n{}", proof.text());
        let looked = |name: &str, counted: usize| counted > 0 || name == "links";
        assert!(proof.checks.len() >= 6);
        assert!(proof.checks.iter().all(|check| looked(check.check, check.counted)), "{name}");
    }
    let proof = proof(&OUT[BUNDLE])?;
    let counted = |name: &str| proof.checks.iter().find(|it| it.check == name).map(|it| it.counted);
    assert!(counted("page-numbers") > Some(60) && counted("documents") > Some(30));
    assert!(counted("index") > Some(30) && counted("bookmarks") > Some(60));
    assert!(counted("links") > Some(300));
    Ok(())
}

/// Wherever one byte is changed, it is seen.
#[test]
fn one_byte_changed_fails() -> Result {
    let bundle = &OUT[BUNDLE];
    let step = bundle.len() / 40;
    for n in 0..40 {
        let mut changed = bundle.clone();
        let at = n * step + (n * 7919) % step;
        changed[at] ^= 1 << (n % 8);
        let Ok(proof) = verify::file(changed, Beside::default()) else { continue };
        assert!(!proof.holds(), "byte {at}");
    }
    let mut longer = bundle.clone();
    longer.push(b'\n');
    assert_eq!(proof(&longer)?.failed(), ["seal"]);
    Ok(())
}

/// Changes the bundle with another program and gives the checks that fail; the seal always does.
fn changed(change: impl FnOnce(&mut Document) -> Result) -> Result<Vec<&'static str>> {
    let mut document = Document::load_mem(&OUT[BUNDLE])?;
    change(&mut document)?;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    let mut failed = proof(&bytes)?.failed();
    assert_eq!(failed.pop(), Some("seal"));
    Ok(failed)
}

fn page(document: &Document, number: u32) -> Result<ObjectId> {
    Ok(*document.get_pages().get(&number).ok_or("no such page")?)
}

/// The kids of the tree of pages, as the engine writes it: one list.
fn kids(document: &mut Document) -> Result<&mut Vec<Object>> {
    let root = document.catalog()?.get(b"Pages")?.as_reference()?;
    Ok(document.get_dictionary_mut(root)?.get_mut(b"Kids")?.as_array_mut()?)
}

fn set_count(document: &mut Document) -> Result {
    let root = document.catalog()?.get(b"Pages")?.as_reference()?;
    let count = kids(document)?.len() as i64;
    document.get_dictionary_mut(root)?.set("Count", count);
    Ok(())
}

#[test]
fn nothing_changed_but_how_it_is_stored() -> Result {
    assert!(changed(|_| Ok(()))?.is_empty());
    Ok(())
}

#[test]
fn one_page_changed_fails() -> Result {
    let first = 30;
    let removed = changed(|document| {
        kids(document)?.remove(first);
        set_count(document)
    })?;
    assert!(removed.contains(&"page-numbers") && removed.contains(&"documents"), "{removed:?}");
    let swapped = changed(|document| {
        kids(document)?.swap(first, first + 1);
        Ok(())
    })?;
    assert!(swapped.contains(&"page-numbers") && swapped.contains(&"documents"), "{swapped:?}");
    let doubled = changed(|document| {
        let again = kids(document)?[first].clone();
        kids(document)?.insert(first, again);
        set_count(document)
    })?;
    assert!(doubled.contains(&"page-numbers") && doubled.contains(&"documents"), "{doubled:?}");
    Ok(())
}

/// The drawings of attachments' pages, by the page of the bundle.
fn bound(document: &Document) -> Result<BTreeMap<u32, ObjectId>> {
    let mut bound = BTreeMap::new();
    for (number, id) in document.get_pages() {
        let resources = document.get_dict_in_dict(document.get_dictionary(id)?, b"Resources")?;
        let Ok(drawings) = document.get_dict_in_dict(resources, b"XObject") else { continue };
        for (_, drawing) in drawings {
            let id = drawing.as_reference()?;
            if document.get_object(id)?.as_stream()?.dict.has(b"PieceInfo") {
                bound.insert(number, id);
            }
        }
    }
    Ok(bound)
}

#[test]
fn one_bound_page_changed_fails() -> Result {
    let written_over = changed(|document| {
        let id = bound(document)?.into_values().nth(3).ok_or("too few")?;
        let stream = document.get_object_mut(id)?.as_stream_mut()?;
        let mut content = stream.decompressed_content()?;
        content.extend(b" 0 0 9 9 re f");
        stream.set_plain_content(content);
        Ok(())
    })?;
    assert_eq!(written_over, ["documents"]);
    // Two pages of one size change places, with all that says which is which.
    let changed_places = changed(|document| {
        let ids: Vec<ObjectId> = bound(document)?.into_values().take(2).collect();
        let [one, other] = ids[..] else { return Err("too few".into()) };
        let (mut first, mut second) = (
            document.get_object(one)?.as_stream()?.clone(),
            document.get_object(other)?.as_stream()?.clone(),
        );
        std::mem::swap(&mut first.content, &mut second.content);
        document.set_object(one, first);
        document.set_object(other, second);
        Ok(())
    })?;
    assert_eq!(changed_places, ["documents"]);
    let not_drawn = changed(|document| {
        let number = *bound(document)?.keys().next().ok_or("too few")?;
        let id = page(document, number)?;
        let content = document.get_page_content(id);
        let text = String::from_utf8_lossy(&content).replace("/x0 Do", "");
        assert!(text.len() < content.len());
        Ok(document.change_page_content(id, text.into_bytes())?)
    })?;
    assert!(not_drawn.contains(&"documents"), "{not_drawn:?}");
    Ok(())
}

/// The links of a page, which the engine writes into the page or beside it.
fn change_link(
    document: &mut Document,
    number: u32,
    change: impl FnOnce(&mut Dictionary),
) -> Result {
    let page = page(document, number)?;
    let first = document.get_dictionary(page)?.get(b"Annots")?.as_array()?[0].clone();
    match first {
        Object::Reference(id) => change(document.get_dictionary_mut(id)?),
        _ => {
            let links = document.get_dictionary_mut(page)?.get_mut(b"Annots")?.as_array_mut()?;
            change(links[0].as_dict_mut()?);
        }
    }
    Ok(())
}

fn named(name: &str) -> Object {
    Object::String(name.as_bytes().to_vec(), StringFormat::Literal)
}

#[test]
fn one_link_changed_fails() -> Result {
    let dead = changed(|document| {
        change_link(document, 1, |link| link.set("Dest", named("nowhere at all")))
    })?;
    assert_eq!(dead, ["links"]);
    let elsewhere = changed(|document| {
        change_link(document, 3, |link| link.set("Dest", named("training-log")))
    })?;
    assert_eq!(elsewhere, ["index"]);
    let gone = changed(|document| {
        let page = page(document, 3)?;
        document.get_dictionary_mut(page)?.get_mut(b"Annots")?.as_array_mut()?.remove(7);
        Ok(())
    })?;
    assert_eq!(gone, ["index"]);
    Ok(())
}

#[test]
fn one_label_changed_fails() -> Result {
    let failed = changed(|document| {
        let labels = document.catalog_mut()?.get_mut(b"PageLabels")?.as_dict_mut()?;
        let mut second = Dictionary::new();
        second.set("S", "D");
        second.set("St", 42);
        labels.get_mut(b"Nums")?.as_array_mut()?.extend([40.into(), second.into()]);
        Ok(())
    })?;
    assert!(failed.contains(&"page-numbers"), "{failed:?}");
    Ok(())
}

#[test]
fn one_bookmark_changed_fails() -> Result {
    let first = |document: &Document| -> Result<ObjectId> {
        let outline = document.catalog()?.get(b"Outlines")?.as_reference()?;
        let first = document.get_dictionary(outline)?.get(b"First")?.as_reference()?;
        Ok(document.get_dictionary(first)?.get(b"Next")?.as_reference()?)
    };
    let title = changed(|document| {
        let id = first(document)?;
        document.get_dictionary_mut(id)?.set("Title", named("Contents (page 3)"));
        Ok(())
    })?;
    assert_eq!(title, ["bookmarks"]);
    let elsewhere = changed(|document| {
        let id = first(document)?;
        document.get_dictionary_mut(id)?.set("Dest", named("training-log"));
        Ok(())
    })?;
    assert_eq!(elsewhere, ["bookmarks"]);
    Ok(())
}

#[test]
fn what_runs_or_hides_fails() -> Result {
    let script = changed(|document| {
        let mut action = Dictionary::new();
        action.set("S", "JavaScript");
        action.set("JS", named("app.alert(1)"));
        document.catalog_mut()?.set("OpenAction", action);
        Ok(())
    })?;
    assert_eq!(script, ["harmless"]);
    let other_pack = changed(|document| {
        let ours =
            document.catalog()?.get(b"PieceInfo")?.as_dict()?.get(b"panelpack")?.as_dict()?;
        let id = ours.get(b"Private")?.as_reference()?;
        let record = document.get_object_mut(id)?.as_stream_mut()?;
        let mut text: serde_json::Value = serde_json::from_slice(&record.content)?;
        text["fingerprint"] = "0000 0000 0000 0000 0000 0000 0000 0000".into();
        record.set_plain_content(text.to_string().into_bytes());
        Ok(())
    })?;
    assert_eq!(other_pack, ["fingerprint"]);
    Ok(())
}

/// The zip with one file changed, missing or added.
fn repacked(change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> Result<Vec<&'static str>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(OUT["panel-bundle.zip"].clone()))?;
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index)?;
        let (name, mut bytes) = (file.name()?.into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut file, &mut bytes)?;
        files.insert(name, bytes);
    }
    change(&mut files);
    let files = files.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice()));
    Ok(proof(&archive::zip(files)?)?.failed())
}

#[test]
fn one_file_of_the_zip_changed_fails() -> Result {
    assert!(repacked(|_| {})?.is_empty());
    let form = repacked(|files| files.entry("request-form.pdf".into()).or_default().push(b' '))?;
    assert_eq!(form, ["manifest"]);
    let original = "originals/documents/2020-11-18 asye-observation.pdf";
    let changed = repacked(|files| {
        assert!(files.contains_key(original));
        files.entry(original.into()).or_default().push(b' ');
    })?;
    assert_eq!(changed, ["originals"]);
    assert_eq!(repacked(|files| drop(files.remove(original)))?, ["originals"]);
    let added = repacked(|files| drop(files.insert("notes.txt".into(), b"mine".to_vec())))?;
    assert_eq!(added, ["manifest"]);
    let none = repacked(|files| drop(files.remove("manifest.json")))?;
    assert_eq!(none, ["manifest"]);
    Ok(())
}

#[test]
fn the_command_says_what_it_checked() -> Result {
    let folder = tempfile::tempdir()?;
    let run = |name: &str, bytes: &[u8], more: &[&str]| -> Result<common::Ran> {
        let path = folder.path().join(name);
        fs::write(&path, bytes)?;
        Ok(panelpack().arg("verify").arg(&path).args(more).output()?.into())
    };
    let ran = run(BUNDLE, &OUT[BUNDLE], &[])?;
    assert_eq!(ran.status, Some(0), "{}", ran.stdout);
    assert!(ran.stdout.contains("the printed number, the page label and the position agree"));
    let ran = run(BUNDLE, &OUT[BUNDLE], &["--format", "json"])?;
    let json: serde_json::Value = serde_json::from_str(&ran.stdout)?;
    assert_eq!(json["holds"], true);

    let not_ours = fs::read(Path::new(common::SAMPLE).join("presentation.pdf"))?;
    let ran = run("slides.pdf", &not_ours, &[])?;
    assert_eq!(ran.status, Some(1));
    assert!(ran.stdout.contains("panelpack did not make this file"), "{}", ran.stdout);

    let others = archive::zip([("agenda.pdf".to_owned(), &not_ours[..])])?;
    for (name, bytes, says) in [
        ("notes.txt", &b"notes"[..], "no PDF and no zip"),
        ("others.zip", &others, "name a bundle that is in it"),
        ("cut.zip", &b"PK\x03\x04 and no more"[..], "damaged"),
        ("cut.pdf", &b"%PDF-1.7 and no more"[..], "damaged"),
    ] {
        let ran = run(name, bytes, &[])?;
        assert_eq!(ran.status, Some(2), "{name}: {}", ran.stdout);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
    fs::write(folder.path().join("manifest.json"), &OUT["manifest.json"])?;
    let ran = run(BUNDLE, &OUT["request-form.pdf"], &[])?;
    assert_eq!(ran.status, Some(1));
    assert!(ran.stdout.contains("another than the manifest says"), "{}", ran.stdout);
    Ok(())
}
