//! Shapes that lie on one another.

/// Where a shape is on its slide, in whatever unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A shape of a slide.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Where it is, if that can be told.
    pub place: Option<Rect>,
    /// What it says.
    pub text: String,
    /// What it says in letters nobody can see.
    pub unseen: String,
    /// Whether it is marked as hidden.
    pub is_hidden: bool,
    /// What it is filled with.
    pub fill: Fill,
}

/// What a shape is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Fill {
    /// Nothing, or something one can look through.
    #[default]
    None,
    /// A colour or a picture.
    Opaque,
    /// Black, or nearly.
    Black,
}

/// How a shape's text stands on its slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// In sight.
    Shown,
    /// Marked hidden, or outside the slide.
    Hidden,
    /// Under another shape.
    Covered,
}

impl Rect {
    fn area(&self) -> f64 {
        (self.width * self.height).max(1e-9)
    }

    /// The part of this shape, from 0 to 1, that lies under another.
    fn under(&self, other: &Self) -> f64 {
        let overlap = |a: f64, a_size: f64, b: f64, b_size: f64| {
            ((a + a_size).min(b + b_size) - a.max(b)).max(0.0)
        };
        let width = overlap(self.x, self.width, other.x, other.width);
        let height = overlap(self.y, self.height, other.y, other.height);
        width * height / self.area()
    }

    /// Whether this shape is nowhere on a slide of this size.
    fn is_outside(&self, (width, height): (f64, f64)) -> bool {
        self.x + self.width <= 0.0
            || self.y + self.height <= 0.0
            || self.x >= width
            || self.y >= height
    }
}

/// How the text of each shape stands; later shapes lie on earlier ones.
pub(super) fn stand(shapes: &[Shape], slide: Option<(f64, f64)>) -> Vec<Stands> {
    let stand = |(at, shape): (usize, &Shape)| {
        let Some(place) = shape.place else {
            return if shape.is_hidden { Stands::Hidden } else { Stands::Shown };
        };
        if shape.is_hidden || slide.is_some_and(|slide| place.is_outside(slide)) {
            return Stands::Hidden;
        }
        let later = shapes.get(at + 1..).unwrap_or_default();
        let covers = |other: &Shape| {
            let Some(over) = other.place.filter(|_| !other.is_hidden) else { return false };
            // A black box without words is there to hide something, even if only a part of it.
            let most = match other.fill {
                Fill::None => return false,
                Fill::Black if other.text.trim().is_empty() => 0.05,
                _ => 0.6,
            };
            place.under(&over) >= most
        };
        if later.iter().any(covers) { Stands::Covered } else { Stands::Shown }
    };
    shapes.iter().enumerate().map(stand).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(x: f64, width: f64, text: &str, fill: Fill) -> Shape {
        let place = Some(Rect { x, y: 0.0, width, height: 10.0 });
        Shape { place, text: text.into(), fill, ..Shape::default() }
    }

    #[test]
    fn a_box_that_was_drawn_later_covers_and_one_drawn_before_does_not() {
        let shapes = [
            shape(0.0, 100.0, "on a card", Fill::Opaque),
            shape(0.0, 100.0, "under a black bar", Fill::None),
            shape(0.0, 20.0, "", Fill::Black),
            shape(200.0, 100.0, "beside a card", Fill::None),
            shape(280.0, 100.0, "", Fill::Opaque),
            shape(900.0, 100.0, "outside", Fill::None),
        ];
        use Stands::{Covered, Hidden, Shown};
        let stands = stand(&shapes, Some((800.0, 600.0)));
        assert_eq!(stands, [Covered, Covered, Shown, Shown, Shown, Hidden]);
    }
}
