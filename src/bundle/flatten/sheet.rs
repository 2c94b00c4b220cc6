//! Lines of text set into a box, in smaller type where they would not fit.

use super::geometry::number;
use super::text::{self, ASCENT, DESCENT, LARGEST, LEADING, SMALLEST, Style};

/// A box to write in, its lower left corner at the origin.
pub(super) struct Sheet {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) margin: f64,
}

impl Sheet {
    fn across(&self) -> f64 {
        self.width - 2.0 * self.margin
    }

    fn start(&self, line: &[u8], size: f64, align: i64) -> f64 {
        let free = self.across() - text::width(line, size);
        self.margin + [0.0, 0.5, 1.0][align.clamp(0, 2) as usize] * free
    }

    /// One line, in smaller type where it would not fit.
    pub(super) fn line(&self, letters: &[u8], align: i64, style: &Style) -> Option<String> {
        let letters: Vec<u8> =
            letters.iter().map(|b| if matches!(b, b'\r' | b'\n') { b' ' } else { *b }).collect();
        let fits = self.height / (ASCENT + DESCENT);
        let wide = self.across() / text::width(&letters, 1.0);
        let size = style.size.unwrap_or((self.height * 0.7).min(LARGEST)).min(fits).min(wide);
        (size >= SMALLEST.min(style.size.unwrap_or(SMALLEST))).then(|| {
            let x = self.start(&letters, size, align);
            text::write(&[(x, self.middle(size), &letters)], size, &style.colour)
        })
    }

    fn middle(&self, size: f64) -> f64 {
        // Capitals are centred, unless that would cut the tails of letters off.
        ((self.height - 0.718 * size) / 2.0).max((self.height.min(size)) * DESCENT)
    }

    /// A letter in each of the cells the box is divided into.
    pub(super) fn comb(&self, letters: &[u8], cells: usize, style: &Style) -> String {
        let cell = self.width / cells as f64;
        let size = style.size.unwrap_or(LARGEST).min(self.height / (ASCENT + DESCENT)).min(cell);
        let lines: Vec<(f64, f64, &[u8])> = (0..letters.len())
            .map(|at| {
                let letter = &letters[at..=at];
                let x = cell * (at as f64 + 0.5) - text::width(letter, size) / 2.0;
                (x, self.middle(size), letter)
            })
            .collect();
        text::write(&lines, size, &style.colour)
    }

    /// The rows of a list from the top, as many as there is room for, the chosen ones on a colour.
    pub(super) fn rows(&self, rows: &[(Vec<u8>, bool)], align: i64, style: &Style) -> String {
        let size = style.size.unwrap_or(LARGEST);
        let step = size * LEADING;
        let (mut marks, mut lines) = (String::new(), Vec::<(f64, f64, &[u8])>::new());
        let mut top = self.height - self.margin;
        for (letters, is_chosen) in rows {
            if top < step * 0.5 {
                break;
            }
            if *is_chosen {
                let [y, wide, high] = [top - step, self.width, step].map(number);
                marks += &format!("0.6 0.76 0.86 rg 0 {y} {wide} {high} re f\n");
            }
            lines.push((
                self.start(letters, size, align),
                top - ASCENT * size - 0.1 * size,
                letters,
            ));
            top -= step;
        }
        marks + &text::write(&lines, size, &style.colour)
    }

    /// Many lines from the top, in smaller type where they would not fit.
    pub(super) fn lines(&self, letters: &[u8], align: i64, style: &Style) -> Option<String> {
        let mut size = style.size.unwrap_or(LARGEST);
        let smallest = SMALLEST.min(size);
        let lines = loop {
            let lines = text::wrap(letters, size, self.across());
            let high = (lines.len() as f64 - 1.0) * LEADING * size + (ASCENT + DESCENT) * size;
            if high <= self.height - self.margin && size <= self.across() {
                break lines;
            }
            size -= 0.5;
            if size < smallest {
                return None;
            }
        };
        let top = self.height - self.margin - ASCENT * size;
        let place = |(at, line): (usize, &Vec<u8>)| {
            (self.start(line, size, align), top - at as f64 * LEADING * size)
        };
        let places: Vec<(f64, f64)> = lines.iter().enumerate().map(place).collect();
        let lines: Vec<(f64, f64, &[u8])> =
            places.iter().zip(&lines).map(|(&(x, y), line)| (x, y, &line[..])).collect();
        Some(text::write(&lines, size, &style.colour))
    }
}
