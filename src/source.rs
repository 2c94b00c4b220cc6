//! The only door to the disk for text: a file is read once, decoded, and knows its lines.

#![expect(clippy::disallowed_methods, reason = "the door for reading")]

use std::{
    fs::{File, OpenOptions},
    io::{self, Read},
    ops::Range,
    path::Path,
    sync::Arc,
};

/// The largest text file that is read, in bytes: some 300,000 words, far beyond any evidence.
pub const LARGEST_TEXT: u64 = 2 * 1024 * 1024;

/// A range of bytes in a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// How the bytes of a file became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, as Notepad's "Unicode" saves it.
    Utf16,
    /// Windows-1252, as older Windows programs save it.
    Windows1252,
    /// Unicode with bytes in between that are none; each of them became U+FFFD.
    Mixed,
}

/// A text file: its name, its text and where its lines start.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path inside the folder it was read from, with `/` between the parts.
    pub name: String,
    /// The decoded text, without a byte order mark.
    pub text: Arc<str>,
    /// How it was decoded.
    pub encoding: Encoding,
    line_starts: Arc<[usize]>,
}

impl Source {
    /// Reads and decodes the file at `path`, calling it `name`.
    ///
    /// # Errors
    /// Where the file cannot be read or is larger than [`LARGEST_TEXT`].
    pub fn read(path: &Path, name: &str) -> io::Result<Self> {
        Ok(Self::from_bytes(name, &read_bytes(path, LARGEST_TEXT)?))
    }

    /// Decodes `bytes`. Never fails: what is nowhere Unicode is taken as Windows-1252.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Self {
        let (text, encoding) = decode(bytes);
        Self::new(name, text, encoding)
    }

    /// Wraps text that is already decoded.
    pub fn from_text(name: &str, text: &str) -> Self {
        Self::new(name, text.to_owned(), Encoding::Utf8)
    }

    /// The same file with another name and text.
    pub fn rewritten(&self, name: &str, text: String) -> Self {
        Self::new(name, text, self.encoding)
    }

    fn new(name: &str, text: String, encoding: Encoding) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1));
        let line_starts = starts.collect();
        Self { name: name.to_owned(), text: text.into(), encoding, line_starts }
    }

    /// The line and column of a byte, both counted from 1; the column counts characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.floor(byte);
        let line = self.line_starts.partition_point(|&start| start <= byte);
        let start = self.line_starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..byte).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// The text of a line, counted from 1, without its line break.
    pub fn line(&self, line: usize) -> &str {
        let (start, end) = (self.line_start(line), self.line_start(line + 1));
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// The first byte of a line, counted from 1.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts.get(line.wrapping_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.floor(span.start)..self.ceil(span.end)).unwrap_or_default()
    }

    /// The character at a byte; nothing at the end of the text.
    pub fn char_at(&self, byte: usize) -> Span {
        Span { start: self.floor(byte), end: self.ceil(byte.saturating_add(1)) }
    }

    /// The nearest character boundary at or before `byte`.
    pub fn floor(&self, byte: usize) -> usize {
        self.text.floor_char_boundary(byte)
    }

    /// The nearest character boundary at or after `byte`.
    pub fn ceil(&self, byte: usize) -> usize {
        self.text.ceil_char_boundary(byte)
    }
}

/// Reads a whole file of any kind. The one place where documents come from the disk.
///
/// # Errors
/// Where the file cannot be read, is larger than `largest` bytes, or is no file: whatever was found
/// when the folder was listed, something else may stand there now.
pub fn read_bytes(path: &Path, largest: u64) -> io::Result<Vec<u8>> {
    let (file, size) = open(path)?;
    let too_large = || {
        let megabytes = largest / 1024 / 1024;
        io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {megabytes} MB"))
    };
    if size > largest {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // It may grow while it is read.
    file.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest { Err(too_large()) } else { Ok(bytes) }
}

/// What is said of a pipe, a socket or a device.
const NO_FILE: &str = "it is not an ordinary file";

/// Opens an ordinary file, and says how many bytes it has. A pipe would wait for somebody to write
/// into it; this does not wait for it.
///
/// # Errors
/// Where it cannot be read, or is no file.
pub fn open(path: &Path) -> io::Result<(File, u64)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    match metadata.is_file() {
        true => Ok((file, metadata.len())),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, NO_FILE)),
    }
}

