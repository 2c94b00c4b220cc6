//! The zip of everything the panel receives.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipResult, write::SimpleFileOptions};

/// Packs files into a zip, in the order given. No clock: every file carries the first day a zip
/// can name.
///
/// # Errors
/// Where a name or the whole is more than a zip can hold.
pub fn zip<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // PDFs and photographs are compressed already; pressing them again only takes time.
        let method = match name.rsplit('.').next() {
            Some("pdf" | "jpg" | "jpeg" | "png") => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::DEFAULT
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .large_file(bytes.len() >= u32::MAX as usize);
        writer.start_file(name, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
