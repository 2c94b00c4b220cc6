//! What is on the page and cannot be seen.

use super::*;

/// What is drawn beside a name and hides it, and how the reading has the name.
fn part_of_name(before: &str, name: &str, after: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let file = format!(
        "q {before} BT /F1 12 Tf {name} 20 200 Td (Ada Example) Tj ET {after} Q \
         BT /F1 12 Tf 20 250 Td (To see) Tj ET"
    );
    let reading = read(page(&file));
    let parts = [Part::Page, Part::Hidden, Part::Covered].map(|part| said(&reading, &part));
    let expected: Vec<TraceKind> =
        [(&parts[1], TraceKind::HiddenText), (&parts[2], TraceKind::CoveredText)]
            .into_iter()
            .filter(|(texts, _)| !texts.is_empty())
            .map(|(_, trace)| trace)
            .collect();
    assert_eq!(traces(&reading), expected);
    let [seen, hidden, covered] = parts;
    (seen, hidden, covered)
}

fn hidden(before: &str, name: &str) -> bool {
    let (_, hidden, covered) = part_of_name(before, name, "");
    assert!(covered.is_empty());
    hidden == ["Ada Example"]
}

fn covered(before: &str, after: &str) -> bool {
    let (seen, hidden, covered) = part_of_name(before, "", after);
    assert!(hidden.is_empty(), "{hidden:?}");
    assert_eq!(seen[0].contains("Ada"), covered.is_empty());
    covered == ["Ada Example"]
}

#[test]
fn text_that_cannot_be_told_from_what_is_beneath_is_hidden() {
    assert!(hidden("", "1 g"));
    assert!(hidden("", "0.99 0.98 1 rg"));
    assert!(hidden("0 0 0.5 rg 10 190 200 30 re f", "0 0 0.5 rg"));
    assert!(!hidden("", "0.9 g"));
    assert!(!hidden("0 0 0.5 rg 10 190 200 30 re f", "1 g"));
    assert!(!hidden("0.5 g 10 190 200 30 re f 1 g 200 10 30 30 re f", "1 g"));
    // A box of another colour lies on the first.
    assert!(!hidden("1 g 0 0 400 300 re f 0 g 10 190 200 30 re f", "1 g"));
    assert!(hidden("0 g 10 190 200 30 re f 1 g 15 195 150 20 re f", "1 g"));
}

#[test]
fn text_without_ink_is_hidden() {
    assert!(hidden("", "3 Tr"));
    assert!(hidden("", "7 Tr"));
    assert!(!hidden("", "1 Tr 1 g"));
    assert!(!hidden("", "2 Tr 1 g"));
}

#[test]
fn type_too_small_to_read_is_hidden() {
    assert!(hidden("", "/F1 0.5 Tf"));
    assert!(!hidden("", "/F1 1.5 Tf"));
    assert!(!hidden("", "/F1 1 Tf 12 0 0 12 20 200 Tm -20 -200 Td"));
}

#[test]
fn text_outside_the_paper_is_hidden() {
    assert!(hidden("", "1 0 0 1 500 0 Tm"));
    let cropped = Build::new()
        .entries("/CropBox[0 0 200 300]")
        .page("BT /F1 12 Tf 20 200 Td (Here) Tj 230 0 Td (Ada Example) Tj ET")
        .done();
    let reading = read(cropped);
    assert_eq!(said(&reading, &Part::Page), ["Here"]);
    assert_eq!(said(&reading, &Part::Hidden), ["Ada Example"]);
    assert!(hidden("0 0 400 100 re W n", ""));
    assert!(!hidden("0 190 400 100 re W n", ""));
}

#[test]
fn transparent_text_is_hidden() {
    let clear = |alpha: &str| {
        let file = Build::new()
            .resources(&format!("/ExtGState<</G <</ca {alpha}>>>>"))
            .page("/G gs BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET");
        said(&read(file.done()), &Part::Hidden) == ["Ada Example"]
    };
    assert!(clear("0"));
    assert!(!clear("0.3"));
}

#[test]
fn text_in_a_layer_that_is_off_is_hidden() {
    let layered = |off: &str| {
        Build::new()
            .catalog(&format!("/OCProperties<</OCGs[4 0 R]/D<<{off}>>>>"))
            .entries("/Resources<</Font<</F1 3 0 R>>/Properties<</L 4 0 R>>>>")
            .object("<</Type/OCG/Name(a layer)>>")
            .page("BT /F1 12 Tf 20 200 Td (Here) Tj ET /OC /L BDC BT /F1 12 Tf 20 100 Td (Ada) Tj ET EMC")
            .done()
    };
    let reading = read(layered("/OFF[4 0 R]"));
    assert_eq!(said(&reading, &Part::Page), ["Here"]);
    assert_eq!(said(&reading, &Part::Hidden), ["Ada"]);
    assert_eq!(traces(&reading), [TraceKind::HiddenText]);
    assert!(is_plain(&read(layered("/ON[4 0 R]"))));
}

