//! Documents, images and the presentation: what each file is, and whether it can be bound.

use std::sync::Arc;

use image::{ImageDecoder, ImageReader};

use crate::bundle::preflight::{self, Note, PageSize, Unbindable};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 500 * 1024 * 1024;
/// Dots of an image per point of paper, when nothing says otherwise: 150 dots an inch.
const DOTS_PER_POINT: f64 = 150.0 / 72.0;

/// A file that is bound, or should be.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its bytes as they are on the disk.
    pub original: Arc<Vec<u8>>,
    /// What it is, or why it cannot be bound.
    pub content: Result<Content, Refusal>,
}

/// What a file that can be bound holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Pages of a PDF.
    Pdf {
        /// The bytes to bind: the original's, unless something had to be drawn into its pages.
        bytes: Arc<Vec<u8>>,
        /// The size of each page as a reader sees it.
        pages: Vec<PageSize>,
        /// Comments that open on a click, which no page can show.
        notes: Vec<Note>,
    },
    /// An image, as one page.
    Image {
        /// Its size on paper.
        size: PageSize,
        /// `jpg` or `png`.
        ending: &'static str,
    },
}

/// Why a file cannot be bound.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// There is nothing in it; a file in the cloud that was not fetched looks like this.
    Empty,
    /// A Word, PowerPoint or other office file: which program opens it.
    Office(&'static str),
    /// A kind of file that cannot be bound.
    UnknownKind,
    /// It calls itself an image and cannot be read as one.
    NotAnImage,
    /// A PDF that cannot be bound.
    Pdf(Unbindable),
}

impl Attachment {
    /// Looks at a file.
    pub fn inspect(name: &str, original: Arc<Vec<u8>>) -> Self {
        let content = inspect(name, &original);
        Self { original, content }
    }

    /// The sizes of its pages; an image is one page. Empty where it cannot be bound.
    pub fn pages(&self) -> &[PageSize] {
        match &self.content {
            Ok(Content::Pdf { pages, .. }) => pages,
            Ok(Content::Image { size, .. }) => std::slice::from_ref(size),
            Err(_) => &[],
        }
    }
}

fn inspect(name: &str, bytes: &Arc<Vec<u8>>) -> Result<Content, Refusal> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    match ending.as_str() {
        _ if bytes.is_empty() => Err(Refusal::Empty),
        "pdf" => pdf(bytes),
        "jpg" | "jpeg" | "png" => image_size(bytes),
        "doc" | "docx" | "odt" | "rtf" => Err(Refusal::Office("Word")),
        "ppt" | "pptx" | "odp" => Err(Refusal::Office("PowerPoint")),
        "xls" | "xlsx" | "ods" | "csv" => Err(Refusal::Office("Excel")),
        "msg" | "eml" => Err(Refusal::Office("Outlook")),
        _ => Err(Refusal::UnknownKind),
    }
}

fn pdf(bytes: &Arc<Vec<u8>>) -> Result<Content, Refusal> {
    let bindable = preflight::make_bindable(Arc::clone(bytes)).map_err(Refusal::Pdf)?;
    Ok(Content::Pdf { bytes: bindable.bytes, pages: bindable.pages, notes: bindable.notes })
}

/// Decodes the whole image, because a file cut off in the middle has a head that looks whole.
fn image_size(bytes: &[u8]) -> Result<Content, Refusal> {
    let read = || {
        let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
        let ending = match reader.format()? {
            image::ImageFormat::Jpeg if has_last_line(bytes) => "jpg",
            image::ImageFormat::Png => "png",
            _ => return None,
        };
        let mut decoder = reader.into_decoder().ok()?;
        if decoder.total_bytes() > LARGEST {
            return None;
        }
        let turned = decoder.orientation().is_ok_and(|orientation| {
            use image::metadata::Orientation::{
                Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH,
            };
            matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
        });
        let image = image::DynamicImage::from_decoder(decoder).ok()?;
        let (width, height) =
            if turned { (image.height(), image.width()) } else { (image.width(), image.height()) };
        let points = |dots: u32| f64::from(dots) / DOTS_PER_POINT;
        Some(Content::Image {
            size: PageSize { width: points(width), height: points(height) },
            ending,
        })
    };
    read().ok_or(Refusal::NotAnImage)
}

/// Whether a JPEG goes on to its end marker. The decoder takes one that was cut off for whole and
/// paints the rest grey.
fn has_last_line(jpeg: &[u8]) -> bool {
    let last_scan = jpeg.windows(2).rposition(|pair| pair == [0xFF, 0xDA]);
    let rest = last_scan.and_then(|at| jpeg.get(at..)).unwrap_or_default();
    rest.windows(2).any(|pair| pair == [0xFF, 0xD9])
}
