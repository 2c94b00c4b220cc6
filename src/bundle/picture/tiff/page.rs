//! One page of a TIFF.

use std::{io::Cursor, ops::Range};

use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};
use tiff::{
    ColorType,
    decoder::{Decoder, DecodingResult, ifd::Value},
    tags::{ByteOrder, CompressionMethod, Tag},
};

use crate::bundle::picture::{
    DOTS_PER_POINT, heic,
    sheets::{Colours, Sheet, Stored, Strip, packed},
};

type Reader<'b> = Decoder<Cursor<&'b [u8]>>;

/// Of a hundred, for what was a JPEG inside the TIFF.
const QUALITY: u8 = 92;

/// Dots an inch that a scanner may have used.
const SCANNED: std::ops::RangeInclusive<f64> = 50.0..=2_400.0;

/// The longest side of a page that is taken for meant, in points: a little more than A0.
const LONGEST: f64 = 3_400.0;

/// How many bytes the page needs when it is unpacked.
pub fn needs(decoder: &mut Reader) -> Option<u64> {
    let (width, height) = decoder.dimensions().ok()?;
    let bits = match decoder.colortype().ok()? {
        ColorType::Gray(bits) | ColorType::Palette(bits) => u64::from(bits),
        ColorType::GrayA(bits) => u64::from(bits) * 2,
        ColorType::RGB(bits) | ColorType::YCbCr(bits) | ColorType::Lab(bits) => u64::from(bits) * 3,
        ColorType::Multiband { bit_depth, num_samples } => {
            u64::from(bit_depth) * u64::from(num_samples)
        }
        ColorType::CMYKA(bits) => u64::from(bits) * 5,
        other => u64::from(other.bit_depth()) * 4,
    };
    u64::from(width).checked_mul(u64::from(height))?.checked_mul(bits).map(|bits| bits.div_ceil(8))
}

/// The page. `None` where it is cut off or of a kind that is not known.
pub fn sheet(decoder: &mut Reader, bytes: &[u8], has_palette: bool) -> Option<Sheet> {
    let (width, height) = decoder.dimensions().ok()?;
    if width == 0 || height == 0 {
        return None;
    }
    let orientation: u16 = number(decoder, Tag::Orientation).unwrap_or(1);
    let dots_per_point = dots_per_point(decoder, width, height);
    let method = CompressionMethod::from_u16(number(decoder, Tag::Compression).unwrap_or(1))?;
    let strips = match method {
        CompressionMethod::Huffman | CompressionMethod::Fax3 => {
            faxed(decoder, bytes, method, height)?
        }
        _ => vec![unpacked(decoder, method, has_palette)?],
    };
    Some(Sheet { width, height, dots_per_point, orientation, strips })
}

fn number<T: TryFrom<u64>>(decoder: &mut Reader, tag: Tag) -> Option<T> {
    decoder.find_tag_unsigned(tag).ok().flatten()
}

/// Where the strips of the page are in the file.
pub fn strips(decoder: &mut Reader) -> Option<Vec<Range<usize>>> {
    let places = decoder.get_tag_u64_vec(Tag::StripOffsets).ok()?;
    let lengths = decoder.get_tag_u64_vec(Tag::StripByteCounts).ok()?;
    let range = |(place, length): (u64, u64)| {
        let (place, length) = (usize::try_from(place).ok()?, usize::try_from(length).ok()?);
        Some(place..place.checked_add(length)?)
    };
    places.into_iter().zip(lengths).map(range).collect()
}

/// Where the number stands that says what the dots of a page mean. `None` in files of more than 4 GB.
pub fn meaning(bytes: &[u8], tags: u64, order: ByteOrder) -> Option<Range<usize>> {
    let short = |at: usize| {
        let bytes = bytes.get(at..)?.first_chunk::<2>()?;
        Some(match order {
            ByteOrder::LittleEndian => u16::from_le_bytes(*bytes),
            ByteOrder::BigEndian => u16::from_be_bytes(*bytes),
        })
    };
    if short(2)? != 42 {
        return None;
    }
    let tags = usize::try_from(tags).ok()?;
    let mut places = (0..usize::from(short(tags)?)).map(|index| tags + 2 + index * 12);
    let place = places.find(|place| short(*place) == Some(262))?;
    Some(place + 8..place + 10)
}

/// The strips of a fax page as they are stored.
fn faxed(
    decoder: &mut Reader,
    bytes: &[u8],
    method: CompressionMethod,
    height: u32,
) -> Option<Vec<Strip>> {
    if decoder.colortype().ok()? != ColorType::Gray(1) {
        return None;
    }
    let options: u32 = number(decoder, Tag::Unknown(292)).unwrap_or(0);
    let photometric: u16 = number(decoder, Tag::PhotometricInterpretation).unwrap_or(0);
    let each = number(decoder, Tag::RowsPerStrip).unwrap_or(height).clamp(1, height);
    let is_fax = method == CompressionMethod::Fax3;
    let stored = Stored::Fax {
        is_mixed: is_fax && options & 1 == 1,
        has_ends: is_fax,
        is_aligned: !is_fax,
        black_is_one: photometric == 1,
    };
    let (mut left, mut all) = (height, Vec::new());
    for range in strips(decoder)? {
        let rows = each.min(left);
        left -= rows;
        let data = bytes.get(range).filter(|data| !data.is_empty() && rows > 0)?.to_vec();
        all.push(Strip { rows, bits: 1, colours: Colours::Grey, data, stored, profile: None });
    }
    (left == 0).then_some(all)
}

