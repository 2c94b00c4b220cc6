//! Runs a reader where neither a panic, a deep recursion nor an endless loop reaches the caller.

use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

/// The name of the threads that read documents, so that a panic hook can keep quiet about them: what
/// goes wrong on one comes back as a [`Stopped`].
pub const READER_THREAD: &str = "document-reader";

/// Readers recurse into nested objects; with this much stack their limits are far from the end.
const STACK_BYTES: usize = 64 << 20;

/// How long one file may take. A 500 MB scan needs a few seconds; only a trap needs longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The reader stumbled over the file.
    Panicked,
    /// The reader had no time left, or could not be started.
    OutOfTime,
}

/// Runs `work` on a thread of its own and waits for it.
///
/// # Errors
/// Where it panicked, or took longer than any ordinary file does.
pub fn watched<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Stopped> {
    let (done, result) = mpsc::sync_channel(1);
    let thread = thread::Builder::new().name(READER_THREAD.into()).stack_size(STACK_BYTES);
    let started = thread.spawn(move || {
        // Nobody listens any more once the time is up.
        let _ = done.send(work());
    });
    if started.is_err() {
        return Err(Stopped::OutOfTime);
    }
    result.recv_timeout(PATIENCE).map_err(|error| match error {
        RecvTimeoutError::Timeout => Stopped::OutOfTime,
        RecvTimeoutError::Disconnected => Stopped::Panicked,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_stays_where_it_is() {
        assert_eq!(watched(|| 1), Ok(1));
        assert_eq!(watched(|| -> u8 { panic!("a reader stumbles") }), Err(Stopped::Panicked));
    }
}
