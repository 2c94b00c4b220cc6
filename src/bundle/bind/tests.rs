use super::*;
use crate::bundle::likeness;
use crate::bundle::record::Bound;

/// A PDF of numbered objects; the first is the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out += &format!("{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>stream\n{content}\nendstream", content.len())
}

fn dot(slot: Slot) -> String {
    let hex: String = slot.dot().iter().map(|byte| format!("{byte:02x}")).collect();
    let entries = "/Subtype/Image/Width 1/Height 4/BitsPerComponent 8/ColorSpace/DeviceRGB";
    stream(&format!("{entries}/Filter/ASCIIHexDecode"), &format!("{hex}>"))
}

/// A typeset bundle of a first page and two pages with dots, with a bookmark to the second page.
fn typeset(dots: [Slot; 2]) -> Vec<u8> {
    let page = |content: u32, picture: u32| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents {content} 0 R\
             /Resources<</XObject<</x0 {picture} 0 R>>>>>>"
        )
    };
    file(&[
        "<</Type/Catalog/Pages 2 0 R/Outlines 10 0 R/PageLabels<</Nums[0<</S/D>>]>>>>".into(),
        "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>".into(),
        page(6, 8),
        page(7, 9),
        stream("", "q 100 0 0 200 50 60 cm /x0 Do Q"),
        stream("", "q 1 0 0 -1 0 300 cm q 100 0 0 -200 50 240 cm /x0 Do Q Q"),
        dot(dots[0]),
        dot(dots[1]),
        "<</Type/Outlines/First 11 0 R/Last 11 0 R/Count 1>>".into(),
        "<</Title(Document 1 \\(page 2\\))/Parent 10 0 R/Dest[4 0 R/XYZ 0 300 0]>>".into(),
    ])
}

/// An attachment of two pages, the second on its side: a link from the first to the second, one
/// to an address, one to nowhere, and a bookmark.
fn attachment() -> Vec<u8> {
    let link = |area: &str, to: &str| format!("<</Subtype/Link/Rect[{area}]/Border[0 0 0]{to}>>");
    let links = [
        link("0 0 10 20", "/Dest(second)"),
        link("10 0 20 20", "/A<</S/URI/URI(https://example.org)>>"),
        link("20 0 30 20", "/A<</S/JavaScript/JS(app.alert)>>"),
        link("30 0 40 20", "/A<</S/URI/URI(javascript:alert\\(1\\))>>"),
        link("30 0 40 20", "/A<</S/URI/URI(file:///c:/start.exe)>>"),
        link("30 0 40 20", "/A<</S/URI/URI(https://example.org\\001)>>"),
        link("30 0 40 20", "/A<</S/URI/URI(other.pdf#page=2)>>"),
    ];
    file(&[
        "<</Type/Catalog/Pages 2 0 R/Outlines 8 0 R\
         /Names<</Dests<</Names[(second)[4 0 R/XYZ 0 50 0]]>>>>>>"
            .into(),
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/Resources<</Font<</F 7 0 R>>>>>>".into(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 50 100]/Contents 5 0 R/Annots[{}]>>",
            links.concat()
        ),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 50]/Rotate 90/Contents[5 0 R 6 0 R]>>".into(),
        stream("", "BT /F 9 Tf (one) Tj ET"),
        stream("", "BT /F 9 Tf (two) Tj ET"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Parent 2 0 R>>".into(),
        "<</First 9 0 R/Last 9 0 R/Count 1>>".into(),
        "<</Title(Part two)/Parent 8 0 R/Dest[4 0 R/Fit]>>".into(),
    ])
}

fn record() -> Record {
    let labels = ["1", "A1", "A2"].map(str::to_owned).to_vec();
    let pages = likeness::of_pages(&Pdf::new(attachment()).unwrap());
    let document = Bound { label: "1".to_owned(), pages, ..Bound::default() };
    Record { labels, documents: vec![document], ..Record::default() }
}

fn slot(page: u16) -> Slot {
    Slot { file: 0, page }
}

fn bound() -> (Pdf, Record) {
    let bundle =
        bind(typeset([slot(0), slot(1)]), &[attachment().into()], record(), "test", &|_| None);
    let bundle = bundle.unwrap_or_else(|error| panic!("{error}"));
    (Pdf::new(bundle.bytes).unwrap_or_else(|error| panic!("{error:?}")), bundle.record)
}

