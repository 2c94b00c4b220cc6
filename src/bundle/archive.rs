//! The zip of everything the panel receives.

use std::{
    io,
    io::{BufWriter, Cursor, Seek, SeekFrom, Write},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::stored::Stored;

/// Files that are packed into one, in this order.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// What each is called, and what it holds.
    pub files: Vec<(String, Stored)>,
}

impl Archive {
    /// Packs the files.
    ///
    /// # Errors
    /// Where one has changed since it was looked at, there is no room for them, or a name or the
    /// whole is more than a zip can hold.
    pub fn write(&self, to: impl Write + Seek) -> io::Result<()> {
        let files = self.files.iter().map(|(name, file)| {
            let named =
                move |error: io::Error| io::Error::new(error.kind(), format!("{name}: {error}"));
            let copy = move |to: &mut dyn Write| file.copy(to).map_err(named);
            (name.as_str(), file.size(), copy)
        });
        pack(files, to)
    }
}

/// Packs files in memory, in the order given.
///
/// # Errors
/// Where a name or the whole is more than a zip can hold.
pub fn zip<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> io::Result<Vec<u8>> {
    let files: Vec<(String, &[u8])> = files.into_iter().collect();
    let mut zip = Cursor::new(Vec::new());
    let files = files.iter().map(|(name, bytes)| {
        (name.as_str(), bytes.len() as u64, |to: &mut dyn Write| to.write_all(bytes))
    });
    pack(files, &mut zip)?;
    Ok(zip.into_inner())
}

/// Packs files one after the other: what each is called, how many bytes it has, and what writes
/// them. No clock: every file carries the first day a zip can name.
///
/// # Errors
/// Where one cannot be had, there is no room for them, or a name or the whole is more than a zip can
/// hold.
pub fn pack<'n>(
    files: impl Iterator<Item = (&'n str, u64, impl FnOnce(&mut dyn Write) -> io::Result<()>)>,
    to: impl Write + Seek,
) -> io::Result<()> {
    let steady = Steady { to, at: 0, end: 0, failure: None };
    let mut writer = ZipWriter::new(BufWriter::new(steady));
    for file in files {
        let (name, size, write) = file;
        // PDFs and photographs are compressed already; pressing them again only takes time.
        let method = match name.rsplit('.').next() {
            Some("pdf" | "jpg" | "jpeg" | "png") => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::DEFAULT
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .large_file(size >= u64::from(u32::MAX));
        writer.start_file(name, options)?;
        write(&mut writer)?;
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
