//! Messages of electronic mail.

use std::sync::Arc;

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use super::markup;
use crate::reading::{DEEPEST, Part, Reading, TraceKind, UnreadKind, bounds, read_inside};

/// Reads a message with all that is attached to it.
pub(super) fn read(bytes: &[u8], depth: usize) -> Reading {
    let mut reading = Reading::default();
    match MessageParser::default().parse(bytes) {
        Some(message) => whole(&message, depth, &mut reading),
        None => reading.miss(None, UnreadKind::Damaged),
    }
    reading
}

fn whole(message: &Message, depth: usize, reading: &mut Reading) {
    reading.say(None, Part::Page, message.subject().unwrap_or_default());
    let addresses = [message.from(), message.to(), message.cc(), message.bcc(), message.reply_to()];
    let people: Vec<String> = addresses.into_iter().flatten().flat_map(people).collect();
    reading.say(None, Part::Beside("who wrote and who received it"), people.join("\n"));
    let mut told: Vec<String> = Vec::new();
    for part in &message.parts {
        if part.is_encoding_problem {
            reading.miss(None, UnreadKind::Damaged);
        }
        match &part.body {
            PartType::Text(text) => say(reading, &mut told, Part::Page, text),
            PartType::Html(html) => {
                // As a rule these are the same words once more.
                for passage in markup::page(html).passages {
                    say(reading, &mut told, passage.part, &passage.text);
                }
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                let name = part.attachment_name().unwrap_or_default();
                reading.say(None, Part::Embedded, name);
                reading.trace(None, TraceKind::EmbeddedFile);
                if bounds::one_more_file() {
                    reading.add(read_inside(name, &Arc::new(bytes.to_vec()), depth + 1));
                } else {
                    reading.miss(None, UnreadKind::TooMuch);
                }
            }
            PartType::Message(inner) if depth < DEEPEST => {
                reading.trace(None, TraceKind::EmbeddedFile);
                let mut below = Reading::default();
                whole(inner, depth + 1, &mut below);
                below.passages.iter_mut().for_each(|passage| passage.part = Part::Embedded);
                reading.add(below);
            }
            PartType::Message(_) => reading.miss(None, UnreadKind::EmbeddedFile),
            PartType::Multipart(_) => {}
        }
    }
}

/// Says a text, unless it differs only in its white space from one that was said.
fn say(reading: &mut Reading, told: &mut Vec<String>, part: Part, text: &str) {
    let bare: String = text.split_whitespace().collect();
    if !told.contains(&bare) {
        reading.say(None, part, text);
        told.push(bare);
    }
}

fn people(address: &Address) -> Vec<String> {
    let name = |one: &mail_parser::Addr| {
        let parts = [one.name.as_deref(), one.address.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    address.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_with_its_attachments() {
        let message = b"From: Ann Example <ann@example.org>\r\nTo: b@example.com\r\n\
            Subject: =?utf-8?Q?Visit_to_Zo=C3=AB?=\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Born on 2 M=\r\nay\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Born on 2 May</p>\r\n--x\r\n\
            Content-Type: application/octet-stream; name=notes.txt\r\nContent-Transfer-Encoding: base64\r\n\
            Content-Disposition: attachment; filename=notes.txt\r\n\r\nVG9tbXkgd2FzIGhlcmU=\r\n--x--\r\n";
        let reading = read(message, 0);
        let texts: Vec<(&Part, &str)> =
            reading.passages.iter().map(|it| (&it.part, it.text.trim())).collect();
        assert_eq!(
            texts,
            [
                (&Part::Page, "Visit to Zoë"),
                (
                    &Part::Beside("who wrote and who received it"),
                    "Ann Example ann@example.org\nb@example.com"
                ),
                (&Part::Page, "Born on 2 May"),
                (&Part::Embedded, "notes.txt"),
                (&Part::Embedded, "Tommy was here"),
            ]
        );
        assert_eq!(reading.traces[0].kind, TraceKind::EmbeddedFile);
    }
}
