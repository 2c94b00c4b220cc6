//! The kinds of source that are asked for, and how many there are; the training log.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::Report;
use crate::{check::documents, policy::Severity, words, yaml::Field};

/// How many documents there are of a kind, or of several kinds together.
#[derive(Serialize)]
pub struct Row<'a> {
    title: &'a str,
    /// How many are asked for; none where the policy does not say.
    asked: Option<String>,
    there: String,
    is_enough: bool,
    /// Whether the pack cannot go to panel with fewer.
    is_required: bool,
}

/// The kinds that are asked for, and those there are.
pub fn sources<'a>(report: &Report<'a>) -> Vec<Row<'a>> {
    let (application, evidence) = (report.application, &report.application.policy.evidence);
    let kinds = evidence.source_kinds.iter().filter_map(|kind| {
        let (there, _) = documents::fitting(application, report.today, kind);
        let by = kind.by.iter().map(|author| author.at_least).sum();
        let asked = kind.at_least.max(by);
        let by_whom = kind.by.iter().all(|author| {
            let is_by = |entry: &&&_| documents::is_by(application, entry, &author.role);
            there.iter().filter(is_by).count() >= author.at_least
        });
        (asked > 0 || !there.is_empty()).then(|| Row {
            title: &kind.title,
            asked: (asked > 0).then(|| asked.to_string()),
            there: there.len().to_string(),
            is_enough: there.len() >= kind.at_least && by_whom,
            is_required: kind.otherwise == Severity::Error,
        })
    });
    let groups = evidence.source_groups.iter().map(|group| {
        let there = documents::of_group(application, group);
        let kinds: BTreeSet<&str> = there.iter().map(|(kind, _)| *kind).collect();
        let in_words = |documents: usize, kinds: usize| {
            let documents = words::count(documents, "document");
            let of_kinds = words::count(kinds, "kind");
            match (group.at_least, group.kinds) {
                (_, 0) => documents,
                (0, _) => of_kinds,
                _ => format!("{documents}, {of_kinds}"),
            }
        };
        Row {
            title: &group.title,
            asked: Some(in_words(group.at_least, group.kinds)),
            there: in_words(there.len(), kinds.len()),
            is_enough: there.len() >= group.at_least && kinds.len() >= group.kinds,
            is_required: group.otherwise == Severity::Error,
        }
    });
    kinds.chain(groups).collect()
}

/// How much the training log holds, in a sentence; none where the policy has no log.
pub fn training(report: &Report) -> Option<String> {
    report.application.policy.evidence.training.as_ref()?;
    let entries: Vec<_> = report.application.pack.training.iter().filter_map(Field::get).collect();
    let with_impact = entries.iter().filter(|entry| entry.impact.text().is_some()).count();
    let trainings = words::count(entries.len(), "training");
    Some(match with_impact {
        _ if entries.is_empty() => "no trainings yet".to_owned(),
        all if all == entries.len() => {
            format!("{trainings}, each with what it changed in practice")
        }
        some => format!("{trainings}, {some} of them with what it changed in practice"),
    })
}
