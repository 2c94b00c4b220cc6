//! The Rich Text Format: its text, and what it keeps beside it.

use encoding_rs::WINDOWS_1252;

use crate::reading::{Part, Reading, TraceKind, UnreadKind};

/// Groups inside groups.
const DEEPEST: usize = 1_000;

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    Page,
    Hidden,
    Change,
    Comment,
    Property(&'static str),
    Field,
    Nowhere,
}

/// What holds inside a group.
#[derive(Debug, Clone, Copy)]
struct Group {
    to: To,
    /// How many letters follow `\u8217` for programs that do not know it.
    skip: usize,
    /// Whether the group began with `\*`: of no meaning to who does not know it.
    is_optional: bool,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut rich = Rich {
        reading: Reading::default(),
        groups: vec![Group { to: To::Page, skip: 1, is_optional: false }],
        texts: Vec::new(),
        skipping: 0,
        half: None,
    };
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            b'{' => {
                if rich.groups.len() > DEEPEST {
                    rich.reading.miss(None, UnreadKind::TooMuch);
                    break;
                }
                let group = Group { is_optional: false, ..rich.group() };
                rich.groups.push(group);
                after
            }
            b'}' => {
                if rich.groups.len() > 1 {
                    rich.groups.pop();
                }
                rich.skipping = 0;
                after
            }
            b'\\' => rich.control(after),
            b'\r' | b'\n' => after,
            byte => {
                rich.letter(WINDOWS_1252.decode_without_bom_handling(&[byte]).0.as_ref());
                after
            }
        };
    }
    rich.finish()
}

struct Rich {
    reading: Reading,
    groups: Vec<Group>,
    /// The texts, by where they go, in the order in which they began.
    texts: Vec<(To, String)>,
    /// Letters still to be left out after one that was named by its number.
    skipping: usize,
    /// The first half of a letter beyond the first 65,536.
    half: Option<u16>,
}

impl Rich {
    fn group(&self) -> Group {
        let outer = Group { to: To::Page, skip: 1, is_optional: false };
        self.groups.last().copied().unwrap_or(outer)
    }

    fn set(&mut self, change: impl FnOnce(&mut Group)) {
        self.groups.last_mut().map(change);
    }

