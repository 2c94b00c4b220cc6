//! `panelpack policy`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use console::Term;

use super::{Failure, Outcome, check::outcome, load, screen, screen::Format};
use crate::{
    policy::{self, copy},
    publish, report,
};

/// The councils this program knows, and policies of your own
#[derive(Args)]
pub struct Policy {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the policies this program carries
    List,
    /// Say what a council asks
    Show {
        /// An id, or the folder of a policy
        #[arg(value_name = "ID|FOLDER")]
        policy: String,
        /// Only what is asked for this progression
        #[arg(long, value_name = "PROGRESSION")]
        progression: Option<String>,
    },
    /// Write a copy of a policy, to change it for another council
    Export {
        /// An id, or the folder of a policy
        #[arg(value_name = "ID|FOLDER")]
        policy: String,
        /// The folder to make
        dir: PathBuf,
    },
    /// Say what is wrong or odd in a policy, and where
    Lint {
        /// An id, or the folder of a policy
        #[arg(value_name = "ID|FOLDER")]
        policy: String,
        /// How to say it
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
}

/// Runs the command.
pub fn policy(command: &Policy) -> Result<Outcome, Failure> {
    match &command.command {
        Command::List => list(),
        Command::Show { policy, progression } => show(policy, progression.as_deref()),
        Command::Export { policy, dir } => export(policy, dir),
        Command::Lint { policy, format } => lint(policy, *format),
    }
}

fn list() -> Result<Outcome, Failure> {
    for (index, id) in policy::known().into_iter().enumerate() {
        let policy = load::policy_named(id)?;
        let rules = &policy.rules;
        if index > 0 {
            screen::print("\n")?;
        }
        screen::print(&format!("{id}\n  {}: {}\n", rules.council, rules.title))?;
        let valid = report::validity(&rules.valid);
        screen::print(&format!("  version {}; holds {valid}\n", rules.version))?;
        for progression in &rules.progressions {
            screen::print(&format!("  --progression {}: {}\n", progression.id, progression.title))?;
        }
    }
    Ok(Outcome::Fine)
}

fn show(given: &str, progression: Option<&str>) -> Result<Outcome, Failure> {
    let policy = load::policy_named(given)?;
    let mut shown = policy.clone();
    if let Some(id) = progression {
        load::progression(&policy, Some(id))?;
        shown = policy.narrowed(Some(id), None);
        shown.rules.progressions.retain(|one| one.id == id);
    }
    screen::print(&report::council(&shown, screen::look(&Term::stdout()).width))?;
    Ok(Outcome::Fine)
}

fn export(given: &str, dir: &std::path::Path) -> Result<Outcome, Failure> {
    let files = copy(&load::policy_files(given)?);
    publish::create(dir, &files)?;
    for file in &files {
        screen::print(&format!("{}\n", dir.join(&file.name).display()))?;
    }
    let dir = dir.display();
    screen::say(&format!(
        "\nNext: read {dir}/README.md, change the files, and look at them with\n  panelpack policy \
         lint \"{dir}\"\n  panelpack policy show \"{dir}\""
    ));
    Ok(Outcome::Fine)
}

fn lint(given: &str, format: Format) -> Result<Outcome, Failure> {
    let files = load::policy_files(given)?;
    let path = std::path::Path::new(given.trim_end_matches(['/', '.']));
    let folder = path.file_name().and_then(|name| name.to_str());
    let findings = policy::lint::lint(&files, folder);
    let outcome = outcome(&findings);
    screen::print(&match format {
        Format::Human => load::show(given, &files, findings, &Term::stdout()),
        Format::Json => report::lint_json(given, &files, &findings),
    })?;
    Ok(outcome)
}
