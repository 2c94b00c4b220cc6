//! Takes what is hidden out of a page's content.

use std::collections::BTreeSet;

use super::words::{Step, Steps};

/// Content without what was hidden.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// What is left.
    pub(super) content: Vec<u8>,
    /// The names of drawings that only what was hidden placed.
    pub(super) dropped: BTreeSet<Vec<u8>>,
}

/// What a piece of marked content is marked as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Something that has nothing to do with layers.
    Other,
    /// A layer that is on.
    Shown,
    /// A layer that is off.
    Hidden,
}

/// Cuts what is hidden. Whatever it sets for what follows (colours, places, clips) still holds.
///
/// `hidden` says whether the layer of a name is off, `gone` whether the drawing of a name is. None
/// where the content cannot be taken apart safely.
pub(super) fn cut(
    content: &[u8],
    hidden: impl Fn(&[u8]) -> bool,
    gone: impl Fn(&[u8]) -> bool,
) -> Option<Cut> {
    let mut cutter = Cutter { content, ..Cutter::default() };
    for step in Steps::of(content) {
        let step = step?;
        let name = step.operands.last().and_then(|it| it.strip_prefix(b"/")).map(plain);
        match step.operator {
            b"BDC" | b"BMC" => {
                let is_layer =
                    step.operator == b"BDC" && step.operands.first() == Some(&&b"/OC"[..]);
                let mark = match name {
                    Some(name) if is_layer && hidden(&name) => Mark::Hidden,
                    Some(_) if is_layer => Mark::Shown,
                    _ => Mark::Other,
                };
                if mark == Mark::Other && !cutter.hides() {
                    cutter.keep(&step);
                }
                cutter.marks.push(mark);
            }
            b"EMC" => {
                let mark = cutter.marks.pop();
                if mark.is_none_or(|mark| mark == Mark::Other) && !cutter.hides() {
                    cutter.keep(&step);
                }
            }
            b"Do" => {
                let name = name.unwrap_or_default();
                if cutter.hides() || gone(&name) {
                    cutter.dropped.insert(name);
                } else {
                    cutter.keep(&step);
                    cutter.kept.insert(name);
                }
            }
            _ if cutter.hides() => cutter.step_unseen(&step),
            _ => cutter.step_seen(&step)?,
        }
    }
    let Cutter { out, mut dropped, kept, .. } = cutter;
    dropped.retain(|name| !kept.contains(name));
    Some(Cut { content: out, dropped })
}

#[derive(Default)]
struct Cutter<'c> {
    content: &'c [u8],
    out: Vec<u8>,
    /// Where the last step ended, if it was kept.
    end: usize,
    marks: Vec<Mark>,
    dropped: BTreeSet<Vec<u8>>,
    kept: BTreeSet<Vec<u8>>,
    /// The path that is being drawn unseen.
    path: Vec<u8>,
    /// That path is to clip what follows.
    clips: bool,
    /// Text was left out on the line that is being written.
    gap: bool,
}

