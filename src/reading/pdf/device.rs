//! Listens while a page is drawn, and notes its ink.

use hayro_interpret::font::Glyph as DrawnGlyph;
use hayro_interpret::pattern::Pattern;
use hayro_interpret::{
    BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask,
};
use kurbo::{Affine, BezPath, Rect, Shape, Stroke, StrokeOpts};

use super::glyph::Glyph;
use super::ink::{Fill, Ink};
use super::known::Known;
use super::letters::Letters;

/// Type smaller than this, in points, is there to be overlooked.
const SMALLEST: f64 = 1.0;

/// A pen at least this wide, in points, can hide a word.
const WIDE_PEN: f64 = 4.0;

/// The wide advance of a glyph whose font does not say.
const USUAL_ADVANCE: f64 = 500.0;

/// Notes what is drawn.
pub(super) struct Listener {
    /// What was drawn.
    pub(super) ink: Ink,
    /// A shape that is no box clips: letters perhaps, or a drawing.
    pub(super) odd_clip: bool,
    /// How many bytes the glyphs' letters make.
    pub(super) letters: usize,
    /// How many shapes and pictures were drawn.
    pub(super) strokes: usize,
    known: Known,
    furniture: Option<(usize, Vec<Rect>)>,
    clips: Vec<(Rect, bool)>,
    groups: Vec<(f32, bool, BlendMode)>,
    masked: bool,
    blend: BlendMode,
}

impl Listener {
    /// Listens to a page of a size, of a file that has plain fonts only or may have others.
    pub(super) fn on(paper: Rect, plain_fonts: bool) -> Self {
        Self {
            ink: Ink::on(paper),
            odd_clip: false,
            letters: 0,
            strokes: 0,
            known: Known::new(plain_fonts),
            furniture: None,
            clips: Vec::new(),
            groups: Vec::new(),
            masked: false,
            blend: BlendMode::Normal,
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().map_or(self.ink.paper, |clip| clip.0)
    }

    /// Overlooks what is drawn into these places, once so many shapes have been drawn.
    pub(super) fn ignore_after(&mut self, strokes: usize, places: &[Rect]) {
        self.furniture = Some((strokes, places.to_vec()));
    }

    /// Counts a shape, and says whether to look at it.
    fn counts(&mut self, bounds: Rect) -> bool {
        self.strokes += 1;
        if let Some((clip, true)) = self.clips.last() {
            self.ink.show_through(*clip);
        }
        let strokes = self.strokes;
        let within =
            |place: &Rect| place.inflate(2.0, 2.0).union(bounds) == place.inflate(2.0, 2.0);
        self.furniture
            .as_ref()
            .is_none_or(|(from, places)| strokes <= *from || !places.iter().any(within))
    }

    /// How much of what is drawn can be seen, from 0 to 1.
    fn opacity(&self) -> f32 {
        self.groups.iter().map(|group| group.0).product()
    }

    fn is_masked(&self) -> bool {
        self.masked || self.groups.iter().any(|group| group.1)
    }

    /// What is left when `paint` is laid over a page.
    fn fill(&self, paint: &Paint<'_>) -> Fill {
        let Paint::Color(colour) = paint else {
            let is_shading = matches!(paint, Paint::Pattern(it) if matches!(**it, Pattern::Shading(ref it) if it.opacity > 0.9));
            let is_plain = self.is_plain() && self.opacity() > 0.9 && !self.is_masked();
            return if is_shading && is_plain { Fill::Picture } else { Fill::Mixed };
        };
        let [red, green, blue, alpha] = colour.to_rgba().components();
        let is_dark = red.max(green).max(blue) < 0.25;
        let lets_through = self.is_masked() || alpha * self.opacity() < 0.9;
        if lets_through || !(self.is_plain() || is_dark && self.darkens()) {
            return Fill::Mixed;
        }
        Fill::Solid([red, green, blue])
    }

    fn modes(&self) -> impl Iterator<Item = BlendMode> {
        self.groups.iter().map(|group| group.2).chain([self.blend])
    }

    fn is_plain(&self) -> bool {
        self.modes().all(|mode| mode == BlendMode::Normal)
    }

    /// Black stays black in these.
    fn darkens(&self) -> bool {
        use BlendMode::{ColorBurn, Darken, Multiply, Normal};
        self.modes().all(|mode| matches!(mode, Normal | Multiply | Darken | ColorBurn))
    }
}

impl<'a> Device<'a> for Listener {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.masked = mask.is_some();
    }

