//! `panelpack panel`

use std::path::PathBuf;

use clap::Args;
use console::Term;

use super::{Failure, Outcome, load, panel_pack, screen};
use crate::sitting::{self, Clock, Plan, Sitting, Span, Times};

/// Prepare one sitting of the panel: build every pack below a folder that goes to it, with an agenda,
/// a list of what is missing from whom, and the folder a member is sent
#[derive(Args)]
pub struct Panel {
    /// The folder the packs lie below
    dir: PathBuf,
    /// The day of the sitting
    #[arg(long, value_name = "DATE")]
    date: String,
    /// Where to write, instead of `sitting-DATE` in the folder
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// When the first application is heard, instead of when the policy says the panel meets
    #[arg(long, value_name = "TIME")]
    start: Option<Clock>,
    /// How many minutes each application takes, instead of what the policy says
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=600))]
    minutes: Option<u32>,
    /// When nobody is heard: 11:00-11:15. Can be given several times
    #[arg(long = "break", value_name = "FROM-TO")]
    breaks: Vec<Span>,
    /// Who has a seat on the panel: cin_coordinator="Ann Other". Can be given several times
    #[arg(long, value_name = "SEAT=NAME", value_parser = member)]
    member: Vec<(String, String)>,
    /// A policy to use instead of those the packs name: an id, or a folder
    #[arg(long, value_name = "ID|FOLDER")]
    policy: Option<String>,
}

fn member(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((seat, name)) if !seat.trim().is_empty() && !name.trim().is_empty() => {
            Ok((seat.trim().to_owned(), name.trim().to_owned()))
        }
        _ => Err("write the seat, = and the name, like chair_of_panel=\"Ann Other\"".to_owned()),
    }
}

/// Runs the command.
pub fn panel(command: &Panel) -> Result<Outcome, Failure> {
    let date = load::day(&command.date)?;
    let out = command.out.clone().unwrap_or_else(|| Sitting::folder(&command.dir, date));
    let plan = Plan {
        date,
        policy: match &command.policy {
            Some(given) => Some((given.clone(), load::policy_named(given)?)),
            None => None,
        },
        times: Times {
            start: command.start,
            minutes: command.minutes,
            breaks: command.breaks.clone(),
        },
        members: command.member.clone(),
        threads: rayon::current_num_threads(),
    };
    let bar = screen::progress();
    bar.set_message("looking for packs");
    let (mut sitting, expected) = sitting::plan(&command.dir, &plan);
    if expected.is_empty() {
        bar.finish_and_clear();
        screen::print(&sitting::tell(&sitting, screen::look(&Term::stdout())))?;
        return Err(Failure(format!(
            "no pack below {} goes to the panel on {}",
            command.dir.display(),
            date.with_weekday()
        )));
    }
    let all = expected.len();
    let count = std::sync::atomic::AtomicUsize::new(0);
    bar.set_message(format!("0 of {all} packs"));
    let done = |_: &sitting::Candidate| {
        let count = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        bar.set_message(format!("{count} of {all} packs"));
    };
    let start = panel_pack::start()?;
    let files = sitting::hold(&mut sitting, &expected, &plan, &out, &start, &done)?;
    bar.finish_and_clear();
    screen::print(&sitting::tell(&sitting, screen::look(&Term::stdout())))?;
    screen::print(&format!("\n{}: {} files\n", out.display(), files.len()))?;
    Ok(if sitting.is_complete() { Outcome::Fine } else { Outcome::Findings })
}
