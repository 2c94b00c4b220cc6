//! One sitting of the panel: every pack below a folder that goes to it is built, side by side, and
//! what the panel and whoever prepares it need is made from them: an agenda, a list of what is
//! missing from whom, and the folder that a member is sent.

mod agenda;
mod apart;
mod candidate;
mod expected;
mod find;
mod missing;
mod missing_list;
mod names;
mod one;
mod people;
mod record;
mod side_by_side;
mod tell;
mod times;

use std::{
    io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    dates::Day,
    policy::{Policy, Severity},
    publish::{Output, PublishError, Staging},
    typeset::{Edition, Fonts, Tree, TypesetError, lay_out},
};
use serde_json::Value;

pub use candidate::{Candidate, Missing, Papers, Person};
pub use expected::{Elsewhere, Expected};
pub use find::Place;
pub use one::{Answer, FOR_THE_PANEL, Task, one};
pub use people::Member;
pub use tell::tell;
pub use times::{Clock, Span, Times};

/// What is known about a sitting before its packs are read.
pub struct Plan {
    /// The day.
    pub date: Day,
    /// The policy to use instead of those the packs name, and the id or folder it was asked for by.
    pub policy: Option<(String, Policy)>,
    /// When the applications are heard, as far as that is said.
    pub times: Times,
    /// Members of the panel whose names are known: the seat, by its role's id or title, and the name.
    pub members: Vec<(String, String)>,
    /// How many processors there are: as many packs are built at once, at most.
    pub threads: usize,
}

/// A sitting, once its packs are built.
pub struct Sitting {
    /// The day.
    pub date: Day,
    /// The applications that are heard, in their order.
    pub candidates: Vec<Candidate>,
    /// The packs that are not for this sitting.
    pub elsewhere: Vec<Elsewhere>,
    /// What could not be looked into, or may be a pack for this sitting and cannot be read, and why.
    pub not_read: Vec<(String, String)>,
    /// Members of the panel who are known by name.
    pub members: Vec<Member>,
    /// When nobody is heard.
    pub breaks: Vec<Span>,
}

/// A sitting cannot be prepared.
#[derive(Debug)]
pub enum SittingError {
    /// What was asked for makes no sense: what is wrong, and what to do.
    Asked(String),
    /// Something cannot be written.
    Publish(PublishError),
    /// A list cannot be typeset.
    Typeset(TypesetError),
    /// A process that builds a pack cannot be started.
    Start(io::Error),
}

impl std::fmt::Display for SittingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Asked(what) => f.write_str(what),
            Self::Publish(error) => error.fmt(f),
            Self::Typeset(error) => error.fmt(f),
            Self::Start(error) => write!(
                f,
                "panelpack starts itself for each pack, and this machine did not let it: {error}. The \
                 folder of the sitting is as it was"
            ),
        }
    }
}

impl std::error::Error for SittingError {}

impl From<PublishError> for SittingError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

impl From<TypesetError> for SittingError {
    fn from(error: TypesetError) -> Self {
        Self::Typeset(error)
    }
}

/// Looks for the packs below a folder, and which of them go to the panel on the day.
pub fn plan(root: &Path, plan: &Plan) -> (Sitting, Vec<Expected>) {
    let found = find::packs(root);
    let mut sitting = Sitting {
        date: plan.date,
        candidates: Vec::new(),
        elsewhere: Vec::new(),
        not_read: found.not_read,
        members: Vec::new(),
        breaks: plan.times.breaks.clone(),
    };
    let expected = expected::sort_out(found.packs, plan, &mut sitting);
    (sitting, expected)
}

