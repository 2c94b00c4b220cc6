#![no_main]

use panelpack_fuzz::{contained, properties};

libfuzzer_sys::fuzz_target!(init: contained::let_readers_stumble(), |data: &[u8]| properties::office_text(data));
