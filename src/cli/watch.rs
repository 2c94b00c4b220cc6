//! `panelpack watch`

#![expect(clippy::disallowed_methods, reason = "looks whether the folder is still there")]

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use clap::Args;
use console::Term;

use super::{Failure, Outcome, check::outcome, load, screen};
use crate::{
    build::{self, Built, Work},
    check::{Counts, Finding},
    opened::{How, Kept, Opened},
    publish::{self, Output},
    report::{self, Report},
    typeset::{self, Fonts},
    watch::{Change, Next, Watch},
};

/// When nothing was saved for so long, the whole bundle is built, if it is wanted.
const QUIET: Duration = Duration::from_secs(1);

/// How long a folder may be away: a program that saves a whole folder moves it aside.
const AWAY: Duration = Duration::from_millis(500);

/// What the typesetting engine has not used for so many documents is let go of.
const UNUSED_FOR: usize = 2;

/// Check a pack and set its Evidence Template again at every save, until Ctrl-C
#[derive(Args)]
pub struct WatchPack {
    /// The folder of the pack
    pack: PathBuf,
    /// Where to write, instead of `out` in the pack
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Also build everything that `build` does, whenever nothing was saved for a second
    #[arg(long)]
    bundle: bool,
    /// Look for changes every now and then, where a network drive does not tell of them
    #[arg(long)]
    poll: bool,
    /// A policy to use instead of the one the pack names: an id, or a folder
    #[arg(long, value_name = "ID|FOLDER")]
    policy: Option<String>,
}

/// Runs the command.
pub fn watch(command: &WatchPack) -> Result<Outcome, Failure> {
    let out = command.out.clone().unwrap_or_else(|| command.pack.join("out"));
    super::form::outside(&out, Some(&command.pack))?;
    // What is saved while the pack is read for the first time must not be missed.
    let mut watch = begin(command, &out)?;
    publish::put_right(&out)?;
    let mut at_work = AtWork {
        command,
        out,
        fonts: Fonts::new(),
        kept: Kept::default(),
        before: None,
        opened: None,
    };
    at_work.round(Instant::now())?;
    screen::say("Watching. Save a file to check again; Ctrl-C ends it");
    loop {
        let is_unbuilt = command.bundle && at_work.opened.is_some();
        match watch.next(is_unbuilt.then_some(QUIET)) {
            Next::Changed(changed) => {
                let start = Instant::now();
                if watch.is_lost(&changed) || !command.pack.is_dir() {
                    let _ = watch.next(Some(AWAY));
                    watch = begin(command, &at_work.out)?;
                }
                for path in &changed {
                    at_work.kept.files.forget(path);
                    if watch.is_of_policy(path) {
                        at_work.kept.policy = None;
                    }
                }
                at_work.round(start)?;
            }
            Next::Quiet => at_work.bundle()?,
            Next::Over => return Err(Failure("the system tells of no more changes".into())),
        }
    }
}

fn begin(command: &WatchPack, out: &Path) -> Result<Watch, Failure> {
    let folder = command.pack.display();
    if !command.pack.is_dir() {
        return Err(Failure(format!("there is no folder {folder}")));
    }
    let policy = command.policy.as_deref().map(Path::new).filter(|path| path.is_dir());
    Watch::begin(&command.pack, policy, out, command.poll).map_err(|error| {
        Failure(format!("{folder} cannot be watched: {error}; --poll looks for changes by itself"))
    })
}

/// What stays from one save to the next.
struct AtWork<'a> {
    command: &'a WatchPack,
    out: PathBuf,
    fonts: Fonts,
    kept: Kept,
    /// What the last check found; none where there was none yet.
    before: Option<Vec<Finding>>,
    /// The pack as it was read last, until its bundle is built.
    opened: Option<Opened>,
}