/// Builds the packs, each in a process of its own, and writes everything into the folder of the
/// sitting: whole, or not at all. `command` starts a process that reads a line with a [`Task`] as JSON,
/// does [`one`] and prints the answer as JSON; `done` is told whenever a pack is finished.
///
/// # Errors
/// Where what was asked for fits no policy, or the result cannot be written.
pub fn hold(
    sitting: &mut Sitting,
    expected: &[Expected],
    plan: &Plan,
    out: &Path,
    command: &(dyn Fn() -> Command + Sync),
    done: &(dyn Fn(&Candidate) + Sync),
) -> Result<Vec<String>, SittingError> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_within = |one: &&Expected| absolute(out).starts_with(absolute(&one.place.path));
    if let Some(pack) = expected.iter().find(is_within) {
        return Err(SittingError::Asked(format!(
            "{} would become part of the pack {}; name another folder with --out",
            out.display(),
            pack.place.name
        )));
    }
    sitting.members = expected::members(expected, &plan.members)?;
    let staging = Staging::begin(out, &|| {})?;
    let policy = plan.policy.as_ref().map(|(named, _)| named.as_str());
    let work = |one: &Expected, threads| {
        let candidate = apart::built(one, &one.task(out, policy), command(), threads, &staging)?;
        done(&candidate);
        Ok(candidate)
    };
    let built = side_by_side::each(expected, plan.threads, |one| one.bytes, work);
    sitting.candidates =
        built.into_iter().collect::<Result<_, _>>().map_err(SittingError::Start)?;
    sitting.set_times(&plan.times);
    sitting.mark_twins();
    let fonts = Fonts::new();
    let agenda = pdf("agenda.typ", sitting.agenda(), &fonts)?;
    staging.add(&Output::new(format!("{FOR_THE_PANEL}/agenda.pdf"), agenda.clone()))?;
    staging.add(&Output::new("agenda.pdf", agenda))?;
    let missing = pdf("missing.typ", sitting.missing_list(), &fonts)?;
    staging.add(&Output::new("missing.pdf", missing))?;
    staging.zip(&format!("{FOR_THE_PANEL}.zip"), FOR_THE_PANEL)?;
    let written = staging.written()?;
    staging.add(&Output::new(record::RECORD, sitting.record(&written)))?;
    let names: Vec<String> = written.into_iter().map(|(name, _)| name).collect();
    staging.finish(&record::stale(out, &names))?;
    Ok(names)
}

/// A list for people as a PDF.
fn pdf(main: &str, mut data: Value, fonts: &Fonts) -> Result<Vec<u8>, TypesetError> {
    fonts.keep_to_printable(&mut data);
    let pages = lay_out(main, &data, &Tree::default(), fonts)?;
    let identity = crate::bundle::digest::sha256(data.to_string().as_bytes());
    pages.pdf(&Edition::to_keep(&identity, ""))
}

impl Sitting {
    /// Whether all that goes to the panel is there.
    pub fn is_complete(&self) -> bool {
        let is_sound = |one: &Candidate| one.is_complete() && one.count(Severity::Error) == 0;
        self.not_read.is_empty() && self.candidates.iter().all(is_sound)
    }

    /// The folder a sitting is written to where nobody says another.
    pub fn folder(root: &Path, date: Day) -> PathBuf {
        root.join(format!("sitting-{}", date.iso()))
    }

    /// The policies that apply, each once, in the order of the applications.
    pub fn policies(&self) -> Vec<&Policy> {
        let mut all: Vec<&Policy> = Vec::new();
        for policy in self.candidates.iter().filter_map(|one| one.policy.as_deref()) {
            if !all.iter().any(|one| one.rules.id == policy.rules.id) {
                all.push(policy);
            }
        }
        all
    }

    /// Says so where one candidate has several packs in the sitting; each is kept.
    fn mark_twins(&mut self) {
        let names: Vec<(usize, String)> = self
            .candidates
            .iter()
            .filter_map(|one| Some((one.number, people::same(one.name.as_deref()?))))
            .collect();
        for candidate in &mut self.candidates {
            let own = candidate.name.as_deref().map(people::same);
            let twins = names
                .iter()
                .filter(|(number, name)| *number != candidate.number && Some(name) == own.as_ref());
            candidate.missing.extend(twins.map(|(number, _)| {
                Missing {
                    severity: Severity::Warning,
                    who: "Whoever prepares the sitting".to_owned(),
                    title: format!("There is another pack of the same candidate: number {number}"),
                    place: String::new(),
                    next:
                        "Take the one that does not count out of the folder, or give it another day"
                            .to_owned(),
                }
            }));
        }
    }

    fn set_times(&mut self, times: &Times) {
        let lengths: Vec<Option<u32>> = self.candidates.iter().map(Candidate::minutes).collect();
        let usual = self.policies().into_iter().find_map(|policy| {
            let time = agenda::sitting_of(policy, self.date)?.time.as_deref()?;
            time.split(['-', '–']).next()?.parse().ok()
        });
        for (candidate, slot) in
            self.candidates.iter_mut().zip(times.slots(&lengths, usual).into_iter().flatten())
        {
            candidate.slot = Some(slot);
        }
    }
}
