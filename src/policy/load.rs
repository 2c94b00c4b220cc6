//! A policy's folder → [`Policy`].

#![expect(clippy::disallowed_methods, reason = "the door that lists a policy")]

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::{Form, Policy, lint::Subject, tree::Trees, valid};
use crate::{
    check::{Finding, Findings, Place},
    pack::plain,
    source::Source,
    yaml::{self, Problem, ProblemKind},
};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/policies");

/// The files of a policy, by the path inside its folder. What is not YAML is there by its name only.
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
    let about = |path: &Path, error: io::Error| {
        let why = plain(&error);
        io::Error::new(error.kind(), format!("{} cannot be read: {why}", path.display()))
    };
    for entry in walkdir::WalkDir::new(root).min_depth(1).max_depth(3).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path: PathBuf = entry.into_path();
        let name = slashed(path.strip_prefix(root).unwrap_or(&path));
        let source = match is_yaml(&name) {
            true => Source::read(&path, &name).map_err(|error| about(&path, error))?,
            false => Source::from_text(&name, ""),
        };
        files.insert(name, source);
    }
    Ok(files)
}

fn is_yaml(name: &str) -> bool {
    name.ends_with(".yaml")
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Reads a policy from its files. `None` where it cannot be used; the findings say why, all of them
/// in one run.
pub fn load(files: &Files) -> (Option<Policy>, Vec<Finding>) {
    let read = Read::new(files);
    let mut findings = read.findings;
    valid::look(&Subject::new(files, &read.trees, None), &mut findings);
    let findings = findings.sorted();
    (read.policy.filter(|_| findings.is_empty()), findings)
}

/// What can be read of the files of a policy, and what cannot.
pub(super) struct Read {
    pub trees: Trees,
    pub policy: Option<Policy>,
    pub findings: Findings,
}

impl Read {
    pub fn new(files: &Files) -> Self {
        let (trees, problems) = Trees::parse(files);
        let mut findings = Findings::default();
        for (file, problem) in problems {
            report(&mut findings, &trees, &file, &problem);
        }
        let rules = read(&trees, "policy.yaml", &mut findings);
        let headings = read(&trees, "headings.yaml", &mut findings);
        let evidence = read(&trees, "evidence.yaml", &mut findings);
        let names = trees.forms().map(|(name, _)| name);
        let forms: Vec<Form> = names.filter_map(|name| read(&trees, name, &mut findings)).collect();
        let policy = match (rules, headings, evidence) {
            (Some(rules), Some(headings), Some(evidence)) => {
                Some(Policy { rules, headings, evidence, forms, whole: None })
            }
            _ => None,
        };
        Self { trees, policy, findings }
    }
}

fn read<T: DeserializeOwned>(trees: &Trees, name: &str, findings: &mut Findings) -> Option<T> {
    let node = trees.file(name).filter(|_| !trees.is_broken(name))?;
    let (value, problems) = yaml::read_all(node);
    for problem in problems {
        report(findings, trees, name, &problem);
    }
    value
}

/// What cannot be read is found by the rule that finds it in a pack.
fn report(findings: &mut Findings, trees: &Trees, file: &str, problem: &Problem) {
    findings.of(match problem.kind {
        ProblemKind::Syntax => "broken-yaml",
        ProblemKind::DuplicateKey => "duplicate-key",
        ProblemKind::UnknownKey => "unknown-key",
        ProblemKind::WrongValue => "wrong-value",
        ProblemKind::MissingKey => valid::MISSING_PART,
    });
    let (title, after) = problem.message.split_once("; ").unwrap_or((&problem.message, ""));
    let next = match (problem.next.clone(), after) {
        (Some(next), _) if problem.kind == ProblemKind::MissingKey => meaning(trees, file, problem)
            .map_or(next, |(key, says)| format!("Add `{key}:` – {says}")),
        (Some(next), _) => next,
        (None, "") => {
            "Correct it; `panelpack explain wrong-value` shows how values are written".into()
        }
        (None, after) => sentence(after),
    };
    findings.error(Place::span(file, problem.span), sentence(title), next);
}

/// The key that is missing and what the policy language says about it.
fn meaning(trees: &Trees, file: &str, problem: &Problem) -> Option<(String, String)> {
    let key = problem.message.split('`').nth(1)?;
    let spots = trees.spots().into_iter().filter(|spot| spot.file == file);
    let mut groups =
        spots.filter(|spot| spot.node.span == problem.span && spot.node.as_text().is_none());
    let says =
        groups.find_map(|spot| spot.schema?.get("properties")?.get(key)?.get("description"))?;
    let says = says.as_str()?.split("\n\n").next()?.replace('\n', " ");
    let mut letters = says.trim_end_matches('.').chars();
    let says = letters.next()?.to_lowercase().chain(letters).collect();
    Some((key.to_owned(), says))
}

/// With a capital at the beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
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
