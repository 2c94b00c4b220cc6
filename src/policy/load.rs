//! A policy's folder → [`Policy`].

#![expect(clippy::disallowed_methods, reason = "the door that lists a policy")]

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::{Form, Policy};
use crate::{
    source::Source,
    yaml::{self, Problem, ProblemKind},
};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/policies");

/// The files of a policy, by the path inside its folder.
pub type Files = BTreeMap<String, Source>;

/// The ids of the policies this program carries.
pub fn known() -> Vec<&'static str> {
    let names = EMBEDDED.dirs().filter_map(|dir| dir.path().file_name()?.to_str());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

/// The files of a policy: of the folder at `path` if one is given, else of the policy this program
/// carries under `id`. `None` where it carries no such policy.
///
/// # Errors
/// Where the folder or a file in it cannot be read.
pub fn find(id: &str, path: Option<&Path>) -> io::Result<Option<Files>> {
    match path {
        Some(path) => from_disk(path).map(Some),
        None => Ok(EMBEDDED.get_dir(id).map(embedded)),
    }
}

fn embedded(dir: &Dir<'_>) -> Files {
    let mut files = Files::new();
    let mut open = vec![dir];
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().strip_prefix(dir.path()).unwrap_or(file.path());
            let name = slashed(path);
            files.insert(name.clone(), Source::from_bytes(&name, file.contents()));
        }
    }
    files
}

fn from_disk(root: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(root).max_depth(3).sort_by_file_name() {
        let path: PathBuf = entry?.into_path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let name = slashed(path.strip_prefix(root).unwrap_or(&path));
            files.insert(name.clone(), Source::read(&path, &name)?);
        }
    }
    Ok(files)
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Reads a policy from its files. `None` where a part it cannot do without is missing or wrong;
/// the problems say which, each with the name of its file.
pub fn load(files: &Files) -> (Option<Policy>, Vec<(String, Problem)>) {
    let mut loader = Loader { files, problems: Vec::new() };
    let rules = loader.read("policy.yaml");
    let headings = loader.read("headings.yaml");
    let evidence = loader.read("evidence.yaml");
    let names: Vec<&String> = files.keys().filter(|name| name.starts_with("forms/")).collect();
    let forms: Vec<Form> = names.into_iter().filter_map(|name| loader.read(name)).collect();
    let problems = loader.problems;
    let policy = match (rules, headings, evidence) {
        (Some(rules), Some(headings), Some(evidence)) if problems.is_empty() => {
            Some(Policy { rules, headings, evidence, forms, whole: None })
        }
        _ => None,
    };
    (policy, problems)
}

struct Loader<'f> {
    files: &'f Files,
    problems: Vec<(String, Problem)>,
}

impl Loader<'_> {
    fn read<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let Some(source) = self.files.get(name) else {
            let problem = Problem {
                kind: ProblemKind::WrongValue,
                span: Default::default(),
                message: "this file of the policy is missing".into(),
                next: Some("Every policy has policy.yaml, headings.yaml and evidence.yaml".into()),
            };
            self.problems.push((name.to_owned(), problem));
            return None;
        };
        let (node, found) = yaml::parse(source);
        let (value, more) = if found.is_empty() { yaml::read(&node) } else { (None, Vec::new()) };
        let all = found.into_iter().chain(more);
        self.problems.extend(all.map(|problem| (name.to_owned(), problem)));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_carried_is_read_without_a_problem() {
        for id in known() {
            let files = find(id, None).unwrap().unwrap();
            let (policy, problems) = load(&files);
            assert_eq!(problems, [], "{id}");
            assert_eq!(policy.unwrap().rules.id, id);
        }
    }
}
