//! `panelpack build`

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;
use console::Term;

use super::{Failure, Outcome, check::outcome, load, screen, size};
use crate::{
    build::{self, Made, Volumes, Work},
    bundle,
    check::{Finding, Topic},
    convert,
    issued::{self, Changes, Issued, Lock},
    opened::How,
    policy::Severity,
    publish::{self, Output},
    report::{self, Report},
    typeset::Fonts,
    words,
};

/// Bytes that an email of 25 MB can carry, with room to spare: it makes a third more of them.
const LARGEST_FOR_EMAIL: u64 = 15_000_000;

/// Check a pack and compile its PDFs, the panel bundle and the zip
#[derive(Args)]
pub struct Build {
    /// The folder of the pack
    pack: PathBuf,
    /// Where to write, instead of `out` in the pack
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Build although there are errors: DRAFT on every page, the gaps first
    #[arg(long)]
    draft: bool,
    /// A policy to use instead of the one the pack names: an id, or a folder
    #[arg(long, value_name = "ID|FOLDER")]
    policy: Option<String>,
    /// Also write the bundle in volumes of at most this size, such as 15MB or 900kB
    #[arg(long, value_name = "SIZE", value_parser = size::parse)]
    max_size: Option<usize>,
    /// Record that this bundle is the one that is sent out: it is kept in the pack, in its folder
    /// `issued`
    #[arg(long, conflicts_with = "draft")]
    issue: bool,
    /// After an issued bundle: keep all its pages and their numbers, and add what has changed since,
    /// with a list of it
    #[arg(long, conflicts_with_all = ["draft", "max_size"])]
    addendum: bool,
    /// Also write what the templates read, for whoever designs them
    #[arg(long, value_name = "FOLDER")]
    keep_typst: Option<PathBuf>,
}

/// Runs the command.
pub fn build(command: &Build) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let out = command.out.clone().unwrap_or_else(|| command.pack.join("out"));
    if out.starts_with(&command.pack) && !out.starts_with(command.pack.join("out")) {
        let out = out.display();
        return Err(Failure(format!(
            "{out} is part of the pack; write to its folder out, or elsewhere"
        )));
    }
    publish::put_right(&out)?;
    let issued = issued(command)?;
    let opened = load::open(&command.pack, command.policy.as_deref())?;
    let bar = screen::progress();
    let (shown, looked) = (opened.shown(), &opened.looked);
    let fonts = Fonts::new();
    let findings = opened.findings(&fonts);
    let outcome = outcome(&findings);
    if outcome == Outcome::Findings && !command.draft {
        bar.finish_and_clear();
        screen::say(&report::terminal(
            &findings,
            &shown.pack.sources,
            screen::look(&Term::stderr()),
        ));
        screen::say(match command.addendum {
            true => "Nothing was built. Put the errors right",
            false => {
                "Nothing was built. Put the errors right, or use --draft to build all the same"
            }
        });
        if publish::is_there(&out, bundle::FILE) {
            screen::say(&format!(
                "What is in {} is from an earlier build",
                looked.masked(&out.display().to_string())
            ));
        }
        return Ok(outcome);
    }
    let step = |message: &str| bar.set_message(message.to_owned());
    let how = How { is_draft: command.draft, max_size: command.max_size };
    let (built, changes) = match issued.as_ref().filter(|_| command.addendum) {
        None => (opened.build(&findings, how, &fonts, &step)?, None),
        Some(issued) => {
            let add = |work: &Work| build::addendum(work, issued, &fonts, &step);
            match opened.with_work(&findings, how, add)? {
                Some((built, changes)) => (built, Some(changes)),
                None => {
                    bar.finish_and_clear();
                    screen::say(
                        "Nothing has changed since the bundle was issued, and nothing was written",
                    );
                    return Ok(outcome);
                }
            }
        }
    };
    if let Some(folder) = &command.keep_typst {
        publish::create(folder, &built.for_designers())?;
    }
    let outputs: Vec<&Output> = built.files.iter().map(|made| &made.output).collect();
    let kept = built.to_issue(issued.as_ref()).filter(|_| command.issue);
    step("writing and verifying");
    let waiting = || step("waiting for another build that writes to the same folder");
    // Volumes of an earlier build belong to another bundle.
    let staged = publish::stage(&out, &outputs, &build::is_volume, &waiting)?;
    let proof = built.proof.done()?;
    let sizes = staged.finish()?;
    convert::tidy(&opened.pack);
    if let Some(kept) = kept {
        let folder = command.pack.join(issued::FOLDER);
        publish::publish(&folder, &kept.iter().collect::<Vec<_>>(), &waiting)?;
    }
    bar.finish_and_clear();
    print(&looked.masked(&out.display().to_string()), &built.files, &sizes)?;
    let stage = opened.policy.last_stage();
    if let (Some(changes), Some(issued)) = (&changes, &issued) {
        tell(changes, issued);
    }
    if command.issue {
        screen::say(
            "This bundle is kept in the folder issued of the pack. For papers that come later: \
             panelpack build --addendum",
        );
    }
    if issued::is_there(&command.pack) && !command.issue && !command.addendum {
        screen::say(
            "A bundle of this pack was issued, and this one may number its pages otherwise. To keep \
             the numbers: panelpack build --addendum",
        );
    }
    let report = Report { application: shown, stage: &stage, today: None, findings: &findings };
    screen::say(&format!("{}; {} ms in all", report.summary(), start.elapsed().as_millis()));
    screen::say(&format!("The bundle was read again. {}", proof.summary()));
    said_of_findings(&findings, command.draft, &looked.masked(&out.display().to_string()));
    if let Some(most) = command.max_size {
        said_of_volumes(&built.volumes, &size::shown(most as u64))
            .iter()
            .for_each(|it| screen::say(it));
    }
    let has_volumes = matches!(built.volumes, Volumes::Made(_));
    for (made, _) in built.files.iter().zip(&sizes).filter(|(_, size)| **size > LARGEST_FOR_EMAIL) {
        let name = &made.output.name;
        let advice = match name.ends_with(".pdf") && command.max_size.is_none() {
            true => "share it from a folder, or build with --max-size 15MB to have it in volumes",
            false => "share it from a folder instead",
        };
        if !(has_volumes && name.ends_with(".pdf")) {
            screen::say(&format!("{name} is too large for most email systems; {advice}"));
        }
    }
    Ok(outcome)
}

