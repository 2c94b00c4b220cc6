use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    markdown::Block,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "wide-table",
    asks: "Tables fit the page",
    why: "A page of the Evidence Template has room for about ten narrow columns. In more of them \
          the words are broken in pieces.",
    example: "A table of twenty columns cannot be read on paper: split it in two, or turn its \
              columns into rows.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

/// Columns that can be read on a page.
const MOST: usize = 10;

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        let widths = file.markdown.blocks.iter().filter_map(|block| match block {
            Block::Table { header, .. } => Some(header.len()),
            _ => None,
        });
        if let Some(width) = widths.max().filter(|width| *width > MOST) {
            findings.warning(
                Place::file(&file.name),
                format!("A table has {width} columns, more than can be read on a page"),
                format!("Split it, or turn columns into rows: up to {MOST} columns fit"),
            );
        }
    }
}
