use super::{package, read, said};
use crate::reading::{Part, TraceKind, UnreadKind};

fn document(body: &str) -> String {
    format!(
        "<w:document xmlns:w='w' xmlns:r='r' xmlns:mc='mc' xmlns:wps='wps'><w:body>{body}</w:body></w:document>"
    )
}

#[test]
fn a_text_is_joined_over_its_runs_and_parted_where_its_lines_end() {
    let body = document(
        "<w:p><w:r><w:t>Tom</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>my</w:t></w:r>\
         <w:r><w:br/><w:t>Smith</w:t><w:noBreakHyphen/><w:t>Jo</w:t><w:softHyphen/><w:t>nes</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Born</w:t></w:r></w:p></w:tc>\
         <w:tc><w:p><w:r><w:t>2 May 2015</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:sdt><w:sdtPr><w:alias w:val='Child'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    );
    let reading = read(&package(&[("word/document.xml", &body)]), 0);
    assert_eq!(said(&reading, &Part::Page), "Tommy\nSmith-Jones\nBorn\t2 May 2015\nIn a control");
    assert_eq!(said(&reading, &Part::Field), "Child");
    assert!(reading.traces.is_empty() && reading.unread.is_empty(), "{reading:?}");
}

#[test]
fn what_was_deleted_hidden_or_remarked_is_told_apart() {
    let body = document(
        "<w:p><w:r><w:t xml:space='preserve'>Seen </w:t></w:r><w:del w:author='Ann Example'><w:r><w:delText>Tommy</w:delText></w:r></w:del>\
         <w:ins w:author='Ann Example'><w:r><w:t>Child A</w:t></w:r></w:ins></w:p>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>vanished</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:vanish w:val='0'/><w:webHidden/></w:rPr><w:t>in sight</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>white</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='000080'/></w:rPr><w:t>white on blue</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:sz w:val='1'/></w:rPr><w:t>tiny</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val='Secret'/></w:pPr><w:r><w:t>styled</w:t></w:r></w:p>",
    );
    let styles = "<w:styles><w:style w:styleId='Secret'><w:basedOn w:val='Base'/></w:style>\
                  <w:style w:styleId='Base'><w:basedOn w:val='Secret'/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let comments = "<w:comments><w:comment w:author='Bob Example'><w:p><w:r><w:t>Is this her?</w:t></w:r></w:p></w:comment></w:comments>";
    let parts = [
        ("word/document.xml", &*body),
        ("word/styles.xml", styles),
        ("word/comments.xml", comments),
    ];
    let reading = read(&package(&parts), 0);
    assert_eq!(said(&reading, &Part::Page), "Seen Child A\n\nin sight\n\nwhite on blue");
    assert_eq!(said(&reading, &Part::Change), "Seen Tommy");
    assert_eq!(said(&reading, &Part::Hidden), "vanished\nwhite\ntiny\nstyled");
    assert_eq!(said(&reading, &Part::Comment), "Is this her?\nBob Example");
    assert_eq!(said(&reading, &Part::Property("changed by".into())), "Ann Example");
    let kinds: Vec<TraceKind> = reading.traces.iter().map(|trace| trace.kind).collect();
    for kind in [TraceKind::HiddenText, TraceKind::Comment, TraceKind::TrackedChanges] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn headers_notes_boxes_fields_and_properties_are_read() {
    let choice = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>";
    let body = document(&format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id='1' name='Picture 1' descr='Tommy at school'/>{choice}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:shape alt='Tommy at school'>{choice}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://example.org/</w:instrText></w:r>\
         <w:r><w:instrText>tommy\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>here</w:t></w:r></w:p>"
    ));
    let story = |root: &str, text: &str| {
        format!("<w:{root}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{root}>")
    };
    let parts = [
        ("word/document.xml", &*body),
        ("word/header1.xml", &story("hdr", "Head")),
        ("word/footnotes.xml", &story("footnotes", "Note")),
        (
            "word/settings.xml",
            "<w:settings><w:docVar w:name='child' w:val='Variable'/></w:settings>",
        ),
        ("customXml/item1.xml", "<root><who>Stored</who></root>"),
        (
            "docProps/core.xml",
            "<cp:coreProperties><dc:creator>Ann Example</dc:creator><cp:lastModifiedBy>Bob</cp:lastModifiedBy><cp:revision>7</cp:revision></cp:coreProperties>",
        ),
        (
            "docProps/app.xml",
            "<Properties><Pages>3</Pages><Application>Word</Application><Manager>Cleo</Manager></Properties>",
        ),
        (
            "docProps/custom.xml",
            "<Properties><property name='Case'><vt:lpwstr>LCS 1234567</vt:lpwstr></property></Properties>",
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/hyperlink' Target='mailto:a@example.org' TargetMode='External'/></Relationships>",
        ),
        ("word/vbaProject.bin", "macro"),
        ("word/embeddings/oleObject1.bin", "\u{1}\u{2}"),
        ("word/embeddings/notes.txt", "An embedded text"),
        ("word/media/image1.emf", "\u{1}\0\0\0"),
    ];
    let reading = read(&package(&parts), 0);
    assert_eq!(said(&reading, &Part::Page), "here\nIn a box\nNote\nHead");
    assert_eq!(said(&reading, &Part::Beside("a description of a picture")), "Tommy at school");
    let links = said(&reading, &Part::Beside("a link"));
    assert!(links.contains("https://example.org/tommy") && links.contains("mailto:a@example.org"));
    let rest = said(&reading, &Part::Beside("a part that is not shown"));
    assert!(rest.contains("Variable") && rest.contains("Stored"), "{rest}");
    let property = |name: &str| said(&reading, &Part::Property(name.into()));
    assert_eq!(
        (property("author"), property("last saved by")),
        ("Ann Example".into(), "Bob".into())
    );
    assert_eq!((property("manager"), property("case")), ("Cleo".into(), "LCS 1234567".into()));
    assert_eq!((property("pages"), property("revision")), (String::new(), String::new()));
    assert_eq!(said(&reading, &Part::Embedded), "An embedded text");
    let kinds: Vec<TraceKind> = reading.traces.iter().map(|trace| trace.kind).collect();
    assert!(kinds.contains(&TraceKind::Script) && kinds.contains(&TraceKind::EmbeddedFile));
    let unread: Vec<UnreadKind> = reading.unread.iter().map(|unread| unread.what).collect();
    assert_eq!(unread, [UnreadKind::EmbeddedFile, UnreadKind::Picture]);
}
