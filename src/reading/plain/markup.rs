//! Web pages and other text with tags.

use mail_parser::decoders::html::html_to_text;

use crate::reading::{Part, Reading, UnreadKind, office};

/// Attributes that hold words for people, or addresses.
const SAYING: [&str; 8] =
    ["alt", "title", "href", "content", "value", "placeholder", "aria-label", "label"];

/// Reads a page or any XML.
pub(super) fn read(text: &str) -> Reading {
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or_default().to_ascii_lowercase();
    if head.contains("<html") || !head.trim_start_matches('\u{FEFF}').trim_start().starts_with('<')
    {
        return page(text);
    }
    if head.contains("<!entity") {
        return Reading::not_read(UnreadKind::Damaged);
    }
    office::read_xml(text)
}

/// Reads a web page.
pub(super) fn page(text: &str) -> Reading {
    let mut reading = Reading::default();
    let (shown, remarks, values) = parts(text);
    let lines: Vec<String> = shown.split('\n').map(|line| html_to_text(line.trim())).collect();
    reading.say(None, Part::Page, lines.join("\n").trim());
    reading.say(None, Part::Comment, remarks.join("\n"));
    let values: Vec<String> = values.iter().map(|value| html_to_text(value)).collect();
    reading.say(None, Part::Beside("a link or a description"), values.join("\n"));
    reading
}

/// The page without remarks and scripts; its remarks and scripts; what its attributes say.
fn parts(text: &str) -> (String, Vec<&str>, Vec<&str>) {
    let (mut shown, mut remarks, mut values) = (String::new(), Vec::new(), Vec::new());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        shown.push_str(&in_one_line(before));
        if let Some(remark) = tag.strip_prefix("!--") {
            let (remark, after) = remark.split_once("-->").unwrap_or((remark, ""));
            remarks.push(remark.trim());
            rest = after;
            continue;
        }
        let end = tag.find('>').unwrap_or(tag.len());
        let (inside, after) = (tag.get(..end).unwrap_or(""), tag.get(end + 1..).unwrap_or(""));
        rest = after;
        let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if matches!(&*name, "script" | "style") {
            let close = after.match_indices("</").map(|(at, _)| at);
            let mut close = close.filter(|at| {
                let tag = after.get(at + 2..).unwrap_or_default();
                tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&name))
            });
            let end = close.next().unwrap_or(after.len());
            remarks.extend((name == "script").then(|| after.get(..end).unwrap_or("").trim()));
            rest = after.get(end..).unwrap_or_default();
            continue;
        }
        values.extend(attributes(inside));
        shown.push_str(match &*name {
            // The name of a tag that closes is behind its stroke.
            "" if is_in_line(inside.trim_start_matches('/')) => "",
            "td" | "th" => "\t",
            name if is_in_line(name) => "",
            _ => "\n",
        });
    }
    shown.push_str(&in_one_line(rest));
    remarks.retain(|remark| !remark.is_empty());
    (shown, remarks, values)
}

/// Lines in the file are no lines of the page.
fn in_one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// Whether a tag stands inside a word or a line, such as `b`.
fn is_in_line(tag: &str) -> bool {
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
    let all = [
        "a", "b", "i", "u", "s", "em", "strong", "span", "font", "sup", "sub", "mark", "small",
        "big", "code", "abbr", "img", "wbr", "ins", "del", "o", "label", "time", "cite", "q", "td",
        "th",
    ];
    all.contains(&&*name.to_ascii_lowercase())
}

fn attributes(tag: &str) -> impl Iterator<Item = &str> {
    let mut pieces = tag.split('=');
    let mut before = pieces.next().unwrap_or_default();
    pieces.filter_map(move |piece| {
        let name = before.trim_end().rsplit(|c: char| c.is_whitespace() || "\"'/".contains(c));
        let name = name.into_iter().next().unwrap_or_default().to_ascii_lowercase();
        before = piece;
        let value = piece.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let value = match quote {
            Some(quote) => value.get(1..)?.split(quote).next()?,
            None => value.split(|c: char| c.is_whitespace()).next()?,
        };
        SAYING.contains(&&*name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_without_its_tags_and_with_its_remarks() {
        let reading = read(
            "<!DOCTYPE html><html><head><title>Visit</title><style>p {}</style></head><body>\
             <p class=x>Tom<b>my</b> &amp; Zo&euml;<br>Smith<!-- born 2 May --></p><SCRIPT>var a = 'b<c'</SCRIPT>\
             <a href='mailto:a@example.org'>w</a><img alt=\"Tommy at home\" width=3></body></html>",
        );
        let said = |part: &Part| -> String {
            let passages = reading.passages.iter().filter(|passage| passage.part == *part);
            passages.map(|passage| passage.text.as_str()).collect()
        };
        let page = said(&Part::Page);
        assert!(page.contains("Visit\n") && page.contains("Tommy & Zoë\nSmith"), "{page:?}");
        assert!(!page.contains("born") && !page.contains("var"), "{page:?}");
        assert_eq!(said(&Part::Comment), "born 2 May\nvar a = 'b<c'");
        let beside = said(&Part::Beside("a link or a description"));
        assert_eq!(beside, "mailto:a@example.org\nTommy at home");
    }

    #[test]
    fn other_tags_are_read_as_far_as_nothing_must_be_expanded() {
        let said = |text: &str| read(text).passages.first().map(|passage| passage.text.clone());
        assert_eq!(
            said("<?xml version='1.0'?><svg><text>To<tspan>m</tspan></text></svg>").as_deref(),
            Some("To\nm")
        );
        let bomb = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
        assert_eq!(read(bomb), Reading::not_read(UnreadKind::Damaged));
    }
}
