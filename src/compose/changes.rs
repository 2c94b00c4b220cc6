//! What an addendum to an issued bundle says: the change sheet, and what is new in full.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Context, attached::PRESENTATION, binding, order::Ordered, shown, signed};
use crate::{
    issued::{self, Became, Changes, Different, Kind, Lock, Paper},
    pack::Attachment,
};

/// Gives the documents the numbers they were issued with. What is new gets a number no document has
/// ever had; a file that was only renamed keeps its own.
pub fn keep_numbers(context: &mut Context, lock: &Lock) {
    let documents = &mut context.order.documents;
    let mut kept: Vec<Option<usize>> = documents.iter().map(|one| number_of(one, lock)).collect();
    // A copy of a file that is still there is another document.
    let held: BTreeSet<usize> = kept.iter().flatten().copied().collect();
    for (number, document) in kept.iter_mut().zip(documents.iter()) {
        let Some(attachment) = document.attachment.filter(|_| number.is_none()) else { continue };
        let sha256 = Some(attachment.handed_on_sha256());
        let is_free = |paper: &&Paper| {
            paper.sha256 == sha256 && paper.number.is_some_and(|number| !held.contains(&number))
        };
        *number = lock.standing().find(is_free).and_then(|paper| paper.number);
    }
    let mut taken = BTreeSet::new();
    let mut next = lock.highest_number();
    for (number, document) in kept.into_iter().zip(documents.iter_mut()) {
        document.number = number.filter(|number| taken.insert(*number)).unwrap_or_else(|| {
            next += 1;
            next
        });
    }
    documents.sort_by_key(|document| document.number);
}

/// The number a document was issued with, by its file, or by its name where none is attached.
fn number_of(document: &Ordered, lock: &Lock) -> Option<usize> {
    let mut standing = lock.standing().filter(|paper| paper.number.is_some());
    let is_it = |paper: &&Paper| {
        paper.file == document.file && (paper.file.is_some() || paper.title == document.title())
    };
    standing.find(is_it)?.number
}

/// What is bound: the documents in the order of their numbers, then what has none.
pub fn papers(context: &Context) -> Vec<Paper> {
    let pack = context.application.pack;
    let documents = context.order.documents.iter().map(|document| {
        let number = Some(document.number);
        let label = document.number.to_string();
        let mut about = binding::document(context, document);
        if let Value::Object(entries) = &mut about {
            // What follows from other things, or is the file itself.
            for key in ["number", "file", "cited_by", "total", "pages", "notes"] {
                entries.remove(key);
            }
        }
        let paper = paper(label, document.title(), document.file.clone(), document.attachment);
        Paper { number, about: issued::digest_of(&about), ..paper }
    });
    let presentation = pack.presentation().and_then(|file| {
        let attachment = pack.attachments.get(&file)?;
        let minutes = pack.facts.presentation.minutes.get();
        let about = issued::digest_of(&json!([minutes, shown::topics(context)]));
        let label = PRESENTATION.to_owned();
        Some(Paper { about, ..paper(label, "Presentation", Some(file), Some(attachment)) })
    });
    let copies = signed::copies(context)
        .map(|copy| paper(copy.id, &copy.title, Some(copy.file.to_owned()), Some(copy.attachment)));
    copies.chain(documents).chain(presentation).collect()
}

fn paper(
    label: String,
    title: &str,
    file: Option<String>,
    attachment: Option<&Attachment>,
) -> Paper {
    let sha256 = attachment.map(Attachment::handed_on_sha256);
    let pages = attachment.map_or(1, |one| one.pages().len());
    Paper { label, title: title.to_owned(), file, sha256, pages, ..Paper::default() }
}

/// What the bundle with this addendum is called.
pub fn addendum_title(context: &Context, lock: &Lock) -> String {
    format!("{} with addendum {}", binding::bundle_title(context), lock.edition)
}

