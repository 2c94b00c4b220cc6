use super::*;

fn page_sizes(bytes: Vec<u8>) -> Result<Vec<PageSize>, Unbindable> {
    make_bindable(bytes).map(|bindable| bindable.pages)
}

/// A PDF of numbered objects; the first is the catalog, the second the page tree.
fn file(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let start = out.len();
    let size = objects.len() + 1;
    table += &format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    out.extend(table.into_bytes());
    out
}

fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// A file of one page, 200 by 100 points, with further entries and objects from number 5 on.
fn page(entries: &str, more: &[&str]) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R{entries}>>");
    let content = stream("", "q 1 0 0 1 5 5 cm 0 0 9 9 re f");
    let tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>", tree, &page, &content];
    objects.extend(more);
    file(&objects)
}

fn annotated(annotation: &str) -> Result<Bindable, Unbindable> {
    let look = stream("/BBox[0 0 10 10]", "0 0 10 10 re f");
    make_bindable(page("/Annots[5 0 R]", &[annotation, &look]))
}

fn holds(bindable: &Bindable, text: &str) -> bool {
    bindable.bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn what(result: Result<Bindable, Unbindable>) -> &'static str {
    match result.unwrap_err() {
        Unbindable::Unflattened { page: 1, what } => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_pdf_is_refused() {
    assert_eq!(page_sizes(Vec::new()), Err(Unbindable::Empty));
    assert_eq!(page_sizes(b"<html></html>".to_vec()), Err(Unbindable::NotAPdf));
    assert_eq!(page_sizes(b"%PDF-1.7 and no more".to_vec()), Err(Unbindable::Damaged));
    let none = file(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"]);
    assert_eq!(page_sizes(none), Err(Unbindable::NoPages));
}

#[test]
fn pages_are_measured_as_a_reader_sees_them() {
    let sizes = page_sizes(page("/CropBox[10 10 60 1000]/Rotate 90", &[])).unwrap();
    assert_eq!(sizes, [PageSize { width: 90.0, height: 50.0 }]);
}

#[test]
fn a_file_with_nothing_to_mend_stays_as_it_is() {
    let links = "<</Subtype/Link/Rect[0 0 9 9]>>";
    for bytes in [page("", &[]), page("/Annots[5 0 R]", &[links])] {
        assert_eq!(*make_bindable(bytes.clone()).unwrap().bytes, bytes);
    }
}

#[test]
fn an_appearance_is_fitted_onto_its_rectangle() {
    let stamp = "<</Subtype/Stamp/Rect[10 20 30 60]/AP<</N 6 0 R>>>>";
    let flat = annotated(stamp).unwrap();
    assert!(holds(&flat, "q 2 0 0 4 10 20 cm /Flat0 Do Q"));
    // The page leaves one state open; ours is the second to close.
    assert!(holds(&flat, "Q\nQ\nq 2"));
    assert!(!holds(&flat, "/Annots"));
    assert_eq!(flat.bytes, annotated(stamp).unwrap().bytes);
}

#[test]
fn names_that_the_page_uses_are_left_alone() {
    let entries = "/Resources<</XObject<</Flat0 6 0 R/Flat1 6 0 R>>>>/Annots[5 0 R 5 0 R]";
    let square = "<</Subtype/Square/Rect[0 0 9 9]>>";
    let look = stream("/Subtype/Form/BBox[0 0 9 9]", "n");
    let flat = make_bindable(page(entries, &[square, &look])).unwrap();
    assert!(holds(&flat, "/Flat0 6 0 R/Flat1 6 0 R/Flatx2 "));
    assert!(holds(&flat, "/Flatx2 Do") && holds(&flat, "/Flatx3 Do"));
}

#[test]
fn what_is_hidden_stays_hidden() {
    for flags in [2, 32] {
        let stamp = format!("<</Subtype/Stamp/F {flags}/Rect[0 0 9 9]/AP<</N 6 0 R>>>>");
        assert!(!holds(&annotated(&stamp).unwrap(), "/Flat0 Do"));
    }
}

#[test]
fn a_value_without_a_look_is_drawn() {
    let field = "<</Subtype/Widget/FT/Tx/Rect[10 10 190 30]/DA(/Helv 9 Tf 1 0 0 rg)/V";
    let flat = annotated(&format!("{field}(Zo\\353)>>")).unwrap();
    assert!(holds(&flat, "BT 1 0 0 rg /Helv 9 Tf") && holds(&flat, "<5a6feb> Tj"));
    let foreign = annotated(&format!("{field}<FEFF0141>>>"));
    assert_eq!(what(foreign), "a form field with letters that its font lacks");
    let long = annotated(&format!("{field}({})>>", "too long ".repeat(99)));
    assert_eq!(what(long), "a form field with more text than fits into its box");
}

#[test]
fn a_look_that_leaves_the_value_out_is_replaced() {
    let field = "<</Subtype/Widget/FT/Tx/Rect[0 0 90 20]/V(Yes)/AP<</N 6 0 R>>>>";
    assert!(holds(&annotated(field).unwrap(), "<596573> Tj"));
}

#[test]
fn a_check_box_shows_the_state_it_is_in() {
    let field = "<</Subtype/Widget/FT/Btn/Rect[0 0 10 10]/AP<</N<</On 6 0 R>>>>";
    assert!(holds(&annotated(&format!("{field}/AS/On>>")).unwrap(), "/Flat0 Do"));
    assert!(!holds(&annotated(&format!("{field}/AS/Off/V/Off>>")).unwrap(), "/Flat0 Do"));
    // No look for the state: a cross.
    assert!(holds(&annotated(&format!("{field}/AS/Yes>>")).unwrap(), " l S\n"));
}

#[test]
fn what_pops_up_becomes_a_note() {
    let flat = annotated("<</Subtype/Text/Rect[0 0 9 9]/T(Jo)/Contents(Is this so?)>>").unwrap();
    let note =
        Note { page: 1, kind: "comment", author: Some("Jo".into()), text: "Is this so?".into() };
    assert_eq!(flat.notes, [note]);
}

#[test]
fn what_paper_cannot_hold_is_named_beside_it() {
    let file = "<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</UF(plan.xlsx)>>/Contents(The plan)>>";
    let flat = annotated(file).unwrap();
    let text = "A file is attached here and is not in the bundle: plan.xlsx: The plan".into();
    assert_eq!(flat.notes, [Note { page: 1, kind: ATTACHED, author: None, text }]);
    assert!(holds(&flat, "/Flat0 Do"));
    for kind in ["Sound", "Movie", "Screen", "RichMedia", "3D"] {
        let flat = annotated(&format!("<</Subtype/{kind}/Rect[0 0 9 9]>>")).unwrap();
        assert!(matches!(&flat.notes[..], [note] if note.kind == RECORDING), "{kind}");
    }
}

#[test]
fn a_redaction_that_was_never_applied_is_refused() {
    let marked = annotated("<</Subtype/Redact/Rect[0 0 9 9]>>");
    assert_eq!(what(marked), "a redaction that was marked but never applied");
}

#[test]
fn a_stamp_without_a_picture_shows_its_name() {
    let stamp = annotated("<</Subtype/Stamp/Name/NotApproved/Rect[0 0 150 30]>>").unwrap();
    assert!(holds(&stamp, "<4e4f5420415050524f564544> Tj"));
}

#[test]
fn a_list_shows_its_choices() {
    let field = "<</Subtype/Widget/FT/Ch/Rect[0 0 90 60]/Opt[(Yes)[(n)(No)]]/V(n)>>";
    let flat = annotated(field).unwrap();
    assert!(holds(&flat, "<596573> Tj") && holds(&flat, "<4e6f> Tj"));
    assert!(holds(&flat, "0.6 0.76 0.86 rg 0 29.16 90"));
}

/// A page with two layers, numbers 6 and 7; what the catalog says of them; content of its own.
fn layered(usual: &str, properties: &str, content: &str) -> Result<Bindable, Unbindable> {
    let catalog =
        format!("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<<{usual}>>>>>>");
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Properties<<{properties}>>\
         /XObject<</X 5 0 R>>>>>>"
    );
    let drawing = stream("/Subtype/Form/BBox[0 0 9 9]/OC 7 0 R", "0 0 7 7 re f");
    make_bindable(file(&[
        &catalog,
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        &page,
        &stream("", content),
        &drawing,
        "<</Type/OCG/Name(A)>>",
        "<</Type/OCG/Name(B)/Usage<</View<</ViewState/OFF>>>>>>",
    ]))
}

#[test]
fn what_is_on_a_layer_that_is_off_is_taken_out() {
    let properties = "/A 6 0 R/B 7 0 R";
    let content = "/OC/A BDC 1 0 0 1 re f EMC /OC/B BDC 2 0 0 2 re f EMC /X Do 3 0 0 3 re f";
    let off = [
        "/OFF[7 0 R]",
        "/BaseState/OFF/ON[6 0 R]",
        "/AS[<</Event/View/Category[/View]/OCGs[7 0 R]>>]",
    ];
    for usual in off {
        let flat = layered(usual, properties, content).unwrap();
        assert!(holds(&flat, "1 0 0 1 re") && holds(&flat, "3 0 0 3 re"), "{usual}");
        for gone in ["2 0 0 2 re", "7 7 re", "/X ", "/OC", "BDC"] {
            assert!(!holds(&flat, gone), "{usual} leaves {gone}");
        }
    }
    // All on, or off on paper only: as cheap as a file without layers.
    for usual in ["", "/AS[<</Event/Print/Category[/View]/OCGs[7 0 R]>>]"] {
        assert!(holds(&layered(usual, properties, content).unwrap(), "/OCProperties"));
    }
}

#[test]
fn conditions_on_layers_hold() {
    let shown = |condition: &str| {
        let properties = format!("/C <</Type/OCMD{condition}>>");
        let flat = layered("/OFF[7 0 R]", &properties, "/OC/C BDC 1 0 0 1 re f EMC").unwrap();
        holds(&flat, "1 0 0 1 re")
    };
    let both = "/OCGs[6 0 R 7 0 R]";
    assert!(shown(both) && shown(&format!("{both}/P/AnyOff")) && shown("/OCGs[]/P/AllOff"));
    assert!(!shown(&format!("{both}/P/AllOn")) && !shown(&format!("{both}/P/AllOff")));
    assert!(!shown("/OCGs 7 0 R") && shown("/OCGs 6 0 R"));
    assert!(shown("/VE[/And 6 0 R[/Not 7 0 R]]") && !shown("/VE[/And 6 0 R 7 0 R]"));
    assert!(shown("/VE[/Or 6 0 R 7 0 R]") && !shown("/VE[/Not[/Or 6 0 R 7 0 R]]"));
}

#[test]
fn a_file_without_its_first_line_opens() {
    let whole = page("", &[]);
    assert!(page_sizes(whole[9..].to_vec()).is_ok());
}

#[test]
fn brackets_in_a_picture_are_no_trap() {
    let picture = stream("/Subtype/Image", &"[".repeat(99_999));
    assert!(make_bindable(page("/X 5 0 R", &[&picture])).is_ok());
}

#[test]
fn a_tree_of_names_may_run_in_circles() {
    assert!(make_bindable(page("/X 5 0 R", &["<</Kids[5 0 R]>>"])).is_ok());
}

#[test]
fn pdf_2_becomes_pdf_1_7() {
    let mut newer = page("", &[]);
    newer[5..8].copy_from_slice(b"2.0");
    assert_eq!(*make_bindable(newer).unwrap().bytes, page("", &[]));
    let stamp = "<</Subtype/Square/Rect[0 0 9 9]>>";
    let mut newer = page("/Annots[5 0 R]", &[stamp]);
    newer[5..8].copy_from_slice(b"2.0");
    assert!(make_bindable(newer).unwrap().bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn a_file_cut_short_never_passes_with_something_missing() {
    let whole = page("/Annots[5 0 R]", &["<</Subtype/Square/Rect[0 0 9 9]>>"]);
    let table = whole.windows(4).position(|window| window == b"xref").unwrap();
    for end in 1..whole.len() {
        match make_bindable(whole[..end].to_vec()) {
            // Nothing but the table of contents is gone.
            Ok(flat) => assert!(end + 12 > table && holds(&flat, "/Flat0 Do"), "cut at {end}"),
            Err(error) => assert!(matches!(error, Unbindable::Damaged | Unbindable::NotAPdf)),
        }
    }
}

#[test]
fn traps_are_refused_in_good_time() {
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let itself = file(&[catalog, "<</Type/Pages/Kids[2 0 R]/Count 1>>"]);
    assert_eq!(page_sizes(itself), Err(Unbindable::Damaged));
    let deep = page(&format!("/X {}{}", "[".repeat(99_999), "]".repeat(99_999)), &[]);
    assert_eq!(page_sizes(deep), Err(Unbindable::TooComplex));
    // Forty levels of two kids each, all the same: a million million pages.
    let levels: Vec<String> =
        (3..43).map(|n| format!("<</Type/Pages/Kids[{n} 0 R {n} 0 R]/Count 1>>")).collect();
    let mut objects = vec![catalog];
    objects.extend(levels.iter().map(String::as_str));
    objects.push("<</Type/Page/MediaBox[0 0 9 9]>>");
    assert_eq!(page_sizes(file(&objects)), Err(Unbindable::TooComplex));
    let own_parent = "<</Subtype/Widget/Parent 5 0 R/Rect[0 0 9 9]/AP<</N 5 0 R>>>>";
    assert!(annotated(own_parent).is_ok());
}
