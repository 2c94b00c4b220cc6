//! `private/`: the names that must not appear and the register of pseudonyms. Nothing of it is ever
//! shown: what is wrong in it is told by its line alone.

use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;

use super::folder::{list_private, plain};
use crate::{
    source::Source,
    yaml::{self, Field},
};

/// The list of names, one a line.
pub const NAMES: &str = "private/names.txt";
/// The register of pseudonyms.
pub const PSEUDONYMS: &str = "private/pseudonyms.yaml";

/// What a candidate keeps to themselves.
#[derive(Debug, Clone, Default)]
pub struct Private {
    /// Names that must not appear, as they were written.
    pub names: Vec<String>,
    /// Pseudonyms that are used.
    pub pseudonyms: Vec<String>,
    /// What could not be understood: the file, the line where that is known, and what to do.
    pub problems: Vec<(&'static str, Option<usize>, String)>,
    /// Whether other files lie in the folder, which are not read.
    pub has_others: bool,
}

/// An entry of the register.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Pseudonym {
    /// What the evidence says: `Child A`.
    pub pseudonym: Field<String>,
    /// Who stands behind it, or where that is kept.
    pub who: Field<String>,
}

impl Private {
    /// Reads the folder `private` of a pack.
    pub fn read(root: &Path) -> Self {
        let mut private = Self::default();
        for (name, path) in list_private(root) {
            match &*name {
                NAMES => private.read_names(&path),
                PSEUDONYMS => private.read_pseudonyms(&path),
                _ => private.has_others |= !super::is_clutter(&name),
            }
        }
        private
    }

    fn read_names(&mut self, path: &Path) {
        let Some(source) = self.source(path, NAMES) else { return };
        if source.text.contains('\0') {
            let next = "Save it as plain text, one name a line";
            self.problems.push((NAMES, None, next.into()));
            return;
        }
        let lines = source.text.lines().map(|line| line.split('#').next().unwrap_or_default());
        let names = lines.map(|line| line.trim().trim_start_matches(['-', '*', '•']).trim());
        self.names.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
    }

    fn read_pseudonyms(&mut self, path: &Path) {
        let Some(source) = self.source(path, PSEUDONYMS) else { return };
        let (tree, mut problems) = yaml::parse(&source);
        let (entries, more) = yaml::read::<Vec<Field<Pseudonym>>>(&tree);
        if problems.is_empty() {
            problems = more;
        }
        let entries = entries.unwrap_or_default();
        for entry in entries.iter().filter_map(Field::get) {
            self.pseudonyms.extend(entry.pseudonym.text().map(str::to_owned));
            // Whoever writes a name beside the pseudonym does not want to see it in the pack.
            let who = entry.who.text().filter(|who| is_like_a_name(who));
            self.names.extend(who.map(str::to_owned));
        }
        // The words of a problem may quote what is written there.
        self.problems.extend(problems.iter().map(|problem| {
            let line = source.line_column(problem.span.start).0;
            let next = "Write each pseudonym on a line of its own, like `- { pseudonym: Child A }`";
            (PSEUDONYMS, Some(line), next.to_owned())
        }));
    }

    fn source(&mut self, path: &Path, name: &'static str) -> Option<Source> {
        let read = Source::read(path, name);
        read.map_err(|error| {
            let why = plain(&error);
            self.problems.push((name, None, format!("Make sure that it can be read: {why}")));
        })
        .ok()
    }
}

/// Whether all words begin with a capital, as in a name and not in a remark.
fn is_like_a_name(text: &str) -> bool {
    let begins = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    text.split_whitespace().all(begins)
}
