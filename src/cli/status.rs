//! `panelpack status`

use std::path::PathBuf;

use clap::Args;
use console::Term;

use super::{Failure, Outcome, form, load, screen};
use crate::{
    process::{self, Status},
    publish::Content,
};

/// Say where an application stands: what comes next, who does it, by when, to whom it goes
#[derive(Args)]
pub struct StatusOf {
    /// The folder of the pack
    pack: PathBuf,
    /// The day to count from, instead of today
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Also write the dates ahead as a calendar, for a calendar program
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// A policy to use instead of the one the pack names: an id, or a folder
    #[arg(long, value_name = "ID|FOLDER")]
    policy: Option<String>,
}

/// Runs the command.
pub fn status(command: &StatusOf) -> Result<Outcome, Failure> {
    let opened = load::open_texts(&command.pack, command.policy.as_deref())?;
    let today = load::today(command.today.as_deref())?;
    let application = opened.shown();
    if let Some(file) = &command.ics {
        form::outside(file, Some(&command.pack))?;
        let calendar = process::calendar(application, Some(today));
        form::write(file, Content::new(calendar))?;
    }
    let status = Status {
        application,
        today,
        pack: typed(&opened.looked.masked(&command.pack.display().to_string())),
        look: screen::look(&Term::stdout()),
    };
    screen::print(&status.tell())?;
    Ok(Outcome::Fine)
}

/// A path as it is typed in a command.
fn typed(path: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/\\._-:~".contains(letter);
    if path.chars().all(is_plain) { path.to_owned() } else { format!("\"{path}\"") }
}
