//! A PDF as it would have been made at any other hour: LibreOffice writes the time, and numbers made
//! from it, into every PDF; the same file must give the same bundle.

use lopdf::{Document, Object};

/// The same pages without the time. `None` where this is no PDF with pages.
pub fn settled(pdf: &[u8]) -> Option<Vec<u8>> {
    let mut pdf = Document::load_mem(pdf).ok()?;
    if pdf.get_pages().is_empty() {
        return None;
    }
    for key in [&b"Info"[..], b"ID", b"DocChecksum"] {
        pdf.trailer.remove(key);
    }
    if let Ok(catalog) = pdf.catalog_mut() {
        catalog.remove(b"Metadata");
    }
    for object in pdf.objects.values_mut() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        for key in [&b"LastModified"[..], b"CreationDate", b"ModDate", b"PieceInfo"] {
            dictionary.remove(key);
        }
        // The day of a note in the margin.
        if dictionary.has(b"Subtype") && dictionary.has(b"Rect") {
            dictionary.remove(b"M");
        }
    }
    pdf.prune_objects();
    pdf.renumber_objects();
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).ok()?;
    Some(bytes)
}
