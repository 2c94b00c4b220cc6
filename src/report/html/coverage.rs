//! How much there is under each heading: words, documents, and what kinds of source they are.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::Report;
use crate::{
    application::is_empty,
    markdown,
    policy::{Heading, WordLimit},
    words,
    yaml::Field,
};

/// The width of the picture in its own units, as far as the longest bar.
const WIDTH: usize = 1000;
/// More documents than these are counted, and not drawn one by one.
const DRAWN: usize = 24;

/// What stands under all headings.
#[derive(Serialize)]
pub struct Coverage<'a> {
    headings: Vec<Row<'a>>,
    words: String,
    /// How long all of it may be.
    asked: Option<String>,
    /// How many different documents are cited.
    documents: String,
    /// Whether any heading has a limit of words.
    has_limits: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    label: &'a str,
    state: State,
    words: String,
    /// How long it may be.
    asked: Option<String>,
    /// The lengths of the bar and of what is allowed.
    bar: usize,
    least: Option<usize>,
    most: Option<usize>,
    is_outside: bool,
    documents: String,
    /// How many documents are drawn.
    drawn: usize,
    kinds: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Written,
    Empty,
    NoFile,
}

/// Looks under each heading.
pub fn coverage<'a>(report: &Report<'a>) -> Coverage<'a> {
    let policy = report.application.policy;
    let template = &policy.evidence.template;
    let counts: Vec<_> = policy.headings.iter().map(|one| (one, count(report, one))).collect();
    let limit = |heading: &'a Heading| heading.words.as_ref().or(template.words.as_ref());
    let most = |heading| limit(heading).and_then(|limit| limit.to.or(limit.from));
    let longest =
        counts.iter().map(|(heading, (_, words))| (*words).max(most(heading).unwrap_or(0)));
    let longest = longest.max().unwrap_or(0).max(1);
    let mut all_documents = BTreeSet::new();
    let mut all_words = 0;
    let rows = counts.iter().map(|&(heading, (state, count))| {
        let documents = documents(report, heading);
        let row = row(report, heading, (state, count), limit(heading), longest, &documents);
        all_words += count;
        all_documents.extend(documents);
        row
    });
    Coverage {
        headings: rows.collect(),
        words: words::count(all_words, "word"),
        asked: template.words_in_all.as_ref().and_then(WordLimit::in_words),
        documents: words::count(all_documents.len(), "document"),
        has_limits: policy.headings.iter().any(|heading| limit(heading).is_some()),
    }
}

fn row<'a>(
    report: &Report<'a>,
    heading: &'a Heading,
    (state, count): (State, usize),
    limit: Option<&WordLimit>,
    longest: usize,
    documents: &BTreeSet<Source<'a>>,
) -> Row<'a> {
    let length = |words: usize| words.saturating_mul(WIDTH) / longest;
    let is_outside = |limit: &WordLimit| {
        limit.from.is_some_and(|from| count < from) || limit.to.is_some_and(|to| count > to)
    };
    Row {
        label: &heading.label,
        state,
        words: words::count(count, "word"),
        asked: limit.and_then(WordLimit::in_words),
        bar: length(count),
        least: limit.and_then(|limit| limit.from).map(length),
        most: limit.and_then(|limit| limit.to).map(length),
        is_outside: state == State::Written && limit.is_some_and(is_outside),
        documents: words::count(documents.len(), "document"),
        drawn: documents.len().min(DRAWN),
        kinds: kinds(report, documents),
    }
}

/// Whether something is written under a heading, and how many words.
fn count(report: &Report, heading: &Heading) -> (State, usize) {
    let files = report.application.pack.evidence.iter().filter(|file| file.id == heading.id);
    let mut state = State::NoFile;
    let mut count = 0;
    for file in files {
        if is_empty(file, heading) {
            state = if state == State::Written { state } else { State::Empty };
        } else {
            state = State::Written;
            count += markdown::words(&file.markdown.blocks);
        }
    }
    (state, count)
}

/// A document that evidence rests on: a file, or a record that was seen, by its place in the list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Source<'a> {
    File(&'a str),
    Seen(usize),
}

/// The documents that the evidence under a heading cites, and the records that were seen for it.
fn documents<'a>(report: &Report<'a>, heading: &Heading) -> BTreeSet<Source<'a>> {
    let pack = report.application.pack;
    let cited = pack
        .citations()
        .filter(|citation| citation.file.id == heading.id && !citation.link.is_image)
        .filter_map(|citation| citation.target)
        .filter(|target| pack.folder.get(target).is_some())
        .map(Source::File);
    let seen = pack.documents.iter().enumerate().filter_map(|(place, entry)| {
        let entry = entry.get().filter(|entry| entry.seen.text().is_some())?;
        let serves = entry.headings.iter().filter_map(Field::text).any(|id| id == heading.id);
        serves.then_some(Source::Seen(place))
    });
    cited.chain(seen).collect()
}

/// The kinds of source among documents, in the order of the policy: `Practice observation`,
/// `Written work (2)`.
fn kinds(report: &Report, documents: &BTreeSet<Source>) -> Vec<String> {
    let (policy, pack) = (report.application.policy, report.application.pack);
    let entries = documents.iter().map(|document| match document {
        Source::File(name) => pack.document(name),
        Source::Seen(place) => pack.documents.get(*place).and_then(Field::get),
    });
    let ids: Vec<Option<&str>> =
        entries.map(|entry| entry.and_then(|entry| entry.kind.text())).collect();
    let known = &policy.whole().evidence.source_kinds;
    let times = |number: usize, title: &str| match number {
        0 => None,
        1 => Some(title.to_owned()),
        _ => Some(format!("{title} ({number})")),
    };
    let of = |id: &str| ids.iter().filter(|one| **one == Some(id)).count();
    let of_known = known.iter().filter_map(|kind| times(of(&kind.id), &kind.title));
    let is_unknown =
        |id: &&Option<&str>| id.is_none_or(|id| known.iter().all(|kind| kind.id != id));
    let unknown = times(ids.iter().filter(is_unknown).count(), "Kind not said");
    of_known.chain(unknown).collect()
}
