//! `panelpack completions` and `panelpack man`: for whoever installs the program. They stand in no
//! list of commands, which is for social workers.

use clap::{Args, Command};
use clap_complete::Shell;

use super::{Failure, Outcome, screen};

/// Print what a shell needs to complete commands with the Tab key
#[derive(Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Print the manual page of the program, or of one command
#[derive(Args)]
pub struct Man {
    /// The command, such as `policy lint`
    command: Vec<String>,
}

/// Runs the command.
pub fn completions(command: &Completions, mut program: Command) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    let name = program.get_name().to_owned();
    clap_complete::generate(command.shell, &mut program, name, &mut script);
    print(&script)
}

/// Runs the command.
pub fn man(command: &Man, mut program: Command) -> Result<Outcome, Failure> {
    program.build();
    let mut page = &program;
    for name in &command.command {
        let next = page.find_subcommand(name);
        page = next.ok_or_else(|| {
            let known = page.get_subcommands().filter(|one| !one.is_hide_set());
            let known: Vec<&str> = known.map(Command::get_name).collect();
            match known.is_empty() {
                true => Failure(format!("there is no command {name} here; leave it out")),
                false => {
                    Failure(format!("there is no command {name}; there are {}", known.join(", ")))
                }
            }
        })?;
    }
    let mut text = Vec::new();
    let version = concat!("panelpack ", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(page.clone()).source(version).render(&mut text)?;
    print(&text)
}

fn print(bytes: &[u8]) -> Result<Outcome, Failure> {
    screen::print(&String::from_utf8_lossy(bytes))?;
    Ok(Outcome::Fine)
}