    fn set_blend_mode(&mut self, blend_mode: BlendMode) {
        self.blend = blend_mode;
    }

    fn draw_path(
        &mut self,
        path: &BezPath,
        transform: Affine,
        paint: &Paint<'a>,
        mode: &PathDrawMode,
    ) {
        let bounds = (transform * path.clone()).bounding_box();
        if !self.counts(bounds.intersect(self.clip())) {
            return;
        }
        let fill = self.fill(paint);
        let shape = match mode {
            PathDrawMode::Fill(_) => transform * path.clone(),
            PathDrawMode::Stroke(pen) => {
                let width = f64::from(pen.line_width);
                if width * transform.determinant().abs().sqrt() < WIDE_PEN
                    || path.elements().len() > 2_000
                {
                    return;
                }
                let pen = Stroke::new(width).with_caps(pen.line_cap).with_join(pen.line_join);
                transform
                    * kurbo::stroke(
                        path.elements().iter().copied(),
                        &pen,
                        &StrokeOpts::default(),
                        0.5,
                    )
            }
        };
        let bounds = shape.bounding_box();
        let has_curves =
            || shape.elements().iter().any(|it| matches!(it, kurbo::PathEl::CurveTo(..)));
        if bounds.height() < 40.0 && bounds.height() > 2.0 && bounds.width() < 200.0 && has_curves()
        {
            self.ink.curls += 1;
        }
        self.ink.area(shape, self.clip(), fill);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let is_odd = clip.path.elements().len() > 6;
        self.odd_clip |= is_odd;
        let bounds = clip.path.bounding_box().intersect(self.clip());
        self.clips.push((bounds, is_odd));
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend: BlendMode,
    ) {
        self.groups.push((opacity, mask.is_some(), blend));
    }

    fn draw_glyph(
        &mut self,
        glyph: &DrawnGlyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        let (letters, advance, is_outline) = match glyph {
            DrawnGlyph::Outline(outline) => {
                let (letters, advance) = self.known.of(outline);
                (letters, advance, true)
            }
            DrawnGlyph::Type3(_) => (Letters::of(glyph.as_unicode()), None, false),
        };
        self.letters += letters.len();
        let advance = advance.map_or(USUAL_ADVANCE, f64::from);
        let mut glyph = Glyph::new(letters, transform * glyph_transform, advance);
        let is_tiny = is_outline && glyph.up.hypot() < SMALLEST;
        let shown = glyph.bounds().inflate(0.01, 0.01).intersect(self.clip());
        let is_outside = shown.intersect(self.ink.paper).area() <= 0.0;
        let (colour, alpha) = match paint {
            Paint::Color(colour) => {
                let [red, green, blue, alpha] = colour.to_rgba().components();
                (Some([red, green, blue]), alpha)
            }
            Paint::Pattern(_) => (None, 1.0),
        };
        glyph.inkless = matches!(mode, GlyphDrawMode::Invisible);
        glyph.unseen = is_tiny || is_outside || alpha * self.opacity() < 0.03;
        let can_tell = is_outline && !glyph.inkless && self.is_plain();
        self.ink.glyph(glyph, colour.filter(|_| can_tell));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let shape = transform * size.to_path(0.1);
        if !self.counts(shape.bounding_box().intersect(self.clip())) {
            return;
        }
        let (id, is_whole) = match &image {
            Image::Raster(raster) => {
                let dict = raster.stream().dict();
                let has_holes = [&b"SMask"[..], b"Mask", b"SMaskInData"]
                    .iter()
                    .any(|key| dict.contains_key(key));
                (dict.obj_id(), !has_holes)
            }
            Image::Stencil(_) => (None, false),
        };
        let is_solid = is_whole && !self.is_masked() && self.opacity() > 0.9 && self.is_plain();
        self.ink.picture(id, shape, self.clip(), is_solid);
    }

    fn pop_clip_path(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }
}
