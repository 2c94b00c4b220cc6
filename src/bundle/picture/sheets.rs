//! Pictures as the pages of a PDF: one picture a page, as large as on paper.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A page that is a picture.
pub struct Sheet {
    /// Its width in dots.
    pub width: u32,
    /// Its height in dots.
    pub height: u32,
    /// Dots of the picture for each point of paper, across and down.
    pub dots_per_point: (f64, f64),
    /// Which way up it is, as TIFF and EXIF count: 1 is upright.
    pub orientation: u16,
    /// The picture, from the top down.
    pub strips: Vec<Strip>,
}

/// Some rows of a picture.
pub struct Strip {
    /// How many.
    pub rows: u32,
    /// Bits of a sample.
    pub bits: u8,
    /// What the samples mean.
    pub colours: Colours,
    /// The samples as they are stored.
    pub data: Vec<u8>,
    /// How they are stored.
    pub stored: Stored,
    /// What the colours are measured by, where the picture says so.
    pub profile: Option<Vec<u8>>,
}

/// What samples mean.
#[derive(Clone)]
pub enum Colours {
    /// From black to white.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Four printing inks.
    Cmyk,
    /// Numbers in this list of red, green and blue.
    Palette(Vec<u8>),
}

/// How samples are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// Packed without loss.
    Packed,
    /// As a JPEG.
    Jpeg,
    /// As a fax machine sends them, line by line.
    Fax {
        /// Whether a line may build on the one before it.
        is_mixed: bool,
        /// Whether each line ends with a mark.
        has_ends: bool,
        /// Whether each line begins with a whole byte.
        is_aligned: bool,
        /// Whether a black dot is a 1.
        black_is_one: bool,
    },
}

/// Packs bytes without loss.
pub fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(6));
    packer.write_all(bytes).ok()?;
    packer.finish().ok()
}

/// The pages, in order.
pub fn pdf(sheets: Vec<Sheet>) -> Option<Vec<u8>> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let mut pages: Vec<Object> = Vec::new();
    for sheet in sheets {
        let page = sheet.page(&mut document, tree);
        pages.push(document.add_object(page).into());
    }
    let count = i64::try_from(pages.len()).ok()?;
    let list = dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count };
    document.objects.insert(tree, list.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Some(bytes)
}

impl Sheet {
    fn page(self, document: &mut Document, tree: lopdf::ObjectId) -> Dictionary {
        let (across, down) = self.dots_per_point;
        let (width, height) = (f64::from(self.width) / across, f64::from(self.height) / down);
        let is_on_its_side = (5..=8).contains(&self.orientation);
        let (wide, high) = if is_on_its_side { (height, width) } else { (width, height) };
        let [a, b, c, d, e, f] = upright(self.orientation, width, height);
        let mut content = format!("{a} {b} {c} {d} {e:.4} {f:.4} cm\n");
        let (mut pictures, mut above) = (Dictionary::new(), 0);
        for (index, strip) in self.strips.into_iter().enumerate() {
            above += strip.rows;
            let name = format!("P{index}");
            let (tall, at) = (f64::from(strip.rows) / down, height - f64::from(above) / down);
            content += &format!("q {width:.4} 0 0 {tall:.4} 0 {at:.4} cm /{name} Do Q\n");
            let picture = strip.picture(self.width, document);
            pictures.set(name, document.add_object(picture));
        }
        let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), real(wide), real(high)],
            "Resources" => dictionary! { "XObject" => pictures },
            "Contents" => content,
        }
    }
}

/// What turns a picture of this size upright, as a matrix.
fn upright(orientation: u16, width: f64, height: f64) -> [f64; 6] {
    match orientation {
        2 => [-1.0, 0.0, 0.0, 1.0, width, 0.0],
        3 => [-1.0, 0.0, 0.0, -1.0, width, height],
        4 => [1.0, 0.0, 0.0, -1.0, 0.0, height],
        5 => [0.0, -1.0, -1.0, 0.0, height, width],
        6 => [0.0, -1.0, 1.0, 0.0, 0.0, width],
        7 => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        8 => [0.0, 1.0, -1.0, 0.0, height, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    }
}

fn is_grey(colours: &Object) -> bool {
    colours.as_name().is_ok_and(|name| name == b"DeviceGray")
}

#[expect(clippy::cast_possible_truncation, reason = "a PDF's numbers are no more exact")]
fn real(number: f64) -> Object {
    Object::Real(number as f32)
}

impl Strip {
    fn picture(self, width: u32, document: &mut Document) -> Stream {
        let mut about = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(width),
            "Height" => i64::from(self.rows),
            "BitsPerComponent" => i64::from(self.bits),
        };
        match self.colours {
            Colours::Grey => about.set("ColorSpace", "DeviceGray"),
            Colours::Rgb => about.set("ColorSpace", "DeviceRGB"),
            Colours::Cmyk => about.set("ColorSpace", "DeviceCMYK"),
            Colours::Palette(list) => {
                let last = i64::try_from(list.len() / 3).unwrap_or(1) - 1;
                let list = Object::String(list, lopdf::StringFormat::Hexadecimal);
                about.set(
                    "ColorSpace",
                    vec!["Indexed".into(), "DeviceRGB".into(), last.into(), list],
                );
            }
        }
        if let Some(profile) = self.profile {
            let samples = if about.get(b"ColorSpace").is_ok_and(is_grey) { 1 } else { 3 };
            let mut profile = Stream::new(dictionary! { "N" => samples }, profile);
            // What cannot be packed smaller stays as it is.
            let _ = profile.compress();
            let profile = document.add_object(profile);
            about.set("ColorSpace", vec!["ICCBased".into(), profile.into()]);
        }
        match self.stored {
            Stored::Packed => about.set("Filter", "FlateDecode"),
            Stored::Jpeg => about.set("Filter", "DCTDecode"),
            Stored::Fax { is_mixed, has_ends, is_aligned, black_is_one } => {
                about.set("Filter", "CCITTFaxDecode");
                about.set(
                    "DecodeParms",
                    dictionary! {
                        "K" => i64::from(is_mixed),
                        "Columns" => i64::from(width),
                        "Rows" => i64::from(self.rows),
                        "EndOfLine" => has_ends,
                        "EncodedByteAlign" => is_aligned,
                        "EndOfBlock" => false,
                        "BlackIs1" => black_is_one,
                    },
                );
            }
        }
        Stream::new(about, self.data).with_compression(false)
    }
}
