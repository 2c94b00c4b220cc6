//! Which documents count for what. Rules about kinds of source share it.

use super::unknown_kind;
use crate::{
    application::Application,
    check::Place,
    dates::Day,
    pack::{DOCUMENTS, DocumentEntry},
    policy::{Age, SourceGroup, SourceKind},
    yaml::{Field, Node},
};

/// A document that is of the right kind and does not count, and why.
pub struct Doubt<'a> {
    entry: &'a DocumentEntry,
    why: String,
}

impl Doubt<'_> {
    /// Where it says so.
    pub fn place(&self) -> Place {
        let span = self.entry.date.span.or(self.entry.file.span).or(self.entry.seen.span);
        Place::span(DOCUMENTS, span)
    }
}

/// Why some documents do not count, as the end of an advice.
pub fn why(doubts: &[Doubt]) -> String {
    doubts.iter().map(|doubt| format!(". “{}” {}", doubt.entry.name(), doubt.why)).collect()
}

/// The listed documents with the kind each is of; a kind that is misspelt is the one it was
/// probably meant to be, because another rule asks for it to be mended.
pub fn by_kind<'a>(application: Application<'a>) -> Vec<(&'a SourceKind, &'a DocumentEntry)> {
    let policy = application.policy;
    let entries = application.pack.documents.iter().filter_map(Field::get);
    let kinds = entries.filter_map(|entry| {
        let kind = entry.kind.text()?;
        let known = policy.whole().source_kind(kind);
        Some((known.or_else(|| unknown_kind::meant(policy, kind))?, entry))
    });
    kinds.collect()
}

/// The documents that count for several kinds together, each with the id of its kind.
pub fn of_group<'a>(
    application: Application<'a>,
    group: &SourceGroup,
) -> Vec<(&'a str, &'a DocumentEntry)> {
    let is_of = |id: &String| group.of.is_empty() || group.of.contains(id);
    let there = by_kind(application).into_iter().filter(|(kind, _)| is_of(&kind.id));
    there.map(|(kind, entry)| (&*kind.id, entry)).collect()
}

/// The documents that count for a kind, and those of it that do not.
pub fn fitting<'a>(
    application: Application<'a>,
    today: Option<Day>,
    kind: &SourceKind,
) -> (Vec<&'a DocumentEntry>, Vec<Doubt<'a>>) {
    let oldest = |age| oldest(application, today, age);
    let since = kind.not_older_than.and_then(|age| Some((oldest(age)?, age)));
    let (mut there, mut doubts) = (Vec::new(), Vec::new());
    for (_, entry) in by_kind(application).into_iter().filter(|(one, _)| one.id == kind.id) {
        let why = since.and_then(|((oldest, at), age)| match entry.date.get() {
            Some(day) if *day < oldest => Some(format!(
                "does not count: it is dated {day}, and documents of this kind count from {oldest} \
                 on, {} before {at}",
                age_in_words(age)
            )),
            // An attached document without a date is reported by itself.
            None if entry.date.is_missing() && entry.file.text().is_none() => {
                Some("does not count: it has no date".into())
            }
            _ => None,
        });
        match why {
            Some(why) => doubts.push(Doubt { entry, why }),
            None => there.push(entry),
        }
    }
    (there, doubts)
}

/// The first day from which on documents count, and the day it is counted back from in words: the
/// panel, or the latest day that is known.
fn oldest(application: Application, today: Option<Day>, age: Age) -> Option<(Day, &'static str)> {
    let panel = application.day("panel").filter(|_| application.has_panel());
    let sent = application.pack.tree.get("submitted").map(Node::entries).unwrap_or_default();
    let sent = sent.iter().filter_map(|entry| application.day(&format!("submitted.{}", entry.key)));
    let (day, at) = panel
        .map(|day| (day, "the panel"))
        .or_else(|| sent.max().map(|day| (day, "they were sent")))
        .or_else(|| today.map(|day| (day, "today")))?;
    Some((day.moved(0, age.years * 12 + age.months, true), at))
}

fn age_in_words(age: Age) -> String {
    crate::application::length((age.years + age.months / 12, age.months % 12))
}

/// Whether one of these roles wrote a document.
pub fn is_by(application: Application, entry: &DocumentEntry, roles: &[String]) -> bool {
    let role = entry.written_by.text().and_then(|text| application.policy.role_named(text));
    role.is_some_and(|role| roles.contains(&role.id))
}
