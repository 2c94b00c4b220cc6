//! The commands: arguments beside what they do. Printing happens only here.

mod build;
mod check;
mod explain;
mod form;
mod load;
mod new;
mod panel;
mod panel_pack;
mod policy;
mod screen;
mod shell;
mod size;
mod status;
mod verify;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Checks a social worker's evidence pack against the council's policy and compiles it into PDFs.
#[derive(Parser)]
#[command(name = "panelpack", version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    New(new::New),
    Check(check::Check),
    Build(build::Build),
    Watch(watch::WatchPack),
    Form(form::Form),
    Panel(panel::Panel),
    Status(status::StatusOf),
    Verify(verify::Verify),
    Policy(policy::Policy),
    Explain(explain::Explain),
    #[command(hide = true)]
    Completions(shell::Completions),
    #[command(hide = true)]
    Man(shell::Man),
}

/// What went wrong with the machine or the command, as opposed to findings in a pack.
struct Failure(String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Whether the pack is all right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing is wrong.
    Fine,
    /// There are findings of error severity.
    Findings,
}

/// Runs the command on the command line. Exit status: 0 nothing wrong, 1 findings of error
/// severity, 2 the command could not be carried out.
pub fn run() -> ExitCode {
    screen::quiet_readers();
    let result = match panel_pack::is_meant() {
        true => panel_pack::panel_pack(),
        false => run_command(Cli::parse().command),
    };
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(message)) => {
            screen::say(&format!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

fn run_command(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::New(command) => new::new(&command),
        Command::Check(command) => check::check(&command),
        Command::Build(command) => build::build(&command),
        Command::Watch(command) => watch::watch(&command),
        Command::Form(command) => form::form(&command),
        Command::Panel(command) => panel::panel(&command),
        Command::Status(command) => status::status(&command),
        Command::Verify(command) => verify::verify(&command),
        Command::Policy(command) => policy::policy(&command),
        Command::Explain(command) => explain::explain(&command),
        Command::Completions(command) => shell::completions(&command, Cli::command()),
        Command::Man(command) => shell::man(&command, Cli::command()),
    }
}
