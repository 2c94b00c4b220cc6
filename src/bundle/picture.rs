//! Photographs and drawings: read to the end, and freed of what a camera writes beside the picture.

mod alone;
mod heic;
mod sheets;
mod tiff;

use std::{
    io::Cursor,
    sync::{Mutex, PoisonError},
};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader,
    metadata::Orientation::{self, Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH},
};
use img_parts::{
    Bytes, ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
    png::Png,
};

pub use alone::as_pdf;

use super::preflight::PageSize;

/// Dots of an image per point of paper: 150 dots an inch.
const DOTS_PER_POINT: f64 = 150.0 / 72.0;

/// A picture that can be bound.
pub struct Picture {
    /// The file, with no more beside the picture than colours and which way up it is.
    pub bytes: Vec<u8>,
    /// Its size on paper, the right way up.
    pub size: PageSize,
    /// `jpg` or `png`.
    pub ending: &'static str,
}

/// Why a picture cannot be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is something else, or is cut off.
    NoPicture,
    /// It needs more memory than a picture should, whatever the size of its file.
    TooLarge,
}

/// Pictures that need more than this when they are unpacked wait for one another.
const LARGE: u64 = 64 << 20;

/// Only one large picture is unpacked at a time by one process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// How a picture is bound.
pub enum Bound {
    /// As one picture.
    Picture(Picture),
    /// As the pages of this PDF.
    Pages(Vec<u8>),
}

/// Reads a picture: a JPEG, PNG, HEIC or TIFF, whatever its file is called.
///
/// # Errors
/// Where it is something else, is cut off, or needs more than `largest` bytes when it is unpacked.
pub fn bound(bytes: &[u8], largest: u64) -> Result<Bound, Unfit> {
    if bytes.get(4..8) == Some(b"ftyp") {
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let jpeg = heic::as_jpeg(bytes, largest)?;
        unpack(&jpeg).map(Bound::Picture).ok_or(Unfit::NoPicture)
    } else if bytes.starts_with(b"II") || bytes.starts_with(b"MM") {
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        tiff::as_pdf(bytes, largest).map(Bound::Pages)
    } else {
        read(bytes, largest).map(Bound::Picture)
    }
}

/// Reads a JPEG or PNG.
///
/// # Errors
/// Where it is something else, is cut off, or needs more than `largest` bytes when it is unpacked.
pub fn read(bytes: &[u8], largest: u64) -> Result<Picture, Unfit> {
    let bytes_needed = decoder(bytes).ok_or(Unfit::NoPicture)?.total_bytes();
    if bytes_needed > largest {
        return Err(Unfit::TooLarge);
    }
    let is_large = bytes_needed > LARGE;
    let _turn = is_large.then(|| ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner));
    unpack(bytes).ok_or(Unfit::NoPicture)
}

fn decoder(bytes: &[u8]) -> Option<impl ImageDecoder> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.into_decoder().ok()
}

fn unpack(bytes: &[u8]) -> Option<Picture> {
    let format = image::guess_format(bytes).ok()?;
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // The whole image is decoded, because a file cut off in the middle has a head that looks whole.
    let image = DynamicImage::from_decoder(decoder).ok()?;
    let (bytes, ending) = match format {
        ImageFormat::Jpeg => (bare_jpeg(bytes, orientation)?, "jpg"),
        ImageFormat::Png => (bare_png(bytes, orientation)?, "png"),
        _ => return None,
    };
    let points = |dots: u32| f64::from(dots) / DOTS_PER_POINT;
    let (width, height) = (points(image.width()), points(image.height()));
    let size = match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => {
            PageSize { width: height, height: width }
        }
        _ => PageSize { width, height },
    };
    Some(Picture { bytes, size, ending })
}

/// Leaves out the camera, the place, the preview and every remark; colours stay.
fn bare_jpeg(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut jpeg = bare(bytes, false)?;
    jpeg.set_exif(right_way_up(orientation));
    Some(jpeg.encoder().bytes().to_vec())
}

