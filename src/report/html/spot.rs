//! Where something was found, and what stands there.

use serde::Serialize;

use super::super::Report;
use crate::{
    check::Finding,
    policy::Says,
    source::{Source, Span},
};

/// One place. What it does not share with the others beside it is said with it.
#[derive(Serialize)]
pub struct Spot<'a> {
    pub title: Option<&'a str>,
    pub file: Option<&'a str>,
    line: Option<usize>,
    page: Option<usize>,
    text: Option<Excerpt>,
    pub next: Option<Step>,
    pub clause: Option<&'a Says>,
    mark: Option<&'a str>,
}

impl<'a> Spot<'a> {
    /// The place of a finding.
    pub fn of(report: &Report, finding: &'a Finding) -> Self {
        let source = report.application.pack.sources.get(&finding.place.file);
        let text = source.zip(finding.place.span).and_then(|(source, span)| excerpt(source, span));
        Self {
            title: None,
            file: None,
            line: report.line_column(finding).map(|(line, _)| line),
            page: finding.place.page,
            text,
            next: None,
            clause: None,
            mark: finding.mark.as_deref(),
        }
    }
}

/// What to do next: a sentence that stands by itself, and what else is to be known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Step {
    does: String,
    more: String,
}

impl Step {
    /// What a finding advises. The mark stands beside the place, so that what is said about it in
    /// the advice is left out.
    pub fn of(finding: &Finding) -> Self {
        let of_mark = |text: &str| finding.mark.as_ref().is_some_and(|mark| text.contains(mark));
        let mut sentences = sentences(&finding.next).into_iter().filter(|text| !of_mark(text));
        let does = sentences.next().unwrap_or_default().to_owned();
        Self { does, more: sentences.collect::<Vec<_>>().join(" ") }
    }
}

/// The sentences of a text. A full stop in what is typed into a file, between backticks, ends none.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|text| text.find(". ")).map(|at| from + at + 1) {
        let Some((sentence, others)) = rest.split_at_checked(at) else { break };
        from = at;
        if sentence.matches('`').count() % 2 == 0 {
            sentences.push(sentence);
            (rest, from) = (others.trim_start(), 0);
        }
    }
    sentences.push(rest);
    sentences
}

/// A line of a file, and the part of it that is meant.
#[derive(Debug, PartialEq, Serialize)]
struct Excerpt {
    before: String,
    meant: String,
    after: String,
}

/// How many letters of what is meant are shown, and of what stands on each side of it.
const MEANT: usize = 140;
const BESIDE: usize = 40;

/// The first line that a span covers, not longer than a person reads at a glance.
fn excerpt(source: &Source, span: Span) -> Option<Excerpt> {
    let (number, _) = source.line_column(span.start);
    let line = source.line(number);
    let line_start = source.line_start(number);
    let start = source.floor(span.start).saturating_sub(line_start).min(line.len());
    let end = source.ceil(span.end).saturating_sub(line_start).clamp(start, line.len());
    let (before, rest) = line.split_at_checked(start)?;
    let (meant, after) = rest.split_at_checked(end - start)?;
    let excerpt = Excerpt {
        before: last(before.trim_start(), BESIDE),
        meant: first(meant, MEANT),
        after: first(after.trim_end(), BESIDE),
    };
    (!line.trim().is_empty()).then_some(excerpt)
}

fn first(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let kept = text.get(..end).unwrap_or_default();
    format!("{}…", kept.rsplit_once(' ').map_or(kept, |(words, _)| words))
}

fn last(text: &str, most: usize) -> String {
    let left_out = text.chars().count().saturating_sub(most);
    if left_out == 0 {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(left_out).collect();
    let words = kept.split_once(' ').map_or(&*kept, |(_, words)| words);
    format!("…{words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        let text = format!("first\n  {}é¡here! {}", "before ".repeat(20), "after ".repeat(20));
        let source = Source::from_text("x", &text);
        let start = text.find("é").unwrap_or_default();
        let found = excerpt(&source, Span { start, end: start + "é¡here!".len() });
        let found = found.expect("the line says something");
        assert_eq!(found.meant, "é¡here!");
        assert!(found.before.starts_with('…') && found.before.ends_with("before "), "{found:?}");
        assert!(found.after.starts_with(" after") && found.after.ends_with('…'), "{found:?}");
    }

    #[test]
    fn a_full_stop_ends_a_sentence_except_in_what_is_typed() {
        let text = "Add `on: 1. May` below. Then send it. It is late";
        assert_eq!(sentences(text), ["Add `on: 1. May` below.", "Then send it.", "It is late"]);
        assert_eq!(sentences("Write it"), ["Write it"]);
        assert_eq!(sentences("`a. b. c"), ["`a. b. c"]);
    }

    proptest::proptest! {
        #[test]
        fn any_span_of_any_text_can_be_shown(
            text in "([a-zé：🙂]|[ \t\r\n\u{300}\u{200F}]|.){0,40}",
            start in 0..200_usize,
            length in 0..50_usize,
        ) {
            excerpt(&Source::from_text("x", &text), Span { start, end: start + length });
        }
    }
}
