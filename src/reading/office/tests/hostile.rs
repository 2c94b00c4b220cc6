use super::{package, read, said};
use crate::reading::{Part, UnreadKind};

const START: &str = "<w:document><w:body><w:p><w:r><w:t>Tommy</w:t></w:r></w:p>";

#[test]
fn a_zip_bomb_is_read_up_to_its_bound() {
    let bomb = format!("{START}<w:p><w:r><w:t>{}", " ".repeat(100 << 20));
    let bytes = package(&[("word/document.xml", &bomb)]);
    assert!(bytes.len() < 200_000);
    let reading = read(&bytes, 0);
    assert_eq!(said(&reading, &Part::Page), "Tommy");
    assert!(reading.unread.iter().any(|unread| unread.what == UnreadKind::TooMuch));
}

#[test]
fn many_parts_are_no_document() {
    let names: Vec<String> = (0..10_001).map(|n| format!("word/part{n}.xml")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(read(&package(&parts), 0).unread[0].what, UnreadKind::TooMuch);
}

#[test]
fn a_zip_in_a_zip_in_a_zip_ends() {
    let mut inner = package(&[("deep.txt", "the last")]);
    for _ in 0..5 {
        let name = "more.zip".to_owned();
        inner = crate::bundle::archive::zip([(name, &inner[..])]).unwrap();
    }
    let reading = read(&inner, 0);
    assert_eq!(reading.unread[0].what, UnreadKind::EmbeddedFile);
    assert!(!said(&reading, &Part::Embedded).contains("the last"));
}

#[test]
fn an_entity_bomb_and_a_cut_off_zip_are_damaged() {
    let bomb =
        "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><w:document>&b;</w:document>";
    let whole = package(&[("word/document.xml", bomb)]);
    for bytes in [&whole[..], &whole[..whole.len() / 2]] {
        let reading = read(bytes, 0);
        assert!(reading.passages.is_empty());
        assert!(reading.unread.iter().any(|unread| unread.what == UnreadKind::Damaged));
    }
}
