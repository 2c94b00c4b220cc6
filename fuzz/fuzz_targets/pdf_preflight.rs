#![no_main]

use panelpack_fuzz::{contained, properties};

libfuzzer_sys::fuzz_target!(init: contained::let_readers_stumble(), |data: &[u8]| {
    properties::pdf_preflight(data);
    // The engine keeps what it has laid out in case it comes again.
    comemo::evict(0);
});
