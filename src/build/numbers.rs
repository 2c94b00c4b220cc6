//! The numbers of the bundle's pages, known before they are printed.
//!
//! Every page of an attachment takes one page of the bundle. So the bundle is laid out in the rough
//! first, with the first page of each only; from that follows where everything will stand, and the
//! whole is laid out once with its numbers as data. Nothing on a page has to ask where it is.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::volumes::Shelf;
use crate::issued::Lock;
use crate::typeset::{Fonts, Heading, Pages, Tree, TypesetError, failed, lay_out};

/// How often the whole may be laid out until its numbers are those it was given. The second is
/// needed only where a number is so much longer than expected that a line breaks elsewhere, or where
/// the digest is longer than its page.
const TRIES: usize = 5;

/// What the numbers of the pages are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The page on which each label stands, from 1.
    pub(super) places: BTreeMap<String, usize>,
    /// Where each part with a letter starts, and the letter.
    sections: Vec<(usize, String)>,
    /// How many pages there are.
    pub(super) count: usize,
    /// What the index says.
    index: Vec<Heading>,
    /// Whether the digest is longer than its page, in this layout or in an earlier one.
    digest_is_long: bool,
    /// What the first pages are called, where they were issued before.
    issued: Vec<String>,
}

/// What is laid out with numbers that are known.
pub(super) struct Layout<'a> {
    /// The template.
    pub(super) main: &'a str,
    /// The pages of each attachment: what the label of the first starts with, and how many there
    /// are.
    pub(super) runs: &'a [(String, usize)],
    /// Where the bundle is also there in volumes, the labels of the pages at which a further one
    /// begins.
    pub(super) cuts: &'a [String],
    /// The bundle whose pages come first, with the numbers they have.
    pub(super) issued: Option<&'a Lock>,
    /// The files it shows.
    pub(super) tree: &'a Tree,
}

impl<'a> Layout<'a> {
    /// That of a whole bundle, or of one that is cut.
    pub(super) fn whole(runs: &'a [(String, usize)], cuts: &'a [String], tree: &'a Tree) -> Self {
        Self { main: "bundle.typ", runs, cuts, issued: None, tree }
    }
}

/// Lays out the bundle, or an addendum to it. `data` is what it says; its numbers are put into it.
///
/// # Errors
/// Where the template does not fit the data, or no layout has the numbers it prints.
pub(super) fn lay_out_numbered(
    data: &mut Value,
    layout: &Layout,
    fonts: &Fonts,
) -> Result<(Pages, Numbers), TypesetError> {
    let Layout { main, runs, cuts, issued, tree } = *layout;
    let letters = data["letters"] == json!(true);
    let mut rough = data.clone();
    first_pages_only(&mut rough);
    rough["numbers"] = json!({
        "rough": true, "of": {}, "labels": [], "letters": letters,
        "volumes": cuts.len() + 1, "volume_of": {}, "away": {}, "digest_is_long": false,
    });
    let rough = lay_out(main, &rough, tree, fonts)?;
    let mut numbers = Numbers::of(&rough).stretched(runs);
    drop(rough);
    if let Some(lock) = issued {
        numbers.keep(lock, data);
    }
    for _ in 0..TRIES {
        data["numbers"] = numbers.data(letters, cuts);
        let pages = lay_out(main, data, tree, fonts)?;
        let mut found = Numbers { issued: numbers.issued.clone(), ..Numbers::of(&pages) };
        found.digest_is_long |= numbers.digest_is_long;
        if found == numbers {
            return Ok((pages, numbers));
        }
        numbers = found;
    }
    Err(failed("the numbers of the pages do not come to rest"))
}

/// Leaves of whatever is bound page by page the first page.
fn first_pages_only(data: &mut Value) {
    match data {
        Value::Array(items) => items.iter_mut().for_each(first_pages_only),
        Value::Object(entries) => {
            let is_bound = entries.contains_key("total");
            if let Some(Value::Array(pages)) = entries.get_mut("pages").filter(|_| is_bound) {
                pages.truncate(1);
            }
            entries.values_mut().for_each(first_pages_only);
        }
        _ => {}
    }
}

impl Numbers {
    pub(super) fn of(pages: &Pages) -> Self {
        let (places, sections, index) = (pages.places(), pages.sections(), pages.index());
        let long = |end: &usize| places.get("digest").is_some_and(|start| start < end);
        let digest_is_long = places.get("digest-end").is_some_and(long);
        let count = pages.count();
        Self { places, sections, count, index, digest_is_long, issued: Vec::new() }
    }

