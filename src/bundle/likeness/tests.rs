use super::*;

/// A PDF of numbered objects; the first is the catalog, the second the page tree.
fn file(objects: &[&str]) -> Pdf {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = out.len();
    let size = objects.len() + 1;
    out += &format!("{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    Pdf::new(out.into_bytes()).unwrap_or_else(|error| panic!("{error:?}"))
}

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";

fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// A page with a font and a form that uses the resources it stands in.
fn attachment(width: &str, data: &str) -> Pdf {
    let tree = "<</Type/Pages/Kids[3 0 R]/Count 1/Resources 5 0 R>>";
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R]>>";
    let form = stream("/Subtype/Form/StructParents 7/Resources 5 0 R", data);
    let font = format!("<</Type/Font/Widths[{width} 500.25]/Gone 99 0 R>>");
    let resources = "<</Font<</F 7 0 R>>/XObject<</X 6 0 R>>/ProcSet null>>";
    file(&[CATALOG, tree, page, &stream("", "/X Do"), resources, &form, &font])
}

/// The same page as a form of a bundle, with other numbers and in another order.
fn bundle() -> Pdf {
    let tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let font = "<</Widths[600.0 500.250]/Type/Font>>";
    let form = stream("/Resources 8 0 R/Subtype/Form", "inner");
    let resources = "<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>";
    let bound = stream("/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>", "/X Do ");
    file(&[CATALOG, tree, "<</Type/Page>>", &bound, font, &form, "null", resources])
}

#[test]
fn a_page_and_the_form_that_draws_it_are_alike() {
    let bundle = bundle();
    let bound = bundle.xref().get::<Stream>(ObjectIdentifier::new(4, 0)).unwrap();
    let bound = of_forms(&bundle, &[bound]);
    assert_eq!(of_pages(&attachment("600", "inner")), bound);
    assert_ne!(of_pages(&attachment("601", "inner")), bound);
    assert_ne!(of_pages(&attachment("600", "other")), bound);
}

#[test]
fn however_deep_a_file_nests_it_is_read() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources 4 0 R>>";
    let deep = format!("<</A {}{}>>", "[".repeat(3_000), "]".repeat(3_000));
    let pdf = file(&[CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, &deep]);
    assert_eq!(of_pages(&pdf).len(), 1);
}
