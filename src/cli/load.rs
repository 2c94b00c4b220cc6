//! The pack and the policy a command works on.

#![expect(clippy::disallowed_methods, reason = "the only clock")]

use std::path::Path;

use console::Term;
use jiff::Zoned;

use super::{Failure, screen};
use crate::{
    check::Finding,
    convert::{self, Program},
    dates::{self, Day},
    opened::{self, Kept, KeptPolicy, OpenError, Opened},
    pack::Pack,
    policy::{self, Files, NamedStage, Policy, Progression},
    report,
    source::Source,
};

/// Reads a pack and its policy, or the policy given on the command line, and looks for what could
/// identify somebody. Office files are made into pages, where there is a program for it.
pub fn open(path: &Path, policy: Option<&str>) -> Result<Opened, Failure> {
    open_again(path, policy, &mut Kept::default())
}

/// The same, but what has not changed since is taken from what was kept.
pub fn open_again(path: &Path, policy: Option<&str>, kept: &mut Kept) -> Result<Opened, Failure> {
    open_with(path, policy, kept, office)
}

/// The same, with another program for the office files.
pub fn open_with(
    path: &Path,
    policy: Option<&str>,
    kept: &mut Kept,
    office: impl FnOnce() -> Option<Program>,
) -> Result<Opened, Failure> {
    opened::open(path, kept, policy_of(policy), |pack| {
        let bar = screen::progress();
        bar.set_message("reading");
        convert::convert(pack, office().as_ref(), &|what| bar.set_message(what.to_owned()));
        bar.finish_and_clear();
    })
}

/// The same without starting another program, where no pages are needed.
pub fn open_texts(path: &Path, policy: Option<&str>) -> Result<Opened, Failure> {
    opened::open(path, &mut Kept::default(), policy_of(policy), |_| ())
}

/// The program that makes pages of office files, where there is one.
pub fn office() -> Option<Program> {
    Program::find(screen::search_path().as_deref())
}

/// The policy a pack names, or the one given on the command line, an id or a folder; what was kept of
/// it is not read again.
fn policy_of(
    given: Option<&str>,
) -> impl FnOnce(&Pack, &mut KeptPolicy) -> Result<Policy, Failure> {
    move |pack, kept| {
        let name = given.map_or_else(|| opened::policy_id(pack), |given| Ok(given.to_owned()))?;
        if let Some((_, policy)) = kept.as_ref().filter(|(same, _)| *same == name) {
            return Ok(policy.clone());
        }
        let policy = match given {
            Some(given) => policy_named(given)?,
            None => {
                let shown = |error: OpenError| Failure(opened::without_names(pack)(&error.0));
                usable(&name, &opened::policy_files(&name, None).map_err(shown)?)?
            }
        };
        *kept = Some((name, policy.clone()));
        Ok(policy)
    }
}

/// Reads the policy with this id, or the one in this folder.
pub fn policy_named(given: &str) -> Result<Policy, Failure> {
    usable(given, &policy_files(given)?)
}

/// The files of the policy with this id, or of the one in this folder.
pub fn policy_files(given: &str) -> Result<Files, Failure> {
    let path = Path::new(given);
    let is_folder = !policy::known().contains(&given) && path.is_dir();
    opened::policy_files(given, is_folder.then_some(path)).map_err(|error| {
        match path.parent().filter(|_| path.is_file()) {
            Some(folder) => Failure(format!(
                "{given} is a file; name the folder of the policy, {}",
                folder.display()
            )),
            None => Failure(error.to_string()),
        }
    })
}

fn usable(given: &str, files: &Files) -> Result<Policy, Failure> {
    let (policy, findings) = policy::load(files);
    policy.ok_or_else(|| {
        screen::say(&show(given, files, findings, &Term::stderr()));
        Failure(format!("the policy {given} cannot be used until this is put right"))
    })
}

/// The progression given on the command line, or the only one there is.
pub fn progression<'p>(
    policy: &'p Policy,
    given: Option<&str>,
) -> Result<&'p Progression, Failure> {
    policy.progression(given).ok_or_else(|| {
        let ids: Vec<_> = policy.rules.progressions.iter().map(|one| one.id.as_str()).collect();
        let given = given.map(|id| format!("there is no progression {id}; ")).unwrap_or_default();
        Failure(format!("{given}name a progression: --progression {}", ids.join(", or ")))
    })
}

/// Findings in the files of a policy, each file named as it is from here.
pub fn show(given: &str, files: &Files, findings: Vec<Finding>, stream: &Term) -> String {
    let named = |name: &str| format!("{}/{name}", given.trim_end_matches('/'));
    let sources = files.iter().map(|(name, source)| {
        let mut source: Source = source.clone();
        source.name = named(name);
        (source.name.clone(), source)
    });
    let findings = findings.into_iter().map(|mut finding| {
        finding.place.file = named(&finding.place.file);
        finding
    });
    let (sources, findings) = (sources.collect(), findings.collect::<Vec<_>>());
    report::terminal(&findings, &sources, screen::look(stream))
}

/// The stage given on the command line, or the last.
pub fn stage(policy: &Policy, given: Option<&str>) -> Result<NamedStage, Failure> {
    let Some(given) = given else { return Ok(policy.last_stage()) };
    policy.stage(given).cloned().ok_or_else(|| {
        let stages = policy.rules.stages.iter().map(|stage| stage.id.as_str());
        let stages = stages.collect::<Vec<_>>().join(", ");
        Failure(format!("there is no stage {given}; write one of {stages}"))
    })
}

/// The day given on the command line, or today.
pub fn today(given: Option<&str>) -> Result<Day, Failure> {
    given.map_or_else(|| Ok(Day(Zoned::now().date())), day)
}

/// A day given on the command line.
pub fn day(text: &str) -> Result<Day, Failure> {
    dates::parse(text)
        .ok_or_else(|| Failure(format!("{text} is not a date; write it like 2025-03-01")))
}
