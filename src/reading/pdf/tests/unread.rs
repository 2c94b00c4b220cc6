//! What no program can read, and scans that can be read.

use super::*;

const WHOLE: &str = "q 400 0 0 300 0 0 cm /Im Do Q ";

#[test]
fn a_page_that_is_a_picture_is_a_scan() {
    let reading = read(image(WHOLE));
    assert_eq!(missed(&reading), [(Some(1), UnreadKind::Scan)]);
    assert!(reading.passages.is_empty());
    let strips: String =
        (0..10).map(|at| format!("q 400 0 0 30 0 {} cm /Im Do Q ", at * 30)).collect();
    assert_eq!(missed(&read(image(&strips))), [(Some(1), UnreadKind::Scan)]);
    assert!(missed(&read(page(""))).is_empty());
}

#[test]
fn a_scan_with_a_stamp_is_still_not_read() {
    let stamped = format!("{WHOLE} BT /F1 12 Tf 20 280 Td (Page 3 of 20, case papers) Tj ET");
    assert_eq!(missed(&read(image(&stamped))), [(Some(1), UnreadKind::Picture)]);
}

fn layer(mode: &str) -> String {
    let lines: String = (0..12).map(|line| format!("(Ada Example says {line}) Tj T* ")).collect();
    format!("BT /F1 12 Tf {mode} 20 TL 20 270 Td {lines}ET ")
}

#[test]
fn the_text_layer_of_a_scan_is_its_text() {
    for content in [
        format!("{WHOLE}{}", layer("3 Tr")),
        format!("{}{WHOLE}", layer("3 Tr")),
        format!("{}{WHOLE}", layer("")),
    ] {
        let reading = read(image(&content));
        assert!(
            said(&reading, &Part::Page)[0].starts_with("Ada Example says 0\nAda"),
            "{reading:?}"
        );
        assert!(is_plain(&reading), "{reading:?}");
    }
}

#[test]
fn a_box_over_a_scan_covers_its_text_layer() {
    let cover = "18 265 85 18 re f ";
    for content in [
        format!("{WHOLE}{}{cover}", layer("3 Tr")),
        format!("{WHOLE}{cover}{}", layer("3 Tr")),
        format!("{}{WHOLE}{cover}", layer("")),
    ] {
        let reading = read(image(&content));
        assert_eq!(said(&reading, &Part::Covered), ["Ada Example"], "{content}");
    }
}

#[test]
fn a_large_picture_in_a_text_can_hold_words() {
    let text = "BT /F1 12 Tf 20 20 Td (A photograph of the whiteboard) Tj ET";
    let with = |picture: &str| missed(&read(image(&format!("{text} q {picture} cm /Im Do Q"))));
    assert_eq!(with("300 0 0 200 20 60"), [(Some(1), UnreadKind::Picture)]);
    assert!(with("60 0 0 60 20 60").is_empty());
}

#[test]
fn a_logo_or_a_background_is_not_a_picture_to_read() {
    let text = "BT /F1 12 Tf 20 20 Td (A slide) Tj ET q 400 0 0 150 0 150 cm /Im Do Q";
    let image = "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8";
    let file = Build::new().resources("/XObject<</Im 4 0 R>>").stream(image, "g");
    let file = file.page(text).page(text).page(text).done();
    assert!(missed(&read(file)).is_empty());
}

#[test]
fn letters_without_a_name_are_not_read() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[\
        <</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]>>";
    let with = |content: &str| read(Build::new().second_font(font).page(content).done());
    let reading = with("BT /F2 12 Tf 20 200 Td <000100020003000400050006000700080009> Tj ET");
    assert_eq!(missed(&reading), [(Some(1), UnreadKind::NamelessLetters)]);
    let bullets = "BT /F2 12 Tf 20 200 Td <0001> Tj /F1 12 Tf 20 0 Td (one) Tj ET ".repeat(9);
    assert!(missed(&with(&bullets)).is_empty());
}

#[test]
fn letters_made_into_drawings_are_not_read() {
    let curl = |at: usize| format!("{x} 100 m {x} 108 {y} 108 {y} 100 c f ", x = at, y = at + 5);
    let drawn: String = (0..200).map(|at| curl(at % 390)).collect();
    assert_eq!(missed(&read(page(&drawn))), [(Some(1), UnreadKind::NamelessLetters)]);
    let few: String = (0..20).map(curl).collect();
    assert!(missed(&read(page(&few))).is_empty());
}
