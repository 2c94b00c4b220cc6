//! A JPEG or PNG as the one page of a PDF.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};
use img_parts::{
    Bytes,
    jpeg::{Jpeg, markers},
};

use super::{
    DOTS_PER_POINT, heic,
    sheets::{self, Colours, Sheet, Stored, Strip},
};

/// The picture as a PDF. A JPEG is handed on as it is packed; the colours of either stay those its
/// profile names.
pub fn as_pdf(picture: &[u8]) -> Option<Vec<u8>> {
    let reader = ImageReader::new(Cursor::new(picture)).with_guessed_format().ok()?;
    let is_jpeg = reader.format() == Some(ImageFormat::Jpeg);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms).to_exif();
    let (width, height) = decoder.dimensions();
    let profile = decoder.icc_profile().ok()?;
    let as_it_is = is_jpeg.then(|| jpeg(picture)).flatten();
    let (colours, data, stored) = match as_it_is {
        Some(colours) => (colours, picture.to_vec(), Stored::Jpeg),
        None => {
            let (colours, dots) = on_paper(&DynamicImage::from_decoder(decoder).ok()?);
            (colours, sheets::packed(&dots)?, Stored::Packed)
        }
    };
    let strip = Strip { rows: height, bits: 8, colours, data, stored, profile };
    let dots_per_point = (DOTS_PER_POINT, DOTS_PER_POINT);
    let orientation = u16::from(orientation);
    sheets::pdf(vec![Sheet { width, height, dots_per_point, orientation, strips: vec![strip] }])
}

/// The colours of a JPEG that any reader of PDFs shows as a reader of pictures does: grey, or
/// red, green and blue. Inks are stored upside down by some programs, so they are unpacked.
fn jpeg(picture: &[u8]) -> Option<Colours> {
    let jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(picture)).ok()?;
    let frame = jpeg.segments().iter().find(|segment| {
        matches!(segment.marker(), markers::SOF0 | markers::SOF1 | markers::SOF2)
    })?;
    match frame.contents().get(5)? {
        1 => Some(Colours::Grey),
        3 => Some(Colours::Rgb),
        _ => None,
    }
}

/// The dots as they look on white paper.
fn on_paper(image: &DynamicImage) -> (Colours, Vec<u8>) {
    match image.color() {
        colour if colour.has_alpha() => (Colours::Rgb, heic::on_white(&image.to_rgba8())),
        colour if colour.has_color() => (Colours::Rgb, image.to_rgb8().into_raw()),
        _ => (Colours::Grey, image.to_luma8().into_raw()),
    }
}
