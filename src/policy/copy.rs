//! A copy of a policy, to be changed for another council.

use super::{Files, path_of_schema, schema_of_file, schemas, text_of_schema};
use crate::publish::Output;

const GUIDE: &str = include_str!("../../templates/README.md");
const WORDS: &str = include_str!("../../templates/words.md");

/// The files of a copy: those of the policy, each with a first line that tells an editor where its
/// schema is; the schemas; the guide and the list of all words.
pub fn copy(files: &Files) -> Vec<Output> {
    let mut copy = Vec::new();
    for (name, source) in files {
        let Some((schema, _)) = schema_of_file(name) else { continue };
        let up = "../".repeat(name.matches('/').count());
        let mark = "# yaml-language-server: $schema=";
        let line = format!("{mark}{up}{}\n", path_of_schema(schema));
        let rest = match source.text.split_once('\n') {
            Some((first, rest)) if first.starts_with(mark) => rest,
            _ => &source.text,
        };
        copy.push(Output::new(name, line + rest));
    }
    for (name, schema) in schemas() {
        copy.push(Output::new(path_of_schema(name), text_of_schema(schema)));
    }
    for (name, text) in [("README.md", GUIDE), ("words.md", WORDS)] {
        copy.push(Output::new(name, text));
    }
    copy
}
