use super::*;

/// All codes of a font, twice, in groups of eight that stand apart.
fn all_codes(font: &str, is_known: bool) -> Vec<u8> {
    let codes: Vec<u8> = (0x20..=0xFF).chain(0x20..=0xFF).collect();
    let rows = codes.chunks(8).map(|row| {
        let hex: String = row.iter().map(|code| format!("{code:02x}")).collect();
        format!("<{hex}> Tj T*\n")
    });
    let content = format!("BT /F2 4 Tf 9 290 Td 5 TL {} ET", rows.collect::<String>());
    let file = Build::new().second_font(font).page(&content);
    // A font with widths of its own, which no page draws with.
    let other = "<</Type/Font/Subtype/Type1/BaseFont/Courier/FirstChar 1/LastChar 1/Widths[9]>>";
    if is_known { file } else { file.object(other) }.done()
}

#[test]
fn a_glyph_that_is_known_says_what_it_would_say_if_asked() {
    for base in ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Italic", "Courier"] {
        for encoding in ["", "/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding"] {
            for kind in ["Type1", "TrueType"] {
                let encoding = match encoding {
                    "" => String::new(),
                    encoding => format!("/Encoding{encoding}"),
                };
                let font = format!("<</Type/Font/Subtype/{kind}/BaseFont/{base}{encoding}>>");
                let (asked, known) = (read(all_codes(&font, false)), read(all_codes(&font, true)));
                assert_eq!(asked, known, "{font}");
                assert!(said(&known, &Part::Page).concat().contains("HIJKLMNO"), "{font}");
            }
        }
    }
}