impl AtWork<'_> {
    /// Reads, checks, writes the Evidence Template and says what has changed.
    fn round(&mut self, start: Instant) -> Result<(), Failure> {
        self.opened = None;
        let policy = self.command.policy.as_deref();
        let opened = match load::open_again(&self.command.pack, policy, &mut self.kept) {
            Ok(opened) => opened,
            Err(Failure(message)) if self.command.pack.is_dir() => {
                screen::say(&format!("error: {message}"));
                return Ok(());
            }
            Err(failure) => return Err(failure),
        };
        let findings = opened.findings(&self.fonts);
        let made = self.with_work(&opened, &findings, build::evidence_template);
        typeset::forget(UNUSED_FOR);
        let said = match made {
            Ok(made) => {
                self.write(&[&made.output])?;
                let path = self.out.join(&made.output.name).display().to_string();
                let path = opened.looked.masked(&path);
                let (pages, took) = (made.pages.unwrap_or(0), start.elapsed().as_millis());
                format!("{path}  {pages} pages  {took} ms")
            }
            Err(error) => format!("The Evidence Template could not be set: {error}"),
        };
        self.tell(&opened, &findings, &said)?;
        self.before = Some(findings);
        self.opened = Some(opened);
        Ok(())
    }

    /// Does something with a pack that was checked: as a draft where there are errors, which prints
    /// nothing that was found.
    fn with_work<T>(
        &self,
        opened: &Opened,
        findings: &[Finding],
        run: impl FnOnce(&Work, &Fonts) -> T,
    ) -> T {
        let is_draft = outcome(findings) == Outcome::Findings;
        let how = How { is_draft, ..How::default() };
        opened.with_work(findings, how, |work| run(work, &self.fonts))
    }

    fn write(&self, outputs: &[&Output]) -> Result<(), Failure> {
        publish::publish(&self.out, outputs, &|| {})?;
        Ok(())
    }

    /// Prints what has changed, and writes the check as a page.
    fn tell(&self, opened: &Opened, findings: &[Finding], written: &str) -> Result<(), Failure> {
        let shown = opened.shown();
        let look = screen::look(&Term::stdout());
        let text = match &self.before {
            None => report::terminal(findings, &shown.pack.sources, look),
            Some(before) => {
                let change = Change::between(before, findings);
                let new: Vec<Finding> = change.new.iter().copied().cloned().collect();
                let gone = change.put_right.iter().map(|one| put_right(one)).collect::<String>();
                let left = Counts::of(findings).in_words();
                let head = match (change.put_right.len(), new.len()) {
                    (0, 0) => format!("No finding has come or gone: {left}\n"),
                    (gone, new) => format!("{gone} put right, {new} new: {left}\n"),
                };
                head + &gone + &report::each(&new, &shown.pack.sources, look)
            }
        };
        screen::print(&format!("{text}{written}\n"))?;
        let stage = opened.policy.last_stage();
        let report = Report { application: shown, stage: &stage, today: None, findings };
        self.write(&[&Output::new("check.html", report::html(&report)?)])
    }

    /// Builds all that `build` does of the pack as it was read last.
    fn bundle(&mut self) -> Result<(), Failure> {
        let start = Instant::now();
        let (Some(opened), Some(findings)) = (self.opened.take(), &self.before) else {
            return Ok(());
        };
        let built =
            self.with_work(&opened, findings, |work, fonts| build::build(work, fonts, &|_| {}));
        typeset::forget(UNUSED_FOR);
        if let Err(Failure(why)) =
            built.map_err(Failure::from).and_then(|built| self.hand_on(built))
        {
            screen::say(&format!("The bundle could not be built: {why}"));
            // A file may be another than its size and time say.
            self.kept.files = crate::pack::Kept::default();
            return Ok(());
        }
        let out = opened.looked.masked(&self.out.display().to_string());
        let took = start.elapsed().as_millis();
        screen::print(&format!("{out}: the bundle and all that goes with it  {took} ms\n"))
    }

    /// Writes all that was built, once the bundle is proved.
    fn hand_on(&self, built: Built) -> Result<(), Failure> {
        let outputs: Vec<_> = built.files.iter().map(|made| &made.output).collect();
        let staged = publish::stage(&self.out, &outputs, &|_| false, &|| {})?;
        built.proof.done()?;
        staged.finish()?;
        Ok(())
    }
}

/// One line for a finding that is gone.
fn put_right(finding: &Finding) -> String {
    let place = &finding.place;
    let page = place.page.map(|page| format!(", page {page}")).unwrap_or_default();
    format!("put right: {} ({}{page})\n", finding.title, place.file)
}
