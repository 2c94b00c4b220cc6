//! `panelpack new`

use std::path::PathBuf;

use clap::Args;

use super::{Failure, Outcome, load, screen};
use crate::{publish, scaffold};

/// Make the folder of a new pack, with the council's own prompts in every file
#[derive(Args)]
pub struct New {
    /// The folder to make
    dir: PathBuf,
    /// Whose policy applies: an id, or the folder of a policy
    #[arg(long, value_name = "ID|FOLDER")]
    policy: String,
    /// What is applied for, where the policy has more than one progression
    #[arg(long)]
    progression: Option<String>,
}

/// Runs the command.
pub fn new(command: &New) -> Result<Outcome, Failure> {
    let policy = load::policy_named(&command.policy)?;
    let progression = load::progression(&policy, command.progression.as_deref())?;
    let files = scaffold::scaffold(&policy, progression)?;
    publish::create(&command.dir, &files)?;
    for file in &files {
        screen::print(&format!("{}\n", command.dir.join(&file.name).display()))?;
    }
    screen::say(&format!(
        "\nNext: fill in {}, then run\n  panelpack check \"{}\"",
        command.dir.join("pack.yaml").display(),
        command.dir.display()
    ));
    Ok(Outcome::Fine)
}
