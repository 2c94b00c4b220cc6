//! The evidence map: which pages of which document are cited where, what kinds of documents there
//! are, then and now.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Context, capital, order::Ordered};
use crate::{
    application::length,
    pack::{Citation, EvidenceFile, Half},
    policy::{Heading, Policy, Severity, SourceGroup, SourceKind},
};

/// What the map says beside the documents themselves.
pub fn map(context: &Context) -> Value {
    let headings = context.application.policy.headings.iter();
    json!({
        "headings": headings
            .map(|one| json!({ "id": one.id, "label": one.label })).collect::<Vec<_>>(),
        "kinds": kinds(context),
        "pairs": pairs(context),
    })
}

/// The label of the place where a link of an evidence file is printed.
pub fn place(file: &EvidenceFile, link: usize) -> String {
    format!("cited-{}-{link}", file.name)
}

/// The headings that cite a document, each with the pages it cites and the places where it does.
pub fn cited_by(context: &Context, document: &Ordered) -> Vec<Value> {
    let headings = document.cited_by.iter();
    headings
        .map(|heading| {
            let citations: Vec<Citation> = citations(context, document, heading).collect();
            let places = citations.iter().map(|one| place(one.file, one.place));
            json!({
                "heading": heading.id,
                "label": heading.label,
                "pages": pages_cited(document, &citations)
                    .map(|page| format!("document-{}-page-{page}", document.number))
                    .collect::<Vec<_>>(),
                "places": places.collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn citations<'a>(
    context: &Context<'a>,
    document: &Ordered,
    heading: &Heading,
) -> impl Iterator<Item = Citation<'a>> {
    let all = context.application.pack.citations();
    all.filter(|one| {
        let is_here = one.file.id == heading.id && !one.link.is_image;
        is_here && one.target.is_some() && one.target == document.file.as_deref()
    })
}

/// The pages that are cited, in order; the first where a citation names none.
fn pages_cited(document: &Ordered, citations: &[Citation]) -> impl Iterator<Item = usize> + use<> {
    let there = 1..=document.pages();
    let page = |one: &Citation| one.page_number().filter(|page| there.contains(page)).unwrap_or(1);
    let mut pages: BTreeSet<usize> = citations.iter().map(page).collect();
    if pages.is_empty() {
        pages.insert(1);
    }
    pages.into_iter()
}

/// The source kinds, and kinds together, with the documents there are of each. What nobody asks for
/// and is not there is left out.
fn kinds(context: &Context) -> Vec<Value> {
    let policy = context.application.policy;
    let kinds = policy.evidence.source_kinds.iter().filter_map(|kind| {
        let numbers = of_kinds(context, &|id| id == kind.id);
        let asked = asked_of(policy, kind);
        (asked.is_some() || !numbers.is_empty()).then(|| {
            json!({
                "title": kind.title,
                "asked": asked,
                "count": numbers.len().to_string(),
                "documents": numbers,
            })
        })
    });
    let groups = policy.evidence.source_groups.iter().map(|group| {
        let asked = match (group.at_least, group.kinds) {
            (0, kinds) => format!("{kinds} different kinds"),
            (documents, 0) => format!("at least {documents}"),
            (documents, kinds) => format!("at least {documents}, of {kinds} different kinds"),
        };
        let numbers = of_kinds(context, &|id| is_of(group, id));
        let count = match group.at_least {
            0 => format!("{} kinds", kinds_there(context, group)),
            _ => numbers.len().to_string(),
        };
        json!({ "title": group.title, "asked": asked, "count": count, "documents": numbers })
    });
    kinds.chain(groups).collect()
}

/// How many of the kinds that are asked for there is a document of, and how many are asked for.
/// `None` where none is.
pub fn kinds_asked(context: &Context) -> Option<(usize, usize)> {
    let kinds = context.application.policy.evidence.source_kinds.iter();
    let asked = kinds.filter(|kind| kind.at_least > 0 && kind.otherwise != Severity::Note);
    let there: Vec<bool> =
        asked.map(|kind| !of_kinds(context, &|id| id == kind.id).is_empty()).collect();
    let count = there.iter().filter(|is| **is).count();
    (!there.is_empty()).then_some((count, there.len()))
}

/// The numbers of the documents of some kinds.
fn of_kinds(context: &Context, is_wanted: &dyn Fn(&str) -> bool) -> Vec<usize> {
    let documents = context.order.documents.iter();
    let kind = |one: &Ordered| one.entry.and_then(|entry| entry.kind.text().map(str::to_owned));
    let those = documents.filter(|one| kind(one).is_some_and(|id| is_wanted(&id)));
    those.map(|one| one.number).collect()
}

fn is_of(group: &SourceGroup, id: &str) -> bool {
    group.of.is_empty() || group.of.iter().any(|one| one == id)
}

fn kinds_there(context: &Context, group: &SourceGroup) -> usize {
    let documents = context.order.documents.iter();
    let ids = documents.filter_map(|one| one.entry?.kind.text()).filter(|id| is_of(group, id));
    ids.collect::<BTreeSet<_>>().len()
}

/// What is asked of a source kind, in words.
fn asked_of(policy: &Policy, kind: &SourceKind) -> Option<String> {
    let mut parts = Vec::new();
    if kind.at_least > 0 {
        parts.push(match kind.otherwise {
            Severity::Note => "may be there".to_owned(),
            _ => format!("at least {}", kind.at_least),
        });
    }
    for author in &kind.by {
        let roles: Vec<&str> = author.role.iter().map(|role| policy.role(role)).collect();
        parts.push(format!("{} by {}", author.at_least, roles.join(" or ")));
    }
    if let Some(age) = kind.not_older_than {
        let months = age.years * 12 + age.months;
        parts.push(format!("not older than {}", length((months / 12, months % 12))));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What is compared: a name, and the numbers of the documents from then and from now.
#[derive(Debug, Default)]
struct Pair {
    name: String,
    then: Vec<usize>,
    now: Vec<usize>,
}

fn pairs(context: &Context) -> Vec<Value> {
    let pairs = paired(context).into_iter();
    pairs
        .map(|one| json!({ "pair": capital(&one.name), "then": one.then, "now": one.now }))
        .collect()
}

/// How many pairs have both halves, and how many only one.
pub fn pairs_there(context: &Context) -> (usize, usize) {
    let (whole, half): (Vec<_>, Vec<_>) =
        paired(context).into_iter().partition(|one| !one.then.is_empty() && !one.now.is_empty());
    (whole.len(), half.len())
}

/// The pairs in the order of their first document. A name in other letters is the same name.
fn paired(context: &Context) -> Vec<Pair> {
    let (mut pairs, mut known) = (Vec::<Pair>::new(), BTreeMap::new());
    for document in &context.order.documents {
        let both = document.entry.and_then(|entry| entry.then_and_now.get());
        let Some((name, half)) = both.and_then(|both| both.pair.text().zip(both.is.get())) else {
            continue;
        };
        let place = *known.entry(name.to_lowercase()).or_insert_with(|| {
            pairs.push(Pair { name: name.to_owned(), ..Pair::default() });
            pairs.len() - 1
        });
        let Some(pair) = pairs.get_mut(place) else { continue };
        match half {
            Half::Then => pair.then.push(document.number),
            Half::Now => pair.now.push(document.number),
        }
    }
    pairs
}
