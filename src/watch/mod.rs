//! A pack that somebody is writing: says when it has changed, and what that did to the findings.
//!
//! Programs save in many ways: in one go, in several, into another file that takes the name
//! afterwards, with a copy of the earlier one beside it. Whatever they do, it is over when nothing
//! has happened for a moment; which files are read then is for the pack to say.

#![expect(clippy::disallowed_methods, reason = "looks whether a file is there at the moment")]

mod change;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

pub use change::Change;
use notify::{
    Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};

use crate::pack::{is_clutter, is_hidden};

/// When nothing has happened for so long, a save is over.
const SETTLED: Duration = Duration::from_millis(8);

/// A file that is gone may come back under the same name within this time.
const MOMENT: Duration = Duration::from_millis(250);

/// How often a folder is looked through that does not say when it changes.
const BETWEEN_LOOKS: Duration = Duration::from_millis(700);

/// How many events one save may have before it is looked at all the same.
const MOST_EVENTS: usize = 10_000;

/// A folder that is watched, with all below it.
pub struct Watch {
    root: PathBuf,
    /// A policy in a folder of its own.
    policy: Option<PathBuf>,
    out: PathBuf,
    events: Receiver<notify::Result<Event>>,
    /// Watches as long as it is there.
    _watcher: Box<dyn Watcher>,
}

/// What comes next.
pub enum Next {
    /// These files have changed, or folders.
    Changed(BTreeSet<PathBuf>),
    /// Nothing has, for as long as was asked.
    Quiet,
    /// Nothing will be said any more.
    Over,
}

impl Watch {
    /// Begins to watch a pack, and the folder of its policy where it has one. What is written into
    /// `out` counts for nothing. With `poll` it looks for itself every now and then, as a network
    /// drive needs it.
    ///
    /// # Errors
    /// Where a folder is not there, or the system cannot watch it.
    pub fn begin(
        pack: &Path,
        policy: Option<&Path>,
        out: &Path,
        poll: bool,
    ) -> notify::Result<Self> {
        let (send, events) = mpsc::channel();
        let mut watcher: Box<dyn Watcher> = if poll {
            // Times are compared by the second only: two saves within one would be taken for one.
            let config = Config::default().with_poll_interval(BETWEEN_LOOKS);
            let config = config.with_compare_contents(true);
            Box::new(PollWatcher::new(send, config)?)
        } else {
            Box::new(RecommendedWatcher::new(send, Config::default())?)
        };
        let root = pack.canonicalize()?;
        let policy = policy.map(Path::canonicalize).transpose()?;
        let out = out.canonicalize().unwrap_or_else(|_| root.join("out"));
        for folder in [Some(&root), policy.as_ref()].into_iter().flatten() {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        Ok(Self { root, policy, out, events, _watcher: watcher })
    }

    /// Waits until something has changed and nothing more changes. `patience` is how long nothing may
    /// happen; without one it waits for ever.
    pub fn next(&self, patience: Option<Duration>) -> Next {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            let event = match patience {
                Some(patience) => self.events.recv_timeout(patience),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(event) => self.note(event, &mut changed),
                Err(RecvTimeoutError::Timeout) => return Next::Quiet,
                Err(RecvTimeoutError::Disconnected) => return Next::Over,
            }
        }
        for _ in 0..MOST_EVENTS {
            let is_gone = |path: &PathBuf| !path.exists();
            let wait = if changed.iter().any(is_gone) { MOMENT } else { SETTLED };
            match self.events.recv_timeout(wait) {
                Ok(event) => self.note(event, &mut changed),
                Err(_) => break,
            }
        }
        Next::Changed(changed)
    }

    /// Whether a file belongs to the policy and not to the pack.
    pub fn is_of_policy(&self, path: &Path) -> bool {
        self.policy.as_ref().is_some_and(|policy| path.starts_with(policy))
    }

    /// Whether the folder itself was moved or removed: another one of its name is not watched yet.
    pub fn is_lost(&self, changed: &BTreeSet<PathBuf>) -> bool {
        changed.contains(&self.root)
    }

    fn note(&self, event: notify::Result<Event>, changed: &mut BTreeSet<PathBuf>) {
        let Ok(event) = event else {
            // Something was missed, nobody knows what.
            changed.insert(self.root.join("pack.yaml"));
            return;
        };
        let is_read = match event.kind {
            EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
            _ => false,
        };
        if event.need_rescan() {
            changed.insert(self.root.join("pack.yaml"));
        }
        let is_the_root = |path: &PathBuf| {
            let is_about_it = matches!(
                event.kind,
                EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_))
            );
            is_about_it && *path == self.root
        };
        let paths =
            event.paths.iter().filter(|path| !is_read && self.matters(path) || is_the_root(path));
        changed.extend(paths.cloned());
    }

    fn matters(&self, path: &Path) -> bool {
        let folders = [Some(&self.root), self.policy.as_ref()].into_iter().flatten();
        let mut inside = folders.filter_map(|folder| path.strip_prefix(folder).ok());
        !path.starts_with(&self.out) && inside.any(is_of_pack)
    }
}

/// Whether a path below the folder is one that people write, and no program for itself.
fn is_of_pack(path: &Path) -> bool {
    let name = path.to_string_lossy().replace('\\', "/");
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_copy = last.ends_with('~')
        || [".swp", ".swx", ".tmp", ".part", ".crdownload"].iter().any(|end| last.ends_with(end));
    // vim tries with this name whether it may write here.
    let is_probe = last == "4913";
    let is_ours = path.starts_with("out");
    !(name.is_empty() || is_ours || is_copy || is_probe || is_hidden(&name) || is_clutter(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_for_themselves_counts_for_nothing() {
        for name in ["pack.yaml", "evidence/01-a.md", "private/names.txt", "documents/a b.pdf"] {
            assert!(is_of_pack(Path::new(name)), "{name}");
        }
        for name in [
            "",
            "out/check.html",
            "out",
            ".git/index",
            "evidence/.01-a.md.swp",
            "evidence/4913",
            "evidence/01-a.md~",
            "~$letter.docx",
            "documents/film.crdownload",
            "Thumbs.db",
        ] {
            assert!(!is_of_pack(Path::new(name)), "{name}");
        }
    }
}
