use std::io::Cursor;

use lopdf::{Document, Object, Stream};
use tiff::{
    encoder::{Compression, Rational, TiffEncoder, colortype},
    tags::ResolutionUnit,
};

use super::*;
use crate::bundle::preflight::make_bindable;

const LARGEST: u64 = 1 << 20;

/// A tag, its kind (3 short, 4 long, 5 a fraction) and its numbers.
type Entry = (u16, u16, Vec<u32>);

/// A TIFF of one page for each of these lists of tags.
/// The dots of a page are where tag 273 says nought.
fn written(pages: &[(Vec<Entry>, Vec<u8>)]) -> Vec<u8> {
    let mut file = b"II*\0\0\0\0\0".to_vec();
    let mut link = 4;
    for (tags, dots) in pages {
        let (at_dots, mut more) = (file.len(), Vec::new());
        file.extend_from_slice(dots);
        let mut entries = Vec::new();
        for (tag, kind, numbers) in tags {
            let number = |one: &u32| match kind {
                3 => u16::try_from(*one).unwrap().to_le_bytes().to_vec(),
                // A fraction, whole here.
                5 => [one.to_le_bytes(), 1_u32.to_le_bytes()].concat(),
                _ => one.to_le_bytes().to_vec(),
            };
            let mut value: Vec<u8> = numbers.iter().flat_map(number).collect();
            if *tag == 273 {
                let first = u32::try_from(at_dots).unwrap();
                value = numbers.iter().flat_map(|at| (first + at).to_le_bytes()).collect();
            }
            if value.len() > 4 {
                let at = u32::try_from(file.len() + more.len()).unwrap();
                more.extend_from_slice(&value);
                value = at.to_le_bytes().to_vec();
            }
            value.resize(4, 0);
            let count = u32::try_from(numbers.len()).unwrap();
            let head = [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes()];
            entries.push([&head.concat()[..], &value].concat());
        }
        file.extend(more);
        let here = u32::try_from(file.len()).unwrap();
        file[link..link + 4].copy_from_slice(&here.to_le_bytes());
        file.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
        file.extend(entries.concat());
        link = file.len();
        file.extend([0; 4]);
    }
    file
}

fn tags(
    width: u32,
    height: u32,
    bits: u32,
    method: u32,
    photometric: u32,
    dots: usize,
) -> Vec<Entry> {
    vec![
        (256, 4, vec![width]),
        (257, 4, vec![height]),
        (258, 3, vec![bits]),
        (259, 3, vec![method]),
        (262, 3, vec![photometric]),
        (273, 4, vec![0]),
        (277, 3, vec![1]),
        (278, 4, vec![height]),
        (279, 4, vec![u32::try_from(dots).unwrap()]),
    ]
}

/// One page of these dots, with more tags at the end.
fn one(
    [width, height, bits, method, photometric]: [u32; 5],
    dots: &[u8],
    more: &[Entry],
) -> Vec<u8> {
    let mut tags = tags(width, height, bits, method, photometric, dots.len());
    tags.extend(more.iter().cloned());
    tags.sort_by_key(|(tag, ..)| *tag);
    written(&[(tags, dots.to_vec())])
}

/// The pictures of a PDF, page by page.
fn pictures(pdf: &[u8]) -> Vec<Stream> {
    let document = Document::load_mem(pdf).unwrap();
    let is_picture = |object: &Object| {
        let stream = object.as_stream().ok()?;
        let kind = stream.dict.get(b"Subtype").ok()?.as_name().ok()?;
        (kind == b"Image").then(|| stream.clone())
    };
    document.objects.values().filter_map(is_picture).collect()
}

fn dots(pdf: &[u8]) -> Vec<u8> {
    pictures(pdf)[0].decompressed_content().unwrap()
}

fn sizes(pdf: Vec<u8>) -> Vec<(f64, f64)> {
    let pages = make_bindable(pdf).unwrap().pages;
    pages.iter().map(|page| (page.width.round(), page.height.round())).collect()
}