    /// Puts the names of what stands on issued pages into the data, where nothing new has the name.
    fn keep(&mut self, lock: &Lock, data: &mut Value) {
        self.issued.clone_from(&lock.labels);
        for (name, page) in &lock.places {
            let issued_page = page.checked_sub(1).map(|index| &mut data["issued"]["pages"][index]);
            let names = issued_page.and_then(|issued| issued["names"].as_array_mut());
            if let (Some(names), false) = (names, self.places.contains_key(name)) {
                names.push(json!(name));
                self.places.insert(name.clone(), *page);
            }
        }
    }

    /// The numbers once all pages of all attachments are there.
    fn stretched(mut self, runs: &[(String, usize)]) -> Self {
        let runs: Vec<_> = runs
            .iter()
            .filter_map(|(name, pages)| {
                let first = *self.places.get(&format!("{name}-page-1"))?;
                Some((name, first, pages.saturating_sub(1)))
            })
            .collect();
        let shifted = |page: usize| {
            let before = runs.iter().filter(|(_, first, _)| *first < page);
            page + before.map(|(_, _, more)| more).sum::<usize>()
        };
        self.places.values_mut().for_each(|page| *page = shifted(*page));
        self.sections.iter_mut().for_each(|(page, _)| *page = shifted(*page));
        self.count = shifted(self.count + 1) - 1;
        for (name, first, more) in &runs {
            let first = shifted(*first);
            let rest = (1..=*more).map(|n| (format!("{name}-page-{}", n + 1), first + n));
            self.places.extend(rest);
        }
        self
    }

    /// What is printed as the number of a page: its place, or the letter of its part and its place
    /// in that.
    pub(super) fn label(&self, page: usize) -> String {
        let issued = page.checked_sub(1).and_then(|index| self.issued.get(index));
        if let Some(label) = issued {
            return label.clone();
        }
        match self.sections.iter().rfind(|(first, _)| *first <= page) {
            Some((first, letter)) => format!("{letter}{}", page - first + 1),
            None => page.to_string(),
        }
    }

    /// What stands in the index with a label.
    pub(super) fn title(&self, label: &str) -> Option<&str> {
        let entry = self.index.iter().find(|entry| entry.label == label);
        entry.map(|entry| entry.title.as_str())
    }

    /// What is printed as the number of each page, in order.
    pub(super) fn labels(&self) -> Vec<String> {
        (1..=self.count).map(|page| self.label(page)).collect()
    }

    fn data(&self, letters: bool, cuts: &[String]) -> Value {
        let of: BTreeMap<_, _> =
            self.places.iter().map(|(name, page)| (name, self.label(*page))).collect();
        let volume_of = match cuts {
            [] => BTreeMap::new(),
            cuts => Shelf::of(self, cuts).volumes_of(self),
        };
        json!({
            "rough": false, "of": of, "labels": self.labels(), "letters": letters,
            "volumes": cuts.len() + 1, "volume_of": volume_of, "away": {}, "index": self.index,
            "digest_is_long": self.digest_is_long,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_long_document_moves_by_its_pages() {
        let places = [("a", 1), ("doc-1-page-1", 2), ("doc-1", 2), ("b", 3), ("doc-2-page-1", 4)];
        let places = places.map(|(name, page)| (name.to_owned(), page)).into();
        let numbers = Numbers {
            places,
            sections: vec![(2, "A".to_owned())],
            count: 4,
            index: vec![],
            digest_is_long: false,
            issued: vec![],
        };
        let runs = [("doc-1".to_owned(), 3), ("doc-2".to_owned(), 2)];
        let numbers = numbers.stretched(&runs);
        let wanted = [
            ("a", 1),
            ("b", 5),
            ("doc-1", 2),
            ("doc-1-page-1", 2),
            ("doc-1-page-2", 3),
            ("doc-1-page-3", 4),
            ("doc-2-page-1", 6),
            ("doc-2-page-2", 7),
        ];
        assert!(numbers.places.iter().map(|(name, page)| (name.as_str(), *page)).eq(wanted));
        assert_eq!(numbers.count, 7);
        assert_eq!([1, 2, 7].map(|page| numbers.label(page)), ["1", "A1", "A6"]);
    }

    #[test]
    fn only_what_is_bound_is_cut_short() {
        let mut data = json!({ "pages": [1, 2], "of": [{ "total": 2, "pages": [1, 2] }] });
        first_pages_only(&mut data);
        assert_eq!(data, json!({ "pages": [1, 2], "of": [{ "total": 2, "pages": [1] }] }));
    }
}
