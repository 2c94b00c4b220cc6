use super::{package, read, said};
use crate::reading::{Part, TraceKind};

#[test]
fn cells_are_read_as_they_are_shown_and_hidden_ones_told_apart() {
    let rels = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>\
        <Relationship Id='r2' Type='x/worksheet' Target='worksheets/sheet2.xml'/>\
        <Relationship Id='r3' Type='x/sharedStrings' Target='sharedStrings.xml'/>\
        <Relationship Id='r4' Type='x/styles' Target='styles.xml'/></Relationships>";
    let parts = [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='Visits' r:id='r1'/><sheet name='Old' state='veryHidden' r:id='r2'/></sheets>\
             <definedNames><definedName name='Tommy'>Visits!$A$1</definedName></definedNames></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", rels),
        (
            "xl/sharedStrings.xml",
            "<sst><si><r><t>To</t></r><r><t>mmy</t></r><rPh><t>x</t></rPh></si></sst>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><cols><col min='3' max='3' hidden='1'/></cols><sheetData>\
             <row><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>42126</v></c><c r='C1'><v>9990000018</v></c></row>\
             <row hidden='1'><c r='A2' t='inlineStr'><is><t>Unseen</t></is></c></row></sheetData>\
             <headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"For Tommy&amp;RPage &amp;P</oddHeader></headerFooter></worksheet>",
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            "<Relationships><Relationship Id='a' Type='x/comments' Target='../comments1.xml'/></Relationships>",
        ),
        (
            "xl/comments1.xml",
            "<comments><authors><author>Ann Example</author></authors><commentList><comment><text><r><t>Her number</t></r></text></comment></commentList></comments>",
        ),
        (
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>",
        ),
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "<pivotCacheDefinition><s v='Once in the table'/></pivotCacheDefinition>",
        ),
    ];
    let reading = read(&package(&parts), 0);
    assert_eq!(said(&reading, &Part::Page), "Visits\nTommy\t02/05/2015\nFor Tommy\tPage");
    let hidden = said(&reading, &Part::Hidden);
    for text in ["9990000018", "Unseen", "Old\n7"] {
        assert!(hidden.contains(text), "{hidden:?}");
    }
    assert_eq!(said(&reading, &Part::Comment), "Ann Example\nHer number");
    assert!(said(&reading, &Part::Beside("a name in the workbook")).contains("Tommy"));
    assert!(
        said(&reading, &Part::Beside("a part that is not shown")).contains("Once in the table")
    );
    let kinds: Vec<TraceKind> = reading.traces.iter().map(|trace| trace.kind).collect();
    assert_eq!(kinds, [TraceKind::HiddenText, TraceKind::Comment]);
}