/// Sixteen dots a line, of which the right half is black, stored as a fax of group 4 does: eight white
/// and eight black, then three lines that are the same.
const FAX: [u8; 6] = [0b0011_0011, 0b0001_0111, 0b1111_0000, 0b0000_0001, 0b0000_0000, 0b0001_0000];

#[test]
fn a_fax_is_as_black_as_it_was_sent() {
    let right_half = [0xFF, 0x00].repeat(4);
    let plain = one([16, 4, 1, 4, 0], &FAX, &[]);
    assert_eq!(dots(&as_pdf(&plain, LARGEST).unwrap()), right_half);
    // Fax servers store the bits of a byte from right to left.
    let turned = FAX.map(u8::reverse_bits);
    let other_order = one([16, 4, 1, 4, 0], &turned, &[(266, 3, vec![2])]);
    assert_eq!(dots(&as_pdf(&other_order, LARGEST).unwrap()), right_half);
    let other_meaning = one([16, 4, 1, 4, 1], &FAX, &[]);
    let left_half = [0x00, 0xFF].repeat(4);
    assert_eq!(dots(&as_pdf(&other_meaning, LARGEST).unwrap()), left_half);
}

#[test]
fn the_older_fax_is_handed_on_as_it_is_strip_by_strip() {
    let mut tags = tags(16, 6, 1, 3, 0, 4);
    tags[5] = (273, 4, vec![0, 2]);
    tags[7] = (278, 4, vec![4]);
    tags[8] = (279, 4, vec![2, 2]);
    tags.push((292, 4, vec![1]));
    let pdf = as_pdf(&written(&[(tags, vec![1, 2, 3, 4])]), LARGEST).unwrap();
    let strips = pictures(&pdf);
    assert_eq!(strips.len(), 2);
    for (strip, (rows, bytes)) in strips.iter().zip([(4, [1, 2]), (2, [3, 4])]) {
        assert_eq!(strip.content, bytes);
        assert_eq!(strip.dict.get(b"Height").unwrap().as_i64().unwrap(), rows);
        let how = strip.dict.get(b"DecodeParms").unwrap().as_dict().unwrap();
        assert_eq!(how.get(b"K").unwrap().as_i64().unwrap(), 1);
        assert!(!how.get(b"BlackIs1").unwrap().as_bool().unwrap());
    }
}

#[test]
fn bits_greys_and_lists_of_colours_are_kept() {
    let pdf = as_pdf(&one([8, 2, 1, 1, 0], &[0xF0, 0x0F], &[]), LARGEST).unwrap();
    assert_eq!(dots(&pdf), [0x0F, 0xF0], "where white is nought, it is turned round");
    let pdf = as_pdf(&one([2, 2, 4, 1, 1], &[0x1F, 0xF1], &[]), LARGEST).unwrap();
    assert_eq!(dots(&pdf), [0x1F, 0xF1]);
    let map = vec![0, 0xFFFF, 0, 0, 0, 0, 0xFFFF, 0, 0, 0, 0, 0xFFFF];
    let colours = one([4, 1, 2, 1, 3], &[0b0001_1011], &[(320, 3, map)]);
    let pdf = as_pdf(&colours, LARGEST).unwrap();
    let space = pictures(&pdf)[0].dict.get(b"ColorSpace").unwrap().as_array().unwrap().clone();
    assert_eq!(dots(&pdf), [0b0001_1011]);
    let list = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];
    assert_eq!(space.last().unwrap().as_str().unwrap(), list);
}

/// Pages of red, green and blue, packed in each way there is.
fn coloured(compression: Compression) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).unwrap().with_compression(compression);
    for page in 1..=3_u8 {
        let mut image = encoder.new_image::<colortype::RGB8>(4, 2).unwrap();
        image.resolution(ResolutionUnit::Inch, Rational { n: 72, d: 1 });
        image.write_data(&[page; 24]).unwrap();
    }
    encoder.write_image::<colortype::CMYK8>(1, 1, &[1, 2, 3, 4]).unwrap();
    encoder.write_image::<colortype::Gray16>(1, 1, &[0x0102]).unwrap();
    encoder.write_image::<colortype::RGBA8>(1, 1, &[0, 100, 200, 0]).unwrap();
    file.into_inner()
}

