//! The manifest: what it says of files is true.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Check;
use crate::{bundle::digest, words::count};

/// What is read of a manifest.
#[derive(Debug, Deserialize)]
pub(super) struct Manifest {
    pub(super) fingerprint: String,
    #[serde(default)]
    pub(super) documents: Vec<Document>,
    /// What is bound and is no document: the presentation, signed copies of forms.
    #[serde(default)]
    pub(super) others: Vec<Other>,
    #[serde(default)]
    pub(super) originals_left_out: BTreeMap<String, Vec<String>>,
    pub(super) outputs: Vec<Listed>,
}

/// A document it names.
#[derive(Debug, Deserialize)]
pub(super) struct Document {
    pub(super) number: usize,
    pub(super) file: Option<String>,
    pub(super) sha256: Option<String>,
}

/// Another original it names.
#[derive(Debug, Deserialize)]
pub(super) struct Other {
    pub(super) title: String,
    pub(super) file: String,
    pub(super) sha256: String,
}

/// A file it names.
#[derive(Debug, Deserialize)]
pub(super) struct Listed {
    pub(super) file: String,
    bytes: usize,
    sha256: String,
    pages: Option<usize>,
    /// Which volume it is; volumes stand beside the zip, which holds the whole bundle.
    pub(super) volume: Option<usize>,
}

impl Listed {
    /// What of it is not true of a file.
    pub(super) fn differs(&self, bytes: &[u8], pages: Option<usize>) -> Option<&'static str> {
        if self.bytes != bytes.len() {
            return Some("its size is another than the manifest says");
        }
        if self.sha256 != digest::sha256(bytes) {
            return Some("its SHA-256 is another than the manifest says");
        }
        (self.pages != pages).then_some("it has another number of pages than the manifest says")
    }
}

pub(super) fn read(text: &[u8]) -> Option<Manifest> {
    serde_json::from_slice(text).ok()
}

/// What the manifest in the same folder says of one file.
pub(super) fn of_one(text: &[u8], name: &str, bytes: &[u8], pages: usize) -> Check {
    let mut check = Check::new("manifest");
    let Some(manifest) = read(text) else {
        check.fail(None, "the manifest.json beside this file cannot be read");
        return check.claims(0, "The manifest beside this file is true of it");
    };
    let sha256 = digest::sha256(bytes);
    let named = manifest.outputs.iter().find(|listed| listed.file == name);
    match named.or_else(|| manifest.outputs.iter().find(|listed| listed.sha256 == sha256)) {
        Some(listed) => {
            if let Some(says) = listed.differs(bytes, Some(pages)) {
                check.fail(None, says);
            }
            check.claims(1, "The manifest beside this file is true of it")
        }
        None => {
            check.note("There is a manifest.json beside this file; it is about others");
            let others = count(manifest.outputs.len(), "other file");
            check.claims(0, format!("The manifest beside this file names {others} only"))
        }
    }
}