/// The dots of any other page.
fn unpacked(decoder: &mut Reader, method: CompressionMethod, has_palette: bool) -> Option<Strip> {
    let (width, height) = decoder.dimensions().ok()?;
    // Samples in planes of their own come from satellites, not from scanners.
    let planes: u16 = number(decoder, Tag::PlanarConfiguration).unwrap_or(1);
    let samples: u16 = number(decoder, Tag::SamplesPerPixel).unwrap_or(1);
    if planes == 2 && samples > 1 {
        return None;
    }
    let is_jpeg = method == CompressionMethod::ModernJPEG;
    let kind = decoder.colortype().ok()?;
    let palette = match kind {
        ColorType::Gray(bits) if has_palette => Some(palette(decoder, bits)?),
        _ => None,
    };
    let dots = match decoder.read_image().ok()? {
        DecodingResult::U8(dots) => dots,
        DecodingResult::U16(dots) => dots.into_iter().flat_map(u16::to_be_bytes).collect(),
        _ => return None,
    };
    let (bits, colours, dots) = match (kind, palette) {
        (ColorType::Gray(bits), Some(list)) => (bits, Colours::Palette(list), dots),
        (ColorType::Gray(bits @ (1 | 2 | 4 | 8 | 16)), None) => (bits, Colours::Grey, dots),
        (ColorType::RGB(bits @ (8 | 16)), _) => (bits, Colours::Rgb, dots),
        (ColorType::CMYK(bits @ (8 | 16)), _) => (bits, Colours::Cmyk, dots),
        (ColorType::RGBA(8), _) => (8, Colours::Rgb, heic::on_white(&dots)),
        (ColorType::Multiband { bit_depth: 8, num_samples: 2 }, _) => {
            (8, Colours::Grey, dots.into_iter().step_by(2).collect())
        }
        (ColorType::YCbCr(8), _) if is_jpeg => (8, Colours::Rgb, rgb(&dots)),
        _ => return None,
    };
    let as_jpeg = match (&colours, bits) {
        (Colours::Grey, 8) if is_jpeg => Some(ExtendedColorType::L8),
        (Colours::Rgb, 8) if is_jpeg => Some(ExtendedColorType::Rgb8),
        _ => None,
    };
    let (data, stored) = match as_jpeg {
        Some(kind) => {
            let mut data = Vec::new();
            let mut encoder = JpegEncoder::new_with_quality(&mut data, QUALITY);
            encoder.encode(&dots, width, height, kind).ok()?;
            (data, Stored::Jpeg)
        }
        None => (packed(&dots)?, Stored::Packed),
    };
    Some(Strip { rows: height, bits, colours, data, stored, profile: None })
}

/// The list of colours, three bytes each.
fn palette(decoder: &mut Reader, bits: u8) -> Option<Vec<u8>> {
    let colours = 1_usize.checked_shl(u32::from(bits)).filter(|_| bits <= 8)?;
    let map = decoder.get_tag_u16_vec(Tag::ColorMap).ok()?;
    let at = |channel: usize, index: usize| {
        let value = map.get(channel * colours + index)?;
        Some(value.to_be_bytes()[0])
    };
    (0..colours).flat_map(|index| [0, 1, 2].map(|channel| at(channel, index))).collect()
}

/// Red, green and blue from the brightness and two differences that a JPEG stores.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is between nought and 255"
)]
fn rgb(dots: &[u8]) -> Vec<u8> {
    let byte = |value: f32| value.round().clamp(0.0, 255.0) as u8;
    let one = |[y, cb, cr]: &[u8; 3]| {
        let (y, cb, cr) = (f32::from(*y), f32::from(*cb) - 128.0, f32::from(*cr) - 128.0);
        let green = y - 0.344_136 * cb - 0.714_136 * cr;
        [byte(y + 1.402 * cr), byte(green), byte(y + 1.772 * cb)]
    };
    dots.as_chunks::<3>().0.iter().flat_map(one).collect()
}

/// Dots for each point of paper, across and down: as the scanner says, if that can be.
fn dots_per_point(decoder: &mut Reader, width: u32, height: u32) -> (f64, f64) {
    let mut resolution = |tag| {
        let dots = match decoder.find_tag(tag).ok()?? {
            Value::Rational(above, below) => f64::from(above) / f64::from(below),
            Value::Float(dots) => f64::from(dots),
            Value::Double(dots) => dots,
            other => f64::from(other.into_u32().ok()?),
        };
        (dots.is_finite() && dots > 0.0).then_some(dots)
    };
    let given = (resolution(Tag::XResolution), resolution(Tag::YResolution));
    let unit: u16 = number(decoder, Tag::ResolutionUnit).unwrap_or(2);
    let (Some(across), Some(down)) = given else { return (DOTS_PER_POINT, DOTS_PER_POINT) };
    let inch = if unit == 3 { 2.54 } else { 1.0 };
    let (across, down) = (across * inch, down * inch);
    let long = (f64::from(width) / across).max(f64::from(height) / down) * 72.0;
    let is_meant = SCANNED.contains(&across) && SCANNED.contains(&down) && long <= LONGEST;
    if unit != 1 && is_meant {
        return (across / 72.0, down / 72.0);
    }
    // Not how large, but how much wider than high a dot is: a fax has twice as many across.
    let ratio = down / across;
    let ratio = if (0.3..=3.0).contains(&ratio) { ratio } else { 1.0 };
    (DOTS_PER_POINT, DOTS_PER_POINT * ratio)
}
