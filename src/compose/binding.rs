//! The bundle: everything the panel reads, in one document.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    Context,
    attached::{PRESENTATION, attached},
    blocks::image_source,
    digest, evidence, form, map,
    order::Ordered,
    shown, signed,
};
use crate::{
    bundle::{bind::Slot, preflight::PageSize},
    dates::Day,
    pack::{Attachment, Content, Half},
    policy::{Form, Sections},
    typeset::Tree,
};

/// What stands on the cover about who may read the bundle.
const NOTICE: &str = "Confidential. For members of this panel only. It is not to be copied or sent \
                      on, and is to be deleted or shredded after the panel.";

/// What the bundle is called.
pub fn bundle_title(context: &Context) -> &'static str {
    if context.application.has_panel() { "Panel bundle" } else { "Evidence bundle" }
}

/// What the bundle says.
pub fn bundle(context: &Context) -> Value {
    let policy = context.application.policy;
    let pack = context.application.pack;
    let title = bundle_title(context);
    let presentation = pack.presentation().and_then(|name| {
        let attachment = pack.attachments.get(&name).filter(|one| one.content.is_ok())?;
        Some(json!({
            "title": "Presentation",
            "file": name,
            "minutes": pack.minutes(),
            "topics": shown::topics(context),
            "total": attachment.pages().len(),
            "pages": pages(context, attachment, PRESENTATION),
        }))
    });
    json!({
        "document": context.document(title, None),
        "cover": cover(context, title),
        "forms": forms(context).map(|one| signed::with_copies(context, one)).collect::<Vec<_>>(),
        "template": evidence::body(context),
        "blank": blank(context).map(|one| form::body(context, one)).collect::<Vec<_>>(),
        "documents": context.order.documents.iter().map(|one| document(context, one)).collect::<Vec<_>>(),
        "presentation": presentation,
        "map": map::map(context),
        "digest": digest::digest(context),
        "questions": policy.rules.bundle.questions,
        "letters": policy.rules.bundle.sections == Sections::Letters,
    })
}

/// The files the documents show: images of the evidence.
pub fn tree(context: &Context) -> Tree {
    let mut tree = Tree::default();
    let pack = context.application.pack;
    for (name, attachment) in &pack.attachments {
        if let Ok(Content::Image { bytes, .. }) = &attachment.content {
            let source = image_source(name, attachment);
            tree.add(source.trim_start_matches('/'), Bytes(Arc::clone(bytes)));
        }
    }
    tree
}

/// Shared bytes that Typst may keep.
struct Bytes(Arc<Vec<u8>>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The forms that are bound: those with answers, and those that are written in any case.
pub fn forms<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Form> {
    let application = context.application;
    let ids = application.policy.rules.bundle.forms.iter();
    let forms = ids.filter_map(move |id| application.policy.form(id));
    let is_begun = move |id: &str| {
        application.pack.forms.contains_key(id)
            || application.pack.signed_copies(id).next().is_some()
    };
    forms.filter(move |form| form.build.is_some() || is_begun(&form.id))
}

/// The forms that are bound blank, for members of the panel to write on.
fn blank<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Form> {
    let policy = context.application.policy;
    policy.rules.bundle.blank.iter().filter_map(|id| policy.form(id))
}

fn cover(context: &Context, title: &str) -> Value {
    let application = context.application;
    let panel = application.policy.rules.panel.as_ref().filter(|_| application.has_panel());
    let day = application.pack.facts.panel.get().filter(|_| panel.is_some());
    let sitting = panel.zip(day).and_then(|(panel, day)| {
        panel.sittings.iter().find(|sitting| sitting.date == *day || sitting.also == Some(*day))
    });
    let members = panel.into_iter().flat_map(|panel| &panel.members).map(|seat| {
        let role = application.policy.seat(seat);
        if seat.chairs { format!("{role} (chair)") } else { role }
    });
    let fact = |name| application.fact(name);
    let progression = application.progression();
    let decided_by = progression.and_then(|one| one.decided_by.as_deref());
    let decided_by = decided_by.map(|role| application.policy.role(role));
    let mut facts = context.facts();
    facts.push(("Documents".to_owned(), context.order.documents.len().to_string()));
    json!({
        "council": application.policy.rules.council,
        "title": title,
        "candidate": fact("candidate.name").unwrap_or_default(),
        "progression": fact("progression.title").unwrap_or_default(),
        "route": fact("route.title"),
        "decided_by": decided_by,
        "panel_date_text": day.map(|day| day.with_weekday()),
        "panel_time": sitting.and_then(|sitting| sitting.time.as_ref()),
        "panel_place": sitting.and_then(|sitting| sitting.place.as_ref()),
        "facts": facts,
        "members": members.collect::<Vec<_>>(),
        "fingerprint": context.fingerprint,
        "notice": application.policy.rules.bundle.notice.as_deref().unwrap_or(NOTICE),
    })
}

pub(super) fn document(context: &Context, document: &Ordered) -> Value {
    let entry = document.entry;
    let half = entry.and_then(|entry| entry.then_and_now.get());
    let seen = entry.filter(|_| document.attachment.is_none()).map(|entry| {
        let verified = entry.verified_by.get();
        json!({
            "title": entry.name(),
            "name": verified.and_then(|one| one.name.text()),
            "role": verified.and_then(|one| one.role.text()).map(|who| context.application.policy.role(who)),
            "on": verified.and_then(|one| one.on.get()).map(Day::to_string),
        })
    });
    let file = document.file.as_deref();
    json!({
        "number": document.number,
        "title": document.title(),
        "kind": evidence::kind(context, document),
        "written_by": entry.and_then(|entry| entry.written_by.text()).map(|who| context.application.policy.role(who)),
        "date_text": entry.and_then(|entry| entry.date.get()).map(Day::to_string),
        "file": file.map(|file| file.trim_start_matches("documents/")),
        "cited_by": map::cited_by(context, document),
        "then_and_now": half.and_then(|half| Some(json!({
            "pair": half.pair.text()?,
            "is": half_word(*half.is.get()?),
        }))),
        "total": document.attachment.map_or(0, |attachment| attachment.pages().len()),
        "pages": document.attachment
            .map(|attachment| pages(context, attachment, &document.number.to_string())).unwrap_or_default(),
        "notes": document.attachment.map(notes).unwrap_or_default(),
        "seen": seen,
    })
}

fn half_word(half: Half) -> &'static str {
    match half {
        Half::Then => "then",
        Half::Now => "now",
    }
}

/// The pages of a file, as the bundle shows them: the size of each, and the dot the binder finds in
/// its place.
pub(super) fn pages(context: &Context, attachment: &Attachment, id: &str) -> Vec<Value> {
    let file = attached(context).iter().position(|file| file.label == id);
    // An issued bundle is bound before them.
    let file = file.map(|file| file + usize::from(context.issued.is_some()));
    let Some(file) = file.and_then(|file| u16::try_from(file).ok()) else { return Vec::new() };
    let page = |(page, size): (u16, &PageSize)| json!({ "width": size.width, "height": size.height, "dot": Slot { file, page }.dot() });
    (0..).zip(attachment.pages()).map(page).collect()
}

/// Comments that open on a click: they are printed on a page after the document.
pub(super) fn notes(attachment: &Attachment) -> Vec<Value> {
    let notes = match &attachment.content {
        Ok(Content::Pdf { notes, .. }) => notes.as_slice(),
        _ => &[],
    };
    notes
        .iter()
        .map(|note| {
            json!({ "page": note.page, "kind": note.kind, "author": note.author, "text": note.text })
        })
        .collect()
}
