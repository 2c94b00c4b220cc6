use super::{package, read, said};
use crate::reading::{Part, Reading, Show, TraceKind, UnreadKind};

const RELS: &str = "<Relationships>";

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let all: String = all.iter().map(|(id, kind, target)| relation(id, kind, target)).collect();
    format!("{RELS}{all}</Relationships>")
}

fn shape(about: &str, place: Option<[i64; 4]>, look: &str, text: &str) -> String {
    let place = place.map_or_else(String::new, |[x, y, cx, cy]| {
        format!("<a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{cx}' cy='{cy}'/></a:xfrm>")
    });
    let text = text.split('|').map(|run| format!("<a:r><a:t>{run}</a:t></a:r>"));
    let text: String = text.collect();
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id='2' name='Box 2' {about}/><p:nvPr/></p:nvSpPr>\
         <p:spPr>{place}{look}</p:spPr><p:txBody><a:p>{text}</a:p></p:txBody></p:sp>"
    )
}

fn slide(attributes: &str, shapes: &[String]) -> String {
    let shapes = shapes.concat();
    format!("<p:sld {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

fn deck() -> Reading {
    let black = "<a:solidFill><a:srgbClr val='000000'/></a:solidFill>";
    let first = slide(
        "",
        &[
            shape("descr='Tommy at school'", None, "", "To|mmy"),
            shape("", Some([100, 100, 400, 100]), "", "Born 2 May"),
            shape("", Some([90, 90, 420, 120]), black, ""),
            shape("hidden='1'", Some([100, 400, 400, 100]), "", "Out of sight"),
            shape("", Some([5000, 100, 400, 100]), "", "Outside"),
            shape("", Some([100, 700, 400, 100]), black, "On black"),
        ],
    );
    let second = slide("show='0'", &[shape("", None, "", "Not shown")]);
    let notes = slide("", &[shape("", None, "", "Say her name")]);
    let parts = [
        (
            "ppt/presentation.xml",
            "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='r2'/><p:sldId id='257' r:id='r1'/>\
             </p:sldIdLst><p:sldSz cx='1000' cy='1000'/></p:presentation>",
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            &relations(&[
                ("r1", "slide", "slides/slide1.xml"),
                ("r2", "slide", "/ppt/slides/slide2.xml"),
            ]),
        ),
        ("ppt/slides/slide2.xml", &first),
        ("ppt/slides/slide1.xml", &second),
        ("ppt/slides/slide9.xml", &slide("", &[shape("", None, "", "Lost")])),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            &relations(&[
                ("a", "notesSlide", "../notesSlides/notesSlide1.xml"),
                ("b", "comments", "../comments/comment1.xml"),
                ("c", "chart", "../charts/chart1.xml"),
                ("d", "image", "../media/image1.emf"),
                ("e", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ]),
        ),
        ("ppt/notesSlides/notesSlide1.xml", &notes),
        (
            "ppt/comments/comment1.xml",
            "<p:cmLst><p:cm><p:text>Is this her?</p:text></p:cm></p:cmLst>",
        ),
        (
            "ppt/charts/chart1.xml",
            "<c:chartSpace><c:cat><c:pt><c:v>Visits to Tommy</c:v></c:pt></c:cat></c:chartSpace>",
        ),
        (
            "ppt/charts/_rels/chart1.xml.rels",
            &relations(&[("a", "package", "../embeddings/data.txt")]),
        ),
        ("ppt/embeddings/data.txt", "What was in the table"),
        ("ppt/media/image1.emf", "\u{1}\0\0\0"),
        ("ppt/slideLayouts/slideLayout1.xml", &slide("", &[shape("", None, "", "On every slide")])),
        (
            "ppt/commentAuthors.xml",
            "<p:cmAuthorLst><p:cmAuthor name='Bob Example'/></p:cmAuthorLst>",
        ),
    ];
    read(&package(&parts), 0)
}

#[test]
fn slides_are_read_in_their_order_and_each_text_where_it_stands() {
    let reading = deck();
    let on = |page: usize, part: Part| -> Vec<&str> {
        let passages = reading.passages.iter();
        let passages = passages.filter(|it| it.page == Some(page) && it.part == part);
        passages.map(|passage| passage.text.as_str()).collect()
    };
    assert_eq!(on(1, Part::Page), ["Tommy\nOn black\nVisits to Tommy"]);
    assert_eq!(on(1, Part::Covered), ["Born 2 May"]);
    assert_eq!(on(1, Part::Hidden), ["Out of sight\nOutside"]);
    assert_eq!(on(1, Part::Notes), ["Say her name"]);
    assert_eq!(on(1, Part::Comment), ["Is this her?"]);
    assert_eq!(on(1, Part::Embedded), ["What was in the table"]);
    assert_eq!(on(1, Part::Beside("a description of a picture")), ["Tommy at school"]);
    assert_eq!(on(2, Part::Hidden), ["Not shown"]);
    assert_eq!(said(&reading, &Part::Beside("a slide master")), "On every slide");
    assert!(said(&reading, &Part::Beside("a part that is not shown")).contains("Bob Example"));
    assert!(said(&reading, &Part::Hidden).contains("Lost"));
}

#[test]
fn what_travels_with_the_slides_is_named_with_the_slide() {
    let reading = deck();
    let has = |page, kind| reading.traces.iter().any(|it| it.page == page && it.kind == kind);
    for kind in [
        TraceKind::CoveredText,
        TraceKind::HiddenText,
        TraceKind::Notes,
        TraceKind::Comment,
        TraceKind::EmbeddedFile,
    ] {
        assert!(has(Some(1), kind), "{kind:?} {:?}", reading.traces);
    }
    assert!(has(Some(2), TraceKind::HiddenSlide) && has(None, TraceKind::HiddenSlide));
    let unread: Vec<_> = reading.unread.iter().map(|it| (it.page, it.what)).collect();
    assert_eq!(unread, [(Some(1), UnreadKind::Picture)]);
}

/// A presentation whose slides say this about themselves: attributes of the slide, and what follows.
fn timed(slides: &[(&str, &str)]) -> Vec<u8> {
    let ids = (1..=slides.len()).map(|n| format!("<p:sldId id='{n}' r:id='r{n}'/>"));
    let list = format!(
        "<p:presentation><p:sldIdLst>{}</p:sldIdLst></p:presentation>",
        ids.collect::<String>()
    );
    let rels =
        (1..=slides.len()).map(|n| relation(&format!("r{n}"), "slide", &format!("slides/{n}.xml")));
    let rels = format!("{RELS}{}</Relationships>", rels.collect::<String>());
    let mut parts = vec![
        ("ppt/presentation.xml".to_owned(), list),
        ("ppt/_rels/presentation.xml.rels".to_owned(), rels),
    ];
    for (index, (attributes, after)) in slides.iter().enumerate() {
        let text = format!("<p:sld {attributes}><p:cSld/>{after}</p:sld>");
        parts.push((format!("ppt/slides/{}.xml", index + 1), text));
    }
    package(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[test]
fn the_times_of_a_rehearsal_add_up_where_every_slide_that_is_shown_has_one() {
    let twice = "<mc:AlternateContent><mc:Choice><p:transition p14:dur='10' advTm='61000'/></mc:Choice>\
                 <mc:Fallback><p:transition advTm='61000'/></mc:Fallback></mc:AlternateContent>";
    let once = "<p:transition advTm='59500'/>";
    let (hidden, none) = ("show='0'", "<p:transition advClick='1'/>");
    for (slides, shown, seconds, minutes) in [
        (&[("", twice), ("", once)][..], 2, Some(121), Some(3)),
        (&[("", twice), (hidden, once)], 1, Some(61), Some(2)),
        (&[("", once), (hidden, none)], 1, Some(60), Some(1)),
        (&[("", once), ("", none)], 2, None, None),
        (&[(hidden, once)], 0, None, None),
        (&[("", "<p:transition advTm='much'/>")], 1, None, None),
    ] {
        let show = Show::of(&timed(slides)).unwrap();
        assert_eq!((show.slides, show.seconds, show.minutes()), (shown, seconds, minutes));
    }
    assert_eq!(Show::of(b"no presentation"), None);
    assert_eq!(Show::of(&package(&[("word/document.xml", "<w:document/>")])), None);
}
