//! What is known about one application once its pack is out of memory again.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::times::Span;
use crate::policy::{Policy, Severity};

/// One application that is heard.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Candidate {
    /// Its number in the sitting, from 1.
    pub number: usize,
    /// Its folder below that of the sitting, as it may be shown.
    pub folder: String,
    /// Who applies; nothing where the pack does not say it.
    pub name: Option<String>,
    /// What is applied for.
    pub progression: Option<String>,
    /// The way to it.
    pub route: Option<String>,
    /// The policy that applies, whole; nothing where there is none.
    #[serde(skip)]
    pub policy: Option<Arc<Policy>>,
    /// Everybody with a part in the application, apart from the candidate.
    pub people: Vec<Person>,
    /// Who comes with it before the panel: what they are, and their name where the pack says it.
    pub attend: Vec<(String, Option<String>)>,
    /// How long the presentation takes, in minutes.
    pub presentation: Option<u32>,
    /// What was built for the panel, or why nothing was.
    pub papers: Result<Papers, String>,
    /// What is missing from whom.
    pub missing: Vec<Missing>,
    /// Whether it is made up, as the samples are.
    pub is_fictional: bool,
    /// When it is heard, where that is known.
    #[serde(skip)]
    pub slot: Option<Span>,
}

/// What the panel is sent about one application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Papers {
    /// The name of the bundle, in the folder for the panel.
    pub bundle: String,
    /// How many pages it has.
    pub pages: usize,
    /// The names of the forms that are filled in for the panel, each with its title.
    pub forms: Vec<(String, String)>,
}

/// Somebody with a part in an application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// The ids of their roles in it.
    pub roles: Vec<String>,
    /// Their parts in it, in words: `Team Manager`.
    pub parts: Vec<String>,
}

/// Something that is missing or should be looked at.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Missing {
    /// How much it matters.
    pub severity: Severity,
    /// Whose it is to do, in words.
    pub who: String,
    /// What is wrong.
    pub title: String,
    /// Where, as far as it is a place.
    pub place: String,
    /// What to do next.
    pub next: String,
}

impl Candidate {
    /// An application of which no more is known than its number and its folder, as it may be shown.
    pub fn new(number: usize, folder: String) -> Self {
        Self {
            number,
            folder,
            name: None,
            progression: None,
            route: None,
            policy: None,
            people: Vec::new(),
            attend: Vec::new(),
            presentation: None,
            papers: Err("the pack cannot be built".to_owned()),
            missing: Vec::new(),
            is_fictional: false,
            slot: None,
        }
    }

    /// What to call it.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.folder)
    }

    /// Whether the panel can be sent all it needs.
    pub fn is_complete(&self) -> bool {
        self.papers.is_ok()
    }

    /// How many things of this severity are missing.
    pub fn count(&self, severity: Severity) -> usize {
        self.missing.iter().filter(|one| one.severity == severity).count()
    }
}
