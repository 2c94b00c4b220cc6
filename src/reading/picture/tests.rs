use std::io::Cursor;

use exif::{Field, experimental::Writer};
use img_parts::{
    Bytes, ImageEXIF,
    jpeg::{Jpeg, JpegSegment},
    png::{Png, PngChunk},
};

use super::*;

fn drawn(format: image::ImageFormat) -> Bytes {
    let mut bytes = Vec::new();
    image::RgbImage::new(16, 16).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes.into()
}

fn written(fields: &[Field]) -> Bytes {
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut bytes = Cursor::new(Vec::new());
    writer.write(&mut bytes, true).unwrap();
    bytes.into_inner().into()
}

fn field(tag: Tag, value: Value) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value }
}

fn properties(reading: &Reading) -> Vec<(&str, &str)> {
    let passages = reading.passages.iter().map(|passage| match &passage.part {
        Part::Property(name) => (name.as_str(), passage.text.as_str()),
        part => panic!("{part:?}"),
    });
    passages.collect()
}

fn camera(degrees: u32) -> Bytes {
    let part = |num| exif::Rational { num, denom: 1 };
    let utf16: Vec<u8> = "Tommy".encode_utf16().flat_map(u16::to_le_bytes).collect();
    written(&[
        field(Tag::Artist, Value::Ascii(vec![b"Ann Example".to_vec()])),
        field(Tag::UserComment, Value::Undefined(b"ASCII\0\0\0At home".to_vec(), 0)),
        field(Tag(exif::Context::Tiff, 0x9C9B), Value::Byte(utf16)),
        field(Tag::GPSLatitude, Value::Rational(vec![part(degrees), part(0), part(0)])),
    ])
}

#[test]
fn a_photograph_says_where_it_was_taken_and_by_whom() {
    let mut jpeg = Jpeg::from_bytes(drawn(image::ImageFormat::Jpeg)).unwrap();
    jpeg.set_exif(Some(camera(53)));
    let packet = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:RDF><rdf:Description photoshop:City='Exampleton' \
        xmpMM:DocumentID='xmp.did:1'><dc:title><rdf:Alt><rdf:li>A visit</rdf:li></rdf:Alt></dc:title>\
        </rdf:Description></rdf:RDF></x:xmpmeta>";
    let caption = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x10\x1C\x02\x78\0\x0BBy the lake";
    for (marker, bytes) in [(0xE1, &packet[..]), (0xED, caption), (0xFE, b"A remark")] {
        let segment = JpegSegment::new_with_contents(marker, Bytes::copy_from_slice(bytes));
        jpeg.segments_mut().insert(1, segment);
    }
    let reading = read(&jpeg.encoder().bytes());
    assert_eq!(
        properties(&reading),
        [
            ("author", "Ann Example"),
            ("remark", "At home"),
            ("title", "Tommy"),
            ("place", "Exampleton"),
            ("title", "A visit"),
            ("remark", "A remark"),
            ("caption", "By the lake"),
        ]
    );
    assert_eq!(reading.traces, [super::super::Trace { page: None, kind: TraceKind::Position }]);
    assert_eq!(reading.unread[0].what, UnreadKind::Photograph);
}

#[test]
fn a_camera_that_knows_no_place_names_none() {
    let mut jpeg = Jpeg::from_bytes(drawn(image::ImageFormat::Jpeg)).unwrap();
    jpeg.set_exif(Some(camera(0)));
    assert!(read(&jpeg.encoder().bytes()).traces.is_empty());
}

#[test]
fn the_texts_of_a_png_are_read_within_bounds() {
    let mut png = Png::from_bytes(drawn(image::ImageFormat::Png)).unwrap();
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &b"bomb ".repeat(10_000_000)).unwrap();
    let bomb = [b"Big\0\0".to_vec(), packer.finish().unwrap()].concat();
    for (kind, bytes) in [
        (*b"zTXt", bomb),
        (*b"iTXt", b"Title\0\0\0en\0\0Zo\xC3\xAB".to_vec()),
        (*b"tEXt", b"Author\0Ann Example".to_vec()),
    ] {
        png.chunks_mut().insert(1, PngChunk::new(kind, bytes.into()));
    }
    png.set_exif(Some(camera(53)));
    let reading = read(&png.encoder().bytes());
    let said = properties(&reading);
    assert!(said.contains(&("author", "Ann Example")) && said.contains(&("title", "Zoë")));
    let bomb = said.iter().find(|(name, _)| *name == "big").unwrap();
    assert!(bomb.1.len() <= LONGEST);
    assert_eq!(reading.traces.len(), 1);
}

#[test]
fn a_picture_without_sense_is_a_picture() {
    for bytes in
        [&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFtEXt", b"II*\0\xFF\xFF\xFF\xFF"]
    {
        assert_eq!(read(bytes), Reading::not_read(UnreadKind::Photograph));
    }
}
