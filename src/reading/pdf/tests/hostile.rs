//! Files that are made to keep a reader busy: each ends soon, with a word about what was not read.

use super::*;

/// Zeros, packed a thousand to one.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; megabytes << 20]);
    stream.compress().unwrap();
    stream.content
}

#[test]
fn a_tree_of_pages_that_goes_round_is_refused() {
    let file = Build::new().page("").done();
    let text = String::from_utf8(file).unwrap().replace("/Kids[4 0 R ]", "/Kids[2 0 R ]");
    assert!(!missed(&read(text.into_bytes())).is_empty());
}

#[test]
fn a_tree_of_names_that_goes_round_comes_to_an_end() {
    let names =
        Build::new().catalog("/Names<</EmbeddedFiles 4 0 R>>").object("<</Kids[4 0 R 4 0 R]>>");
    let reading = read(names.page("BT /F1 12 Tf 20 200 Td (Here) Tj ET").done());
    let texts: Vec<_> = reading.passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(texts, ["Here"]);
}

#[test]
fn trees_that_go_round_are_read_once() {
    let file = Build::new()
        .catalog(
            "/Outlines 4 0 R/Names<</EmbeddedFiles 5 0 R/JavaScript 5 0 R>>/StructTreeRoot 6 0 R",
        )
        .object("<</First 4 0 R/Next 4 0 R/Title(Ada)/Parent 4 0 R>>")
        .object("<</Names[(a)5 0 R(b)5 0 R]>>")
        .object("<</Type/StructElem/K[6 0 R 6 0 R]/P 6 0 R/Alt(Bea)>>")
        .page("BT /F1 12 Tf 20 200 Td (Here) Tj ET");
    let reading = read(file.done());
    let texts: Vec<_> = reading.passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(texts, ["Here", "Ada", "Bea"]);
    assert!(reading.unread.is_empty());
}

#[test]
fn a_field_that_is_its_own_parent_has_no_value() {
    let field = "<</Subtype/Widget/FT/Tx/Rect[0 0 9 9]/Parent 4 0 R>>";
    let reading = read(Build::new().entries("/Annots[4 0 R]").object(field).page("").done());
    assert!(is_plain(&reading));
}

#[test]
fn a_drawing_of_itself_comes_to_an_end() {
    let drawing =
        "/Subtype/Form/BBox[0 0 400 300]/Resources<</XObject<</Me 4 0 R>>/Font<</F1 3 0 R>>>>";
    let file = |times: usize| {
        Build::new()
            .resources("/XObject<</Me 4 0 R>>")
            .stream(
                drawing,
                "BT /F1 12 Tf 20 200 Td (Ada) Tj ET ".to_owned() + &"/Me Do ".repeat(times),
            )
            .page("/Me Do")
            .done()
    };
    assert_eq!(said(&read(file(1)), &Part::Page), ["Ada"]);
    assert_eq!(missed(&read(file(3))), [(Some(1), UnreadKind::TooMuch)]);
}

#[test]
fn streams_that_unpack_without_end_are_not_unpacked() {
    let bomb = bomb(300);
    let content = Build::new().page("BT /F1 12 Tf 20 200 Td (Here) Tj ET");
    let reading = read(content.stream("/Filter/FlateDecode", &bomb).page_of(6).done());
    assert_eq!(said(&reading, &Part::Page), ["Here"]);
    assert_eq!(missed(&reading), [(Some(2), UnreadKind::TooMuch)]);

    let metadata =
        Build::new().stream("/Type/Metadata/Subtype/XML/Filter/FlateDecode", &bomb).page("");
    assert_eq!(missed(&read(metadata.done())), [(None, UnreadKind::TooMuch)]);

    let inside = Build::new()
        .object("<</Type/Filespec/F(a.txt)/EF<</F 5 0 R>>>>")
        .stream("/Type/EmbeddedFile/Filter/FlateDecode", &bomb)
        .page("");
    assert_eq!(missed(&read(inside.done())), [(None, UnreadKind::EmbeddedFile)]);

    let font = Build::new()
        .second_font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>")
        .stream("/Filter/FlateDecode", &bomb)
        .page("BT /F2 12 Tf 20 200 Td (Here) Tj ET");
    assert_eq!(missed(&read(font.done())), [(Some(1), UnreadKind::TooMuch)]);
}

#[test]
fn one_letter_that_stands_for_a_book_is_read_up_to_a_limit() {
    let book = "0041".repeat(250);
    let map = format!(
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <{book}> endbfchar endcmap"
    );
    let mut file = Build::new()
        .second_font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>")
        .stream("", map);
    let page = format!("BT /F2 12 Tf 0 200 Td ({}) Tj ET", "A".repeat(100_000));
    for _ in 0..6 {
        file = file.page(&page);
    }
    let reading = read(file.done());
    assert_eq!(missed(&reading), [(Some(4), UnreadKind::TooMuch)]);
}

#[test]
fn a_page_with_more_than_anybody_reads_says_so() {
    let letters = format!("BT /F1 12 Tf 0 200 Td ({}) Tj ET", "A".repeat(300_000));
    assert_eq!(missed(&read(page(&letters))), [(Some(1), UnreadKind::TooMuch)]);
    let boxes = "0 0 400 300 re f ".repeat(60_000);
    assert_eq!(missed(&read(page(&boxes))), [(Some(1), UnreadKind::TooMuch)]);
}

#[test]
fn ten_thousand_pages_are_read() {
    let mut file = Build::new();
    for number in 0..10_000 {
        file = file.page(&format!("BT /F1 12 Tf 20 200 Td (page {number}) Tj ET"));
    }
    let reading = read(file.done());
    assert_eq!(reading.passages.len(), 10_000);
    assert!(is_plain(&reading));
}

#[test]
fn what_is_locked_or_broken_is_named() {
    assert_eq!(missed(&read(b"%PDF-1.7 and no more".to_vec())), [(None, UnreadKind::Damaged)]);
    let cut: Vec<u8> = page("BT /F1 12 Tf 20 200 Td (Here) Tj ET").into_iter().take(300).collect();
    assert!(!missed(&read(cut)).is_empty());
}

#[test]
fn the_same_file_is_read_alike() {
    let file = page("BT /F1 12 Tf 20 200 Td (Ada) Tj 3 Tr (Example) Tj ET 20 190 9 30 re f");
    assert_eq!(read(file.clone()), read(file));
}
