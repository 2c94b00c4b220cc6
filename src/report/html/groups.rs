//! What to do, by topic; what is said in the same words, or about one file by one rule, together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    super::Report,
    spot::{Spot, Step},
};
use crate::{
    check::{self, Counts, Finding, Topic},
    policy::{Says, Severity},
};

/// The rule by which a pack says that something was looked at and may stay.
const MAY_STAY: &str = "may-stay";
/// The rule that says what could not be looked into.
const NOT_LOOKED_INTO: &str = "not-looked-into";

/// What there is to do about one topic.
#[derive(Serialize)]
pub struct Section<'a> {
    title: &'static str,
    counts: Counts,
    in_words: String,
    is_confidentiality: bool,
    /// Whether anything in it has a mark by which it may stay.
    has_marks: bool,
    items: Vec<Item<'a>>,
    not_looked_into: Vec<Item<'a>>,
    may_stay: Vec<Item<'a>>,
}

/// One thing to do, in one or more places.
#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    severity: Severity,
    /// What is wrong; where that differs from place to place, what is asked.
    title: &'a str,
    /// Whether the title is what is asked, and not so yet.
    is_asked: bool,
    /// The file, where all places are in one.
    file: Option<&'a str>,
    /// What to do, and the clause that asks, where that is the same in all places.
    next: Option<Step>,
    clause: Option<&'a Says>,
    spots: Vec<Spot<'a>>,
}

/// The topics about which something was found, in the order a person would work through them.
pub fn sections<'a>(report: &'a Report) -> Vec<Section<'a>> {
    let topics = Topic::ALL.into_iter();
    topics
        .filter_map(|topic| {
            let of_topic = report.findings.iter().filter(|one| one.topic() == topic);
            let found: Vec<&Finding> = of_topic.collect();
            (!found.is_empty()).then(|| section(report, topic, &found))
        })
        .collect()
}

fn section<'a>(report: &'a Report, topic: Topic, found: &[&'a Finding]) -> Section<'a> {
    let counts = Counts::of(found.iter().copied());
    let mut section = Section {
        title: topic.title(),
        counts,
        in_words: counts.in_words(),
        is_confidentiality: topic == Topic::Confidentiality,
        has_marks: found.iter().any(|one| one.mark.is_some()),
        items: Vec::new(),
        not_looked_into: Vec::new(),
        may_stay: Vec::new(),
    };
    for together in grouped(found) {
        let item = item(report, &together);
        match item.rule {
            MAY_STAY if item.severity == Severity::Note => section.may_stay.push(item),
            NOT_LOOKED_INTO => section.not_looked_into.push(item),
            _ => section.items.push(item),
        }
    }
    section
}

/// What holds findings of one rule and one severity together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Bond<'a> {
    /// The same words about several files.
    Words(&'a str, Step),
    /// The same file.
    File(&'a str),
}

/// Findings that are shown as one, in the order of the first of each.
fn grouped<'a>(found: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let words = |one: &'a Finding| (one.severity, one.rule, &*one.title, Step::of(one));
    let mut files: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for one in found {
        files.entry(words(one)).or_default().insert(&one.place.file);
    }
    let bond = |one: &'a Finding| match files.get(&words(one)) {
        Some(files) if files.len() > 1 => Bond::Words(&one.title, Step::of(one)),
        _ => Bond::File(&one.place.file),
    };
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut places = BTreeMap::new();
    for &one in found {
        let place = *places.entry((one.severity, one.rule, bond(one))).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn item<'a>(report: &'a Report, together: &[&'a Finding]) -> Item<'a> {
    let title = same(together, |one| one.title.as_str());
    let file = same(together, |one| one.place.file.as_str());
    let next = same(together, Step::of);
    let clause = same(together, |one| one.clause.as_ref());
    let (rule, severity) =
        together.first().map_or(("", Severity::Note), |one| (one.rule, one.severity));
    let asks = check::rule(rule).map_or(rule, |rule| rule.asks);
    let spot = |one: &&'a Finding| {
        let mut spot = Spot::of(report, one);
        spot.title = title.is_none().then_some(one.title.as_str());
        spot.file = file.is_none().then_some(one.place.file.as_str());
        spot.next = next.is_none().then(|| Step::of(one));
        spot.clause = one.clause.as_ref().filter(|_| clause.is_none());
        spot
    };
    let spots = together.iter().map(spot).collect();
    Item {
        rule,
        severity,
        title: title.unwrap_or(asks),
        is_asked: title.is_none(),
        file,
        next,
        clause: clause.flatten(),
        spots,
    }
}

/// What is the same for all of them.
fn same<'a, T: PartialEq>(all: &[&'a Finding], part: impl Fn(&'a Finding) -> T) -> Option<T> {
    let mut parts = all.iter().map(|one| part(one));
    let first = parts.next()?;
    parts.all(|other| other == first).then_some(first)
}

/// The topics that were looked at and about which nothing was found.
pub fn clean(report: &Report) -> Vec<&'static str> {
    let (pack, policy) = (report.application.pack, report.application.policy);
    let asked: BTreeSet<Topic> = check::asked(pack, report.stage).map(|rule| rule.topic).collect();
    let found: BTreeSet<Topic> = report.findings.iter().map(Finding::topic).collect();
    let is_asked = |topic: &&Topic| match topic {
        Topic::Training => policy.evidence.training.is_some(),
        Topic::Presentation => policy.evidence.presentation.is_some(),
        // One rule is asked of a folder that is no pack, and says so.
        _ => true,
    };
    asked.difference(&found).filter(is_asked).map(|topic| topic.title()).collect()
}