    fn letter(&mut self, text: &str) {
        if self.skipping > 0 {
            self.skipping -= 1;
        } else {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        let to = self.group().to;
        if to == To::Nowhere {
            return;
        }
        match self.texts.iter_mut().find(|(is, _)| *is == to) {
            Some((_, before)) => before.push_str(text),
            None => self.texts.push((to, text.to_owned())),
        }
    }

    /// Follows a control word, and hands back what comes after it.
    fn control<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, after) = rest.split_at(length);
        if word.is_empty() {
            return self.sign(rest);
        }
        let is_digit = |byte: &&u8| byte.is_ascii_digit() || **byte == b'-';
        let digits = after.iter().take(11).take_while(is_digit).count();
        let (digits, after) = after.split_at(digits);
        let number: Option<i64> = std::str::from_utf8(digits).ok().and_then(|it| it.parse().ok());
        let after = after.strip_prefix(b" ").unwrap_or(after);
        if word == b"bin" {
            let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return after.get(count..).unwrap_or_default();
        }
        self.word(std::str::from_utf8(word).unwrap_or_default(), number);
        after
    }

    /// A control sign: one character that is no letter.
    fn sign<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let Some((&sign, after)) = rest.split_first() else { return rest };
        match sign {
            b'\'' => {
                let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
                if let Some(byte) = byte {
                    self.letter(WINDOWS_1252.decode_without_bom_handling(&[byte]).0.as_ref());
                }
                return after.get(2..).unwrap_or_default();
            }
            b'*' => self.set(|group| group.is_optional = true),
            b'~' => self.letter(" "),
            b'_' => self.letter("-"),
            b'\r' | b'\n' => self.push("\n"),
            b'{' | b'}' | b'\\' => self.letter(char::from(sign).encode_utf8(&mut [0; 4])),
            _ => {}
        }
        after
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let is_on = number != Some(0);
        match word {
            "par" | "line" | "sect" | "page" | "row" | "nestrow" => self.push("\n"),
            "tab" | "cell" | "nestcell" => self.push("\t"),
            "emdash" | "endash" => self.letter("–"),
            "lquote" | "rquote" => self.letter("’"),
            "u" => self.number(number.unwrap_or(0)),
            "uc" => {
                let skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1);
                self.set(|group| group.skip = skip);
            }
            "v" | "deleted" if self.group().to != To::Nowhere => {
                let to = if word == "v" { To::Hidden } else { To::Change };
                self.set(|group| group.to = if is_on { to } else { To::Page });
            }
            // The letters are as they were before.
            "plain" if matches!(self.group().to, To::Hidden | To::Change) => {
                self.set(|group| group.to = To::Page);
            }
            _ => self.destination(word),
        }
    }

    fn destination(&mut self, word: &str) {
        let to = match word {
            "title" => To::Property("title"),
            "subject" => To::Property("subject"),
            "author" => To::Property("author"),
            "operator" => To::Property("last saved by"),
            "manager" => To::Property("manager"),
            "company" => To::Property("company"),
            "keywords" => To::Property("keywords"),
            "doccomm" => To::Property("description"),
            "staticval" => To::Property("its own"),
            "annotation" | "atnauthor" => To::Comment,
            "fldinst" | "docvar" | "bkmkstart" | "formfield" => To::Field,
            "fonttbl" | "colortbl" | "stylesheet" | "info" | "themedata" | "colorschememapping"
            | "listtable" | "rsidtbl" | "revtbl" | "filetbl" | "bkmkend" => To::Nowhere,
            "pict" => {
                self.reading.miss(None, UnreadKind::Picture);
                To::Nowhere
            }
            "objdata" => {
                self.reading.trace(None, TraceKind::EmbeddedFile);
                self.reading.miss(None, UnreadKind::EmbeddedFile);
                To::Nowhere
            }
            // The name of an author stands in the table of who changed what.
            "shppict" | "shpinst" | "shptxt" | "footnote" | "listtext" | "pntext" => return,
            _ if self.group().is_optional => To::Nowhere,
            _ => return,
        };
        self.set(|group| {
            group.to = to;
            group.is_optional = false;
        });
        // Each author, comment and field is a line of its own.
        if self.texts.iter().any(|(is, _)| *is == to) {
            self.push("\n");
        }
    }

    /// A letter by its number, in UTF-16.
    fn number(&mut self, number: i64) {
        let unit = (number & 0xFFFF) as u16;
        let units = self.half.take().into_iter().chain([unit]);
        let letters: Vec<_> = char::decode_utf16(units).collect();
        if (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
        } else {
            let text: String = letters.into_iter().filter_map(Result::ok).collect();
            self.push(&text);
        }
        self.skipping = self.group().skip;
    }

    fn finish(mut self) -> Reading {
        for (to, text) in self.texts {
            let (part, trace) = match to {
                To::Page => (Part::Page, None),
                To::Hidden => (Part::Hidden, Some(TraceKind::HiddenText)),
                To::Change => (Part::Change, Some(TraceKind::TrackedChanges)),
                To::Comment => (Part::Comment, Some(TraceKind::Comment)),
                To::Property(name) => (Part::Property(name.into()), None),
                To::Field => (Part::Beside("a field"), None),
                To::Nowhere => continue,
            };
            if let Some(trace) = trace.filter(|_| !text.trim().is_empty()) {
                self.reading.trace(None, trace);
            }
            self.reading.say(None, part, text.trim());
        }
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_read_and_what_stands_beside_it_told_apart() {
        let reading = read(
            br#"{\rtf1\ansi{\fonttbl{\f0 Calibri;}}{\info{\author Ann Example}{\title Visit}}\uc1
Zo\'eb\par To{\b m}my\u8217?s \{x\} {\v unseen}{\deleted gone}{\*\atnauthor Bob}{\*\annotation {\pard Who?}}
{\*\unknown nothing}{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt here}}{\pict\bin3 }}}}}"#,
        );
        let said = |part: Part| -> String {
            let passages = reading.passages.iter().filter(|passage| passage.part == part);
            passages.map(|passage| passage.text.as_str()).collect()
        };
        assert_eq!(said(Part::Page), "Zoë\nTommy’s {x} here");
        assert_eq!(said(Part::Hidden), "unseen");
        assert_eq!(said(Part::Change), "gone");
        assert_eq!(said(Part::Comment), "Bob\nWho?");
        assert_eq!(said(Part::Property("author".into())), "Ann Example");
        assert!(said(Part::Beside("a field")).contains("https://example.org"));
        assert_eq!(reading.unread[0].what, UnreadKind::Picture);
    }

    #[test]
    fn groups_without_end_are_too_much() {
        let reading = read(&b"{".repeat(100_000));
        assert_eq!(reading.unread[0].what, UnreadKind::TooMuch);
    }
}
