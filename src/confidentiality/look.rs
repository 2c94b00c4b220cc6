//! The search through a whole pack: every text, every name of a file, everything a document says.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use rayon::prelude::*;

use super::{
    Hit, Kind, Search, known, mark,
    mask::mask,
    sighting::{Sighting, What},
};
use crate::{
    pack::Pack,
    reading::{Part, Reading},
    source::{Source, Span},
    yaml::Value,
};

/// What stands in the texts of a pack, by file: where, and whether it may stay.
pub(super) type InTexts = BTreeMap<String, Vec<(Range<usize>, bool)>>;

/// What was found in a document, by the name of its file, and the reading it was found in.
pub(super) type InReadings = BTreeMap<String, (Arc<Reading>, Vec<Sighting>)>;

/// Everything that was found, in the order of the files. What is in `kept` of the same readings is
/// taken from there.
pub(super) fn sightings(
    pack: &Pack,
    search: &Search,
    kept: &mut InReadings,
) -> (Vec<Sighting>, InTexts) {
    let mut all: Vec<(Sighting, Vec<Range<usize>>)> = Vec::new();
    let sources: Vec<&Source> = pack.sources.values().collect();
    all.extend(sources.par_iter().flat_map(|one| in_text(search, pack, one)).collect::<Vec<_>>());
    all.extend(
        pack.names()
            .into_iter()
            .flat_map(|name| in_name(search, name))
            .map(|one| (one, Vec::new())),
    );
    let readings: Vec<_> = pack.readings.iter().collect();
    let look = |(name, one): &(&String, &Arc<Reading>)| {
        let found = match kept.get(*name) {
            Some((same, found)) if Arc::ptr_eq(same, one) => found.clone(),
            _ => in_reading(search, pack, name, one),
        };
        ((*name).clone(), (Arc::clone(one), found))
    };
    *kept = readings.par_iter().with_max_len(1).map(look).collect();
    all.extend(kept.values().flat_map(|(_, found)| found).map(|one| (one.clone(), Vec::new())));
    mark::tell_apart(all.iter_mut().map(|(one, _)| one));
    let mut texts = InTexts::new();
    for (sighting, ranges) in &mut all {
        sighting.stays = stays(pack, sighting);
        if !ranges.is_empty() {
            let may_stay = sighting.stays.is_some();
            let spots = texts.entry(sighting.file.clone()).or_default();
            spots.extend(ranges.drain(..).map(|range| (range, may_stay)));
        }
    }
    let mut all: Vec<Sighting> = all.into_iter().map(|(one, _)| one).collect();
    all.sort_by(|a, b| a.order().cmp(&b.order()));
    (all, texts)
}

/// The entry that says it may stay.
fn stays(pack: &Pack, sighting: &Sighting) -> Option<usize> {
    pack.confidentiality.may_stay.iter().position(|entry| {
        let Some(entry) = entry.get() else { return false };
        let says = |field: &crate::yaml::Field<String>, what: &str| field.text() == Some(what);
        let is_whole = entry.reason.text().is_some() && entry.by.text().is_some();
        is_whole
            && says(&entry.rule, sighting.what.rule())
            && says(&entry.file, &sighting.file)
            && says(&entry.mark, &sighting.mark)
    })
}

/// Hits of one kind on one line are one sighting.
fn in_text(search: &Search, pack: &Pack, source: &Source) -> Vec<(Sighting, Vec<Range<usize>>)> {
    let mut hits = search.hits(&source.text);
    hits.extend(decoded(search, source));
    let is_contact =
        |kind| matches!(kind, Kind::Telephone | Kind::Email | Kind::Postcode | Kind::Address);
    hits.retain(|hit| {
        !(is_contact(hit.kind) && known::is_of_candidate(pack, &source.name, hit.range.start))
    });
    let ranges: Vec<Range<usize>> = hits.iter().map(|hit| hit.range.clone()).collect();
    let masked = mask(&source.text, &ranges, 'x');
    let mut lines: BTreeMap<(usize, Kind), Vec<Hit>> = BTreeMap::new();
    for hit in hits {
        let line = source.line_column(hit.range.start).0;
        lines.entry((line, hit.kind)).or_default().push(hit);
    }
    lines
        .into_values()
        .map(|hits| {
            let span = hits.first().map(|hit| Span::from(hit.range.clone()));
            let sighting = Sighting { span, ..found(&source.name, &hits, &masked) };
            (sighting, hits.into_iter().map(|hit| hit.range).collect())
        })
        .collect()
}

