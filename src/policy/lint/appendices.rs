//! The appendices of the council's document, and where they are mentioned.

use super::{Subject, text};
use crate::{
    check::Place,
    policy::valid::{items, text_of},
    yaml::Node,
};

/// What is an appendix of its own.
pub struct Appendix {
    /// Its number.
    pub number: u32,
    /// Its title, then its other names.
    pub names: Vec<String>,
    /// Where its number stands here.
    pub place: Place,
    /// The path of the lines at its head.
    pub title_block: String,
}

/// What is an appendix here, in the order of the numbers.
pub fn appendices(subject: &Subject) -> Vec<Appendix> {
    let trees = subject.trees;
    let forms = trees.forms().map(|(file, form)| (file, String::new(), form));
    let others = ["template", "training", "presentation"].into_iter().filter_map(|part| {
        let node = trees.get("evidence.yaml", part)?;
        Some(("evidence.yaml", format!("{part}."), node))
    });
    let mut all: Vec<Appendix> = forms
        .chain(others)
        .filter_map(|(file, before, node)| {
            let number = text_of(node, "appendix")?.parse().ok()?;
            let place = trees.place(file, &format!("{before}appendix"));
            let title_block = format!("{before}title_block");
            Some(Appendix { number, names: names(node), place, title_block })
        })
        .collect();
    all.sort_by_key(|one| one.number);
    all
}

/// The title of an item as it is used and as it is printed, and its aliases.
pub fn names(node: &Node) -> Vec<String> {
    let title = node.get("title");
    let inside = |key: &str| title.and_then(|title| text_of(title, key));
    let title_text = text_of(node, "title").or(inside("text"));
    let aliases = items(node.get("aliases")).into_iter().filter_map(Node::as_text);
    let all = title_text.into_iter().chain(inside("as_printed")).chain(aliases);
    all.map(str::to_owned).collect()
}

/// The numbers of appendices a sentence mentions, each with the place of the word before it among
/// the words of the sentence.
pub fn mentions(sentence: &str) -> Vec<(u32, usize)> {
    let words: Vec<&str> = text::words(sentence).collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if !matches!(&*word.to_lowercase(), "appendix" | "appendices") {
            continue;
        }
        let most = if word.eq_ignore_ascii_case("appendix") { 1 } else { usize::MAX };
        let numbers = words.iter().skip(index + 1).filter(|word| **word != "and" && **word != "or");
        let numbers = numbers.map_while(|word| word.parse().ok()).take(most);
        found.extend(numbers.map(|number| (number, index)));
    }
    found
}
