//! `panelpack panel-pack`: what `panelpack panel` starts for each pack. It stands in no list of
//! commands, because nobody else needs it.

#![expect(clippy::disallowed_methods, reason = "the door to this program itself")]

use std::{
    env, io,
    path::PathBuf,
    process::{self, Command},
    thread,
};

use clap::Args;

use super::{Failure, Outcome, load, screen};
use crate::{
    sitting::{self, Task},
    typeset::Fonts,
};

/// Build one pack of a sitting, and print what came of it as JSON
#[derive(Args)]
pub struct PanelPack {
    /// The folder of the pack
    pack: PathBuf,
    /// The number of the application in the sitting
    #[arg(long)]
    number: usize,
    /// The folder of the pack below that of the sitting, as it may be shown
    #[arg(long, allow_hyphen_values = true)]
    folder: String,
    /// Where the sitting is written
    #[arg(long, allow_hyphen_values = true)]
    sitting: PathBuf,
    /// A policy to use instead of the one the pack names: an id, or a folder
    #[arg(long, allow_hyphen_values = true)]
    policy: Option<String>,
}

/// How the command is started for a pack, by the program that runs now.
///
/// # Errors
/// Where the system does not say which program that is.
pub fn start(policy: Option<&str>) -> io::Result<impl Fn(&Task) -> Command + Sync> {
    let program = env::current_exe()?;
    Ok(move |task: &Task| {
        let mut command = Command::new(&program);
        command.arg("panel-pack").args(["--number", &task.number.to_string()]);
        command.args(["--folder", &task.folder]).arg("--sitting").arg(&task.sitting);
        command.args(policy.iter().flat_map(|policy| ["--policy", policy]));
        command.arg("--").arg(&task.pack);
        command
    })
}

/// Runs the command.
pub fn panel_pack(command: &PanelPack) -> Result<Outcome, Failure> {
    thread::spawn(end_with_the_sitting);
    let task = Task {
        number: command.number,
        folder: command.folder.clone(),
        pack: command.pack.clone(),
        sitting: command.sitting.clone(),
    };
    let opened = load::open(&command.pack, command.policy.as_deref()).ok();
    let answer = sitting::one(&task, opened.as_ref(), &Fonts::new());
    screen::print(&serde_json::to_string(&answer)?)?;
    Ok(Outcome::Fine)
}

/// Ends this process when the one is gone that has started it: nobody waits for the answer then.
fn end_with_the_sitting() {
    let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
    process::exit(2)
}
