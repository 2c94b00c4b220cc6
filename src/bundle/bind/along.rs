//! A SHA-256 that is taken while a file comes into being, beside those who write it.

use std::{
    sync::mpsc::{self, SyncSender},
    thread::{self, JoinHandle},
};

use sha2::{Digest, Sha256};

/// How much is passed on at a time, in bytes.
const PART: usize = 1 << 20;

/// How many parts may wait.
const WAITING: usize = 2;

/// The SHA-256 of the first bytes of a file that only grows.
#[derive(Default)]
pub(super) struct Along {
    /// How many bytes were passed on.
    passed: usize,
    /// Who takes them; nobody for a small file.
    taker: Option<(SyncSender<Vec<u8>>, JoinHandle<Sha256>)>,
}

impl Along {
    /// Passes on what has been written since the last time, once it is enough.
    pub(super) fn follow(&mut self, written: &[u8]) {
        let new = written.get(self.passed..).unwrap_or_default();
        for part in new.chunks_exact(PART) {
            let (parts, _) = self.taker.get_or_insert_with(begin);
            // Nobody takes it only where the thread has come to grief, which shows in the end.
            let _ = parts.send(part.to_vec());
            self.passed += PART;
        }
    }

    /// The SHA-256 of the first bytes of the file, which may go on.
    pub(super) fn of(self, first: &[u8]) -> Sha256 {
        let taken = self.taker.and_then(|(parts, taken)| {
            drop(parts);
            taken.join().ok()
        });
        match taken {
            Some(digest) => digest.chain_update(first.get(self.passed..).unwrap_or_default()),
            None => Sha256::new_with_prefix(first),
        }
    }
}

fn begin() -> (SyncSender<Vec<u8>>, JoinHandle<Sha256>) {
    let (parts, taken) = mpsc::sync_channel::<Vec<u8>>(WAITING);
    let all = move || taken.iter().fold(Sha256::new(), Sha256::chain_update);
    (parts, thread::spawn(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_the_whole_however_the_file_grows() {
        for size in [0, 1, PART - 1, PART, 3 * PART + 7] {
            let bytes: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            for step in [PART / 3, 2 * PART + 1] {
                let mut along = Along::default();
                (0..size).step_by(step).for_each(|at| along.follow(&bytes[..at]));
                assert_eq!(along.of(&bytes).finalize(), Sha256::digest(&bytes), "{size} {step}");
            }
        }
    }
}
