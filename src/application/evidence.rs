//! What is written under each heading, and which statements of frameworks it shows.

use super::Application;
use crate::{
    markdown::{Block, Piece, names, numbers_after, pieces, plain, words},
    pack::EvidenceFile,
    policy::{Framework, Heading, ShownBy, Statement},
};

impl<'a> Application<'a> {
    /// The file of a heading, where there is one and no other claims to be it.
    pub fn file(&self, heading: &Heading) -> Option<&'a EvidenceFile> {
        let mut files = self.pack.evidence.iter().filter(|file| file.id == heading.id);
        files.next().filter(|_| files.next().is_none())
    }

    /// The file of a heading, where something is written in it.
    pub fn evidence(&self, heading: &Heading) -> Option<&'a EvidenceFile> {
        self.file(heading).filter(|file| !is_empty(file, heading))
    }

    /// The statements of a framework, each with the headings under which the evidence shows it.
    pub fn shown<'f>(&self, framework: &'f Framework) -> Vec<(&'f Statement, Vec<&'a Heading>)> {
        let headings = self.policy.headings.iter();
        let written: Vec<(&Heading, Vec<Piece>)> = headings
            .filter_map(|heading| {
                let file = self.evidence(heading)?;
                let is_read = framework.shown_by == ShownBy::Naming;
                Some((heading, if is_read { pieces(&file.markdown.text()) } else { Vec::new() }))
            })
            .collect();
        let shows =
            |heading: &Heading, text: &[Piece], statement: &Statement| match framework.shown_by {
                ShownBy::Headings => heading.covers(framework, statement),
                ShownBy::Naming => framework.is_named(statement, text),
            };
        let statements = framework.statements.iter().map(|statement| {
            let headings = written.iter().filter(|(one, text)| shows(one, text, statement));
            (statement, headings.map(|(heading, _)| *heading).collect())
        });
        statements.collect()
    }
}

impl Heading {
    /// Whether evidence under it shows a statement.
    pub fn covers(&self, framework: &Framework, statement: &Statement) -> bool {
        let covered = self.covers.iter().filter_map(|name| name.split_once('.'));
        covered.into_iter().any(|(id, part)| id == framework.id && part == statement.id)
    }
}

impl Framework {
    /// Whether a text names a statement: by its title or an alias, or by its number behind the
    /// framework’s id.
    fn is_named(&self, statement: &Statement, text: &[Piece]) -> bool {
        let mut words = [&statement.title].into_iter().chain(&statement.aliases);
        words.any(|word| names(text, word))
            || statement
                .number
                .is_some_and(|number| numbers_after(text, &self.id).contains(&number))
    }
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
