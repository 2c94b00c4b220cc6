//! A PDF that grows object by object.

use sha2::Digest;

use super::along::Along;
use crate::bundle::digest;

/// How many digits the seal has.
const SEAL: usize = 64;

/// A PDF in the making.
pub(super) struct File {
    bytes: Vec<u8>,
    /// Where each object begins, by its number; 0 where there is none.
    places: Vec<usize>,
    digest: Along,
}

impl File {
    /// Begins a file that will have about this many bytes.
    pub(super) fn new(capacity: usize) -> Self {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        Self { bytes, places: vec![0], digest: Along::default() }
    }

    /// Writes an object whose number is known.
    pub(super) fn object(&mut self, number: u32, write: impl FnOnce(&mut Vec<u8>)) {
        self.begin(number);
        self.bytes.extend(format!("{number} 0 obj\n").into_bytes());
        write(&mut self.bytes);
        self.bytes.extend(b"\nendobj\n");
        self.digest.follow(&self.bytes);
    }

    /// Writes an object with its head and foot as another file spells it.
    pub(super) fn as_it_is(&mut self, number: u32, object: &[u8]) {
        self.begin(number);
        self.bytes.extend(object.trim_ascii_end());
        self.bytes.push(b'\n');
        self.digest.follow(&self.bytes);
    }

    /// Writes a stream: the entries of its dictionary but its length, and its data.
    pub(super) fn stream(&mut self, number: u32, entries: impl FnOnce(&mut Vec<u8>), data: &[u8]) {
        self.object(number, |out| {
            out.extend(b"<<");
            entries(out);
            out.extend(format!("/Length {}>>\nstream\n", data.len()).into_bytes());
            out.extend(data);
            out.extend(b"\nendstream");
        });
    }

    fn begin(&mut self, number: u32) {
        let index = number as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, 0);
        }
        self.places[index] = self.bytes.len();
    }

    /// Writes where everything stands, and the seal: the SHA-256 of the whole file while zeros stand
    /// in its place. Both are what a PDF calls its identity. Gives the file and its SHA-256.
    pub(super) fn sealed(
        mut self,
        root: u32,
        info: Option<u32>,
        identity: &str,
    ) -> (Vec<u8>, String) {
        let start = self.bytes.len();
        self.bytes.extend(format!("xref\n0 {}\n", self.places.len()).into_bytes());
        for place in &self.places {
            let row = match place {
                0 => "0000000000 65535 f \n".to_owned(),
                place => format!("{place:010} 00000 n \n"),
            };
            self.bytes.extend(row.into_bytes());
        }
        let info = info.map_or(String::new(), |info| format!("/Info {info} 0 R"));
        let size = self.places.len();
        self.bytes
            .extend(format!("trailer\n<</Size {size}/Root {root} 0 R{info}/ID[").into_bytes());
        self.bytes.extend(format!("<{}><", digest::short(identity.as_bytes())).into_bytes());
        let seal = self.bytes.len();
        self.bytes.extend([b'0'; SEAL]);
        self.bytes.extend(format!(">]>>\nstartxref\n{start}\n%%EOF\n").into_bytes());
        // All that stands before the seal is read once, for both.
        let (before, unsealed) = self.bytes.split_at(seal);
        let before = self.digest.of(before);
        let digest = digest::hex(&before.clone().chain_update(unsealed).finalize());
        self.bytes[seal..seal + SEAL].copy_from_slice(digest.as_bytes());
        let whole = digest::hex(&before.chain_update(&self.bytes[seal..]).finalize());
        (self.bytes, whole)
    }
}