/// Values of YAML in which letters are written as signs (`"\u004a"`): the whole value is the place.
fn decoded(search: &Search, source: &Source) -> Vec<Hit> {
    // Where no sign stands, the text was searched as it is.
    if !source.name.ends_with(".yaml") || !source.text.contains('\\') {
        return Vec::new();
    }
    let tree = crate::yaml::parse(source).0;
    let mut hits = Vec::new();
    let mut open = vec![&tree];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Text(text) if source.slice(node.span).contains('\\') => {
                let range = node.span.start..node.span.end;
                let found = search.hits(text).into_iter();
                hits.extend(found.map(|hit| Hit { range: range.clone(), ..hit }));
            }
            Value::List(nodes) => open.extend(nodes),
            Value::Group(entries) => open.extend(entries.iter().map(|entry| &entry.node)),
            _ => {}
        }
    }
    hits
}

fn in_name(search: &Search, name: &str) -> Vec<Sighting> {
    let hits = search.hits(name);
    let ranges: Vec<Range<usize>> = hits.iter().map(|hit| hit.range.clone()).collect();
    let masked = mask(name, &ranges, 'x');
    let of_kinds = by_kind(hits);
    of_kinds
        .iter()
        .map(|hits| {
            let in_name = hits.iter().map(|hit| hit.range.clone()).collect();
            Sighting { is_in_name: true, in_name, ..found(name, hits, &masked) }
        })
        .collect()
}

/// Hits of one kind in one part of a page.
#[derive(Default)]
struct InPart {
    part: Option<Part>,
    count: usize,
    is_sure: bool,
    around: String,
}

/// Hits of one kind in one part of one page are one sighting.
fn in_reading(search: &Search, pack: &Pack, name: &str, reading: &Reading) -> Vec<Sighting> {
    let mut parts: BTreeMap<(Option<usize>, String, Kind), InPart> = BTreeMap::new();
    for passage in &reading.passages {
        let hits = search.hits(&passage.text);
        if hits.is_empty() {
            continue;
        }
        let ranges: Vec<Range<usize>> = hits.iter().map(|hit| hit.range.clone()).collect();
        let masked = mask(&passage.text, &ranges, 'x');
        for hits in by_kind(hits) {
            let Some(first) = hits.first() else { continue };
            let key = (passage.page, format!("{:?}", passage.part), first.kind);
            let part = parts.entry(key).or_default();
            part.part = Some(passage.part.clone());
            part.count += hits.len();
            part.is_sure |= hits.iter().any(|hit| hit.is_sure);
            part.around.push_str(&mark::surroundings(&masked, hits.iter().map(|hit| &hit.range)));
        }
    }
    let identifying = parts.into_iter().map(|((page, _, kind), found)| {
        let InPart { part, count, is_sure, around } = found;
        let what = What::Identifying(kind);
        Sighting { page, part, count, is_sure, ..Sighting::of(what, name, &around) }
    });
    let digest = || match pack.attachments.get(name) {
        Some(attachment) => attachment.sha256.clone(),
        None => pack.folder.get(name).map(|item| item.bytes.to_string()).unwrap_or_default(),
    };
    let mut whole = None;
    // What is in the file, or cannot be looked into, is known by the whole file: another file is
    // another matter.
    let mut around = || whole.get_or_insert_with(digest).clone();
    let traces = reading.traces.iter().map(|one| (What::Trace(one.kind), one.page));
    let unread = reading.unread.iter().map(|one| (What::Unread(one.what), one.page));
    let mut pages: BTreeMap<What, Vec<Option<usize>>> = BTreeMap::new();
    for (what, page) in traces.chain(unread) {
        pages.entry(what).or_default().push(page);
    }
    let others = pages.into_iter().map(|(what, pages)| {
        let page = pages.iter().copied().flatten().min();
        let mut places: Vec<usize> = pages.iter().copied().flatten().collect();
        places.sort_unstable();
        places.dedup();
        let around = format!("{} {places:?}", around());
        Sighting { page, count: pages.len(), pages: places, ..Sighting::of(what, name, &around) }
    });
    identifying.chain(others).collect()
}

fn by_kind(hits: Vec<Hit>) -> Vec<Vec<Hit>> {
    let mut kinds: BTreeMap<Kind, Vec<Hit>> = BTreeMap::new();
    for hit in hits {
        kinds.entry(hit.kind).or_default().push(hit);
    }
    kinds.into_values().collect()
}

/// Hits of one kind in a text, which is given masked.
fn found(file: &str, hits: &[Hit], masked: &str) -> Sighting {
    let kind = hits.first().map_or(Kind::Name, |hit| hit.kind);
    let around = mark::surroundings(masked, hits.iter().map(|hit| &hit.range));
    let is_sure = hits.iter().any(|hit| hit.is_sure);
    Sighting { count: hits.len(), is_sure, ..Sighting::of(What::Identifying(kind), file, &around) }
}
