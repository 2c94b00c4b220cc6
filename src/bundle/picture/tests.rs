use img_parts::png::PngChunk;

use super::*;

const LARGEST: u64 = 1 << 20;
const PLACE: &[u8] = b"53.45N 2.73W";

fn drawn(format: ImageFormat) -> Bytes {
    let mut bytes = Vec::new();
    let image = image::RgbImage::from_fn(64, 32, |x, _| {
        image::Rgb(if x < 32 { [255, 0, 0] } else { [0, 0, 255] })
    });
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes.into()
}

/// A JPEG of a red and a blue half, with all that cameras and editors write beside it.
fn photograph(orientation: Orientation) -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(drawn(ImageFormat::Jpeg)).unwrap();
    let turned = right_way_up(orientation)
        .unwrap_or_else(|| Bytes::from_static(b"II*\0\x08\0\0\0\0\0\0\0\0\0"));
    jpeg.set_exif(Some([&turned[..], PLACE].concat().into()));
    for (marker, start) in [
        (markers::APP0, &b"JFXX\0\x10"[..]),
        (markers::APP1, b"http://ns.adobe.com/xap/1.0/\0"),
        (markers::APP2, b"MPF\0"),
        (markers::APP13, b"Photoshop 3.0\08BIM"),
        (markers::APP15, b"own"),
        (markers::COM, b""),
    ] {
        let contents = [start, PLACE].concat().into();
        jpeg.segments_mut().insert(1, JpegSegment::new_with_contents(marker, contents));
    }
    jpeg.encoder().bytes().to_vec()
}

fn has_place(bytes: &[u8]) -> bool {
    bytes.windows(PLACE.len()).any(|window| window == PLACE)
}

#[test]
fn a_photograph_keeps_its_way_up_and_forgets_its_place() {
    for number in 1..=8 {
        let orientation = Orientation::from_exif(number).unwrap();
        let bytes = photograph(orientation);
        assert!(has_place(&bytes));
        let picture = read(&bytes, LARGEST).unwrap();
        assert!(!has_place(&picture.bytes), "{number}");
        assert_eq!(picture.size.height > picture.size.width, number > 4, "{number}");
        let kept = decoder(&picture.bytes).unwrap().orientation().unwrap();
        assert_eq!(kept, orientation);
        let again = read(&picture.bytes, LARGEST).unwrap();
        assert_eq!((again.size, again.bytes), (picture.size, picture.bytes));
    }
}

#[test]
fn what_follows_a_photograph_is_left_out() {
    let whole = photograph(Orientation::Rotate90);
    let alone = read(&whole, LARGEST).unwrap().bytes;
    // A second picture, as phones write it for a photograph that moves or has depth.
    let two = [&whole[..], &whole[..], PLACE].concat();
    assert_eq!(read(&two, LARGEST).unwrap().bytes, alone);
    // A remark between the scans.
    let scans =
        [&[1, 2, 0xFF, 0, 3, 0xFF, 0xD0][..], &[0xFF, 0xFE, 0, 4, b'h', b'i', 4, 0xFF, 0xD9, 5]]
            .concat();
    assert_eq!(whole_scans(&scans).unwrap(), [1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9]);
    assert_eq!(whole_scans(&[1, 2, 0xFF]), None);
}

