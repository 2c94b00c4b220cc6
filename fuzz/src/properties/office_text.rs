//! Any bytes as a document that is not a PDF: it is read, always in the same way.

use std::sync::Arc;

use panelpack::{bundle::archive, reading};

use super::choose;

/// Kinds of files, and which of them are put together from the parts that the input names.
const KINDS: [(&str, bool); 14] = [
    ("x.docx", true),
    ("x.pptx", true),
    ("x.xlsx", true),
    ("x.odt", true),
    ("x.odp", true),
    ("x.zip", true),
    ("x.docx", false),
    ("x.doc", false),
    ("x.rtf", false),
    ("x.eml", false),
    ("x.html", false),
    ("x.txt", false),
    ("x.jpg", false),
    ("x.png", false),
];

/// The first byte chooses the kind. A fuzzer cannot write a zip, so what is one is made here of parts: a line
/// `== word/document.xml`, then what is in it.
pub fn office_text(data: &[u8]) {
    let Some((chosen, rest)) = choose(data, KINDS.len()) else { return };
    let (name, is_parts) = KINDS[chosen];
    let bytes = if is_parts { zipped(rest) } else { rest.to_vec() };
    let bytes = Arc::new(bytes);
    let said = reading::read(name, &bytes);
    assert!(said == reading::read(name, &bytes), "it is read in two ways");
    let letters: usize = said.passages.iter().map(|passage| passage.text.len()).sum();
    assert!(letters < MOST_TEXT, "{letters} bytes of text from {}", bytes.len());
}

/// More text than this comes out of no input that a fuzzer writes, unless something in it is said again and again.
const MOST_TEXT: usize = 64 << 20;

fn zipped(data: &[u8]) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(b"== "), parts.last_mut()) {
            (Some(name), _) => {
                parts.push((String::from_utf8_lossy(name).trim().to_owned(), Vec::new()));
            }
            (None, Some((_, bytes))) => bytes.extend(line),
            (None, None) => {}
        }
    }
    // A name that stands twice is refused; what then comes out is no zip, which is a case too.
    archive::zip(parts.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice())))
        .unwrap_or_default()
}
