//! The pack and the policy a command works on.

#![expect(clippy::disallowed_methods, reason = "the only clock")]

use std::path::Path;

use jiff::Zoned;

use super::Failure;
use crate::{
    dates::{self, Day},
    pack::{FACTS, Pack},
    policy::{self, NamedStage, Policy},
    yaml::did_you_mean,
};

/// Reads a pack.
pub fn pack(path: &Path) -> Result<Pack, Failure> {
    let folder = path.display();
    Pack::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure(format!("there is no folder {folder}")),
        std::io::ErrorKind::NotADirectory => {
            Failure(format!("{folder} is a file; name the folder of the pack"))
        }
        _ => Failure(format!("{folder} cannot be read: {error}")),
    })
}

/// Reads the policy a pack names, or the one given on the command line, an id or a folder, and
/// narrows it to what the pack applies for.
pub fn policy(pack: &Pack, given: Option<&str>) -> Result<Policy, Failure> {
    let policy = whole_policy(pack, given)?;
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
            Some(id) => policy_in(&id, None),
            None => Err(Failure(format!(
                "{FACTS} does not say whose policy applies; write `policy: ` and one of {}",
                policy::known().join(", ")
            ))),
        },
    }
}

/// Reads the policy with this id, or the one in this folder.
pub fn policy_named(given: &str) -> Result<Policy, Failure> {
    let path = Path::new(given);
    let is_folder = !policy::known().contains(&given) && path.is_dir();
    policy_in(given, is_folder.then_some(path))
}

fn policy_in(given: &str, folder: Option<&Path>) -> Result<Policy, Failure> {
    let files = policy::find(given, folder)?;
    let Some(files) = files else {
        let known = policy::known();
        let next = match did_you_mean(given, known.iter().copied()) {
            Some(id) => format!("did you mean {id}?"),
            None => format!(
                "there are {}; a policy of your own is named by its folder",
                known.join(", ")
            ),
        };
        return Err(Failure(format!("there is no policy {given}; {next}")));
    };
    let (policy, problems) = policy::load(&files);
    policy.ok_or_else(|| {
        let lines: Vec<String> = problems
            .iter()
            .map(|(file, problem)| {
                let place = files.get(file).map(|source| source.line_column(problem.span.start));
                let (line, column) = place.unwrap_or((1, 1));
                let next =
                    problem.next.as_ref().map(|next| format!("; {next}")).unwrap_or_default();
                format!("  {file}:{line}:{column}: {}{next}", problem.message)
            })
            .collect();
        Failure(format!("the policy {given} cannot be used:\n{}", lines.join("\n")))
    })
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
