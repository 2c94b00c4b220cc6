//! Each pack of a sitting in a process of its own, so that one that comes to grief takes no other with
//! it, none waits for what another keeps in memory, and all of that is given back when it ends.

use std::{
    io::{self, Write},
    process::{Command, Output, Stdio},
    sync::Arc,
};

use super::{Answer, Candidate, Expected, Task};
use crate::publish::Staging;

/// By this a process is told how many threads it may use.
const THREADS: &str = "RAYON_NUM_THREADS";

/// Has a pack built by a process, and takes over what it hands over.
///
/// # Errors
/// Where the process cannot be started: that is nothing about the pack.
pub fn built(
    expected: &Expected,
    task: &Task,
    mut command: Command,
    threads: usize,
    staging: &Staging,
) -> io::Result<Candidate> {
    let policy = match &expected.policy {
        Ok(policy) => Arc::clone(policy),
        Err(error) => {
            let next = "Put this right in pack.yaml";
            return Ok(expected.candidate().without_papers(&error.to_string(), next));
        }
    };
    command.env(THREADS, threads.to_string());
    let output = run(command, task)?;
    let Ok(Answer { candidate, files }) = serde_json::from_slice(&output.stdout) else {
        return Ok(expected.stumbled());
    };
    let candidate = Candidate { policy: Some(policy), ..candidate };
    Ok(match staging.take_over(&files) {
        Ok(()) => candidate,
        Err(error) => candidate.without_papers(&error.to_string(), "Try again"),
    })
}

/// Tells a process its task, and waits for what it prints. Its input stays open meanwhile: where that
/// ends, the process knows that this one is gone and ends, too.
fn run(mut command: Command, task: &Task) -> io::Result<Output> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let mut input = child.stdin.take();
    // A process that does not listen does not answer either.
    let _ = input.as_mut().map(|input| writeln!(input, "{}", serde_json::json!(task)));
    let output = child.wait_with_output();
    drop(input);
    output
}
