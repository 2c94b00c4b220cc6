//! What travels with a file beside its pages.

use std::io::Cursor;

use img_parts::{Bytes, ImageEXIF, jpeg::Jpeg};

use super::*;
use crate::bundle::preflight::make_bindable;

fn says(reading: &Reading, part: &Part, text: &str) {
    assert!(said(reading, part).iter().any(|it| it == text), "{part:?} {text}: {reading:#?}");
}

#[test]
fn comments_are_read_with_their_authors() {
    let file = Build::new()
        .entries("/Annots[4 0 R 5 0 R 6 0 R 7 0 R]")
        .object("<</Subtype/Text/Rect[0 0 9 9]/Contents(Ask Ada)/T(Bea Manager)/Popup 7 0 R>>")
        .object("<</Subtype/FreeText/Rect[0 0 9 9]/Contents<FEFF0041006401E1>/RC(<p>Rich &amp; poor</p>)>>")
        .object("<</Subtype/Stamp/Rect[0 0 200 30]/AP<</N 8 0 R>>>>")
        .object("<</Subtype/Popup/Rect[0 0 9 9]/Parent 4 0 R>>")
        .stream(
            "/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F1 3 0 R>>>>",
            "BT /F1 12 Tf 5 5 Td (Received by Cai) Tj ET",
        )
        .page("")
        .page("");
    let reading = read(file.done());
    for text in ["Ask Ada", "Bea Manager", "Ad\u{1e1}", "Rich & poor", "Received by Cai"] {
        says(&reading, &Part::Comment, text);
    }
    let pages: Vec<_> = reading.traces.iter().map(|trace| (trace.page, trace.kind)).collect();
    assert_eq!(pages, [(Some(1), TraceKind::Comment), (Some(2), TraceKind::Comment)]);
}

#[test]
fn what_is_filled_in_is_read_with_and_without_a_look() {
    let file = Build::new()
        .entries("/Annots[4 0 R 6 0 R]")
        .object("<</Subtype/Widget/Parent 5 0 R/Rect[0 0 9 9]>>")
        .object("<</FT/Tx/T(a)/TU(Name of the child)/V(Ada Example)/Kids[4 0 R]>>")
        .object("<</Subtype/Widget/FT/Ch/T(b)/V[(Bea)(Cai)]/Rect[0 0 9 9]>>")
        .object("<</FT/Tx/T(on no page)/V(Dan)>>")
        .object("<</FT/Btn/T(box)/V/Yes>>")
        .page("");
    let reading = read(file.done());
    assert_eq!(said(&reading, &Part::Field), ["Ada Example", "Bea", "Cai", "Dan"]);
    assert!(traces(&reading).is_empty());
}

#[test]
fn links_bookmarks_and_descriptions_are_read() {
    let file = Build::new()
        .catalog("/Outlines 5 0 R/StructTreeRoot 7 0 R")
        .entries("/Annots[4 0 R]")
        .object("<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:ada@example.org)>>/Contents(write to Ada)>>")
        .object("<</Type/Outlines/First 6 0 R/Last 6 0 R>>")
        .object("<</Title(About Ada)/Parent 5 0 R/Next 6 0 R>>")
        .object("<</Type/StructTreeRoot/K 8 0 R>>")
        .object("<</Type/StructElem/S/Figure/P 7 0 R/Alt(Ada at school)/ActualText(Ada E.)/K 8 0 R>>")
        .page("");
    let reading = read(file.done());
    says(&reading, &Part::Beside("a link's address"), "mailto:ada@example.org");
    says(&reading, &Part::Beside("a bookmark"), "About Ada");
    for text in ["Ada at school", "Ada E.", "write to Ada"] {
        says(&reading, &Part::Beside("a description"), text);
    }
    assert!(traces(&reading).is_empty() && missed(&reading).is_empty());
}

#[test]
fn properties_that_a_person_wrote_are_read_once() {
    let xmp = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description><dc:creator><rdf:Seq><rdf:li>Ada Example</rdf:li></rdf:Seq></dc:creator>
        <dc:title><rdf:Alt><rdf:li>A visit</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"#;
    let file = Build::new()
        .catalog("/Metadata 5 0 R")
        .object(
            "<</Author(Ada Example)/Company(A council)/Producer(a program)/CreationDate(D:2025)>>",
        )
        .stream("/Type/Metadata/Subtype/XML", xmp)
        .page("");
    let reading = read(file.done());
    assert_eq!(said(&reading, &Part::Property("author".into())), ["Ada Example"]);
    assert_eq!(said(&reading, &Part::Property("title".into())), ["A visit"]);
    assert_eq!(said(&reading, &Part::Property("company".into())), ["A council"]);
    assert_eq!(reading.passages.len(), 3);
}

