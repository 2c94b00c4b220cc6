//! Any names and any text: what is found lies inside the text, in order, and can be masked.

use panelpack::confidentiality::{Known, Search, mask};

use super::text;

/// How long a text is made whose first byte asks for it: what takes longer than its length is found by the time.
const LONG: usize = 200_000;

/// Names, one a line; an empty line; the text. A name that begins with `+` is a pseudonym, one with `=` a person who
/// may be named, one with `@` an address of the council.
pub fn search(data: &[u8]) {
    let input = text(data);
    let (heads, text) = input.split_once("\n\n").unwrap_or(("", &input));
    let mut known = Known::default();
    for head in heads.lines() {
        match head.chars().next() {
            Some('+') => known.pseudonyms.push(head[1..].to_owned()),
            Some('=') => known.people.push(head[1..].to_owned()),
            Some('@') => known.public.push(head.to_owned()),
            _ => known.names.push(head.to_owned()),
        }
    }
    let text = match text.strip_prefix('*') {
        Some(part) if !part.is_empty() => part.repeat(LONG / part.len() + 1),
        _ => text.to_owned(),
    };
    let search = Search::new(&known);
    let hits = search.hits(&text);
    for hit in &hits {
        assert!(
            !hit.range.is_empty() && text.get(hit.range.clone()).is_some(),
            "{hit:?} of {} bytes",
            text.len()
        );
    }
    assert!(hits.is_sorted_by_key(|hit| hit.range.start), "{hits:?}");
    let ranges: Vec<_> = hits.iter().map(|hit| hit.range.clone()).collect();
    let masked = mask(&text, &ranges, 'x');
    assert_eq!(masked.len(), text.len(), "a mask keeps every place");
    assert_eq!(hits, search.hits(&text), "it is searched in two ways");
}
