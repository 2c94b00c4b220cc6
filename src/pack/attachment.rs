//! Documents, images and the presentation: what each file is, and whether it can be bound.

use std::{path::Path, sync::Arc};

use super::office::{Office, Unconverted};
use crate::{
    bundle::{
        digest,
        picture::{self, Bound, Unfit},
        preflight::{self, Bindable, Note, PageSize, Unbindable},
    },
    reading::Show,
    stored::Stored,
    watched::watched,
};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 500 * 1024 * 1024;

/// The largest picture that is bound, in bytes when it is unpacked: a hundred million dots.
const LARGEST_PICTURE: u64 = 300 * 1024 * 1024;

/// A file that is bound, or should be.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file as it is in the pack.
    pub original: Stored,
    /// What it is, or why it cannot be bound.
    pub content: Result<Content, Refusal>,
    /// What a presentation of PowerPoint says of its length.
    pub show: Option<Show>,
    /// Whether it is a photograph or a scan: what the camera or scanner wrote beside it stays here.
    pub is_picture: bool,
    /// The SHA-256 of the file as it is in the pack, in hexadecimal.
    pub sha256: String,
}

/// What a file that can be bound holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Pages of a PDF.
    Pdf {
        /// What is bound: the original, unless something had to be drawn into its pages.
        bytes: Stored,
        /// The size of each page as a reader sees it.
        pages: Vec<PageSize>,
        /// The likeness of each page.
        likeness: Vec<String>,
        /// Comments that open on a click, which no page can show.
        notes: Vec<Note>,
    },
    /// An image, as one page.
    Image {
        /// The picture without what a camera writes beside it.
        bytes: Arc<Vec<u8>>,
        /// Its size on paper.
        size: PageSize,
        /// `jpg` or `png`.
        ending: &'static str,
    },
}

impl Content {
    /// Looks at what can be bound of a file of this name.
    ///
    /// # Errors
    /// Says why it cannot be bound.
    pub fn inspect(name: &str, bytes: &Arc<Vec<u8>>) -> Result<Self, Refusal> {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        match &*ending {
            _ if bytes.is_empty() => Err(Refusal::Empty),
            "pdf" => pdf(bytes),
            picture if PICTURES.contains(&picture) => image(bytes),
            "gif" => Err(Refusal::OtherPicture("GIF")),
            "webp" => Err(Refusal::OtherPicture("WebP picture")),
            "bmp" => Err(Refusal::OtherPicture("bitmap")),
            "avif" => Err(Refusal::OtherPicture("AVIF picture")),
            "svg" => Err(Refusal::OtherPicture("SVG drawing")),
            other => Err(Office::of(other).map_or(Refusal::UnknownKind, Refusal::Office)),
        }
    }

    /// The pages of a PDF.
    pub fn of(pdf: Bindable) -> Self {
        let Bindable { bytes, pages, likeness, notes } = pdf;
        Self::Pdf { bytes: Stored::Held(bytes), pages, likeness, notes }
    }
}

/// Why a file cannot be bound.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// There is nothing in it; a file in the cloud that was not fetched looks like this.
    Empty,
    /// A Word, PowerPoint or other office file that was not converted.
    Office(Office),
    /// One that should have been converted, and why it was not.
    Unconverted(Office, Unconverted),
    /// A picture of a kind that cannot be bound: what people call it.
    OtherPicture(&'static str),
    /// A kind of file that cannot be bound.
    UnknownKind,
    /// It calls itself an image and cannot be read as one.
    NotAnImage,
    /// An image of more dots than can be bound, or one that says so.
    TooManyDots,
    /// A PDF that cannot be bound.
    Pdf(Unbindable),
}

impl Attachment {
    /// Looks at a file.
    pub fn inspect(name: &str, bytes: &Arc<Vec<u8>>) -> Self {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let content = Content::inspect(name, bytes);
        let (original, sha256) = (Stored::Held(Arc::clone(bytes)), digest::sha256(bytes));
        let (is_show, is_picture) = (ending == "pptx", PICTURES.contains(&&*ending));
        let bytes = Arc::clone(bytes);
        let show = is_show.then(|| watched(move || Show::of(&bytes)).ok().flatten()).flatten();
        Self { original, content, show, is_picture, sha256 }
    }

