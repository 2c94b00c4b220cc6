//! Text in Helvetica, the one font every reader brings along.

use encoding_rs::WINDOWS_1252;
use lopdf::{Dictionary, Object};
use unicode_normalization::UnicodeNormalization;

use super::geometry::number;

/// The smallest type that is still read on paper.
pub(super) const SMALLEST: f64 = 4.5;

/// The largest type chosen where the file leaves it to the reader.
pub(super) const LARGEST: f64 = 12.0;

/// From one line to the next, in type sizes.
pub(super) const LEADING: f64 = 1.16;

/// How far letters reach above and below the line, in type sizes.
pub(super) const ASCENT: f64 = 0.75;
pub(super) const DESCENT: f64 = 0.22;

/// A text style: what `/DA` says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    /// The type size, where it is given.
    pub(super) size: Option<f64>,
    /// The operators that set the colour.
    pub(super) colour: String,
}

impl Style {
    /// Reads a style. Its font is not used: only its own fonts' letters could be drawn with it.
    pub(super) fn read(appearance: &[u8]) -> Self {
        let text = String::from_utf8_lossy(appearance);
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let mut style = Self { size: None, colour: "0 g".into() };
        for (at, word) in words.iter().enumerate() {
            let operands = match *word {
                "Tf" | "g" => 1,
                "rg" => 3,
                "k" => 4,
                _ => continue,
            };
            let Some(operands) = at.checked_sub(operands).map(|from| &words[from..at]) else {
                continue;
            };
            let values: Option<Vec<f64>> = operands.iter().map(|word| word.parse().ok()).collect();
            let Some(values) = values.filter(|values| values.iter().all(|v| v.is_finite())) else {
                continue;
            };
            if *word == "Tf" {
                style.size = values.first().copied().filter(|size| *size > 0.0);
            } else {
                let values: Vec<String> = values.into_iter().map(number).collect();
                style.colour = format!("{} {word}", values.join(" "));
            }
        }
        style
    }
}

/// The resources that name the font `/Helv`.
pub(super) fn resources() -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Subtype", "Type1");
    font.set("BaseFont", "Helvetica");
    font.set("Encoding", "WinAnsiEncoding");
    let mut fonts = Dictionary::new();
    fonts.set("Helv", font);
    let mut resources = Dictionary::new();
    resources.set("Font", Object::Dictionary(fonts));
    resources
}

/// The text in the font's encoding. None where the font lacks a character.
pub(super) fn encode(text: &str) -> Option<Vec<u8>> {
    let text: String = text.nfc().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let (bytes, _, lost) = WINDOWS_1252.encode(&text);
    let drawn = |byte: &u8| width_of(*byte) > 0 || matches!(byte, b'\n' | b'\r');
    (!lost && bytes.iter().all(drawn)).then(|| bytes.into_owned())
}

/// How wide a line is, in points.
pub(super) fn width(line: &[u8], size: f64) -> f64 {
    line.iter().map(|byte| f64::from(width_of(*byte))).sum::<f64>() * size / 1000.0
}

/// Breaks a text into lines no wider than asked for.
pub(super) fn wrap(text: &[u8], size: f64, most: f64) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for paragraph in paragraphs(text) {
        let mut line: Vec<u8> = Vec::new();
        for word in paragraph.split(|byte| *byte == b' ') {
            let longer = [&line[..], b" ", word].concat();
            if !line.is_empty() && width(&longer, size) <= most {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for &byte in word {
                if !line.is_empty() && width(&line, size) + width(&[byte], size) > most {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(byte);
            }
        }
        lines.push(line);
    }
    lines
}

/// The lines as they were typed.
fn paragraphs(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut last = 0;
    let breaks = move |byte: &u8| {
        let second = *byte == b'\n' && last == b'\r';
        last = *byte;
        matches!(byte, b'\n' | b'\r') && !second
    };
    text.split(breaks).map(|line| line.strip_prefix(b"\n").unwrap_or(line))
}

/// The operators that write lines, each where it starts.
pub(super) fn write(lines: &[(f64, f64, &[u8])], size: f64, colour: &str) -> String {
    let mut out = format!("BT {colour} /Helv {} Tf\n", number(size));
    for (x, y, line) in lines {
        let hex: String = line.iter().map(|byte| format!("{byte:02x}")).collect();
        out += &format!("1 0 0 1 {} {} Tm <{hex}> Tj\n", number(*x), number(*y));
    }
    out + "ET\n"
}

fn width_of(byte: u8) -> u16 {
    match byte {
        // The encoding leaves these out; readers put a bullet in their place.
        0..32 | 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d => 0,
        _ => WIDTHS[usize::from(byte - 32)],
    }
}

/// The widths of Helvetica's letters in WinAnsi encoding from the space on, in thousandths.
#[rustfmt::skip]
const WIDTHS: [u16; 224] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    350, 556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350, 350,
    222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667, 278, 333, 556, 556,
    556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333, 400, 584, 333, 333, 333, 556, 537,
    278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667,
    667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722,
    667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];