#[test]
fn letters_that_clip_a_colour_are_seen() {
    let filled = "q BT 7 Tr /F1 12 Tf 20 200 Td (Ada Example) Tj ET 1 0 0 rg 0 0 400 300 re f Q";
    let reading = read(page(filled));
    assert_eq!(said(&reading, &Part::Page), ["Ada Example"]);
    assert!(is_plain(&reading));
}

#[test]
fn text_under_a_box_is_covered() {
    let over = "18 195 80 18 re f";
    assert!(covered("", over));
    assert!(covered("", &format!("1 g {over}")));
    assert!(covered("", "18 195 m 98 195 l 98 213 l 18 213 l h f"));
    assert!(covered("1 1 0 rg 18 195 80 18 re f 0 g", over));
    assert!(covered("", "0 G 14 w 18 204 m 98 204 l S"));
    assert!(covered("", "18 195 40 18 re 58 195 40 18 re f"));
    // A background comes first, a line through or under a word hides nothing.
    assert!(!covered("0.8 g 18 195 80 18 re f 0 g", ""));
    assert!(!covered("", "18 203 80 1 re f 18 198 80 0.7 re f"));
    assert!(!covered("", "0 G 18 195 80 18 re S"));
    assert!(!covered("", "q 0 0 10 10 re W n 18 195 80 18 re f Q"));
}

#[test]
fn one_word_of_a_line_can_be_covered() {
    let (seen, hidden, covered) = part_of_name("", "", "43 195 60 18 re f");
    assert_eq!((seen[0].as_str(), covered), ("Ada\nTo see", vec!["Example".to_owned()]));
    assert!(hidden.is_empty());
    let redrawn = "18 195 80 18 re f 1 g BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET";
    assert!(!super::seen::covered("", redrawn));
}

#[test]
fn what_lets_through_covers_nothing() {
    let under = |state: &str| {
        let file = Build::new()
            .resources(&format!("/ExtGState<</G <<{state}>>>>"))
            .page("BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET /G gs 1 1 0 rg 18 195 80 18 re f");
        said(&read(file.done()), &Part::Covered) == ["Ada Example"]
    };
    assert!(under(""));
    assert!(!under("/ca 0.4"));
    assert!(!under("/BM/Multiply"));
}

#[test]
fn a_picture_covers_too() {
    let reading = read(image(
        "BT /F1 12 Tf 20 250 Td (To see) Tj 0 -50 Td (Ada Example) Tj ET q 90 0 0 30 15 190 cm /Im Do Q",
    ));
    assert_eq!(said(&reading, &Part::Covered), ["Ada Example"]);
    assert_eq!(said(&reading, &Part::Page), ["To see"]);
}

fn annotated(annotation: &str) -> Reading {
    let file = Build::new()
        .entries("/Annots[4 0 R]")
        .object(annotation)
        .stream("/Subtype/Form/BBox[0 0 80 18]", "0 g 0 0 80 18 re f")
        .page("BT /F1 12 Tf 20 200 Td (Ada Example) Tj ET");
    read(file.done())
}

#[test]
fn marks_laid_over_a_page_cover_it() {
    let at = "/Rect[18 195 98 213]";
    let quads = "/QuadPoints[18 213 98 213 18 195 98 195]";
    for mark in [
        format!("<</Subtype/Square{at}/IC[0 0 0]>>"),
        format!("<</Subtype/Square{at}/AP<</N 5 0 R>>>>"),
        format!("<</Subtype/Redact{at}{quads}>>"),
        format!("<</Subtype/Highlight{at}{quads}/C[0 0 0]>>"),
        format!("<</Subtype/Ink{at}/BS<</W 16>>/InkList[[18 204 98 204]]>>"),
        format!("<</Subtype/Stamp{at}/AP<</N 5 0 R>>>>"),
    ] {
        assert_eq!(said(&annotated(&mark), &Part::Covered), ["Ada Example"], "{mark}");
    }
    for mark in [
        format!("<</Subtype/Square{at}/C[0 0 0]>>"),
        format!("<</Subtype/Highlight{at}{quads}/C[1 1 0]>>"),
        format!("<</Subtype/Widget/FT/Tx{at}/AP<</N 5 0 R>>>>"),
        format!("<</Subtype/Text{at}/AP<</N 5 0 R>>>>"),
    ] {
        assert!(said(&annotated(&mark), &Part::Covered).is_empty(), "{mark}");
    }
}
