//! The pack and the policy a command works on.

#![expect(clippy::disallowed_methods, reason = "the only clock")]

use std::path::Path;

use console::Term;
use jiff::Zoned;

use super::{Failure, screen};
use crate::{
    application::Application,
    check::Finding,
    confidentiality::{KeptLooks, Looked},
    convert::{self, Program},
    dates::{self, Day},
    pack::{self, FACTS, Pack},
    policy::{self, Files, NamedStage, Policy, Progression},
    report,
    source::Source,
    yaml::did_you_mean,
};

/// A pack that was read and looked through, beside its policy.
pub struct Opened {
    /// The policy, narrowed to what is applied for.
    pub policy: Policy,
    /// The pack as it is. Only what a finished bundle prints comes from it.
    pub pack: Pack,
    /// What could identify somebody, and the pack as it may be shown.
    pub looked: Looked,
}

impl Opened {
    /// The policy, and the pack as it may be shown.
    pub fn shown(&self) -> Application<'_> {
        Application { policy: &self.policy, pack: self.looked.shown(&self.pack) }
    }
}

/// Reads a pack and its policy, or the policy given on the command line, and looks for what could
/// identify somebody. Office files are made into pages, where there is a program for it.
pub fn open(path: &Path, policy: Option<&str>) -> Result<Opened, Failure> {
    open_again(path, policy, &mut Kept::default())
}

/// What is kept from one reading of a pack to the next.
#[derive(Default)]
pub struct Kept {
    /// Its documents.
    pub files: pack::Kept,
    /// The policy, whole, and what it was asked for by.
    pub policy: Option<(String, Policy)>,
    looks: KeptLooks,
}

/// The same, but what has not changed since is taken from what was kept.
pub fn open_again(path: &Path, policy: Option<&str>, kept: &mut Kept) -> Result<Opened, Failure> {
    let Kept { files, policy: known, looks } = kept;
    let (mut pack, policy) = pack(path, files, |pack| policy_of(pack, policy, known))?;
    let policy = policy?;
    let bar = screen::progress();
    bar.set_message("reading");
    let office = Program::find(screen::search_path().as_deref());
    convert::convert(&mut pack, office.as_ref(), &|what| bar.set_message(what.to_owned()));
    bar.finish_and_clear();
    files.keep_pages(&pack);
    let looked = Looked::again(&pack, &policy, looks);
    Ok(Opened { policy, pack, looked })
}

/// The same without starting another program, where no pages are needed.
pub fn open_texts(path: &Path, policy: Option<&str>) -> Result<Opened, Failure> {
    let (mut files, mut known) = (pack::Kept::default(), None);
    let (pack, policy) = pack(path, &mut files, |pack| policy_of(pack, policy, &mut known))?;
    let policy = policy?;
    let looked = Looked::through(&pack, &policy);
    Ok(Opened { policy, pack, looked })
}

/// Reads a pack, and does something else side by side.
fn pack<T: Send>(
    path: &Path,
    kept: &mut pack::Kept,
    work: impl FnOnce(&Pack) -> T + Send,
) -> Result<(Pack, T), Failure> {
    let folder = path.display();
    Pack::read_beside(path, kept, work).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure(format!("there is no folder {folder}")),
        std::io::ErrorKind::NotADirectory => {
            Failure(format!("{folder} is a file; name the folder of the pack"))
        }
        _ => Failure(format!("{folder} cannot be read: {error}")),
    })
}

/// Reads the policy a pack names, or the one given on the command line, an id or a folder, and
/// narrows it to what the pack applies for.
fn policy_of(
    pack: &Pack,
    given: Option<&str>,
    kept: &mut Option<(String, Policy)>,
) -> Result<Policy, Failure> {
    let name = given.map(str::to_owned).or_else(|| named_in(pack));
    let is_known = kept.as_ref().is_some_and(|(same, _)| Some(same) == name.as_ref());
    if !is_known {
        *kept = Some((name.unwrap_or_default(), whole_policy(pack, given)?));
    }
    let (_, policy) = kept.as_ref().ok_or_else(|| Failure("there is no policy".into()))?;
    Ok(policy.narrowed(pack.facts.progression.text(), pack.facts.route.text()))
}

fn whole_policy(pack: &Pack, given: Option<&str>) -> Result<Policy, Failure> {
    match given {
        Some(given) => policy_named(given),
        None if !pack.sources.contains_key(FACTS) => Err(Failure(format!(
            "there is no {FACTS} in {}, so it is not a pack; `panelpack new` makes one",
            pack.root.display()
        ))),
        None => match named_in(pack) {
            // A pack names a council; only who runs the program names a folder.
            Some(id) => usable(&id, &files_of(&id, None)?),
            None => Err(Failure(format!(
                "{FACTS} does not say whose policy applies; write `policy: ` and one of {}",
                policy::known().join(", ")
            ))),
        },
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
    files_of(given, is_folder.then_some(path))
}

fn files_of(given: &str, folder: Option<&Path>) -> Result<Files, Failure> {
    policy::find(given, folder)?.ok_or_else(|| {
        let known = policy::known();
        if let Some(folder) = Path::new(given).parent().filter(|_| Path::new(given).is_file()) {
            let folder = folder.display();
            return Failure(format!("{given} is a file; name the folder of the policy, {folder}"));
        }
        let next = match did_you_mean(given, known.iter().copied()) {
            Some(id) => format!("did you mean {id}?"),
            None => format!(
                "there are {}; a policy of your own is used with --policy and its folder, every time",
                known.join(", ")
            ),
        };
        Failure(format!("there is no policy {given}; {next}"))
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

/// The policy `pack.yaml` names. Where the rest of the file cannot be read, the line alone will do,
/// so that everything else is still checked.
fn named_in(pack: &Pack) -> Option<String> {
    if let Some(id) = pack.facts.policy.text() {
        return Some(id.to_owned());
    }
    let source = pack.sources.get(FACTS)?;
    let values = source.text.lines().filter_map(|line| line.strip_prefix("policy:"));
    let words = values.filter_map(|value| value.split('#').next());
    words.map(|word| word.trim().trim_matches(['"', '\'']).to_owned()).find(|word| !word.is_empty())
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
    match given {
        None => Ok(Day(Zoned::now().date())),
        Some(text) => dates::parse(text)
            .ok_or_else(|| Failure(format!("{text} is not a date; write it like 2025-03-01"))),
    }
}
