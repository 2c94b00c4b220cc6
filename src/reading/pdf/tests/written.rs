//! Text on the page, however it is drawn.

use super::*;

#[test]
fn words_come_out_however_they_are_split() {
    assert_eq!(text_of("BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET"), "Ada Example");
    assert_eq!(text_of("BT /F1 12 Tf 20 200 Td [(A)20(da)-300(Exa)10(mple)] TJ ET"), "Ada Example");
    assert_eq!(text_of("BT /F1 12 Tf 20 200 Td (Ada Exa) Tj (mple) Tj ET"), "Ada Example");
    let single = "BT /F1 12 Tf 20 200 Td (A) Tj 8.004 0 Td (d) Tj 6.672 0 Td (a) Tj ET";
    assert_eq!(text_of(single), "Ada");
    let spaced = "BT /F1 12 Tf 5 Tc 20 200 Td (ADA EXAMPLE) Tj ET";
    assert_eq!(text_of(spaced), "ADA EXAMPLE");
}

#[test]
fn glyphs_drawn_in_any_order_are_read_in_theirs() {
    let glyphs = "(a) 1 0 0 1 34.676 200 Tm|(d) 1 0 0 1 28.004 200 Tm|(A) 1 0 0 1 20 200 Tm";
    let content: String = glyphs
        .split('|')
        .map(|it| it.split_once(") ").unwrap())
        .map(|(letter, place)| format!("{place} {letter}) Tj "))
        .collect();
    assert_eq!(text_of(&format!("BT /F1 12 Tf {content} ET")), "Ada");
}

#[test]
fn lines_end_where_they_end() {
    let content = "BT /F1 12 Tf 14 TL 20 200 Td (Ada Exam-) Tj T* (ple came home.) Tj ET";
    assert_eq!(text_of(content), "Ada Exam-\nple came home.");
    // Drawn from the bottom upwards, line by line.
    let upwards: String = (0..8)
        .map(|line| format!("BT /F1 12 Tf 20 {} Td (line {}) Tj ET ", 100 + 14 * line, 8 - line))
        .collect();
    assert_eq!(
        text_of(&upwards),
        (1..=8).map(|n| format!("line {n}")).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn columns_are_read_one_after_the_other_and_rows_across() {
    let column = |x: u32, name: &str| {
        let lines: String = (0..5).map(|line| format!("({name} {line}) Tj T* ")).collect();
        format!("BT /F1 10 Tf 12 TL {x} 250 Td {lines}ET ")
    };
    let text = text_of(&(column(20, "left") + &column(220, "right")));
    assert!(text.starts_with("left 0\nleft 1") && text.ends_with("right 3\nright 4"), "{text}");
    let narrow = |x: u32| format!("BT /F1 10 Tf 12 TL {x} 250 Td (Ada Exa) Tj T* (mple) Tj ET ");
    assert_eq!(text_of(&(narrow(20) + &narrow(68))), "Ada Exa\nmple\nAda Exa\nmple");
    let row = "BT /F1 10 Tf 20 200 Td (Name) Tj 90 0 Td (Ada Example) Tj ET";
    assert_eq!(text_of(row), "Name\tAda Example");
}

#[test]
fn turned_pages_and_turned_text_are_read() {
    let content = "BT /F1 12 Tf 14 TL 20 200 Td (Ada) Tj T* (Example) Tj ET";
    for turn in [90, 180, 270] {
        let turned = Build::new().entries(&format!("/Rotate {turn}")).page(content).done();
        assert_eq!(said(&read(turned), &Part::Page), ["Ada\nExample"], "{turn}");
    }
    let upwards = "BT /F1 12 Tf 14 TL 0 1 -1 0 200 20 Tm (Ada) Tj T* (Example) Tj ET";
    assert_eq!(text_of(upwards), "Ada\nExample");
    assert!(is_plain(&read(page(upwards))));
}

#[test]
fn a_drawing_in_a_drawing_is_read() {
    let file = Build::new()
        .resources("/XObject<</Outer 4 0 R>>")
        .stream(
            "/Subtype/Form/BBox[0 0 400 300]/Resources<</XObject<</Inner 5 0 R>>>>",
            "/Inner Do",
        )
        .stream(
            "/Subtype/Form/BBox[0 0 400 300]/Resources<</Font<</F1 3 0 R>>>>",
            "BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET",
        )
        .page("/Outer Do")
        .done();
    let reading = read(file);
    assert_eq!(said(&reading, &Part::Page), ["Ada Example"]);
    assert!(is_plain(&reading));
}

#[test]
fn bold_made_of_two_strokes_is_one_word() {
    let twice =
        "BT /F1 12 Tf 20 200 Td (Ada) Tj 0.3 0 Td (Ada) Tj ET 2 Tr BT 20 100 Td (Bea) Tj ET";
    assert_eq!(text_of(twice), "Ada\nBea");
}

/// A file whose font `/F2` has these entries.
fn with_font(entries: &str, content: &str) -> Reading {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        1 begincodespacerange <00> <FF> endcodespacerange\n\
        2 beginbfchar <41> <FB01> <42> <00660066> endbfchar endcmap end end";
    let file = Build::new()
        .second_font(&format!("<</Type/Font{entries}>>"))
        .stream("", map)
        .stream("", "600 0 0 0 600 700 d1 0 0 600 700 re f")
        .page(content);
    read(file.done())
}

#[test]
fn ligatures_come_out_as_letters() {
    let font = "/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R";
    let reading = with_font(font, "BT /F2 12 Tf 20 200 Td (GriAth oBer) Tj ET");
    assert_eq!(said(&reading, &Part::Page), ["Grifith offer"]);
}

#[test]
fn an_encoding_is_enough_where_no_map_is() {
    let font = "/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/eacute/fi]>>";
    let reading = with_font(font, "BT /F2 12 Tf 20 200 Td (ZoA B) Tj ET");
    assert_eq!(said(&reading, &Part::Page), ["Zo\u{e9} fi"]);
}

#[test]
fn glyphs_that_are_drawings_are_read_by_their_names() {
    let widths = "/FirstChar 65/LastChar 67/Widths[600 600 600]";
    let font = format!(
        "/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[0.001 0 0 0.001 0 0]{widths}\
         /CharProcs<</A 6 0 R/d 6 0 R/a 6 0 R>>/Encoding<</Differences[65/A/d/a]>>"
    );
    let content = "BT /F2 12 Tf 20 200 Td (ABC) Tj 40 0 Td (ABC) Tj ET";
    assert_eq!(said(&with_font(&font, content), &Part::Page), ["Ada Ada"]);
    let in_dots = font.replace("0.001 0 0 0.001", "1 0 0 1");
    let content = "BT 0.01 0 0 0.01 20 200 Tm /F2 1 Tf (ABC) Tj ET";
    let reading = with_font(&in_dots, content);
    assert_eq!(said(&reading, &Part::Page), ["Ada"]);
    assert!(is_plain(&reading), "{reading:?}");
}
