//! What `panelpack panel` starts for each pack: this program again, which is told a pack on its input and
//! prints what came of it. It is no command, because nobody else needs it.

#![expect(clippy::disallowed_methods, reason = "the door to this program itself")]

use std::{
    env, io,
    path::Path,
    process::{self, Command},
    thread,
};

use super::{Failure, Outcome, load, screen};
use crate::{
    convert,
    opened::Kept,
    sitting::{self, Task},
    typeset::Fonts,
};

/// What the program is told instead of a command.
const INSTEAD_OF_A_COMMAND: &str = "--one-pack-of-a-sitting";

/// How it is started for a pack, by the program that runs now.
///
/// # Errors
/// Where the system does not say which program that is.
pub fn start() -> io::Result<impl Fn() -> Command + Sync> {
    let program = env::current_exe()?;
    Ok(move || {
        let mut command = Command::new(&program);
        command.arg(INSTEAD_OF_A_COMMAND);
        command
    })
}

/// Whether this is the program that was started for a pack.
pub fn is_meant() -> bool {
    env::args_os().nth(1).is_some_and(|told| told == INSTEAD_OF_A_COMMAND)
}

/// Builds the pack.
pub fn panel_pack() -> Result<Outcome, Failure> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let task: Task = serde_json::from_str(&line)?;
    thread::spawn(end_with_the_sitting);
    let office = || load::office().map(|office| office.in_turn(Path::new(&task.sitting)));
    let (pack, kept) = (Path::new(&task.pack), &mut Kept::default());
    let opened = load::open_with(pack, task.policy.as_deref(), kept, office);
    let answer = sitting::one(&task, opened.ok().as_ref(), &Fonts::new());
    screen::print(&serde_json::to_string(&answer)?)?;
    Ok(Outcome::Fine)
}

/// Ends this process, and what it has started, once the one is gone that has started it: nobody waits
/// for the answer then.
fn end_with_the_sitting() {
    let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
    convert::stop();
    process::exit(2)
}
