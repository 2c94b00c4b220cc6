//! What a lint sees.

use crate::{
    check::Place,
    policy::{
        Files,
        tree::{Spot, Trees},
        valid::Names,
    },
    source::Span,
};

/// All a lint can see.
pub struct Subject<'a> {
    /// The files.
    pub files: &'a Files,
    /// The files, as trees.
    pub trees: &'a Trees,
    /// Every value of every file, each after the one it is in.
    pub spots: Vec<Spot<'a>>,
    /// What the policy gives names to.
    pub names: Names,
    /// The name of the folder, where that is known.
    pub folder: Option<&'a str>,
}

/// Keys whose texts stand in the council's own document.
const PRINTED: [&str; 14] = [
    "as_printed",
    "columns",
    "consider",
    "consider_label",
    "evidence_label",
    "footnotes",
    "format",
    "guidance",
    "introduction",
    "label",
    "text",
    "then",
    "title",
    "title_block",
];

impl<'a> Subject<'a> {
    /// What there is to see of the files of a policy.
    pub fn new(files: &'a Files, trees: &'a Trees, folder: Option<&'a str>) -> Self {
        Self { files, trees, spots: trees.spots(), names: Names::of(trees), folder }
    }

    /// The texts of the council's own document, as it prints them, with its slips. Not what the
    /// policy is corrected to, and no note of whoever wrote it down.
    pub fn printed(&self) -> impl Iterator<Item = (&Spot<'a>, &'a str)> {
        let texts = self.spots.iter().filter_map(|spot| Some((spot, spot.text()?)));
        texts.filter(|(spot, _)| {
            let key = spot.last_key();
            let is_item = spot.path.ends_with(|letter: char| letter.is_ascii_digit());
            let corrected = || {
                let group = self.trees.get(spot.file, spot.up(1));
                !is_item && group.is_some_and(|group| group.get("as_printed").is_some())
            };
            let is_sitting = spot.path.starts_with("panel.sittings.");
            PRINTED.contains(&key) && !is_sitting && (key == "as_printed" || !corrected())
        })
    }

    /// The notes of whoever wrote the policy down.
    pub fn notes(&self) -> impl Iterator<Item = (&Spot<'a>, &'a str)> {
        let texts = self.spots.iter().filter_map(|spot| Some((spot, spot.text()?)));
        texts.filter(|(spot, _)| spot.last_key() == "note")
    }

    /// The place of some words of a text; of the whole text where they are not found.
    pub fn words(&self, spot: &Spot, words: &str) -> Place {
        let whole = spot.node.span;
        let source = self.files.get(spot.file).map_or("", |source| source.slice(whole));
        let words: Vec<&str> = words.split_whitespace().collect();
        let starts = source.match_indices(words.first().copied().unwrap_or("\n"));
        let found = starts.map(|(start, _)| start).find_map(|start| {
            let mut end = start;
            for (index, word) in words.iter().enumerate() {
                let rest = source.get(end..)?;
                let gap = rest.len() - rest.trim_start().len();
                // Words may stand on two lines, and never without a space between them.
                if index > 0 && gap == 0 || !rest.trim_start().starts_with(word) {
                    return None;
                }
                end += gap + word.len();
            }
            Some(Span { start: whole.start + start, end: whole.start + end })
        });
        Place::span(spot.file, found.unwrap_or(whole))
    }

    /// A text as it is printed: `as_printed` beside or in it, else the text.
    pub fn as_printed(&self, spot: &Spot<'a>, key: &str) -> Option<&'a str> {
        let beside = spot.node.get("as_printed");
        let inside = spot.node.get(key)?.get("as_printed");
        match inside.or(beside) {
            Some(printed) => Some(printed.as_text().unwrap_or_default().trim()),
            None => spot.key(key).or_else(|| spot.node.get(key)?.get("text")?.as_text()),
        }
    }
}
