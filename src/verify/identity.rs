//! What a file says it is: made here, whole, and of the pack whose fingerprint it bears.

use sha2::{Digest, Sha256};

use super::{Check, book::Book, words::bare};
use crate::bundle::{digest, record::Record};

/// What the program calls itself in a file it has made.
const PROGRAM: &[u8] = b"panelpack";

/// How many digits the seal has.
const SEAL: usize = 64;

pub(super) fn made_here(book: &Book) -> Check {
    let mut check = Check::new("made-here");
    let creator = book.pdf.metadata().creator.as_deref().unwrap_or_default();
    let is_ours = creator.starts_with(PROGRAM);
    let claim = match (&book.record, is_ours) {
        (Some(record), true) if record.panelpack_bundle == 1 => match record.draft {
            true => "A DRAFT of a bundle, made by panelpack: not for the panel",
            false => "A bundle made by panelpack",
        },
        (None, true) => "A document made by panelpack",
        _ => {
            check.fail(
                None,
                "panelpack did not make this file, or what says so was taken out; what follows is \
                 what can be checked of any PDF",
            );
            "A file made by panelpack"
        }
    };
    check.claims(1, claim)
}

pub(super) fn fingerprint(book: &Book, record: &Record) -> Check {
    let mut check = Check::new("fingerprint");
    let fingerprint = bare([record.fingerprint.as_str()]);
    let is_printed = |body: String| !fingerprint.is_empty() && body.contains(&fingerprint);
    if !book.words.iter().any(|words| is_printed(words.body())) {
        check.fail(None, "the fingerprint on the cover is another than the record's");
    }
    check.claims(1, "The fingerprint on the cover is the record's")
}

/// The seal is the SHA-256 of the file while there are zeros in the seal's place.
pub(super) fn seal(book: &Book) -> Check {
    let mut check = Check::new("seal");
    let whole = seal_of(book.bytes).is_some_and(|(at, seal)| {
        let rest = book.bytes.get(at + SEAL..).unwrap_or_default();
        let file = Sha256::new().chain_update(book.bytes.get(..at).unwrap_or_default());
        let file = file.chain_update([b'0'; SEAL]).chain_update(rest).finalize();
        digest::hex(&file).as_bytes() == seal
    });
    if !whole {
        check.fail(None, "the file is not as it was when it was finished: something was changed");
    }
    check.note("It proves that nothing was changed by accident or carelessly; it is no signature");
    check.claims(book.bytes.len(), "The seal over the whole file is right")
}

/// Where the seal stands, and what it says.
fn seal_of(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let identity = bytes.windows(4).rposition(|window| window == b"/ID[")?;
    let rest = bytes.get(identity..)?;
    let at = identity + rest.windows(2).position(|window| window == b"><")? + 2;
    Some((at, bytes.get(at..at + SEAL)?))
}