/// What the addendum says. `bundle` is what a whole bundle would say now, `pages` are the issued
/// pages as the template places them.
pub fn addendum(
    context: &Context,
    bundle: &Value,
    lock: &Lock,
    changes: &Changes,
    pages: &[Value],
) -> Value {
    let title = addendum_title(context, lock);
    let bundle_title = binding::bundle_title(context);
    let [candidate, progression] =
        ["candidate", "progression"].map(|key| bundle["cover"][key].as_str().unwrap_or_default());
    let moved = |label: &str| changes.papers.iter().find(|one| one.paper.label == label);
    let is_bound = |label: &str| moved(label).filter(|one| one.is_bound());
    let documents = list(&bundle["documents"]).filter_map(|document| {
        let moved = is_bound(&document["number"].to_string())?;
        let mut document = document.clone();
        if let Some((first, last)) = moved.pages {
            document["title"] = json!(format!("{}, replaced", moved.paper.title));
            document["instead_of"] = json!(range(lock, first, last));
        }
        Some(document)
    });
    let presentation = is_bound(PRESENTATION).map(|_| bundle["presentation"].clone());
    let copies = list(&bundle["forms"]).flat_map(|form| list(&form["signed"]));
    let copies = copies.filter(|copy| copy["id"].as_str().is_some_and(|id| is_bound(id).is_some()));
    let is_changed = |form: &&Value| {
        let parts = changes.parts.iter().filter(|one| is_printed(one));
        parts.filter_map(|one| one.part.form.as_deref()).any(|id| form["id"] == id)
    };
    let forms = list(&bundle["forms"]).filter(is_changed).map(|form| {
        let parts = lock
            .parts
            .iter()
            .filter(|part| part.form.as_deref().is_some_and(|id| form["id"] == id));
        let mut form = form.clone();
        form["issued_on"] = json!(parts.map(|part| part.page).min());
        form
    });
    json!({
        "document": context.document(&title, None),
        "number": lock.edition,
        "about": format!("To the {} of {}, {}", bundle_title.to_lowercase(), candidate, progression),
        "before": lock.fingerprint,
        "issued": { "total": pages.len(), "pages": pages },
        "letter": lock.next_letter().map(String::from),
        "letters": bundle["letters"],
        "rows": rows(bundle, changes),
        "withdrawn": changes.has_withdrawn(),
        "documents_now": documents_now(context, lock, changes),
        "template": with_changes(bundle["template"].clone(), changes),
        "forms": forms.collect::<Vec<_>>(),
        "copies": copies.collect::<Vec<_>>(),
        "documents": documents.collect::<Vec<_>>(),
        "presentation": presentation,
    })
}

fn is_printed(change: &Different) -> bool {
    change.became != Became::Withdrawn
}

/// What became of something, as the change sheet says it.
fn word(became: Became) -> &'static str {
    match became {
        Became::Added => "Added",
        Became::Changed => "Changed",
        Became::Replaced => "Replaced",
        Became::Withdrawn => "Withdrawn",
    }
}

/// The rows of the change sheet, in the order of the bundle.
fn rows(bundle: &Value, changes: &Changes) -> Vec<Value> {
    let mut rows = Vec::new();
    for change in &changes.parts {
        let part = &change.part;
        let row = |what: &str, says: String, now: Option<&str>| {
            json!({
                "what": what,
                "became": word(change.became),
                "says": says,
                "was": change.page.map(|page| [page, page]),
                "now": now.map(|now| [now, now]),
            })
        };
        if part.kind == Kind::Cover {
            let facts = issued::facts(&bundle["cover"]);
            let new = facts.iter().zip(&change.new).filter(|(_, new)| **new);
            rows.extend(new.map(|((name, value), _)| {
                row(&format!("Cover: {name}"), format!("Now: {}", in_a_row(value)), None)
            }));
            if !change.new.contains(&true) {
                rows.push(row("Cover", change.what.clone(), None));
            }
            continue;
        }
        let now = match part.kind {
            _ if change.became == Became::Withdrawn => None,
            // Only what is new in the log is printed, and only where there is something new.
            Kind::Training => change.new.contains(&true).then_some(TRAINING),
            _ => Some(part.id.as_str()),
        };
        // Not the same word twice.
        let what = change.what.strip_prefix("Changed: ").unwrap_or(&change.what);
        rows.push(row(&part.title, what.to_owned(), now));
    }
    rows.extend(changes.papers.iter().map(|moved| {
        let paper = &moved.paper;
        let name = paper.name();
        let what = match paper.number {
            Some(number) => format!("Document {number}: {}", paper.title),
            None => paper.title.clone(),
        };
        let says = match moved.became {
            Became::Added => "",
            Became::Changed => "What is said about it; the pages are the same. See the list below.",
            Became::Replaced => "These pages stand in the place of those that were issued.",
            Became::Withdrawn => "No longer part of the evidence. Its number is not used again.",
        };
        let now = [format!("{name}-page-1"), format!("{name}-page-{}", paper.pages.max(1))];
        json!({
            "what": what,
            "became": word(moved.became),
            "says": says,
            "was": moved.pages,
            "now": moved.is_bound().then_some(now),
        })
    }));
    rows
}

