use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    markdown::Markdown,
    policy::Stage,
    source::{Source, Span},
};

pub static RULE: Rule = Rule {
    name: "unread-link",
    asks: "What is meant as a link is written as one",
    why: "A space in a file name, or between the words and the address, and the link is plain \
          text: it is printed with its brackets and leads nowhere.",
    example: "[report](../documents/court report.pdf) is no link because of the space: write \
              [report](<../documents/court report.pdf>).",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        let Some(source) = case.pack().sources.get(&file.name) else { continue };
        for (span, next) in unread(source, &file.markdown) {
            findings.error(
                Place::span(&file.name, span),
                "This looks like a link, and is read as plain text",
                next,
            );
        }
    }
}

/// Places that look like `[words](address)` or `(words)[address]` with an address inside the pack, and
/// are no links: each with what to do.
fn unread(source: &Source, markdown: &Markdown) -> Vec<(Span, String)> {
    let looks_like_a_file = |address: &str| {
        address.starts_with("../") || address.starts_with("documents/") || address.contains(".pdf")
    };
    let brackets = source.text.match_indices(']').filter_map(|(at, _)| {
        let rest = source.text.get(at + 1..)?;
        let start = rest.strip_prefix('(').or_else(|| rest.strip_prefix(" ("))?;
        let line = start.split(['\n', '<']).next()?;
        let address = line.get(..line.find(')')?)?;
        let end = at + 1 + (rest.len() - start.len()) + address.len() + 1;
        let next = format!("Write the address like this: (<{address}>), straight after the ]");
        looks_like_a_file(address).then_some((Span { start: at, end }, next))
    });
    let turned_round = source.text.match_indices(")[../").filter_map(|(at, _)| {
        let (before, after) = (source.text.get(..at)?, source.text.get(at + 2..)?);
        let start = before.rfind(['(', '\n']).filter(|start| before[*start..].starts_with('('))?;
        let address = after.split(['\n', ']']).next()?;
        let (words, end) = (source.text.get(start + 1..at)?, at + 2 + address.len() + 1);
        Some((Span { start, end }, format!("The words come first: [{words}]({address})")))
    });
    let is_read = |span: &Span| {
        markdown
            .links
            .iter()
            .any(|link| link.span.start <= span.start && span.start < link.span.end)
    };
    let in_code = |span: &Span| {
        let (line, _) = source.line_column(span.start);
        let before = source.slice(Span { start: source.line_start(line), end: span.start });
        before.matches('`').count() % 2 == 1
    };
    let in_comment = |span: &Span| {
        let before = source.slice(Span { start: 0, end: span.start });
        before.matches("<!--").count() > before.matches("-->").count()
    };
    let is_plain = |span: &Span| !is_read(span) && !in_code(span) && !in_comment(span);
    brackets.chain(turned_round).filter(|(span, _)| is_plain(span)).collect()
}
