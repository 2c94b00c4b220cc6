//! What is written under a heading. Rules about evidence share it.

use crate::{
    check::Case,
    markdown::{Block, Inline, plain, words},
    pack::EvidenceFile,
    policy::Heading,
};

/// The file of a heading, where there is one and no other claims to be it.
pub fn file<'a>(case: &Case<'a>, heading: &Heading) -> Option<&'a EvidenceFile> {
    let mut files = case.pack().evidence.iter().filter(|file| file.id == heading.id);
    files.next().filter(|_| files.next().is_none())
}

/// The file of a heading, where something is written in it.
pub fn evidence<'a>(case: &Case<'a>, heading: &Heading) -> Option<&'a EvidenceFile> {
    file(case, heading).filter(|file| !is_empty(file, heading))
}

/// Whether a file says nothing of the candidate's own. Prompts left in place are not evidence.
pub fn is_empty(file: &EvidenceFile, heading: &Heading) -> bool {
    file.markdown.blocks.iter().all(|block| is_empty_block(block, heading))
}

fn is_empty_block(block: &Block, heading: &Heading) -> bool {
    let prompts = || heading.consider.iter().chain(&heading.text);
    let is_prompt = |text: &str| {
        let text = text.trim().trim_end_matches('.');
        prompts().any(|prompt| prompt.text.trim_end_matches('.').eq_ignore_ascii_case(text))
    };
    match block {
        Block::Paragraph(content) => {
            words(std::slice::from_ref(block)) == 0 || is_prompt(&plain(content))
        }
        Block::List { items, .. } => {
            items.iter().flat_map(|(_, blocks)| blocks).all(|block| is_empty_block(block, heading))
        }
        Block::Quote(blocks) => blocks.iter().all(|block| is_empty_block(block, heading)),
        other => words(std::slice::from_ref(other)) == 0,
    }
}

/// All the words of a file as one text, its own headings, tables and footnotes included.
pub fn text(file: &EvidenceFile) -> String {
    let mut text = String::new();
    push(&file.markdown.blocks, &mut text);
    file.markdown.notes.iter().for_each(|note| push(note, &mut text));
    text
}

fn push(blocks: &[Block], text: &mut String) {
    for block in blocks {
        let lines: Vec<&Vec<Inline>> = match block {
            Block::Paragraph(content) | Block::Heading(_, content) => vec![content],
            Block::Table { header, rows, .. } => {
                header.iter().chain(rows.iter().flatten()).collect()
            }
            _ => Vec::new(),
        };
        for line in lines {
            text.push_str(&plain(line));
            text.push('\n');
        }
        match block {
            Block::List { items, .. } => items.iter().for_each(|(_, blocks)| push(blocks, text)),
            Block::Quote(blocks) => push(blocks, text),
            Block::Code(code) => text.push_str(code),
            _ => {}
        }
    }
}
