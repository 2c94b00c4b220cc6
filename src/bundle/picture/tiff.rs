//! What scanners and fax servers write: TIFF, of any number of pages.
//!
//! Each page of it is a page of a PDF: dots are kept as they are, packed without loss; what was a
//! JPEG inside is one again. Fax pages of the older kinds go over as they are stored.

mod page;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::BTreeSet, io::Cursor};

use tiff::{
    decoder::{Decoder, Limits},
    tags::{CompressionMethod, Tag},
};

use super::{Unfit, sheets};

/// Pages of one file, at most.
const MOST_PAGES: usize = 1_000;

/// What a dot of a page with a list of colours is called: a number in it.
const PALETTE: u16 = 3;

/// What all pages of one file may need when they are unpacked, as a multiple of the largest picture.
const MOST_PICTURES: u64 = 20;

/// A PDF of all pages.
///
/// # Errors
/// Where it is no TIFF, is cut off or of a kind that is not known, or where a page needs more than
/// `largest` bytes when it is unpacked.
pub fn as_pdf(bytes: &[u8], largest: u64) -> Result<Vec<u8>, Unfit> {
    let Readable { bytes, palettes } = readable(bytes)?;
    let mut decoder = open(&bytes, largest)?;
    let (mut pages, mut left) = (Vec::new(), largest.saturating_mul(MOST_PICTURES));
    for number in 0.. {
        // A small picture of the page beside it, or a mask, is no page.
        let sort: u32 = decoder.find_tag_unsigned(Tag::NewSubfileType).ok().flatten().unwrap_or(0);
        if sort & 0b101 == 0 {
            let needs = page::needs(&mut decoder).ok_or(Unfit::NoPicture)?;
            if needs > largest || number >= MOST_PAGES {
                return Err(Unfit::TooLarge);
            }
            left = left.checked_sub(needs).ok_or(Unfit::TooLarge)?;
            let has_palette = decoder.ifd_pointer().is_some_and(|at| palettes.contains(&at.0));
            pages.push(page::sheet(&mut decoder, &bytes, has_palette).ok_or(Unfit::NoPicture)?);
        }
        if !decoder.more_images() {
            break;
        }
        decoder.next_image().map_err(|_| Unfit::NoPicture)?;
    }
    if pages.is_empty() {
        return Err(Unfit::NoPicture);
    }
    sheets::pdf(pages).ok_or(Unfit::NoPicture)
}

fn open(bytes: &[u8], largest: u64) -> Result<Decoder<Cursor<&[u8]>>, Unfit> {
    let most = usize::try_from(largest).unwrap_or(usize::MAX);
    let mut limits = Limits::default();
    limits.decoding_buffer_size = most;
    limits.intermediate_buffer_size = most;
    let decoder = Decoder::new(Cursor::new(bytes)).map_err(|_| Unfit::NoPicture)?;
    Ok(decoder.with_limits(limits))
}

/// A file as the decoder can read it.
struct Readable<'b> {
    bytes: Cow<'b, [u8]>,
    /// Where the tags of those pages are whose dots are numbers in a list of colours.
    palettes: BTreeSet<u64>,
}

/// Fax servers store the bits of each byte from right to left, which the decoder does not know: here
/// they are the other way round. Nor does it know lists of colours: here such a page is called grey.
fn readable(bytes: &[u8]) -> Result<Readable<'_>, Unfit> {
    let mut decoder = open(bytes, u64::MAX)?;
    let mut readable = Readable { bytes: Cow::Borrowed(bytes), palettes: BTreeSet::new() };
    for _ in 0..MOST_PAGES {
        let mut number = |tag| decoder.find_tag_unsigned::<u16>(tag).ok().flatten();
        let order = number(Tag::FillOrder);
        let method = CompressionMethod::from_u16(number(Tag::Compression).unwrap_or(1));
        let has_palette = number(Tag::PhotometricInterpretation) == Some(PALETTE);
        let is_of_bits = matches!(
            method,
            Some(CompressionMethod::Huffman | CompressionMethod::Fax3 | CompressionMethod::Fax4)
        );
        if order == Some(2) && is_of_bits {
            let copy = readable.bytes.to_mut();
            for range in page::strips(&mut decoder).unwrap_or_default() {
                if let (Some(to), Some(from)) = (copy.get_mut(range.clone()), bytes.get(range)) {
                    to.iter_mut().zip(from).for_each(|(to, from)| *to = from.reverse_bits());
                }
            }
        }
        if let Some(place) = decoder.ifd_pointer().map(|place| place.0).filter(|_| has_palette) {
            let meaning =
                page::meaning(bytes, place, decoder.byte_order()).ok_or(Unfit::NoPicture)?;
            if let Some(meaning) = readable.bytes.to_mut().get_mut(meaning) {
                // From black to white, in either order of bytes.
                meaning.iter_mut().for_each(|byte| *byte = u8::from(*byte != 0));
            }
            readable.palettes.insert(place);
        }
        if !decoder.more_images() || decoder.next_image().is_err() {
            break;
        }
    }
    Ok(readable)
}