/// What was issued of the pack, as far as the command asks for it.
fn issued(command: &Build) -> Result<Option<Issued>, Failure> {
    if !command.issue && !command.addendum {
        return Ok(None);
    }
    publish::put_right(&command.pack.join(issued::FOLDER))?;
    let issued = Issued::of(&command.pack)?;
    match &issued {
        None if command.addendum => Err(Failure(
            "no bundle of this pack was issued, so there is nothing to add to; build --issue \
             records that a bundle is sent out"
                .into(),
        )),
        Some(_) if !command.addendum => Err(Failure(
            "a bundle of this pack was issued already, and its page numbers stay as they are; add \
             what has changed with build --addendum, or take the folder issued out of the pack to \
             issue it anew"
                .into(),
        )),
        _ => Ok(issued),
    }
}

/// What is in the addendum. Titles are not named: a terminal shows nothing that was found.
fn tell(changes: &Changes, issued: &Issued) {
    let Lock { edition, pages, .. } = issued.lock;
    screen::say(&format!(
        "Addendum {edition}: {}. The change sheet is on page {} of the bundle",
        changes.in_words(),
        pages + 1
    ));
    if changes.has_withdrawn() {
        screen::say(
            "What was withdrawn is still on its issued pages: an addendum calls nothing back. If it \
             must not be read any more, take the folder issued out of the pack, build --issue anew \
             and ask everybody to delete the earlier bundle",
        );
    }
}

/// One line a file: where it is, its pages, its size, how long it took.
fn print(out: &str, files: &[Made], sizes: &[u64]) -> Result<(), Failure> {
    let path = |made: &Made| Path::new(out).join(&made.output.name).display().to_string();
    let width = files.iter().map(|made| path(made).chars().count()).max().unwrap_or(0);
    for (made, bytes) in files.iter().zip(sizes) {
        let pages = made.pages.map_or(String::new(), |pages| format!("{pages} pages"));
        let (size, took) = (size::shown(*bytes), made.took.as_millis());
        let path = path(made);
        screen::print(&format!("{path:width$}  {pages:>9}  {size:>10}  {took:>5} ms\n"))?;
    }
    Ok(())
}

/// What there is to say of findings that did not keep the pack from being built.
fn said_of_findings(findings: &[Finding], is_draft: bool, out: &str) {
    let matters = |one: &&Finding| one.severity != Severity::Note;
    let could_identify = |one: &&Finding| one.topic() == Topic::Confidentiality;
    let found = findings.iter().filter(matters);
    if is_draft {
        screen::say(
            "This is a draft, marked on every page. What could identify somebody is masked in it; the \
             finished bundle prints the pack as it is",
        );
    } else {
        let number = found.clone().filter(could_identify).count();
        let are = if number == 1 { "is" } else { "are" };
        if number > 0 {
            screen::say(&format!(
                "{} {are} about what could identify somebody, and the bundle prints it as it stands in \
                 the pack: look before it is handed on",
                words::count(number, "warning")
            ));
        }
    }
    if found.count() > 0 {
        screen::say(&format!("What was found: {}", Path::new(out).join("check.html").display()));
    }
}

/// What there is to say of volumes that were asked for.
fn said_of_volumes(volumes: &Volumes, most: &str) -> Vec<String> {
    match volumes {
        Volumes::NotAsked => Vec::new(),
        Volumes::NotNeeded => {
            vec![format!("The bundle is no larger than {most}: it is not cut into volumes")]
        }
        Volumes::NothingToCut => {
            vec![format!("The bundle is larger than {most}, and holds no document to cut it at")]
        }
        Volumes::Impossible(least) => vec![format!(
            "No volumes were written: the cover and the index, with which each would begin, take {}. \
             Give --max-size more than that",
            size::shown(*least as u64)
        )],
        Volumes::Made(too_large) => too_large
            .iter()
            .map(|one| {
                format!(
                    "{} is larger than {most}: {} cannot be made smaller by cutting. Give \
                     --max-size a larger size, or save what is bound there with smaller pictures",
                    one.file, one.holds
                )
            })
            .collect(),
    }
}