fn links(pdf: &Pdf) -> Vec<Dict<'_>> {
    pdf.pages()[1].raw().get::<Array<'_>>(b"Annots").unwrap().iter().collect()
}

#[test]
fn each_page_takes_the_place_of_its_dot_and_draws_the_same() {
    let (pdf, record) = bound();
    assert_eq!(record.documents[0].first, 2);
    let form = |page: usize| {
        let form = pdf.pages()[page].resources().x_objects.get(b"x0");
        form.unwrap_or_else(|| panic!("nothing on page {page}"))
    };
    let forms: [hayro_syntax::object::Stream<'_>; 2] = [form(1), form(2)];
    assert_eq!(likeness::of_forms(&pdf, &forms), record.documents[0].pages);
    assert_ne!(record.documents[0].pages[0], record.documents[0].pages[1]);
}

#[test]
fn links_lead_where_they_led() {
    let (pdf, _) = bound();
    let links = links(&pdf);
    assert_eq!(
        links.len(),
        2,
        "those that run something, and those that lead to files beside it, are left out"
    );
    // The page is twice as large in the bundle, and stands 50 to the right and 60 up.
    let area = links[0].get::<hayro_syntax::object::Rect>(b"Rect").unwrap();
    assert_eq!([area.x0, area.y0, area.x1, area.y1].map(f64::round), [50.0, 60.0, 70.0, 100.0]);
    let place = links[0].get::<Array<'_>>(b"Dest").unwrap();
    let page = place.raw_iter().next().unwrap().as_obj_ref();
    assert_eq!(page, pdf.pages()[2].raw().obj_id().map(ObjRef::from));
    // The top left of a page that lies on its side is its bottom left: 50 up is at its right edge.
    let point = place.iter::<Object<'_>>().filter_map(|it| match it {
        Object::Number(number) => Some(number.as_f64().round()),
        _ => None,
    });
    assert_eq!(point.collect::<Vec<_>>(), [150.0, 260.0]);
    let action = links[1].get::<Dict<'_>>(b"A").unwrap();
    let address = action.get::<hayro_syntax::object::String<'_>>(b"URI").unwrap();
    assert_eq!(address.as_bytes(), b"https://example.org");
}

#[test]
fn bookmarks_lie_below_that_of_the_document() {
    let (pdf, record) = bound();
    let titles: Vec<_> = record.entries.iter().map(|entry| (&*entry.title, entry.page)).collect();
    assert_eq!(titles, [("Document 1", 2)]);
    let all = outline::entries(&pdf);
    let titles: Vec<_> = all.iter().map(|it| (&*it.title, it.page, it.level)).collect();
    assert_eq!(titles, [("Document 1", 2, 1), ("Part two", 3, 2)]);
}

#[test]
fn the_bundle_opens_with_bookmarks_and_knows_what_its_pages_are_called() {
    let (pdf, _) = bound();
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap();
    let mode = root.get::<hayro_syntax::object::Name<'_>>(b"PageMode");
    assert_eq!(mode.as_deref(), Some(&b"UseOutlines"[..]));
    let labels = root.get::<Dict<'_>>(b"PageLabels").unwrap();
    let labels = labels.get::<Array<'_>>(b"Nums").unwrap();
    assert_eq!(labels.data(), b"0<</S/D/St 1>>1<</P(A)/S/D/St 1>>");
}

#[test]
fn no_page_is_lost_and_none_stands_twice() {
    let refused =
        |dots| bind(typeset(dots), &[attachment().into()], record(), "test", &|_| None).err();
    let lost = |page| Some(BindError::Lost { label: "1".to_owned(), page });
    assert_eq!(refused([slot(0), slot(0)]), lost(2));
    assert_eq!(refused([slot(1), slot(2)]), lost(1));
    assert!(bind(b"no PDF".to_vec(), &[], Record::default(), "test", &|_| None).is_err());
}

#[test]
fn the_seal_breaks_with_any_byte() {
    let bundle =
        bind(typeset([slot(0), slot(1)]), &[attachment().into()], record(), "test", &|_| None)
            .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let bytes = bundle.bytes;
    let at = bytes.windows(2).rposition(|two| two == b"><").unwrap() + 2;
    let seal = text(&bytes[at..at + 64]);
    let mut blank = bytes.clone();
    blank[at..at + 64].fill(b'0');
    assert_eq!(seal, crate::bundle::digest::sha256(&blank));
    blank[200] ^= 1;
    assert_ne!(seal, crate::bundle::digest::sha256(&blank));
}
