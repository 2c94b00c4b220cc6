//! Each pack of a sitting in a process of its own, so that one that comes to grief takes no other with
//! it, none waits for what another keeps in memory, and all of that is given back when it ends.

use std::{
    io,
    process::{Command, Output, Stdio},
};

use super::{Answer, Candidate, Expected};
use crate::publish::Staging;

/// By this a process is told how many threads it may use.
const THREADS: &str = "RAYON_NUM_THREADS";

/// Has a pack built by a process, and takes over what it hands over.
pub fn built(
    expected: &Expected,
    mut command: Command,
    threads: usize,
    staging: &Staging,
) -> Candidate {
    if let Err(error) = &expected.policy {
        let candidate = expected.known(Candidate::new(expected.number, expected.shown.clone()));
        return candidate.without_papers(&error.to_string(), "Put this right in pack.yaml");
    }
    command.env(THREADS, threads.max(1).to_string());
    let output = match run(command) {
        Ok(output) => output,
        Err(error) => {
            let why = format!("The program could not be started for this pack: {error}");
            return expected.stumbled(&why);
        }
    };
    let Ok(Answer { candidate, files }) = serde_json::from_slice(&output.stdout) else {
        return expected.stumbled("The program stumbled over this pack");
    };
    let candidate = expected.known(candidate);
    match files.iter().try_for_each(|(name, file)| staging.take_over(name, file)) {
        Ok(()) => candidate,
        Err(error) => candidate.without_papers(&error.to_string(), "Run it again"),
    }
}

/// Runs it to its end. As long as this process is there, the other may read from it: where it comes to
/// an end of that, nobody waits for its answer any more.
fn run(mut command: Command) -> io::Result<Output> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let is_there = child.stdin.take();
    let output = child.wait_with_output();
    drop(is_there);
    output
}
