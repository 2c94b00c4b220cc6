//! What a bundle says, part by part and passage by passage, as digests: enough to see what has
//! changed, and on which page it stood.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::digest_of;

/// A part of what the candidate and others wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The name of the place where it begins.
    pub id: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The form it is a section of, by its id.
    pub form: Option<String>,
    /// What it is called.
    pub title: String,
    /// The page it begins on, by position, from 1.
    pub page: usize,
    /// What it says, in order.
    pub passages: Vec<Passage>,
}

/// What sort of thing a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The facts on the cover.
    Cover,
    /// A section of a form.
    Form,
    /// What had to be stated.
    Statements,
    /// What was waived.
    Waivers,
    /// What is written under a heading.
    Heading,
    /// The training log.
    Training,
}

/// A paragraph, an answer, an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// What it is called; none for a paragraph.
    pub name: Option<String>,
    /// A digest of what it says; of what says nothing, nothing.
    pub digest: String,
}

impl Passage {
    fn new(name: Option<&str>, says: &Value) -> Self {
        let is_empty = match says {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        let digest = if is_empty { String::new() } else { digest_of(says) };
        Self { name: name.map(str::to_owned), digest }
    }
}

/// All parts of a bundle, from the data it is typeset from. Where they stand is known later.
pub fn parts(bundle: &Value) -> Vec<Part> {
    let template = &bundle["template"];
    let part = |kind, id: &str, title: &str, passages| {
        let (id, title) = (id.to_owned(), title.to_owned());
        Part { id, kind, form: None, title, page: 0, passages }
    };
    let passages = facts(&bundle["cover"]).into_iter();
    let passages = passages.map(|(name, says)| Passage::new(Some(name), says)).collect();
    let mut parts = vec![part(Kind::Cover, "cover", "Cover", passages)];
    for form in list(&bundle["forms"]) {
        parts.extend(list(&form["sections"]).map(|section| section_of(form, section)));
    }
    let named = |key: &str, name: &'static str| {
        let of = list(&template[key]);
        of.map(move |one| Passage::new(one[name].as_str(), one)).collect::<Vec<_>>()
    };
    let stated = [
        (Kind::Statements, "statements", "Statements", named("statements", "label")),
        (Kind::Waivers, "waived", "Waived", named("waivers", "of")),
    ];
    let stated = stated.into_iter().filter(|(.., passages)| !passages.is_empty());
    parts.extend(stated.map(|(kind, id, title, passages)| part(kind, id, title, passages)));
    for heading in list(&template["headings"]) {
        let (id, title) = (text(&heading["id"]), text(&heading["label"]));
        let passages = list(&heading["blocks"]).map(|block| Passage::new(None, block)).collect();
        parts.push(part(Kind::Heading, &format!("heading-{id}"), title, passages));
    }
    if let training @ Value::Object(_) = &template["training"] {
        let title = text(&training["title"]);
        parts.push(part(Kind::Training, "training-log", title, entries(training)));
    }
    parts
}

fn section_of(form: &Value, section: &Value) -> Part {
    let (form_id, form_title) = (text(&form["id"]), text(&form["title"]));
    let answered = |field: &Value| {
        let chosen = list(&field["options"]).filter(|one| one["chosen"] == Value::Bool(true));
        let chosen = chosen.map(|one| one["label"].clone());
        let says = chosen.chain([field["answer"].clone()]).filter(|one| !one.is_null());
        Passage::new(field["label"].as_str(), &says.collect())
    };
    let mut passages: Vec<_> = list(&section["fields"]).map(answered).collect();
    let scores = list(&section["grid"]["rows"]);
    passages.extend(scores.map(|row| Passage::new(row["label"].as_str(), &row["chosen"].clone())));
    if let sign @ Value::Object(_) = &section["sign_off"] {
        let says = [&sign["name"], &sign["on"]].into_iter().filter(|one| !one.is_null());
        passages.push(Passage::new(sign["label"].as_str(), &says.cloned().collect()));
    }
    let title = section["title"].as_str();
    let of_form = title.map_or(form_title.to_owned(), |title| format!("{form_title}: {title}"));
    let id = match title {
        Some(_) => format!("form-{form_id}-{}", text(&section["id"])),
        None => format!("form-{form_id}"),
    };
    let form = Some(form_id.to_owned());
    Part { id, kind: Kind::Form, form, title: of_form, page: 0, passages }
}

/// The facts of the cover, each with its name. How many documents there are is seen from the
/// documents.
pub fn facts(cover: &Value) -> Vec<(&str, &Value)> {
    const NAMED: [(&str, &str); 8] = [
        ("Name", "candidate"),
        ("Progression", "progression"),
        ("Route", "route"),
        ("Panel date", "panel_date_text"),
        ("Panel time", "panel_time"),
        ("Panel place", "panel_place"),
        ("Panel members", "members"),
        ("Decided by", "decided_by"),
    ];
    let named = NAMED.iter().map(|(name, key)| (*name, &cover[*key]));
    let facts = list(&cover["facts"]).filter(|fact| fact[0] != "Documents");
    named.chain(facts.map(|fact| (text(&fact[0]), &fact[1]))).collect()
}

/// The entries of the training log, each with its title.
fn entries(training: &Value) -> Vec<Passage> {
    let rows = list(&training["rows"]).map(|row| Passage::new(strong(row), row));
    let list = list(&training["list"]).map(|one| Passage::new(one["title"].as_str(), one));
    rows.chain(list).collect()
}

/// The first words in strong letters.
fn strong(data: &Value) -> Option<&str> {
    match data {
        Value::Array(items) => items.iter().find_map(strong),
        Value::Object(node) if node.get("type").is_some_and(|kind| kind == "strong") => {
            node.get("content")?[0]["text"].as_str()
        }
        Value::Object(node) => node.get("content").and_then(strong),
        _ => None,
    }
}

fn list(data: &Value) -> impl Iterator<Item = &Value> {
    data.as_array().into_iter().flatten()
}

fn text(data: &Value) -> &str {
    data.as_str().unwrap_or_default()
}

/// Takes out what only says where something is printed: a new link above moves what follows, and
/// changes nothing of it.
pub(super) fn leave_out_places(data: &mut Value) {
    match data {
        Value::Array(items) => items.iter_mut().for_each(leave_out_places),
        Value::Object(node) => {
            let is_note = node.get("type").and_then(Value::as_str);
            if is_note.is_some_and(|kind| kind.starts_with("footnote")) {
                node.remove("label");
            }
            for key in ["place", "bundle_page", "page_label"] {
                node.remove(key);
            }
            node.values_mut().for_each(leave_out_places);
        }
        _ => {}
    }
}
