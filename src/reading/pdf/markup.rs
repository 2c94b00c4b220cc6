//! Text out of XML: of the properties a file carries, of rich comments, of forms.

use std::borrow::Cow;

/// The text between tags, in one line each; entities that everybody knows are resolved.
pub(super) fn without_tags(markup: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        keep(before, &mut lines);
        rest = match after.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, rest)| rest),
            None => after.split_once('>').map_or("", |(_, rest)| rest),
        };
    }
    keep(rest, &mut lines);
    lines.join("\n")
}

fn keep(text: &str, lines: &mut Vec<String>) {
    let text = resolved(text);
    if !text.trim().is_empty() {
        lines.push(text.trim().to_owned());
    }
}

fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#13;", "\n"),
        ("&#xD;", "\n"),
        ("&amp;", "&"),
    ];
    known
        .into_iter()
        .fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
        .into()
}

/// Properties in an XMP packet that a person wrote: what kind, and what it says.
pub(super) fn properties(xmp: &str) -> Vec<(String, String)> {
    let Ok(packet) = roxmltree::Document::parse(xmp.trim_matches(['\0', '\u{FEFF}'])) else {
        let text = without_tags(xmp);
        return if text.is_empty() { Vec::new() } else { vec![("description".into(), text)] };
    };
    let mut properties = Vec::new();
    for node in packet.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name();
        if is_personal(name.namespace(), name.name()) {
            let texts =
                node.descendants().filter(roxmltree::Node::is_text).filter_map(|it| it.text());
            for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
                properties.push((known_as(name.name()), text.to_owned()));
            }
        }
        for attribute in node.attributes() {
            if is_personal(attribute.namespace(), attribute.name())
                && !attribute.value().trim().is_empty()
            {
                properties.push((known_as(attribute.name()), attribute.value().trim().to_owned()));
            }
        }
    }
    properties
}

/// Whether a person writes a property, rather than a program.
fn is_personal(namespace: Option<&str>, name: &str) -> bool {
    let namespace = namespace.unwrap_or_default();
    let names: &[&str] = if namespace.starts_with("http://purl.org/dc/") {
        &[
            "creator",
            "title",
            "description",
            "subject",
            "contributor",
            "rights",
            "coverage",
            "source",
        ]
    } else if namespace.contains("/pdf/") {
        &["Keywords", "Author", "Title", "Subject"]
    } else if namespace.contains("/photoshop/") || namespace.contains("iptc") {
        &[
            "AuthorsPosition",
            "CaptionWriter",
            "Headline",
            "Credit",
            "City",
            "Location",
            "Instructions",
            "Source",
            "Title",
            "PersonInImage",
        ]
    } else if namespace.contains("/pdfx/") {
        return !matches!(name, "SourceModified" | "Created" | "LastSaved" | "ContentTypeId");
    } else {
        &[]
    };
    names.contains(&name)
}

/// A property's name as the reading has it.
fn known_as(name: &str) -> String {
    match name {
        "creator" => "author".into(),
        name => name.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_xmp_packet_gives_what_a_person_wrote() {
        let packet = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Keywords="visit, home" pdf:Producer="a program"
              xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="another">
            <dc:creator><rdf:Seq><rdf:li>Ada Example</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let expected = [("keywords", "visit, home"), ("author", "Ada Example")];
        assert_eq!(
            properties(packet),
            expected.map(|(one, other)| (one.to_owned(), other.to_owned()))
        );
    }

    #[test]
    fn an_entity_bomb_is_not_resolved() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;&b;</a>";
        assert!(properties(bomb).iter().all(|(_, text)| text.len() < 40));
    }

    #[test]
    fn tags_go_and_text_stays() {
        assert_eq!(without_tags("<p>Dear <b>A &amp; B</b><!-- not > this --></p>"), "Dear\nA & B");
    }
}
