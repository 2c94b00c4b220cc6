//! What must hold for any input, one function each. The fuzz targets call them with what a fuzzer makes up, and
//! `tests/fuzz_cases.rs` with the inputs that are kept in `tests/fuzz-cases/`.

#![allow(clippy::expect_used, clippy::panic, reason = "what does not hold stops the fuzzer")]
#![allow(dead_code, reason = "each fuzz target uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "reads the packs and policies of the repository")]

mod markdown_to_pdf;
mod office_text;
mod pack_yaml;
mod pdf_preflight;
mod policy_yaml;
mod sample;
mod search;

use std::collections::BTreeMap;

use panelpack::{check::Finding, source::Source};

pub use markdown_to_pdf::markdown_to_pdf;
pub use office_text::office_text;
pub use pack_yaml::pack_yaml;
pub use pdf_preflight::pdf_preflight;
pub use policy_yaml::policy_yaml;
pub use search::search;

/// What must hold for some bytes; it panics where it does not.
pub type Property = fn(&[u8]);

/// Every property, by the name of its fuzz target.
pub const ALL: &[(&str, Property)] = &[
    ("markdown_to_pdf", markdown_to_pdf),
    ("office_text", office_text),
    ("pack_yaml", pack_yaml),
    ("pdf_preflight", pdf_preflight),
    ("policy_yaml", policy_yaml),
    ("search", search),
];

/// The first byte of an input chooses among `count` things; a letter from `a` on, where a person writes it.
fn choose(data: &[u8], count: usize) -> Option<(usize, &[u8])> {
    let (first, rest) = data.split_first()?;
    Some((usize::from(first.wrapping_sub(b'a')) % count, rest))
}

/// Text in any encoding, as a file of the pack is read.
fn text(bytes: &[u8]) -> String {
    Source::from_bytes("x", bytes).text.to_string()
}

/// Every finding points into its file.
fn assert_places(findings: &[Finding], sources: &BTreeMap<String, Source>) {
    for finding in findings {
        let (Some(span), Some(source)) = (finding.place.span, sources.get(&finding.place.file))
        else {
            continue;
        };
        let is_inside = span.start <= span.end && span.end <= source.text.len();
        assert!(is_inside, "{} points to {span:?} of {} bytes", finding.rule, source.text.len());
    }
}