/// A JPEG out of a document without what is written beside the picture, if there is any. Nothing
/// says which way up it is: the document does.
pub(super) fn without_remarks(bytes: &[u8]) -> Option<Vec<u8>> {
    let before = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?.segments().len();
    let jpeg = bare(bytes, true)?;
    let kept = jpeg.segments().len();
    let bare = jpeg.encoder().bytes();
    // A line end after the picture is none.
    let has_remarks = kept < before || bare.len() + 16 < bytes.len();
    has_remarks.then(|| bare.to_vec())
}

/// A JPEG with nothing but the picture. `None` where it is cut off, unless that does not matter.
fn bare(bytes: &[u8], even_cut_off: bool) -> Option<Jpeg> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let last = jpeg.segments_mut().pop()?;
    let length = last.len_with_entropy() - last.len();
    let rest = bytes.get(bytes.len().checked_sub(length)?..)?;
    // The decoder takes a picture that was cut off for whole and paints the rest grey.
    let scans = whole_scans(rest).or_else(|| even_cut_off.then(|| rest.to_vec()))?;
    jpeg.segments_mut().retain(belongs_to_the_picture);
    for segment in jpeg.segments_mut() {
        if let Some(contents) = without_preview(segment) {
            *segment = JpegSegment::new_with_contents(segment.marker(), contents);
        }
    }
    let contents = last.contents().clone();
    let last = JpegSegment::new_with_entropy(last.marker(), contents, scans.into());
    jpeg.segments_mut().push(last);
    Some(jpeg)
}

/// Whether a part of a JPEG is needed to show it: not the camera, the place, a preview, a remark.
fn belongs_to_the_picture(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE"),
        markers::COM | markers::APP1 | markers::APP15 => false,
        marker => !(markers::APP3..=markers::APP13).contains(&marker),
    }
}

/// The head of the file without the small picture that may be in it, and a mark of Adobe's without
/// what may follow it.
fn without_preview(segment: &JpegSegment) -> Option<Bytes> {
    let contents = segment.contents();
    match segment.marker() {
        markers::APP0 => {
            let head = contents.get(..12)?;
            Some([head, &[0, 0]].concat().into())
        }
        markers::APP14 => Some(contents.slice(..contents.len().min(12))),
        _ => None,
    }
}

/// The scans of a JPEG up to its end marker, without remarks between them. What follows, such as a
/// second picture with a place of its own or a film, is left out. `None` where there is no end.
fn whole_scans(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut scans = Vec::new();
    let mut rest = bytes;
    loop {
        let at = rest.iter().position(|byte| *byte == 0xFF)?;
        let (before, after) = rest.split_at(at);
        scans.extend_from_slice(before);
        let marker = *after.get(1)?;
        let length = match marker {
            0xFF => 1,
            markers::EOI => {
                scans.extend_from_slice(&[0xFF, markers::EOI]);
                return Some(scans);
            }
            // A byte of the picture, or a mark to start again at.
            0x00 | 0x01 | markers::RST0..=markers::RST7 => 2,
            _ => 2 + usize::from(u16::from_be_bytes([*after.get(2)?, *after.get(3)?])),
        };
        let (part, after) = after.split_at_checked(length)?;
        if !matches!(marker, markers::COM | markers::APP0..=markers::APP15) {
            scans.extend_from_slice(part);
        }
        rest = after;
    }
}

/// Leaves out all that is not needed to show the picture: texts, times, previews, a second picture.
fn bare_png(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    png.chunks_mut().retain(|chunk| {
        let kind = chunk.kind();
        let of_colour: [&[u8; 4]; 11] = [
            b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs", b"cICP",
            b"mDCV", b"cLLI",
        ];
        matches!(&kind, b"IHDR" | b"PLTE" | b"IDAT" | b"IEND") || of_colour.contains(&&kind)
    });
    png.set_exif(right_way_up(orientation));
    Some(png.encoder().bytes().to_vec())
}

/// EXIF that says which way up the picture is and nothing else: one entry, tag 0x0112.
fn right_way_up(orientation: Orientation) -> Option<Bytes> {
    let mut exif = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
    exif[18] = orientation.to_exif();
    (orientation != Orientation::NoTransforms).then(|| Bytes::copy_from_slice(&exif))
}

#[cfg(test)]
mod tests;
