//! `panelpack check`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use console::Term;

use super::{Failure, Outcome, load, screen};
use crate::{
    check::{self, Case, Finding},
    policy::Severity,
    report::{self, Report},
    typeset::Fonts,
};

/// Say what is missing or wrong in a pack, and where
#[derive(Args)]
pub struct Check {
    /// The folder of the pack
    pack: PathBuf,
    /// How far the application is, as the policy names its stages: request, evidence, panel where it
    /// names none. Asks only for what that stage needs
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// How to say it
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// The day to measure deadlines against, instead of today
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// A policy to use instead of the one the pack names: an id, or a folder
    #[arg(long, value_name = "ID|FOLDER")]
    policy: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people, on a terminal
    Human,
    /// For programs
    Json,
    /// For people, as one page
    Html,
}

/// Runs the command.
pub fn check(command: &Check) -> Result<Outcome, Failure> {
    let opened = load::open(&command.pack, command.policy.as_deref())?;
    let today = Some(load::today(command.today.as_deref())?);
    let application = opened.shown();
    let stage = load::stage(&opened.policy, command.stage.as_deref())?;
    let looked = &opened.looked;
    let case = Case { application, looked, stage: &stage, today, fonts: &Fonts::new() };
    let findings = check::check(&case);
    let report = Report { application, stage: &stage, today, findings: &findings };
    match command.format {
        Format::Human => screen::print(&report::terminal(
            &findings,
            &application.pack.sources,
            screen::look(&Term::stdout()),
        ))?,
        Format::Json => screen::print(&report.json())?,
        Format::Html => screen::print(&report::html(&report)?)?,
    }
    Ok(outcome(&findings))
}

/// Whether any finding is an error.
pub fn outcome(findings: &[Finding]) -> Outcome {
    match findings.iter().any(|finding| finding.severity == Severity::Error) {
        true => Outcome::Findings,
        false => Outcome::Fine,
    }
}