/// The name of the place where the new entries of the training log are printed.
const TRAINING: &str = "training-log-added";

/// All documents as they stand now, those withdrawn too.
fn documents_now(context: &Context, lock: &Lock, changes: &Changes) -> Vec<Value> {
    let now = context.order.documents.iter().map(|document| {
        let label = document.number.to_string();
        let became = changes.papers.iter().find(|one| one.paper.label == label);
        let last = document.pages().max(1);
        let data = binding::document(context, document);
        let about = ["kind", "date_text", "written_by"].map(|key| data[key].as_str());
        let about = about.into_iter().flatten().filter(|part| !part.is_empty());
        let now = [1, last].map(|page| format!("document-{label}-page-{page}"));
        (
            document.number,
            json!({
                "number": document.number,
                "title": document.title(),
                "about": about.collect::<Vec<_>>().join(", "),
                "became": became.map(|one| word(one.became)),
                "now": now,
            }),
        )
    });
    let gone_now = changes.papers.iter().filter(|one| one.became == Became::Withdrawn);
    let gone = lock.papers.iter().filter(|paper| paper.withdrawn);
    let gone = gone.chain(gone_now.map(|one| &one.paper));
    let gone = gone.filter_map(|paper| {
        Some((
            paper.number?,
            json!({
                "number": paper.number?,
                "title": paper.title,
                "became": word(Became::Withdrawn),
            }),
        ))
    });
    let mut all: Vec<_> = now.chain(gone).collect();
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, row)| row).collect()
}

/// The Evidence Template with what has changed only, and marks at what is new.
fn with_changes(mut template: Value, changes: &Changes) -> Value {
    let change = |id: &str| changes.parts.iter().find(|one| is_printed(one) && one.part.id == id);
    if let Some(headings) = template["headings"].as_array_mut() {
        headings.retain_mut(|heading| {
            let id = format!("heading-{}", heading["id"].as_str().unwrap_or_default());
            let Some(change) = change(&id) else { return false };
            heading["new"] = json!(change.new);
            heading["issued_on"] = json!(change.page);
            true
        });
    }
    for (key, id) in [("statements", "statements"), ("waivers", "waived")] {
        if change(id).is_none() {
            template[key] = json!([]);
        }
    }
    template["frameworks"] = json!([]);
    let log = change("training-log");
    let is_new = |index: usize| log.is_some_and(|one| one.new.get(index) == Some(&true));
    for key in ["rows", "list"] {
        if let Some(entries) = template["training"][key].as_array_mut() {
            let mut index = 0..;
            entries.retain(|_| index.next().is_some_and(is_new));
        }
    }
    template
}

/// The numbers of some issued pages: `61–69`.
fn range(lock: &Lock, first: usize, last: usize) -> String {
    let label = |page: usize| {
        let label = page.checked_sub(1).and_then(|index| lock.labels.get(index));
        label.cloned().unwrap_or_else(|| page.to_string())
    };
    match last > first {
        true => format!("takes the place of bundle pages {}–{}", label(first), label(last)),
        false => format!("takes the place of bundle page {}", label(first)),
    }
}

fn in_a_row(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(in_a_row).collect::<Vec<_>>().join(", "),
        Value::Null => "nothing".to_owned(),
        other => other.to_string(),
    }
}

fn list(data: &Value) -> impl Iterator<Item = &Value> {
    data.as_array().into_iter().flatten()
}
