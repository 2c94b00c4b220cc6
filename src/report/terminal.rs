//! Findings on a terminal: title, finger on the spot, next step, the clause that asks.

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};

use std::collections::BTreeMap;

use crate::{
    check::{Counts, Finding},
    policy::Severity,
    source::{Source, Span},
};

/// How the text may look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether it may have colours.
    pub colour: bool,
    /// How many characters fit into a line.
    pub width: usize,
}

/// All findings, then how many there are. `sources` are the files they are in, by their names.
pub fn terminal(findings: &[Finding], sources: &BTreeMap<String, Source>, look: Look) -> String {
    each(findings, sources, look) + &Counts::of(findings).in_words() + "\n"
}

/// Findings one after the other, and nothing more.
pub fn each(findings: &[Finding], sources: &BTreeMap<String, Source>, look: Look) -> String {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(look.width);
    let mut text = String::new();
    for finding in findings {
        text.push_str(&one(finding, sources.get(&finding.place.file), &renderer, look.width));
        text.push_str("\n\n");
    }
    text
}

fn one(finding: &Finding, source: Option<&Source>, renderer: &Renderer, width: usize) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&*finding.title).id(finding.rule);
    let group = match (source, finding.place.span) {
        (Some(source), Some(span)) => title.element(snippet(source, span)),
        _ => title.element(Origin::path(place(finding))),
    };
    let mut group: Group<'_> = group;
    let next = textwrap::fill(&finding.next, width.saturating_sub(12));
    group = group.element(Level::HELP.with_name("next").message(next));
    if let Some(clause) = &finding.clause {
        let says = format!("“{}” ({})", clause.text, clause.at);
        let says = textwrap::fill(&says, width.saturating_sub(14));
        group = group.element(Level::NOTE.with_name("policy").message(says));
    }
    renderer.render(&[group])
}

/// The first line that a span covers, underlined as far as it goes. Only that line is shown: a
/// paragraph of Markdown is often one line of a hundred words.
fn snippet(
    source: &Source,
    span: Span,
) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let (line, _) = source.line_column(span.start);
    let text = source.line(line).to_owned();
    let line_start = source.line_start(line);
    let start = source.floor(span.start).saturating_sub(line_start).min(text.len());
    let end = source.ceil(span.end).saturating_sub(line_start).clamp(start, text.len());
    Snippet::source(text)
        .line_start(line)
        .path(source.name.clone())
        .annotation(AnnotationKind::Primary.span(start..end))
}

fn place(finding: &Finding) -> String {
    match finding.place.page {
        Some(page) => format!("{}, page {page}", finding.place.file),
        None => finding.place.file.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    fn show(source: &Source, span: Span) -> String {
        let title = Level::ERROR.primary_title("title");
        Renderer::plain().render(&[title.element(snippet(source, span))])
    }

    proptest::proptest! {
        #[test]
        fn any_span_of_any_text_can_be_shown(
            text in "([a-zé：🙂]|[ \t\r\n\u{300}\u{200F}]|.){0,40}",
            start in 0..200_usize,
            length in 0..50_usize,
        ) {
            let source = Source::from_text("x", &text);
            show(&source, Span { start, end: start + length });
            show(&source, source.char_at(start));
        }

        #[test]
        fn any_problem_of_any_yaml_can_be_shown(text in "([-:#&!*\"'éa ,\n\t]|[\\[\\]{}]|.){0,40}") {
            let source = Source::from_text("x", &text);
            for problem in yaml::parse(&source).1 {
                show(&source, problem.span);
            }
        }
    }
}
