//! The Evidence Template: what the candidate wrote, heading by heading, and the training log.

use serde_json::{Value, json};

use super::{Context, blocks, order::Ordered, shown};
use crate::{
    dates::Day,
    markdown::words,
    pack::{EvidenceFile, TrainingEntry},
    policy::{EntryPart, Heading, Training, WordLimit},
    yaml::Field,
};

/// What the Evidence Template says. The same data serves the document of its own and the part of
/// the bundle; only the first knows bundle pages, because the second finds them by itself.
pub fn evidence_template(context: &Context) -> Value {
    let template = &context.application.policy.evidence.template;
    let body = body(context);
    // The lines of a title block say which appendix it is, if the council does.
    let appendix = template.appendix.filter(|_| template.title_block.is_empty());
    let document = context.document(context.print.read(&template.title), appendix);
    json!({
        "document": context.explaining(document, &body),
        "title_block": (!template.title_block.is_empty())
            .then(|| context.print.texts(&template.title_block)),
        "facts": if context.print.blank { Vec::new() } else { head(context) },
        "template": body,
        "documents": context.order.documents.iter().map(|one| listed(context, one)).collect::<Vec<_>>(),
    })
}

/// Who applies, and for what.
fn head(context: &Context) -> Vec<(String, String)> {
    let fact = |name: &str, fact| Some((name.to_owned(), context.application.fact(fact)?));
    let first = [fact("Name", "candidate.name"), fact("Progression to", "progression.title")];
    let facts = context.facts();
    let route = fact("Route", "route.title");
    let level = context.application.progression().and_then(|one| one.level.clone());
    let level = level.map(|level| ("Level".to_owned(), level));
    let panel = fact("Panel date", "panel.date").filter(|_| context.application.has_panel());
    first.into_iter().flatten().chain(route).chain(level).chain(facts).chain(panel).collect()
}

/// The Evidence Template without what only a document of its own has.
pub fn body(context: &Context) -> Value {
    let (policy, print) = (context.application.policy, context.print);
    let template = &policy.evidence.template;
    json!({
        "title": print.read(&template.title),
        "blank": print.blank,
        "introduction": print.texts(&template.introduction),
        "consider_label": template.consider_label,
        "evidence_label": template.evidence_label,
        "headings": policy.headings.iter().map(|one| heading(context, one)).collect::<Vec<_>>(),
        "statements": if print.as_printed { Vec::new() } else { shown::statements(context) },
        "waivers": if print.as_printed { Vec::new() } else { shown::waivers(context) },
        "frameworks": if print.as_printed || print.blank { Vec::new() } else { shown::frameworks(context) },
        "length": template.words_in_all.as_ref().and_then(|limit| length(context, written(context), limit)),
        "training": policy.evidence.training.as_ref().map(|one| training(context, one)),
    })
}

fn heading(context: &Context, heading: &Heading) -> Value {
    let print = context.print;
    let files = context.application.pack.evidence.iter().filter(|file| file.id == heading.id);
    let count = files.clone().map(|file| words(&file.markdown.blocks)).sum();
    let blocks: Vec<Value> = files.flat_map(|file| blocks::blocks(context, file)).collect();
    let template = &context.application.policy.evidence.template;
    let limit = heading.words.as_ref().or(template.words.as_ref());
    let cites = context
        .order
        .documents
        .iter()
        .filter(|document| document.cited_by.iter().any(|one| one.id == heading.id));
    json!({
        "id": heading.id,
        "label": print.label(&heading.label, heading.as_printed.as_deref()),
        "consider": print.texts(&heading.consider),
        "text": print.texts(&heading.text),
        "covers": if print.as_printed { Vec::new() } else { shown::covers(context, heading) },
        "length": limit.and_then(|limit| length(context, count, limit)),
        "blocks": blocks,
        "cites": cites.map(|document| document.number).collect::<Vec<_>>(),
    })
}

/// The hint about length. What is printed letter for letter has none.
fn length(context: &Context, count: usize, limit: &WordLimit) -> Option<String> {
    shown::length(count, limit).filter(|_| !context.print.as_printed)
}

/// How many words there are under all headings.
fn written(context: &Context) -> usize {
    let headings = &context.application.policy.headings;
    let is_asked = |file: &&EvidenceFile| headings.iter().any(|heading| heading.id == file.id);
    let files = context.application.pack.evidence.iter().filter(is_asked);
    files.map(|file| words(&file.markdown.blocks)).sum()
}

fn training(context: &Context, training: &Training) -> Value {
    let mut entries: Vec<&TrainingEntry> =
        context.application.pack.training.iter().filter_map(Field::get).collect();
    // Oldest first, as a log is read; entries without a date keep their place at the end.
    entries.sort_by_key(|entry| entry.date.value.map_or((1, None), |day| (0, Some(day))));
    let rows = entries.iter().filter(|_| !training.columns.is_empty()).map(|entry| {
        let columns = training.columns.iter();
        columns.map(|column| cell(entry, &column.shows)).collect::<Vec<_>>()
    });
    // Without columns the log is a list.
    let list = entries.iter().filter(|_| training.columns.is_empty()).map(|entry| {
        let about = [when(entry), entry.provider.text().map(str::to_owned)];
        json!({
            "title": entry.title.text(),
            "about": about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            "blocks": cell(entry, &[EntryPart::Description, EntryPart::Impact]),
        })
    });
    json!({
        "title": training.title,
        "text": training.text.as_ref().map(|one| context.print.read(one)),
        "columns": training.columns.iter().map(|column| &column.title).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "list": list.collect::<Vec<_>>(),
    })
}

/// What one column shows of an entry: the date and who gave it in plain letters, the title strong.
fn cell(entry: &TrainingEntry, parts: &[EntryPart]) -> Vec<Value> {
    let line = |kind: &str, text: String| match kind {
        "strong" => json!({ "type": "paragraph", "content": [
            { "type": "strong", "content": [{ "type": "text", "text": text }] }
        ] }),
        _ => json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] }),
    };
    parts
        .iter()
        .flat_map(|part| match part {
            EntryPart::Date => when(entry).map(|when| line("plain", when)).into_iter().collect(),
            EntryPart::Title => {
                entry.title.text().map(|title| line("strong", title.into())).into_iter().collect()
            }
            EntryPart::Provider => {
                entry.provider.text().map(|who| line("plain", who.into())).into_iter().collect()
            }
            EntryPart::Description => blocks::paragraphs(entry.description.text().unwrap_or("")),
            EntryPart::Impact => blocks::paragraphs(entry.impact.text().unwrap_or("")),
        })
        .collect()
}

fn when(entry: &TrainingEntry) -> Option<String> {
    let began = entry.date.get()?;
    Some(match entry.ended.get() {
        Some(ended) if ended > began => format!("{began} to {ended}"),
        _ => began.to_string(),
    })
}

/// A document in the list at the end of the Evidence Template.
fn listed(context: &Context, document: &Ordered) -> Value {
    let first = context.first_page(document.number);
    json!({
        "number": document.number,
        "title": document.title(),
        "kind": kind(context, document),
        "date_text": document.entry.and_then(|entry| entry.date.get()).map(Day::to_string),
        "first_page": first.map(|page| context.page_label(page)),
        "last_page": first.map(|page| context.page_label(page + document.pages().max(1) - 1)),
    })
}

/// What the council calls a document's source kind.
pub fn kind(context: &Context, document: &Ordered) -> Option<String> {
    let id = document.entry?.kind.text()?;
    context.application.policy.source_kind(id).map(|kind| kind.title.clone())
}