    /// Lets go of the bytes that were read from a file, and remembers where they are.
    pub fn left_on_disk(mut self, path: &Path) -> Self {
        let Stored::Held(bytes) = &self.original else { return self };
        let there = Stored::on_disk(path, bytes);
        if let Ok(Content::Pdf { bytes, .. }) = &mut self.content
            && bytes.is_same_memory(&self.original)
        {
            *bytes = there.clone();
        }
        self.original = there;
        self
    }

    /// The SHA-256 of the file as it is handed on.
    pub fn handed_on_sha256(&self) -> String {
        match self.handed_on() {
            Stored::Held(bytes) => digest::sha256(&bytes),
            Stored::OnDisk(_) => self.sha256.clone(),
        }
    }

    /// The file as it is handed on beside the bundle: a photograph does not say where it was taken.
    pub fn handed_on(&self) -> Stored {
        match &self.content {
            Ok(Content::Image { bytes, .. }) => Stored::Held(Arc::clone(bytes)),
            Ok(Content::Pdf { bytes, .. }) if self.is_picture => bytes.clone(),
            _ => self.original.clone(),
        }
    }

    /// What the file of this name is called as it is handed on: one that became another kind of file
    /// gets the ending of that kind, too.
    pub fn handed_on_as(&self, name: &str) -> String {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        match &self.content {
            Ok(Content::Image { ending: of, .. }) if OTHERS.contains(&&*ending) => {
                format!("{name}.{of}")
            }
            Ok(Content::Pdf { .. }) if self.is_picture => format!("{name}.pdf"),
            _ => name.to_owned(),
        }
    }

    /// How many slides it has as a presentation: as many as pages, or as its file says.
    pub fn slides(&self) -> usize {
        match self.pages().len() {
            0 => self.show.map_or(0, |show| show.slides),
            pages => pages,
        }
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

/// Endings of pictures that are bound. What kind of picture it is, its first bytes say.
const PICTURES: [&str; 8] = ["jpg", "jpeg", "png", "tif", "tiff", "heic", "heif", "hif"];

/// Those of them that no browser and not every program shows.
const OTHERS: [&str; 5] = ["tif", "tiff", "heic", "heif", "hif"];

fn image(bytes: &Arc<Vec<u8>>) -> Result<Content, Refusal> {
    let bytes = Arc::clone(bytes);
    let read = watched(move || picture::bound(&bytes, LARGEST_PICTURE));
    let bound = read.unwrap_or(Err(Unfit::NoPicture)).map_err(|unfit| match unfit {
        Unfit::NoPicture => Refusal::NotAnImage,
        Unfit::TooLarge => Refusal::TooManyDots,
    })?;
    match bound {
        Bound::Picture(picture) => {
            let (size, ending) = (picture.size, picture.ending);
            Ok(Content::Image { bytes: Arc::new(picture.bytes), size, ending })
        }
        Bound::Pages(bytes) => pdf(&Arc::new(bytes)).map_err(|_| Refusal::NotAnImage),
    }
}

fn pdf(bytes: &Arc<Vec<u8>>) -> Result<Content, Refusal> {
    let bindable = preflight::make_bindable(Arc::clone(bytes)).map_err(Refusal::Pdf)?;
    Ok(Content::of(bindable))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use tiff::encoder::{TiffEncoder, colortype::Gray8};

    use super::*;

    #[test]
    fn a_scan_is_handed_on_as_the_pages_that_are_bound_whatever_it_is_called() {
        let mut file = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut file).unwrap();
        encoder.write_image::<Gray8>(2, 2, &[0, 50, 100, 255]).unwrap();
        encoder.write_image::<Gray8>(2, 2, &[0, 50, 100, 255]).unwrap();
        let bytes = Arc::new(file.into_inner());
        for name in ["documents/scan.TIF", "documents/scan.jpg"] {
            let scan = Attachment::inspect(name, &bytes);
            assert_eq!(scan.pages().len(), 2, "{name}");
            assert_eq!(scan.handed_on_as(name), format!("{name}.pdf"));
            assert!(scan.handed_on().read().unwrap().starts_with(b"%PDF"), "no scanner's remarks");
        }
        let other = Attachment::inspect("documents/scan.gif", &bytes);
        assert_eq!(other.content.unwrap_err(), Refusal::OtherPicture("GIF"));
    }
}
