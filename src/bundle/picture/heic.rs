//! Photographs of telephones that are stored as HEIC: made into a JPEG, which everything can show.

use heifer::{Error, Options};
use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};

use super::Unfit;

/// Of a hundred: hardly to be told from the original.
const QUALITY: u8 = 92;

/// A JPEG of the picture, the right way up, with nothing beside it.
///
/// # Errors
/// Where it is something else, is cut off, or needs more than `largest` bytes when it is unpacked.
pub fn as_jpeg(bytes: &[u8], largest: u64) -> Result<Vec<u8>, Unfit> {
    // Four bytes a dot, and three more for the JPEG.
    let options = Options { max_pixels: largest / 4, ..Options::default() };
    let image = match heifer::decode_srgb_rgba8(bytes, &options) {
        // Colours of a kind that is not known are shown as they are stored.
        Err(Error::Unsupported(_)) => heifer::decode_rgba8(bytes, &options),
        other => other,
    };
    let image = image.map_err(|error| match error.to_string() {
        text if text.contains("too large") || text.contains("limit") => Unfit::TooLarge,
        _ => Unfit::NoPicture,
    })?;
    let (width, height) = (image.width, image.height);
    let dots = if image.has_alpha { on_white(&image.data) } else { image.into_rgb8() };
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(&dots, width, height, ExtendedColorType::Rgb8)
        .map_err(|_| Unfit::NoPicture)?;
    Ok(jpeg)
}

/// Red, green and blue as they look on white paper.
pub(super) fn on_white(dots: &[u8]) -> Vec<u8> {
    let blend = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    let rows = dots.as_chunks::<4>().0;
    rows.iter().flat_map(|[r, g, b, a]| [blend(*r, *a), blend(*g, *a), blend(*b, *a)]).collect()
}