impl Cutter<'_> {
    fn hides(&self) -> bool {
        self.marks.contains(&Mark::Hidden)
    }

    /// Keeps a step. What stands between two that are kept stays as it is, byte for byte.
    fn keep(&mut self, step: &Step<'_>) {
        let between = self.content.get(self.end..step.range.start).unwrap_or_default();
        let is_blank = between.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0);
        self.out.extend(if is_blank && !between.is_empty() { between } else { b"\n" });
        self.out.extend(self.content.get(step.range.clone()).unwrap_or_default());
        self.end = step.range.end;
    }

    fn say(&mut self, operators: &[u8]) {
        self.out.push(b'\n');
        self.out.extend(operators);
    }

    fn step_seen(&mut self, step: &Step<'_>) -> Option<()> {
        match step.operator {
            // Where it starts depends on the width of what was left out.
            b"Tj" | b"TJ" if self.gap => return None,
            b"BT" | b"ET" | b"Td" | b"TD" | b"Tm" | b"T*" | b"'" | b"\"" => self.gap = false,
            _ => {}
        }
        self.keep(step);
        Some(())
    }

    /// Keeps of what is hidden only what holds for what follows: states, colours, places and clips.
    fn step_unseen(&mut self, step: &Step<'_>) {
        match step.operator {
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" | b"W" | b"W*" => {
                self.path.push(b'\n');
                self.path.extend(self.content.get(step.range.clone()).unwrap_or_default());
                self.clips |= step.operator.starts_with(b"W");
            }
            b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                let path = std::mem::take(&mut self.path);
                if std::mem::take(&mut self.clips) {
                    self.out.extend(path);
                    self.say(b"n");
                }
            }
            b"Tj" | b"TJ" => self.gap = true,
            b"'" => {
                self.say(b"T*");
                self.gap = true;
            }
            b"\"" => {
                if let [words, letters, _] = step.operands[..] {
                    self.say(&[words, b" Tw ", letters, b" Tc T*"].concat());
                }
                self.gap = true;
            }
            b"BT" | b"ET" | b"Td" | b"TD" | b"Tm" | b"T*" => {
                self.gap = false;
                self.keep(step);
            }
            b"q" | b"Q" | b"cm" | b"w" | b"J" | b"j" | b"M" | b"d" | b"ri" | b"i" | b"gs"
            | b"CS" | b"cs" | b"SC" | b"SCN" | b"sc" | b"scn" | b"G" | b"g" | b"RG" | b"rg"
            | b"K" | b"k" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Tf" | b"Tr" | b"Ts" | b"d0"
            | b"d1" | b"BX" | b"EX" => self.keep(step),
            _ => {}
        }
    }
}

/// A name without its escapes.
fn plain(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let code = tail.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match code.and_then(|it| u8::from_str_radix(it, 16).ok()).filter(|_| byte == b'#') {
            Some(value) => {
                out.push(value);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(content: &str) -> Option<String> {
        let cut = cut(content.as_bytes(), |name| name == b"Off", |name| name == b"Gone")?;
        let text = String::from_utf8(cut.content).unwrap();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn only_what_holds_afterwards_is_kept() {
        let cases = [
            ("/OC /Off BDC 1 g 0 0 9 9 re f EMC 1 1 2 2 re f", "1 g 1 1 2 2 re f"),
            ("/OC/Off BDC q 0 0 9 9 re W n (x) Tj EMC Q", "q 0 0 9 9 re W n Q"),
            ("/OC /On BDC 0 G EMC /P <</MCID 0>> BDC 1 G EMC", "0 G /P <</MCID 0>> BDC 1 G EMC"),
            ("/OC /Off BDC /P BMC /OC /On BDC S EMC EMC (x) Tj EMC S", "S"),
            ("/Gone Do /Here Do", "/Here Do"),
            ("/OC /#4fff BDC S EMC n", "n"),
            ("/OC /Off BDC (a \\) EMC (b)) Tj [<45> (EMC)] TJ % EMC\n EMC S", "S"),
            ("/OC /Off BDC BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI EMC S", "S"),
            (
                "BT /OC /Off BDC 1 2 (x) \" (y) ' EMC 5 5 Td (z) Tj ET",
                "BT 1 Tw 2 Tc T* T* 5 5 Td (z) Tj ET",
            ),
        ];
        for (content, wanted) in cases {
            assert_eq!(left(content).as_deref(), Some(wanted), "{content}");
        }
    }

    #[test]
    fn a_line_is_not_cut_in_the_middle() {
        assert_eq!(left("BT /OC /Off BDC (x) Tj EMC (y) Tj ET"), None);
    }

    #[test]
    fn what_is_seen_stays_as_it_is() {
        let picture = b"q BI /W 4 /H 1 /BPC 8 /CS /G ID EI\n( EI Q";
        let cut = cut(picture, |_| false, |_| false).unwrap();
        assert!(cut.content.ends_with(picture));
    }
}
