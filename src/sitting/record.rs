//! `sitting.json`: what was made, so that a later run knows which files are its own.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Sitting;
use crate::{bundle::digest, source};

/// No file of a sitting is larger than this, in bytes.
const LARGEST: u64 = 16 << 30;

/// The name of the file.
pub const RECORD: &str = "sitting.json";

#[derive(Serialize, Deserialize)]
struct Record {
    panelpack_sitting: u32,
    date: String,
    applications: Vec<Application>,
    outputs: Vec<File>,
}

#[derive(Serialize, Deserialize)]
struct Application {
    number: usize,
    folder: String,
    bundle: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct File {
    file: String,
    sha256: String,
}

impl Sitting {
    /// What was made, with its SHA-256.
    pub(super) fn record(&self, written: &[(String, String)]) -> String {
        let applications = self.candidates.iter().map(|one| Application {
            number: one.number,
            folder: one.folder.clone(),
            bundle: one.papers.as_ref().ok().map(|papers| papers.bundle.clone()),
        });
        let outputs = written.iter();
        let record = Record {
            panelpack_sitting: 1,
            date: self.date.iso(),
            applications: applications.collect(),
            outputs: outputs
                .map(|(file, sha256)| File { file: file.clone(), sha256: sha256.clone() })
                .collect(),
        };
        serde_json::to_string_pretty(&record).unwrap_or_default() + "\n"
    }
}

/// Files that an earlier run made, nobody has changed since, and the new one has not: the papers of a
/// candidate who has withdrawn must not be sent by mistake. What somebody has written on stays.
pub(super) fn stale(out: &Path, written: &[String]) -> Vec<String> {
    let Ok(earlier) = source::read_bytes(&out.join(RECORD), source::LARGEST_TEXT) else {
        return Vec::new();
    };
    let Ok(earlier) = serde_json::from_slice::<Record>(&earlier) else { return Vec::new() };
    let is_gone = |one: &File| !written.contains(&one.file);
    let is_ours = |one: &File| {
        let bytes = source::read_bytes(&out.join(&one.file), LARGEST);
        bytes.is_ok_and(|bytes| digest::sha256(&bytes) == one.sha256)
    };
    let gone = earlier.outputs.into_iter().filter(|one| is_gone(one) && is_ours(one));
    gone.map(|one| one.file).collect()
}
