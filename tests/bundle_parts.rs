//! The parts of the bundle that lead through it: the page at a glance, the index, the evidence map,
//! the way back from a document, pages for questions, letters.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod common;

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use common::{Copy, copy, panelpack};
use serde_json::Value;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A bundle that was built: the words on each page in order, and what the templates read.
struct Bundle {
    pages: Vec<String>,
    data: Value,
    titles: Vec<String>,
    labels: Vec<String>,
    template: lopdf::Document,
}

fn build(pack: &Path, policy: &str, more: &[&str]) -> Result<Bundle> {
    let (out, typst) = (pack.join("out"), pack.join("out/typst"));
    let mut command = panelpack();
    command.arg("build").arg(pack).args(["--policy", policy]).args(more);
    let ran = command.arg("--keep-typst").arg(&typst).output()?;
    // A draft is built in spite of errors.
    assert!(ran.status.code() < Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    let document = lopdf::Document::load(out.join("panel-bundle.pdf"))?;
    let pages = document.get_pages();
    let words = |page: &u32| Ok(normal(&document.extract_text(&[*page])?));
    let pages = pages.keys().map(words).collect::<Result<Vec<_>>>()?;
    let data = serde_json::from_slice(&fs::read(typst.join("bundle/data.json"))?)?;
    let titles = document.get_toc()?.toc.into_iter().map(|entry| entry.title).collect();
    let labels = labels(&document, pages.len())?;
    let template = lopdf::Document::load(out.join("evidence-template.pdf"))?;
    Ok(Bundle { pages, data, titles, labels, template })
}

fn marrowdale(more: &[&str]) -> Result<Bundle> {
    let folder = tempfile::tempdir()?;
    let council = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/councils/marrowdale");
    copy(&council.join("pack"), &folder.path().join("pack"))?;
    let policy = council.join("policy").display().to_string();
    build(&folder.path().join("pack"), &policy, more)
}

fn normal(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// The page labels a reader shows.
fn labels(document: &lopdf::Document, count: usize) -> Result<Vec<String>> {
    let labels = document.catalog()?.get_deref(b"PageLabels", document)?.as_dict()?;
    let ranges = labels.get_deref(b"Nums", document)?.as_array()?;
    let mut all = Vec::new();
    let mut starts = BTreeMap::new();
    for range in ranges.as_chunks::<2>().0 {
        let style = document.dereference(&range[1])?.1.as_dict()?;
        let prefix = style.get(b"P").and_then(lopdf::decode_text_string).unwrap_or_default();
        let start = style.get(b"St").and_then(lopdf::Object::as_i64).unwrap_or(1);
        starts.insert(range[0].as_i64()?, (prefix, start));
    }
    for page in 0..count as i64 {
        let (first, (prefix, start)) = starts.range(..=page).next_back().ok_or("no label")?;
        all.push(format!("{prefix}{}", start + page - first));
    }
    Ok(all)
}

impl Bundle {
    /// The page on which a part starts, from 0, by its title as it is printed.
    fn page(&self, title: &str) -> Result<usize> {
        let is_it = |page: &String| page.trim_start_matches("DRAFT").starts_with(&normal(title));
        Ok(self.pages.iter().position(is_it).ok_or_else(|| format!("no page {title}"))?)
    }

    fn assert_says(&self, title: &str, words: &[&str]) -> Result {
        let page = &self.pages[self.page(title)?];
        for one in words {
            assert!(page.contains(&normal(one)), "{title} does not say {one}: {page}");
        }
        Ok(())
    }

    /// What is printed on a page as its number, what a reader calls it, and what leads to it.
    fn assert_labels(&self) {
        for (page, label) in self.pages.iter().zip(&self.labels) {
            assert!(page.contains(&format!("Bundlepage{label}")), "no {label} on {page}");
        }
        assert!(self.titles.len() > 20);
        for title in &self.titles {
            let (title, page) = title.rsplit_once(" (page ").unwrap_or_default();
            let place = self.labels.iter().position(|label| format!("{label})") == page);
            let page = place.map_or("", |place| &*self.pages[place]);
            // What an attachment calls its own parts may be drawn in letters that cannot be read.
            let is_typeset = !(page.contains("·page") || page.contains("·slide"))
                || title.starts_with("Document ");
            let says = page.contains(&normal(title));
            assert!(place.is_some() && (says || !is_typeset), "{title} is not on {place:?}");
        }
    }
}

#[test]
fn a_part_has_a_letter_wherever_its_pages_are_named() -> Result {
    let bundle = marrowdale(&[])?;
    bundle.assert_labels();
    assert_eq!(bundle.labels[..4], ["1", "2", "3", "A1"]);
    assert_eq!(bundle.labels.last().map(String::as_str), Some("F4"));
    // The index, the evidence, the map and a document name the same pages.
    bundle.assert_says("Index", &["Evidence map", "C1", "E6–E7"])?;
    bundle.assert_says("Evidence map", &["2 Feedback card from Person A cited on page B2 E3"])?;
    bundle
        .assert_says("Document 2: Feedback", &["Cited under Your reflective account (page B2)"])?;
    let evidence = bundle.page("Moving On Portfolio")? + 1;
    assert!(bundle.pages[evidence].contains(&normal("(Document 2, bundle page E3)")));
    // So does the Evidence Template by itself, and leads there by the page's place.
    let pages: Vec<u32> = bundle.template.get_pages().keys().copied().collect();
    let alone = normal(&bundle.template.extract_text(&pages)?);
    assert!(alone.contains(&normal("(Document 2, bundle page E3)")), "{alone}");
    assert!(alone.contains(&normal("E6–E7")), "{alone}");
    Ok(())
}

#[test]
fn without_letters_a_number_is_a_place() -> Result {
    let pack = Copy::new()?;
    let bundle = build(&pack.pack, "st-helens", &[])?;
    bundle.assert_labels();
    let places: Vec<String> = (1..=bundle.pages.len()).map(|page| page.to_string()).collect();
    assert_eq!(bundle.labels, places);
    assert!(bundle.page("Your questions").is_err(), "nobody asked for pages for questions");
    Ok(())
}

#[test]
fn the_page_at_a_glance_counts_what_is_there() -> Result {
    let pack = Copy::new()?;
    let bundle = build(&pack.pack, "st-helens", &[])?;
    bundle.assert_says(
        "At a glance",
        &[
            "Applies for Senior Social Worker",
            "4 years 8 months (asked for: 3 years)",
            "Passed, with St Helens Council (ASYE certificate)",
            "I support the application for progression Ruth Okafor-Dunn 22 January 2025",
            "Is the application for progression supported? Yes Martin Ashgrove 29 January 2025",
            "Headings with evidence 10 of 10",
            "Training Log 16 entries",
            "14, on 37 pages; 1 verified, not attached",
            "5 of 5 there",
            "2 pairs",
            "25 minutes, 5 slides",
            "Left open by the check nothing",
        ],
    )?;

    // A refusal is a decision, too; what is waived says by whom.
    fs::remove_dir_all(pack.pack.join("out"))?;
    pack.edit("forms/request.yaml", "support: yes", "support: no")?;
    fs::remove_file(pack.pack.join("evidence/05-knowledge.md"))?;
    let draft = build(&pack.pack, "st-helens", &["--draft"])?;
    draft.assert_says(
        "At a glance",
        &["I do not support the application for progression", "9 of 10", "1 error"],
    )?;
    marrowdale(&[])?.assert_says(
        "At a glance",
        &["1 year 1 month (asked for: 1 year 6 months; waived by: Director of Adult Social Care)"],
    )
}

#[test]
fn the_page_at_a_glance_is_one_page_however_much_is_asked() -> Result {
    let pack = Copy::new()?;
    let policy = pack.pack.with_file_name("policy");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/policies/st-helens"), &policy)?;
    let name = policy.join("forms/request.yaml");
    let field = |number| {
        format!(
            "      - {{ id: agreed_{number}, label: Does whoever is asked as number {number} agree with \
             the application and with all that was said about it in supervision?, type: yes-no, \
             required: no, on_digest: yes }}\n"
        )
    };
    let fields: String = (1..40).map(field).collect();
    let at = "      - id: reasons\n";
    fs::write(&name, fs::read_to_string(&name)?.replacen(at, &(fields + at), 1))?;
    let bundle = build(&pack.pack, &policy.display().to_string(), &[])?;
    let page = bundle.page("At a glance")?;
    assert_eq!(bundle.page("Index")?, page + 1);
    bundle.assert_says("At a glance", &["asked as number 39", "This page counts what is there."])
}

#[test]
fn every_citation_has_its_way_back() -> Result {
    let pack = Copy::new()?;
    let bundle = build(&pack.pack, "st-helens", &[])?;
    let documents = bundle.data["documents"].as_array().ok_or("no documents")?;
    let cites = documents.iter().flat_map(|one| one["cited_by"].as_array().into_iter().flatten());
    let places: Vec<&str> = cites
        .flat_map(|one| one["places"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect();
    assert!(places.len() > 20, "{places:?}");
    let text = bundle.data["template"].to_string();
    for place in places {
        assert!(text.contains(&format!("\"place\":\"{place}\"")), "{place} is not printed");
    }
    // A page that is named is the page in the map; each page once, in order.
    let court = documents
        .iter()
        .find(|one| one["file"] == "2024-05-02 court-report.pdf")
        .ok_or("no report")?;
    let reflection = &court["cited_by"][2];
    assert_eq!(reflection["heading"], "critical-reflection-and-analysis");
    assert_eq!(reflection["pages"], serde_json::json!(["document-7-page-5", "document-7-page-6"]));
    Ok(())
}

#[test]
fn a_member_of_the_panel_has_room_for_questions_and_scores_beside_the_page() -> Result {
    let bundle = marrowdale(&[])?;
    bundle.assert_says(
        "Your questions",
        &["Your reflective account page B1", "Think about", "Value 4: Candour page B2"],
    )?;
    bundle.assert_says("Scoring Grid", &["Your reflective account (page B1)"])
}