#[test]
fn a_preview_in_the_head_is_left_out() {
    let mut jpeg = Jpeg::from_bytes(drawn(ImageFormat::Jpeg)).unwrap();
    let head = [&b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02"[..], PLACE].concat().into();
    jpeg.segments_mut().retain(|segment| segment.marker() != markers::APP0);
    jpeg.segments_mut().insert(0, JpegSegment::new_with_contents(markers::APP0, head));
    let picture = read(&jpeg.encoder().bytes(), LARGEST).unwrap();
    assert!(!has_place(&picture.bytes));
}

#[test]
fn a_drawing_keeps_its_way_up_and_nothing_beside_it() {
    for number in 1..=8 {
        let orientation = Orientation::from_exif(number).unwrap();
        let mut png = Png::from_bytes(drawn(ImageFormat::Png)).unwrap();
        let turned = right_way_up(orientation).unwrap_or_default();
        png.set_exif(Some([&turned[..], PLACE].concat().into()).filter(|_| number > 1));
        for kind in [*b"tEXt", *b"zTXt", *b"iTXt", *b"tIME", *b"prVW", *b"caBX"] {
            png.chunks_mut().insert(1, PngChunk::new(kind, Bytes::from_static(PLACE)));
        }
        // What a cropping tool may leave behind the end.
        let bytes = [&png.encoder().bytes()[..], PLACE].concat();
        let picture = read(&bytes, LARGEST).unwrap();
        assert!(!has_place(&picture.bytes), "{number}");
        assert_eq!(picture.size.height > picture.size.width, number > 4, "{number}");
        assert_eq!(decoder(&picture.bytes).unwrap().orientation().unwrap(), orientation);
    }
}

#[test]
fn what_is_cut_off_or_too_large_is_no_picture() {
    let bytes = photograph(Orientation::NoTransforms);
    let unfit = |bytes: &[u8], largest| read(bytes, largest).err();
    assert_eq!(unfit(&bytes[..bytes.len() / 2], LARGEST), Some(Unfit::NoPicture));
    assert_eq!(unfit(&bytes[..bytes.len() - 2], LARGEST), Some(Unfit::NoPicture));
    assert_eq!(unfit(b"GIF89a", LARGEST), Some(Unfit::NoPicture));
    assert_eq!(unfit(&bytes, 100), Some(Unfit::TooLarge));
}

#[test]
fn a_picture_that_lies_about_its_size_is_too_large() {
    let mut jpeg = drawn(ImageFormat::Jpeg).to_vec();
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xFF);
    let mut png = Png::from_bytes(drawn(ImageFormat::Png)).unwrap();
    let head =
        [&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF][..], &png.chunks()[0].contents()[8..]].concat();
    png.chunks_mut()[0] = PngChunk::new(*b"IHDR", head.into());
    for bytes in [jpeg, png.encoder().bytes().to_vec()] {
        assert_eq!(read(&bytes, 300 << 20).err(), Some(Unfit::TooLarge));
    }
}

/// A photograph of a telephone, sixty-four dots wide and forty-eight high.
fn heic() -> Vec<u8> {
    let dots: Vec<u8> = (0..48_u32)
        .flat_map(|y| (0..64_u32).flat_map(move |x| [x * 4, y * 5, 128]))
        .map(|value| u8::try_from(value).unwrap())
        .collect();
    heifer::encode_rgb8(64, 48, &dots, &heifer::EncodeOptions::default()).unwrap()
}

#[test]
fn a_photograph_of_a_telephone_becomes_a_jpeg() {
    let heic = heic();
    let jpeg = |bytes: &[u8]| match bound(bytes, 1 << 20).unwrap() {
        Bound::Picture(picture) => picture,
        Bound::Pages(_) => panic!("one picture"),
    };
    let picture = jpeg(&heic);
    assert_eq!((picture.ending, picture.size.width.round()), ("jpg", 31.0));
    assert!(picture.bytes == jpeg(&heic).bytes, "the same bytes");
    let dots = image::load_from_memory(&picture.bytes).unwrap().into_rgb8();
    assert_eq!(dots.dimensions(), (64, 48));
    for (x, y) in [(0, 0), (60, 4), (32, 40)] {
        let wanted = [x * 4, y * 5, 128];
        let near = dots.get_pixel(x, y).0.iter().zip(wanted);
        let near = near.map(|(one, wanted)| u32::from(*one).abs_diff(wanted)).max().unwrap();
        assert!(near < 24, "{x} {y}: {:?}", dots.get_pixel(x, y));
    }
    assert!(matches!(bound(&heic, 1000), Err(Unfit::TooLarge | Unfit::NoPicture)));
    assert!(bound(&heic[..heic.len() / 2], 1 << 20).is_err(), "cut off");
    assert!(bound(b"\0\0\0\x18ftypheic", 1 << 20).is_err());
}
