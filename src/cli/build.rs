//! `panelpack build`

use std::{path::PathBuf, time::Instant};

use clap::Args;

use super::{Failure, Outcome, check::outcome, load, screen};
use crate::{
    build,
    check::{self, Case},
    forms::Application,
    policy::Stage,
    publish::{self, Output},
    report::{self, Report},
    typeset::Fonts,
};

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
    /// Also write what the templates read, for whoever designs them
    #[arg(long, value_name = "FOLDER")]
    keep_typst: Option<PathBuf>,
}

/// Runs the command.
pub fn build(command: &Build) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let bar = screen::progress();
    bar.set_message("reading");
    let pack = load::pack(&command.pack)?;
    let policy = load::policy(&pack, command.policy.as_deref())?;
    let application = Application { policy: &policy, pack: &pack };
    let fonts = Fonts::new();
    // Nothing that is built depends on the day it is built: a deadline counts against the day
    // something was sent, or not at all.
    let case = Case { application, stage: Stage::Panel, today: None, fonts: &fonts };
    let findings = check::check(&case);
    let outcome = outcome(&findings);
    if outcome == Outcome::Findings && !command.draft {
        bar.finish_and_clear();
        let report = Report { application, stage: Stage::Panel, today: None, findings: &findings };
        screen::say(&report::terminal(&report, screen::look()));
        screen::say(
            "Nothing was built. Put the errors right, or use --draft to build all the same",
        );
        return Ok(outcome);
    }
    let step = |message: &str| bar.set_message(message.to_owned());
    let built = build::build(application, &findings, command.draft, &fonts, &step)?;
    let out = command.out.clone().unwrap_or_else(|| command.pack.join("out"));
    publish::publish(&out, &built.outputs)?;
    if let Some(folder) = &command.keep_typst {
        let files = built
            .typst
            .iter()
            .map(|(name, bytes)| Output { name: name.clone(), bytes: bytes.clone() });
        publish::create(folder, &files.collect::<Vec<_>>())?;
    }
    bar.finish_and_clear();
    for output in &built.outputs {
        let path = out.join(&output.name);
        let pages = built.pages.iter().find(|(name, _)| *name == output.name);
        let pages = pages.map_or(String::new(), |(_, pages)| format!("{pages} pages"));
        screen::print(&format!(
            "{:<48} {pages:>10} {:>10}\n",
            path.display(),
            size(output.bytes.len())
        ));
    }
    let report = Report { application, stage: Stage::Panel, today: None, findings: &findings };
    screen::say(&format!("{}; {} ms", report.summary(), start.elapsed().as_millis()));
    Ok(outcome)
}

/// A number of bytes as people read it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
