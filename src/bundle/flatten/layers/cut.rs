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
    let mut cutter = Cutter::default();
    for step in Steps::of(content) {
        let step = step?;
        let text = content.get(step.range.clone())?;
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
                    cutter.keep(text);
                }
                cutter.marks.push(mark);
            }
            b"EMC" => {
                let mark = cutter.marks.pop();
                if mark.is_none_or(|mark| mark == Mark::Other) && !cutter.hides() {
                    cutter.keep(text);
                }
            }
            b"Do" => {
                let name = name.unwrap_or_default();
                if cutter.hides() || gone(&name) {
                    cutter.dropped.insert(name);
                } else {
                    cutter.keep(text);
                    cutter.kept.insert(name);
                }
            }
            _ if cutter.hides() => cutter.step_unseen(&step, text),
            _ => cutter.step_seen(&step, text)?,
        }
    }
    let Cutter { out, mut dropped, kept, .. } = cutter;
    dropped.retain(|name| !kept.contains(name));
    Some(Cut { content: out, dropped })
}

#[derive(Default)]
struct Cutter {
    out: Vec<u8>,
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

impl Cutter {
    fn hides(&self) -> bool {
        self.marks.contains(&Mark::Hidden)
    }

    fn keep(&mut self, text: &[u8]) {
        self.out.extend(text);
        self.out.push(b'\n');
    }

    fn step_seen(&mut self, step: &Step<'_>, text: &[u8]) -> Option<()> {
        match step.operator {
            // Where it starts depends on the width of what was left out.
            b"Tj" | b"TJ" if self.gap => return None,
            b"BT" | b"ET" | b"Td" | b"TD" | b"Tm" | b"T*" | b"'" | b"\"" => self.gap = false,
            _ => {}
        }
        self.keep(text);
        Some(())
    }

    fn step_unseen(&mut self, step: &Step<'_>, text: &[u8]) {
        match step.operator {
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                self.path.extend(text);
                self.path.push(b'\n');
            }
            b"W" | b"W*" => {
                self.path.extend(text);
                self.path.push(b'\n');
                self.clips = true;
            }
            b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                let path = std::mem::take(&mut self.path);
                if std::mem::take(&mut self.clips) {
                    self.out.extend(path);
                    self.keep(b"n");
                }
            }
            b"Tj" | b"TJ" => self.gap = true,
            b"'" => {
                self.keep(b"T*");
                self.gap = true;
            }
            b"\"" => {
                if let [words, letters, _] = step.operands[..] {
                    self.keep(&[words, b" Tw ", letters, b" Tc T*"].concat());
                }
                self.gap = true;
            }
            b"sh" | b"BI" | b"MP" | b"DP" => {}
            _ => {
                if matches!(step.operator, b"BT" | b"ET" | b"Td" | b"TD" | b"Tm" | b"T*") {
                    self.gap = false;
                }
                self.keep(text);
            }
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