#[test]
fn every_page_is_a_page_and_no_dot_is_lost() {
    let all = [
        Compression::Uncompressed,
        Compression::Lzw,
        Compression::Deflate(tiff::encoder::DeflateLevel::Balanced),
        Compression::Packbits,
    ];
    for compression in all {
        let file = coloured(compression);
        let pdf = as_pdf(&file, LARGEST).unwrap();
        assert!(as_pdf(&file, LARGEST).unwrap() == pdf, "the same bytes");
        let pictures = pictures(&pdf);
        let dots: Vec<_> = pictures.iter().map(|one| one.decompressed_content().unwrap()).collect();
        let colours = [vec![1; 24], vec![2; 24], vec![3; 24]];
        let others = [vec![1, 2, 3, 4], vec![1, 2], vec![255, 255, 255]];
        assert_eq!(dots, [colours, others].concat());
        assert_eq!(sizes(pdf)[0], (4.0, 2.0), "72 dots an inch");
    }
}

#[test]
fn a_page_is_as_large_as_on_paper_and_the_right_way_up() {
    let dots = [0; 50];
    let resolution = |across: u32, down: u32, unit: u32| {
        vec![(282, 5, vec![across]), (283, 5, vec![down]), (296, 3, vec![unit])]
    };
    let size =
        |more: &[Entry]| sizes(as_pdf(&one([200, 2, 1, 1, 1], &dots, more), LARGEST).unwrap())[0];
    assert_eq!(size(&[]), (96.0, 1.0), "150 dots an inch where nothing is said");
    assert_eq!(size(&resolution(100, 100, 2)), (144.0, 1.0));
    assert_eq!(size(&resolution(100, 100, 3)), (57.0, 1.0), "dots a centimetre");
    assert_eq!(size(&resolution(1, 1, 2)), (96.0, 1.0), "nobody scans one dot an inch");
    let on_its_side = [resolution(100, 100, 2), vec![(274, 3, vec![6])]].concat();
    assert_eq!(size(&on_its_side), (1.0, 144.0));
    // A fax of 204 by 98 dots an inch.
    let fax = |unit| {
        sizes(
            as_pdf(&one([204, 98, 1, 1, 1], &[0; 26 * 98], &resolution(204, 98, unit)), LARGEST)
                .unwrap(),
        )[0]
    };
    assert_eq!(fax(2), (72.0, 72.0));
    assert_eq!(fax(1), (98.0, 98.0), "no inch, but twice as many dots across as down");
}

#[test]
fn previews_are_no_pages_and_what_is_broken_is_refused() {
    let dots = vec![0; 2];
    let mut preview = tags(8, 2, 1, 1, 1, 2);
    preview.insert(0, (254, 4, vec![1]));
    let page = tags(16, 1, 1, 1, 1, 2);
    let both = written(&[(page.clone(), dots.clone()), (preview.clone(), dots.clone())]);
    assert_eq!(sizes(as_pdf(&both, LARGEST).unwrap()).len(), 1);
    let refused = |file: &[u8]| as_pdf(file, LARGEST).unwrap_err();
    assert_eq!(refused(&written(&[(preview, dots.clone())])), Unfit::NoPicture);
    assert_eq!(refused(b"II*\0"), Unfit::NoPicture);
    let whole = coloured(Compression::Lzw);
    for length in [whole.len() / 3, whole.len() / 2, whole.len() - 3] {
        assert_eq!(refused(&whole[..length]), Unfit::NoPicture, "{length}");
    }
    // The dots are not there, however many are announced.
    let huge = one([60_000, 60_000, 8, 1, 1], &dots, &[]);
    assert_eq!(refused(&huge), Unfit::TooLarge);
    let missing = one([60, 60, 8, 1, 1], &dots, &[]);
    assert_eq!(refused(&missing), Unfit::NoPicture);
    // Two pages, each of which says that the other comes next.
    let mut round = both;
    let last = round.len() - 4;
    let first = round[4..8].to_vec();
    round[last..].copy_from_slice(&first);
    assert_eq!(refused(&round), Unfit::NoPicture);
}
