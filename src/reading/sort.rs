//! What sort of file it is: its first bytes say so, and only where they do not, its name.

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// There is nothing in it.
    Nothing,
    /// A PDF.
    Pdf,
    /// A zip: what Word, PowerPoint, Excel and LibreOffice write, or any other.
    Zip,
    /// A compound file: what Word, PowerPoint, Excel and Outlook wrote before 2007, and what they
    /// lock with a password.
    Compound,
    /// A picture.
    Picture,
    /// Text.
    Text(Text),
    /// Anything else.
    Unknown,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// As it is read.
    Plain,
    /// With tags in it: a web page, or any XML.
    Markup,
    /// In the Rich Text Format.
    Rich,
    /// A message of electronic mail.
    Message,
}

/// What sort of file this is.
pub(super) fn of(name: &str, bytes: &[u8]) -> Sort {
    let head = bytes.get(..1024).unwrap_or(bytes);
    match head {
        [] => Sort::Nothing,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Sort::Zip,
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Sort::Compound,
        _ if is_picture(head) => Sort::Picture,
        // Readers of PDF look for the mark in the first kilobyte.
        _ if head.windows(5).any(|window| window == b"%PDF-") => Sort::Pdf,
        _ if is_text(head) => Sort::Text(text(name, head)),
        _ => Sort::Unknown,
    }
}

fn is_picture(head: &[u8]) -> bool {
    let marks: [&[u8]; 6] =
        [b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n", b"II*\0", b"MM\0*", b"GIF8", b"BM"];
    // "BM" may begin a text; a bitmap goes on with its size and four bytes of nothing.
    let is_marked = |mark: &&[u8]| head.starts_with(mark) && (mark.len() > 2 || is_bitmap(head));
    let is_still = matches!(
        head.get(8..12),
        Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif")
    );
    marks.iter().any(is_marked)
        || head.get(4..8) == Some(b"ftyp") && is_still
        || head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")
}

fn is_bitmap(head: &[u8]) -> bool {
    head.get(6..10) == Some(&[0; 4])
}

/// Whether this begins a text in one of the encodings people's programs write.
fn is_text(head: &[u8]) -> bool {
    let is_utf16 = match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [first, 0, second, 0, ..] | [0, first, 0, second, ..] => *first > 0 && *second > 0,
        _ => false,
    };
    if is_utf16 {
        let zeros = head.iter().filter(|byte| **byte == 0).count();
        return zeros * 10 < head.len() * 6;
    }
    let is_odd =
        |byte: &u8| *byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    !head.iter().any(is_odd)
}

fn text(name: &str, head: &[u8]) -> Text {
    let start = String::from_utf8_lossy(head).replace('\0', "").to_ascii_lowercase();
    let start =
        start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{FFFD}');
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if start.starts_with("{\\rtf") {
        return Text::Rich;
    }
    if ["<!doctype html", "<html", "<?xml", "<svg"].iter().any(|tag| start.starts_with(tag)) {
        return Text::Markup;
    }
    match ending.as_deref() {
        Some("html" | "htm" | "xhtml" | "xml" | "svg" | "fodt" | "fods" | "fodp") => Text::Markup,
        Some("eml" | "mht" | "mhtml" | "mbox") => Text::Message,
        _ => Text::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        for (name, bytes, sort) in [
            ("a.pdf", &b""[..], Sort::Nothing),
            ("a.txt", b"%PDF-1.7", Sort::Pdf),
            ("a.pdf", b"PK\x03\x04", Sort::Zip),
            ("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Sort::Compound),
            ("a.txt", b"\xFF\xD8\xFF\xE0", Sort::Picture),
            ("a", b"\0\0\0\x18ftypheic", Sort::Picture),
            ("a.mp4", b"\0\0\0\x18ftypmp42", Sort::Unknown),
            ("a.pdf", b"words", Sort::Text(Text::Plain)),
            ("a.txt", b"BMW of 10", Sort::Text(Text::Plain)),
            ("a.doc", b"{\\rtf1", Sort::Text(Text::Rich)),
            ("a.txt", b"\xEF\xBB\xBF<html>", Sort::Text(Text::Markup)),
            ("a.HTM", b"words", Sort::Text(Text::Markup)),
            ("a.eml", b"Subject: x", Sort::Text(Text::Message)),
            ("a.txt", b"w\0o\0r\0d\0", Sort::Text(Text::Plain)),
            ("a.txt", b"caf\xE9", Sort::Text(Text::Plain)),
            ("a.txt", b"\0\0\0\0\0\0\0\0", Sort::Unknown),
        ] {
            assert_eq!(of(name, bytes), sort, "{name} {}", bytes.escape_ascii());
        }
    }
}
