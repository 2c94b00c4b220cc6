//! A pack read beside its policy and looked through: what every command that works on a pack begins
//! with, and what it does with it. Nothing here prints.

use std::{fmt, io, path::Path};

use crate::{
    application::Application,
    build::{self, Built, Work},
    check::{self, Case, Finding},
    confidentiality::{KeptLooks, Known, Looked, Search, mask},
    dates::Day,
    pack::{self, FACTS, Pack},
    policy::{self, Files, Policy},
    typeset::{Fonts, TypesetError},
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

/// How a pack is built.
#[derive(Debug, Clone, Copy, Default)]
pub struct How {
    /// Whether it is a draft, built in spite of errors.
    pub is_draft: bool,
    /// How large a file of the bundle may be, in bytes; it is cut into volumes then.
    pub max_size: Option<usize>,
}

/// A pack or its policy cannot be opened: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenError(pub String);

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

impl Opened {
    /// The policy, and the pack as it may be shown.
    pub fn shown(&self) -> Application<'_> {
        Application { policy: &self.policy, pack: self.looked.shown(&self.pack) }
    }

    /// What is found before everything goes to the panel. Nothing that is built depends on the day it
    /// is built: a deadline counts against the day something was sent, or not at all.
    pub fn findings(&self, fonts: &Fonts) -> Vec<Finding> {
        check::check(&Case {
            application: self.shown(),
            looked: &self.looked,
            stage: &self.policy.last_stage(),
            today: None::<Day>,
            fonts,
        })
    }

    /// Builds everything.
    ///
    /// # Errors
    /// Where a document cannot be typeset.
    pub fn build(
        &self,
        findings: &[Finding],
        how: How,
        fonts: &Fonts,
        progress: &dyn Fn(&str),
    ) -> Result<Built, TypesetError> {
        self.with_work(findings, how, |work| build::build(work, fonts, progress))
    }

    /// Does something with the pack and what was found. A draft may leave the house before all is put
    /// right, so it prints nothing that was found.
    pub fn with_work<T>(&self, findings: &[Finding], how: How, run: impl FnOnce(&Work) -> T) -> T {
        let How { is_draft, max_size } = how;
        let draft = is_draft.then(|| self.looked.for_draft(&self.pack));
        let (shown, looked) = (self.shown(), &self.looked);
        let printed = Application { pack: draft.as_ref().unwrap_or(&self.pack), ..shown };
        run(&Work { printed, shown, looked, findings, is_draft, max_size })
    }
}

/// What is kept from one reading of a pack to the next.
#[derive(Default)]
pub struct Kept {
    /// Its documents.
    pub files: pack::Kept,
    /// Its policy.
    pub policy: KeptPolicy,
    looks: KeptLooks,
}

/// A policy, whole, and what it was asked for by.
pub type KeptPolicy = Option<(String, Policy)>;

/// Reads a pack, beside the policy that applies to it, and looks for what could identify somebody.
/// What has not changed is taken from what was kept. `policy` says which applies, whole; it sees the
/// pack before its documents are read. `convert` may give office files their pages.
///
/// # Errors
/// Where the folder is not there or cannot be read, or there is no policy.
pub fn open<E: From<OpenError> + Send>(
    path: &Path,
    kept: &mut Kept,
    policy: impl FnOnce(&Pack, &mut KeptPolicy) -> Result<Policy, E> + Send,
    convert: impl FnOnce(&mut Pack),
) -> Result<Opened, E> {
    let Kept { files, policy: known, looks } = kept;
    let narrowed = |pack: &Pack| -> Result<Policy, E> {
        let whole = policy(pack, known)?;
        // Where the rest of the file cannot be read, nobody is asked for what others are asked for.
        let told = |text: Option<&str>, key| text.map(str::to_owned).or_else(|| line_of(pack, key));
        let progression = told(pack.facts.progression.text(), "progression:");
        let route = told(pack.facts.route.text(), "route:");
        Ok(whole.narrowed(progression.as_deref(), route.as_deref()))
    };
    let read = Pack::read_beside(path, files, narrowed);
    let (mut pack, policy) = read.map_err(|error| {
        let folder = path.display();
        OpenError(match error.kind() {
            io::ErrorKind::NotFound => format!("there is no folder {folder}"),
            io::ErrorKind::NotADirectory => {
                format!("{folder} is a file; name the folder of the pack")
            }
            _ => format!("{folder} cannot be read: {error}"),
        })
    })?;
    let policy = policy?;
    convert(&mut pack);
    files.keep_pages(&pack);
    let looked = Looked::again(&pack, &policy, looks);
    Ok(Opened { policy, pack, looked })
}

/// The id of the policy a pack names. A pack names a council; only who runs the program names a
/// folder.
///
/// # Errors
/// Where it names none.
pub fn policy_id(pack: &Pack) -> Result<String, OpenError> {
    if !pack.sources.contains_key(FACTS) {
        return Err(OpenError(format!(
            "there is no {FACTS} in {}, so it is not a pack; `panelpack new` makes one",
            pack.root.display()
        )));
    }
    let named = pack.facts.policy.text().map(str::to_owned);
    let line = || line_of(pack, "policy:").or_else(|| line_of(pack, " policy:"));
    named.or_else(line).ok_or_else(|| {
        OpenError(format!(
            "{FACTS} does not say whose policy applies; write `policy: ` and one of {}",
            policy::known().join(", ")
        ))
    })
}

/// Masks the names of the private list in texts of a pack that was not looked through.
pub fn without_names(pack: &Pack) -> impl Fn(&str) -> String + use<> {
    let names = Known { names: pack.private.names.clone(), ..Known::default() };
    let search = Search::new(&names);
    move |text| {
        let hits: Vec<_> = search.hits(text).into_iter().map(|hit| hit.range).collect();
        mask(text, &hits, 'x')
    }
}

/// What stands in the line of `pack.yaml` that begins with a key. Where the rest of the file cannot
/// be read, the line alone will do, so that everything else is still checked.
pub fn line_of(pack: &Pack, key: &str) -> Option<String> {
    let source = pack.sources.get(FACTS)?;
    let values = source.text.lines().filter_map(|line| line.strip_prefix(key));
    let words = values.filter_map(|value| value.split('#').next());
    words.map(|word| word.trim().trim_matches(['"', '\'']).to_owned()).find(|word| !word.is_empty())
}

/// The files of the policy with this id, or of the one in a folder.
///
/// # Errors
/// Where there is no such policy, or it cannot be read.
pub fn policy_files(given: &str, folder: Option<&Path>) -> Result<Files, OpenError> {
    let found = policy::find(given, folder).map_err(|error| OpenError(error.to_string()))?;
    found.ok_or_else(|| {
        let known = policy::known();
        let next = match did_you_mean(given, known.iter().copied()) {
            Some(id) => format!("did you mean {id}?"),
            None => format!(
                "there are {}; a policy of your own is used with --policy and its folder, every time",
                known.join(", ")
            ),
        };
        OpenError(format!("there is no policy {given}; {next}"))
    })
}
