use proptest::prelude::*;

use super::*;

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn known() -> Known {
    Known {
        names: strings(&["Jane Smith", "Ruth Marlow", "Jayden"]),
        pseudonyms: strings(&["Child A"]),
        people: strings(&["Ruth Fernleigh, Social Worker", "Ruth Marlow-Tarn"]),
        public: strings(&[
            "Town Hall, 1 Smith Square, ZZ99 1ZZ",
            "(01632) 960 100",
            "@example.gov.uk",
            "help@example.org",
            "Oakwell Children's Centre",
        ]),
    }
}

fn found(text: &str) -> Vec<(Kind, &str)> {
    let hits = Search::new(&known()).hits(text);
    hits.into_iter().map(|hit| (hit.kind, &text[hit.range])).collect()
}

#[test]
fn what_the_council_publishes_is_no_hit() {
    for text in [
        "Town Hall, 1 Smith Square, ZZ99 1ZZ",
        "ZZ991ZZ",
        "1 Smith  Square",
        "+44 1632 960100",
        "01632 960100",
        "office@example.gov.uk and x@mail.example.gov.uk",
        "HELP@example.org",
        "Oakwell Children’s Centre",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    assert_eq!(found("x@notexample.gov.uk"), [(Kind::Email, "x@notexample.gov.uk")]);
    assert_eq!(found("01632 960101"), [(Kind::Telephone, "01632 960101")]);
    assert_eq!(found("Smith"), [(Kind::PartOfName, "Smith")]);
}

#[test]
fn people_who_may_be_named_are_no_hit() {
    assert_eq!(found("Ruth Fernleigh and Ruth Marlow-Tarn, Ruth"), []);
    assert_eq!(found("Ruth Marlow met Marlow"), [(Kind::Name, "Ruth Marlow")]);
    assert_eq!(found("Jane Smith"), [(Kind::Name, "Jane Smith")]);
}

#[test]
fn a_part_of_a_name_in_something_else_is_said_once() {
    let text = "jane.smith@example.com, Jane@example.com";
    assert_eq!(
        found(text),
        [
            (Kind::Name, "jane.smith"),
            (Kind::Email, "jane.smith@example.com"),
            (Kind::Email, "Jane@example.com"),
        ]
    );
}

#[test]
fn a_street_and_a_school_on_the_next_line_are_two() {
    let two = [(Kind::Address, "1 Mill Lane"), (Kind::Institution, "St Osyth's Primary")];
    assert_eq!(found("1 Mill Lane\nSt Osyth's Primary"), two);
}

/// Everything in the sample packs is invented, and all that is left in them for somebody to find is
/// what the incomplete one is there to show.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the samples as they are")]
fn the_sample_packs_hold_nothing_else() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-packs");
    let mut all = Vec::new();
    for pack in
        std::fs::read_dir(samples).expect("samples").map(|pack| pack.expect("a pack").path())
    {
        let private =
            |name: &str| std::fs::read_to_string(pack.join("private").join(name)).expect("a list");
        let (names, register) = (private("names.txt"), private("pseudonyms.yaml"));
        let pseudonyms =
            register.lines().filter_map(|line| line.split("pseudonym: ").nth(1)?.split(',').next());
        let search = Search::new(&Known {
            names: names.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect(),
            pseudonyms: pseudonyms.map(str::to_owned).collect(),
            ..Known::default()
        });
        for file in walkdir::WalkDir::new(&pack).sort_by_file_name() {
            let file = file.expect("a file");
            let name =
                file.path().strip_prefix(&pack).expect("within").to_string_lossy().into_owned();
            if name.starts_with("private") {
                continue;
            }
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            for text in [&name, &text] {
                let hits = search.hits(text).into_iter();
                all.extend(hits.map(|hit| format!("{name}: {:?} {}", hit.kind, &text[hit.range])));
            }
        }
    }
    assert_eq!(
        all,
        ["evidence/05-knowledge.md: Name Thaddeus", "evidence/05-knowledge.md: Pseudonym Child E"]
    );
}

/// Text of the signs that the forms are made of, so that they are often nearly met.
fn hostile() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        "[0-9]{1,4}",
        "[ \\n\\-./()|_*&%\\\\<>#@]",
        prop::sample::select(vec![
            "Jane",
            "Smith",
            "jayden",
            "Child ",
            "DOB ",
            "NHS ",
            "LCS ",
            " Road",
            " Primary",
            "SK",
            "AB",
            "\u{ad}",
            "\u{fb01}",
            "é",
            "&nbsp;",
            "%20",
            "born ",
            "ß",
            "İ",
            "👩‍👧",
            "\u{301}",
            "+44",
            "A",
            "d",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(sign, 0..60).prop_map(|signs| signs.concat())
}

proptest! {
    #[test]
    fn whatever_the_text_hits_are_in_order_and_in_it(text in hostile()) {
        let hits = Search::new(&known()).hits(&text);
        for hit in &hits {
            prop_assert!(text.get(hit.range.clone()).is_some_and(|found| !found.is_empty()), "{hit:?}");
        }
        prop_assert!(hits.is_sorted_by_key(|hit| hit.range.start));
        for kind in hits.iter().map(|hit| hit.kind) {
            let mut of_kind = hits.iter().filter(|hit| hit.kind == kind).map(|hit| &hit.range);
            let mut last = of_kind.next();
            for range in of_kind {
                prop_assert!(last.is_none_or(|last| last.end <= range.start), "{kind:?} {hits:?}");
                last = Some(range);
            }
        }
    }
}
