//! How much one file may unpack, with all the files inside it, however small it was packed.

use std::cell::Cell;

/// Bytes that are unpacked for one file, with all that is inside it.
const MOST_BYTES: u64 = 512 << 20;

/// Files inside one file that are looked into, at all levels.
const MOST_FILES: u32 = 500;

// A file is read on a thread of its own, so what it has left is its own too.
thread_local! {
    static BYTES_LEFT: Cell<u64> = const { Cell::new(MOST_BYTES) };
    static FILES_LEFT: Cell<u32> = const { Cell::new(MOST_FILES) };
}

/// How many bytes may still be unpacked.
pub(crate) fn bytes_left() -> u64 {
    BYTES_LEFT.get()
}

/// Counts what was unpacked.
pub(crate) fn unpacked(bytes: usize) {
    BYTES_LEFT.set(BYTES_LEFT.get().saturating_sub(bytes as u64));
}

/// Whether one more file inside the file may be looked into.
pub(crate) fn one_more_file() -> bool {
    let left = FILES_LEFT.get();
    FILES_LEFT.set(left.saturating_sub(1));
    left > 0
}
