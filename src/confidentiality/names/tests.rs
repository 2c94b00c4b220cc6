use super::*;

const LIST: &[&str] = &[
    "Jane Smith",
    "Marlow, Anne Marie",
    "Sara Finch-Hatton",
    "O’Brien, Siân",
    "Jayden",
    "Mark Hill",
    "Hope",
    "Tom Brown (Tommo)",
    "Zoë Łęcka",
    "Jan van der Berg",
    "Li Wei",
    "Shaun McDonald",
    "Rose Mary",
    "Mrs Tanner",
];

fn found(text: &str) -> Vec<String> {
    let folded = Folded::new(text);
    let written = |hit: &Hit| {
        let kind = if hit.kind == Kind::Name { "" } else { "part " };
        let doubt = if hit.is_sure { "" } else { "?" };
        format!("{kind}{}{doubt}", &text[folded.source(&hit.range)])
    };
    Names::new(LIST).hits(&folded).iter().map(written).collect()
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let table = [
        ("I met Jane Smith.", "Jane Smith"),
        ("jane smith", "jane smith"),
        ("JANE SMITH'S", "JANE SMITH"),
        ("Jane Smith’s mother", "Jane Smith"),
        ("the Jane Smiths", "Jane Smith"),
        ("Smith, Jane", "Smith, Jane"),
        ("Smith Jane", "Smith Jane"),
        ("Jane\n  > Smith", "Jane\n  > Smith"),
        ("# Jane\n# Smith", "Jane\n# Smith"),
        ("Jane Sm-\nith", "Jane Sm-\nith"),
        ("Ja-\nne Smith", "Ja-\nne Smith"),
        ("JA-\nNE SMITH", "JA-\nNE SMITH"),
        ("Jane A. Smith", "Jane A. Smith"),
        ("Jane A Smith", "Jane A Smith"),
        ("Jane Anne Smith", "Jane Anne Smith"),
        ("Smith, Anne Jane", "Smith, Anne Jane"),
        ("Jane \"Janey\" Smith", "Jane \"Janey\" Smith"),
        ("jane_smith.pdf", "jane_smith"),
        ("2024-05-02-jane-smith-letter.pdf", "jane-smith"),
        ("JaneSmith", "JaneSmith"),
        ("letterJaneSmith2.pdf", "JaneSmith"),
        ("letterjanesmith.pdf", "janesmith?"),
        ("JANESMITH", "JANESMITH"),
        ("janesmith@example.org", "janesmith"),
        ("jane+smith", "jane+smith"),
        ("Jane%20Smith.pdf", "Jane%20Smith"),
        ("**Ja**ne _Smith_", "Ja**ne _Smith"),
        ("_Jane_ _Smith_", "Jane_ _Smith"),
        ("**Jane** Smith", "Jane** Smith"),
        ("Jane&nbsp;Smith", "Jane&nbsp;Smith"),
        ("&#74;ane Smith", "&#74;ane Smith"),
        ("J a n e  S m i t h", "J a n e  S m i t h"),
        ("J.a.n.e S.m.i.t.h", "J.a.n.e S.m.i.t.h"),
        ("| Jane | Smith |", "Jane | Smith"),
        ("\"Smith\",\"Jane\"", "Smith\",\"Jane"),
        ("Ja\u{200b}ne Sm\u{ad}ith", "Ja\u{200b}ne Sm\u{ad}ith"),
        ("J. Smith", "J. Smith?"),
        ("J Smith", "J Smith?"),
        ("j.smith@example.org", "j.smith?"),
        ("J. A. Smith", "J. A. Smith?"),
        ("Ｊａｎｅ Smith", "Ｊａｎｅ Smith"),
        ("Anne-Marie Marlow", "Anne-Marie Marlow"),
        ("AnneMarie Marlow", "AnneMarie Marlow"),
        ("Sara Finch-Hatton", "Sara Finch-Hatton"),
        ("Sara Finch Hatton", "Sara Finch Hatton"),
        ("sara finch", "sara finch"),
        ("Sara Hatton", "Sara Hatton"),
        ("Sara Finch-\nHatton", "Sara Finch-\nHatton"),
        ("Sara Finch\\-Hatton", "Sara Finch\\-Hatton"),
        ("Sian O'Brien", "Sian O'Brien"),
        ("Sia\u{302}n OBrien", "Sia\u{302}n OBrien"),
        ("SIÂN O’BRIEN", "SIÂN O’BRIEN"),
        ("Sian O Brien", "Sian O Brien"),
        ("sian-o-brien.pdf", "sian-o-brien"),
        ("jayden", "jayden"),
        ("Jayden’s", "Jayden"),
        ("Mark Hill", "Mark Hill"),
        ("mark hill", "mark hill?"),
        ("I saw Hope today", "Hope?"),
        ("tommo", "tommo"),
        ("Tommo Brown", "Tommo Brown"),
        ("Zoe Lecka", "Zoe Lecka"),
        ("Jan van der Berg", "Jan van der Berg"),
        ("Berg, Jan van der", "Berg, Jan van der"),
        ("Li Wei", "Li Wei"),
        ("Shaun Mc Donald", "Shaun Mc Donald"),
        ("rosemary", "rosemary?"),
        ("Mrs Tanner", "Mrs Tanner"),
        ("Sho\u{fb01} Jayden", "Jayden"),
    ];
    let wrong = table.iter().filter(|(text, expected)| found(text) != [*expected]);
    let wrong: Vec<_> = wrong.map(|(text, _)| (text, found(text))).collect();
    assert!(wrong.is_empty(), "not as written in the table: {wrong:#?}");
}

#[test]
fn a_part_of_a_name_counts_with_a_capital() {
    for (text, expected) in [
        ("Jane came", vec!["part Jane?"]),
        ("JANE", vec!["part JANE?"]),
        ("the Smiths", vec!["part Smith?"]),
        ("Smith's house", vec!["part Smith?"]),
        ("Finch-Hatton", vec!["part Finch?", "part Hatton?"]),
        ("Jane. Smith left", vec!["part Jane?", "part Smith?"]),
        ("Jane\n\nSmith", vec!["part Jane?", "part Smith?"]),
        ("Jane and Smith", vec!["part Jane?", "part Smith?"]),
        ("Smith 2024-05-02.pdf", vec!["part Smith?"]),
    ] {
        assert_eq!(found(text), expected, "{text:?}");
    }
}

#[test]
fn what_is_no_name_is_left_alone() {
    for text in [
        "jane",
        "smith",
        "a smithy",
        "Smithson",
        "Janet",
        "Smith, 2019",
        "Smith (2019)",
        "Smith et al.",
        "Smith and Jones (2020)",
        "(Brown, Smith and Jones, 2020)",
        "Smith, J. (2019) A book",
        "Smith, J. and Jones, K. (2010)",
        "(Smith 2019)",
        "J. Smith (2019)",
        "Smith’s (2019) model",
        "Mark this",
        "the Hill",
        "Hope is what",
        "with hope",
        "Brown bread",
        "Wei",
        "Li",
        "van der",
        "he will mark a hill",
        "rose, and Mary",
        "X Smithers",
        "bejaneda",
    ] {
        let wanted: &[&str] = match text {
            "rose, and Mary" => &["part Mary?"],
            "Wei" => &["part Wei?"],
            _ => &[],
        };
        assert_eq!(found(text), wanted, "{text:?}");
    }
    assert!(Names::new::<&str>(&[]).hits(&Folded::new("Jane Smith")).is_empty());
}
