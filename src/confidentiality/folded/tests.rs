use super::*;

fn folded(source: &str) -> String {
    Folded::new(source).text
}

#[test]
fn a_text_becomes_simple() {
    for (source, simple) in [
        ("o\u{fb03}ce \u{ff19}\u{ff19}", "office 99"),
        ("Zoë, Zoe\u{308}, Łukasz, Straße", "Zoe, Zoe, Lukasz, Strasse"),
        ("Ja\u{200b}ne\u{ad}t", "Janet"),
        ("a\u{a0}b\u{2009}c\td", "a b c d"),
        ("Smith\u{2011}Jones O\u{2019}Brien", "Smith-Jones O'Brien"),
        ("**Ja**ne ~~Sm~~ith `x`", "Jane Smith x"),
        ("Jane&nbsp;Smith &#74;ane &#x4A;ane Zo&euml;", "Jane Smith Jane Jane Zoe"),
        ("Smith\\-Jones \\_x", "Smith-Jones _x"),
        ("Jane%20Smith Zo%C3%AB 50% 5%", "Jane Smith Zoe 50% 5%"),
        ("Ja<b>ne</b><br>Smith <jane>", "Jane Smith <jane>"),
        ("Ja-\nne", "Jane"),
        ("Smith-\n  Jones", "Smith-\nJones"),
        ("JA-\r\nNE", "JANE"),
        ("one\n  > > two\n# three", "one\ntwo\nthree"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        (
            "\"Jane\\nSmith\" \"Jane\\u0020Smith\" C:\\new\\team",
            "\"Jane Smith\" \"Jane Smith\" C:\\new\\team",
        ),
    ] {
        assert_eq!(folded(source), simple, "{source:?}");
    }
}

#[test]
fn every_stretch_finds_its_way_back() {
    for (source, word, written) in [
        ("an o\u{fb03}ce here", "office", "o\u{fb03}ce"),
        ("see **Ja**ne today", "Jane", "Ja**ne"),
        ("see Ja-\n  > ne today", "Jane", "Ja-\n  > ne"),
        ("é Jane Smith", "Smith", "Smith"),
        ("Jane%20Smith.pdf", "Jane Smith", "Jane%20Smith"),
        ("caf\u{e9} x", "cafe", "caf\u{e9}"),
    ] {
        let folded = Folded::new(source);
        let at = folded.text.find(word).expect("the word is there");
        assert_eq!(&source[folded.source(&(at..at + word.len()))], written);
    }
}

#[test]
fn small_letters_stand_where_the_letters_stand() {
    let folded = Folded::new("JANE Ärger İstanbul Ⱥ ΣΊΣΥΦΟΣ K");
    assert_eq!(folded.lower.len(), folded.text.len());
    assert!(folded.lower.starts_with("jane arger istanbul"));
}
