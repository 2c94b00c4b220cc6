//! Photographs and drawings: read to the end, and freed of what a camera writes beside the picture.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader,
    metadata::Orientation::{self, Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH},
};
use img_parts::{
    Bytes, ImageEXIF,
    jpeg::{Jpeg, markers},
    png::Png,
};

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

/// Reads a JPEG or PNG. `None` where it is something else, is cut off, or needs more than `largest`
/// bytes when it is unpacked.
pub fn read(bytes: &[u8], largest: u64) -> Option<Picture> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let format = reader.format()?;
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > largest {
        return None;
    }
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
    if !has_last_line(bytes) {
        return None;
    }
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    jpeg.segments_mut().retain(|segment| {
        let is_profile = || segment.contents().starts_with(b"ICC_PROFILE");
        match segment.marker() {
            markers::APP2 => is_profile(),
            markers::COM | markers::APP1 => false,
            marker => {
                !(markers::APP3..=markers::APP13).contains(&marker) && marker != markers::APP15
            }
        }
    });
    jpeg.set_exif(right_way_up(orientation));
    Some(jpeg.encoder().bytes().to_vec())
}

fn bare_png(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    png.chunks_mut()
        .retain(|chunk| !matches!(&chunk.kind(), b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME"));
    png.set_exif(right_way_up(orientation));
    Some(png.encoder().bytes().to_vec())
}

/// Whether a JPEG goes on to its end marker. The decoder takes one that was cut off for whole and
/// paints the rest grey.
fn has_last_line(jpeg: &[u8]) -> bool {
    let last_scan = jpeg.windows(2).rposition(|pair| pair == [0xFF, 0xDA]);
    let rest = last_scan.and_then(|at| jpeg.get(at..)).unwrap_or_default();
    rest.windows(2).any(|pair| pair == [0xFF, 0xD9])
}

/// EXIF that says which way up the picture is and nothing else: one entry, tag 0x0112.
fn right_way_up(orientation: Orientation) -> Option<Bytes> {
    let mut exif = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
    exif[18] = orientation.to_exif();
    (orientation != Orientation::NoTransforms).then(|| Bytes::copy_from_slice(&exif))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of a red and a blue half, with an EXIF block that turns it and names a place.
    fn photograph() -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = image::RgbImage::from_fn(64, 32, |x, _| {
            image::Rgb(if x < 32 { [255, 0, 0] } else { [0, 0, 255] })
        });
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
        let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).unwrap();
        let turned = right_way_up(Orientation::Rotate90).unwrap();
        jpeg.set_exif(Some([&turned[..], b"53.45N 2.73W"].concat().into()));
        jpeg.encoder().bytes().to_vec()
    }

    #[test]
    fn a_photograph_keeps_its_way_up_and_forgets_its_place() {
        let bytes = photograph();
        let has_place = |bytes: &[u8]| bytes.windows(6).any(|window| window == b"53.45N");
        assert!(has_place(&bytes));
        let picture = read(&bytes, 1 << 20).unwrap();
        assert!(!has_place(&picture.bytes));
        assert!(picture.size.height > picture.size.width);
        let again = read(&picture.bytes, 1 << 20).unwrap();
        assert_eq!((again.size, again.bytes), (picture.size, picture.bytes));
    }

    #[test]
    fn what_is_cut_off_or_too_large_is_no_picture() {
        let bytes = photograph();
        assert!(read(&bytes[..bytes.len() / 2], 1 << 20).is_none());
        assert!(read(&bytes[..bytes.len() - 2], 1 << 20).is_none());
        assert!(read(&bytes, 100).is_none());
        assert!(read(b"GIF89a", 1 << 20).is_none());
    }
}