/// The text of bytes that need no lines: a part of a document, an attachment of a message.
pub fn decoded(bytes: &[u8]) -> String {
    decode(bytes).0
}

fn decode(bytes: &[u8]) -> (String, Encoding) {
    use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        // Without a mark: text in Latin letters has a zero in every second byte.
        [_, 0, _, 0, ..] => Some(UTF_16LE),
        [0, _, 0, _, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let (text, _, is_broken) = encoding.decode(bytes);
        let encoding = if is_broken { Encoding::Mixed } else { Encoding::Utf16 };
        return (text.into_owned(), encoding);
    }
    let unmarked = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match std::str::from_utf8(unmarked) {
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) if unmarked.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) => {
            (String::from_utf8_lossy(unmarked).into_owned(), Encoding::Mixed)
        }
        Err(_) => {
            let text = WINDOWS_1252.decode_without_bom_handling(unmarked).0;
            (text.into_owned(), Encoding::Windows1252)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_notepad_saves_is_read() {
        let utf16: Vec<u8> = [0xFFFE_u16.swap_bytes()]
            .into_iter()
            .chain("É".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, encoding) in [
            (&b"\xEF\xBB\xBF\xC3\x89"[..], Encoding::Utf8),
            (&b"\xC3\x89"[..], Encoding::Utf8),
            (&b"\xC9"[..], Encoding::Windows1252),
            (&utf16[..], Encoding::Utf16),
        ] {
            let source = Source::from_bytes("x", bytes);
            assert_eq!((&*source.text, source.encoding), ("É", encoding));
        }
    }

    #[test]
    fn one_bad_byte_spoils_one_letter_only() {
        for bytes in [&b"\xE2\x80\x99 caf\xE9."[..], b"\xFF\xFE\x19\x20 \0c\0a\0f\0\0\xD8.\0"] {
            let source = Source::from_bytes("x", bytes);
            assert_eq!((&*source.text, source.encoding), ("’ caf\u{FFFD}.", Encoding::Mixed));
        }
    }

    #[test]
    fn a_character_is_never_cut() {
        let source = Source::from_text("x", "aé");
        assert_eq!(source.char_at(1), source.char_at(2));
        assert_eq!(source.slice(source.char_at(2)), "é");
        assert_eq!(source.slice(Span { start: 2, end: 2 }), "é");
        assert_eq!(source.char_at(9), Span { start: 3, end: 3 });
    }

    #[test]
    fn a_place_is_counted_in_characters() {
        let source = Source::from_text("x", "één\r\ntwee");
        assert_eq!(source.line_column(4), (1, 3));
        assert_eq!(source.line_column(7), (2, 1));
        assert_eq!(source.line(1), "één");
        assert_eq!(source.line_column(999), (2, 5));
    }

    #[test]
    fn only_files_of_a_bearable_size_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        File::create(&path).unwrap().set_len(2 << 30).unwrap();
        let why = |path: &Path| read_bytes(path, 5 << 20).unwrap_err().to_string();
        assert_eq!(why(&path), "it is larger than 5 MB");
        assert_eq!(Source::read(&path, "x").unwrap_err().to_string(), "it is larger than 2 MB");
        #[cfg(unix)]
        for path in [folder.path(), Path::new("/dev/zero"), Path::new("/dev/tty")] {
            // A device that is not there cannot be read either.
            let error = read_bytes(path, 5 << 20).unwrap_err();
            assert!(error.kind() != io::ErrorKind::FileTooLarge, "{error}");
        }
    }
}