#[test]
fn files_inside_are_named_and_read() {
    let inner = page("BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET");
    let file = Build::new()
        .catalog("/Names<</EmbeddedFiles<</Names[(x)4 0 R]>>>>")
        .object("<</Type/Filespec/F(ada.pdf)/UF(ada.pdf)/Desc(notes on Ada)/EF<</F 5 0 R>>>>")
        .stream("/Type/EmbeddedFile", inner)
        .page("");
    let reading = read(file.done());
    assert_eq!(said(&reading, &Part::Embedded), ["ada.pdf", "notes on Ada", "Ada Example"]);
    assert_eq!(traces(&reading), [TraceKind::EmbeddedFile]);
}

#[test]
fn files_in_files_in_files_come_to_an_end() {
    let mut file = page("BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET");
    for _ in 0..5 {
        let around = Build::new().object("<</Type/Filespec/F(a.pdf)/EF<</F 5 0 R>>>>");
        file = around.stream("/Type/EmbeddedFile", file).page("").done();
    }
    let reading = read(file);
    assert_eq!(missed(&reading), [(None, UnreadKind::EmbeddedFile)]);
}

#[test]
fn scripts_are_a_trace() {
    let file =
        Build::new().catalog("/OpenAction<</S/JavaScript/JS(app.alert\\('Ada'\\))>>").page("");
    let reading = read(file.done());
    says(&reading, &Part::Beside("a script"), "app.alert('Ada')");
    assert_eq!(traces(&reading), [TraceKind::Script]);
}

/// A JPEG whose EXIF has a position: 53 degrees 27 minutes north, 2 degrees 44 minutes west.
fn photograph() -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    exif.extend(4u16.to_le_bytes());
    exif.extend(entry(1, 2, 2, *b"N\0\0\0"));
    exif.extend(entry(2, 5, 3, 80u32.to_le_bytes()));
    exif.extend(entry(3, 2, 2, *b"W\0\0\0"));
    exif.extend(entry(4, 5, 3, 104u32.to_le_bytes()));
    exif.extend([0; 4]);
    for part in [53u32, 27, 0, 2, 44, 0] {
        exif.extend([part.to_le_bytes(), 1u32.to_le_bytes()].concat());
    }
    let mut bytes = Vec::new();
    let image = image::RgbImage::from_pixel(32, 32, image::Rgb([200, 10, 10]));
    image.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Jpeg).unwrap();
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).unwrap();
    jpeg.set_exif(Some(exif.into()));
    jpeg.encoder().bytes().to_vec()
}

fn with_photograph() -> Vec<u8> {
    let entries = "/Type/XObject/Subtype/Image/Width 32/Height 32/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode";
    Build::new()
        .resources("/XObject<</Im 4 0 R>>")
        .stream(entries, photograph())
        .page("q 50 0 0 50 0 0 cm /Im Do Q BT /F1 12 Tf 20 200 Td (A visit) Tj ET")
        .done()
}

#[test]
fn a_photograph_says_where_it_was_taken() {
    let reading = read(with_photograph());
    let alone = crate::reading::picture::read(&photograph());
    let on_page = |trace: Trace| Trace { page: Some(1), ..trace };
    assert_eq!(reading.traces, alone.traces.into_iter().map(on_page).collect::<Vec<_>>());
    assert!(reading.unread.is_empty());
}

#[test]
fn what_is_bound_does_not() {
    let holds = |bytes: &[u8]| bytes.windows(4).any(|window| window == b"Exif");
    let file = with_photograph();
    assert!(holds(&file));
    let bound = make_bindable(file).unwrap();
    assert!(!holds(&bound.bytes));
    let reading = read(bound.bytes.to_vec());
    assert_eq!(said(&reading, &Part::Page), ["A visit"]);
    assert!(reading.traces.is_empty());
    // Nothing is left to mend.
    assert_eq!(make_bindable(bound.bytes.to_vec()).unwrap().bytes, bound.bytes);
}
