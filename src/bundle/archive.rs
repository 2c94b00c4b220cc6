//! The zip of everything the panel receives.

use std::{
    io,
    io::{BufWriter, Cursor, Seek, SeekFrom, Write},
    sync::Arc,
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Files that are packed into one, in this order.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// What each is called, and its bytes, which others may hold too.
    pub files: Vec<(String, Arc<Vec<u8>>)>,
}

impl Archive {
    /// Packs the files.
    ///
    /// # Errors
    /// Where there is no room for them, or a name or the whole is more than a zip can hold.
    pub fn write(&self, to: impl Write + Seek) -> io::Result<()> {
        pack(self.files.iter().map(|(name, bytes)| Ok((name.as_str(), bytes.as_slice()))), to)
    }
}

/// Packs files in memory, in the order given.
///
/// # Errors
/// Where a name or the whole is more than a zip can hold.
pub fn zip<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> io::Result<Vec<u8>> {
    let files: Vec<(String, &[u8])> = files.into_iter().collect();
    let mut zip = Cursor::new(Vec::new());
    pack(files.iter().map(|(name, bytes)| Ok((name.as_str(), *bytes))), &mut zip)?;
    Ok(zip.into_inner())
}

/// Packs files one after the other, each only as long in memory as it takes. No clock: every file
/// carries the first day a zip can name.
///
/// # Errors
/// Where one cannot be had, there is no room for them, or a name or the whole is more than a zip can
/// hold.
pub fn pack<'n, B: AsRef<[u8]>>(
    files: impl Iterator<Item = io::Result<(&'n str, B)>>,
    to: impl Write + Seek,
) -> io::Result<()> {
    let steady = Steady { to, at: 0, end: 0, failure: None };
    let mut writer = ZipWriter::new(BufWriter::new(steady));
    for file in files {
        let (name, bytes) = file?;
        let bytes = bytes.as_ref();
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
    let steady = writer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    steady.failure.map_or(Ok(()), Err)
}

/// Remembers that a disk was full instead of saying so at once: a zip that cannot be finished is
/// finished again when it is dropped, and complains on the terminal.
struct Steady<W> {
    to: W,
    at: u64,
    end: u64,
    failure: Option<io::Error>,
}

impl<W: Write> Write for Steady<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.is_none() {
            self.failure = self.to.write_all(bytes).err();
        }
        self.at += bytes.len() as u64;
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Seek> Seek for Steady<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        if self.failure.is_none() {
            self.failure = self.to.seek(SeekFrom::Start(self.at)).err();
        }
        Ok(self.at)
    }
}
