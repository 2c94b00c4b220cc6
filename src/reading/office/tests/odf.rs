use super::{package, read, said};
use crate::reading::{Part, Reading, TraceKind, UnreadKind};

fn document(styles: &str, body: &str) -> Reading {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body>{body}</office:body></office:document-content>"
    );
    let outer = "<office:document-styles><office:master-styles><style:master-page><style:header>\
                 <text:p>Head</text:p></style:header></style:master-page></office:master-styles></office:document-styles>";
    let meta = "<office:document-meta><office:meta><dc:creator>Ann Example</dc:creator>\
                <meta:user-defined meta:name='Case'>LCS 1234567</meta:user-defined>\
                <meta:generator>LibreOffice</meta:generator></office:meta></office:document-meta>";
    read(&package(&[("content.xml", &content), ("styles.xml", outer), ("meta.xml", meta)]), 0)
}

#[test]
fn a_text_is_read_with_what_is_not_shown_in_it() {
    let styles = "<style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>\
                  <style:style style:name='W' style:family='text'><style:text-properties fo:color='#ffffff'/></style:style>";
    let reading = document(
        styles,
        "<office:text><text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Bob</dc:creator></office:change-info>\
         <text:p>Deleted</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:p>To<text:span>mmy</text:span><text:s text:c='2'/>Smith<text:span text:style-name='H'> unseen</text:span>\
         <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body></text:note>\
         <office:annotation><dc:creator>Cleo</dc:creator><text:p>Is this her?</text:p></office:annotation>\
         <draw:frame><svg:desc>Tommy at home</svg:desc><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame> was here</text:p>\
         <text:p><text:span text:style-name='W'>White</text:span></text:p>\
         <table:table><table:table-row><table:table-cell><text:p>Born</text:p></table:table-cell>\
         <table:table-cell><text:p>2 May</text:p></table:table-cell></table:table-row></table:table></office:text>",
    );
    assert_eq!(
        said(&reading, &Part::Page),
        "Tommy  Smith was here\n\nBorn\t2 May\nA note\nIn a box\nHead"
    );
    assert_eq!(said(&reading, &Part::Hidden), "Tommy  Smith unseen was here\nWhite");
    assert_eq!(said(&reading, &Part::Change), "Deleted");
    assert_eq!(said(&reading, &Part::Comment), "Is this her?\nCleo");
    assert_eq!(said(&reading, &Part::Beside("a description of a picture")), "Tommy at home");
    assert_eq!(said(&reading, &Part::Property("author".into())), "Ann Example");
    assert_eq!(said(&reading, &Part::Property("case".into())), "LCS 1234567");
    assert_eq!(said(&reading, &Part::Property("generator".into())), "");
}

#[test]
fn slides_and_sheets_that_are_hidden_are_told_apart() {
    let styles = "<style:style style:name='P' style:family='drawing-page'><style:drawing-page-properties presentation:visibility='hidden'/></style:style>\
                  <style:style style:name='T' style:family='table'><style:table-properties table:display='false'/></style:style>\
                  <style:style style:name='B' style:family='graphic'><style:graphic-properties draw:fill='solid' draw:fill-color='#000000'/></style:style>";
    let frame = |text: &str| {
        format!(
            "<draw:frame svg:x='1cm' svg:y='1cm' svg:width='4cm' svg:height='1cm'><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"
        )
    };
    let cover = "<draw:custom-shape draw:style-name='B' svg:x='1cm' svg:y='1cm' svg:width='4cm' svg:height='1cm'/>";
    let reading = document(
        styles,
        &format!(
            "<office:presentation><draw:page>{}{cover}<presentation:notes>{}</presentation:notes></draw:page>\
             <draw:page draw:style-name='P'>{}</draw:page></office:presentation>",
            frame("Under a bar"),
            frame("Notes"),
            frame("Not shown"),
        ),
    );
    let all: Vec<_> =
        reading.passages.iter().map(|it| (it.page, it.part.clone(), it.text.as_str())).collect();
    assert!(all.contains(&(Some(1), Part::Covered, "Under a bar")), "{all:?}");
    assert!(all.contains(&(Some(1), Part::Notes, "Notes")), "{all:?}");
    assert!(all.contains(&(Some(2), Part::Hidden, "Not shown")), "{all:?}");
    let traces: Vec<_> = reading.traces.iter().map(|it| (it.page, it.kind)).collect();
    assert!(traces.contains(&(Some(2), TraceKind::HiddenSlide)));
    let sheet = |style: &str, text: &str| {
        format!(
            "<table:table table:style-name='{style}'><table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"
        )
    };
    let reading = document(
        styles,
        &format!(
            "<office:spreadsheet>{}{}</office:spreadsheet>",
            sheet("", "Seen"),
            sheet("T", "Unseen")
        ),
    );
    assert!(said(&reading, &Part::Page).starts_with("Seen"));
    assert_eq!(said(&reading, &Part::Hidden), "Unseen");
}

#[test]
fn a_locked_document_is_locked() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let reading =
        read(&package(&[("content.xml", "\u{1}\u{2}"), ("META-INF/manifest.xml", manifest)]), 0);
    assert_eq!(reading, Reading::not_read(UnreadKind::Locked));
}
