//! Small PDFs, written object by object.

/// A PDF in the making: the first object is the catalog, the second the page tree, the third a font.
pub(super) struct Build {
    catalog: String,
    pages: Vec<usize>,
    objects: Vec<Vec<u8>>,
    resources: String,
    fonts: String,
    entries: String,
}

impl Build {
    pub(super) fn new() -> Self {
        let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
        let objects = vec![Vec::new(), Vec::new(), font.into()];
        let (catalog, resources, fonts, entries) = Default::default();
        Self { catalog, pages: Vec::new(), objects, resources, fonts, entries }
    }

    /// Further entries of the catalog.
    pub(super) fn catalog(mut self, entries: &str) -> Self {
        self.catalog += entries;
        self
    }

    /// Further resources of the pages.
    pub(super) fn resources(mut self, entries: &str) -> Self {
        self.resources += entries;
        self
    }

    /// The fourth object is a font, too, `/F2`.
    pub(super) fn second_font(mut self, font: &str) -> Self {
        self.fonts += "/F2 4 0 R";
        self.object(font)
    }

    /// Further entries of the pages that follow.
    pub(super) fn entries(mut self, entries: &str) -> Self {
        self.entries = entries.to_owned();
        self
    }

    /// Adds an object. They are numbered from 4.
    pub(super) fn object(mut self, object: impl Into<Vec<u8>>) -> Self {
        self.objects.push(object.into());
        self
    }

    /// Adds a stream.
    pub(super) fn stream(self, entries: &str, data: impl AsRef<[u8]>) -> Self {
        let data = data.as_ref();
        let mut object = format!("<<{entries}/Length {}>>stream\n", data.len()).into_bytes();
        object.extend_from_slice(data);
        object.extend_from_slice(b"\nendstream");
        self.object(object)
    }

    /// Adds a page, as two objects.
    pub(super) fn page(self, content: &str) -> Self {
        let number = self.objects.len() + 1;
        let entries = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents {} 0 R{}>>",
            number + 1,
            self.entries
        );
        let mut with = self.object(entries).stream("", content);
        with.pages.push(number);
        with
    }

    /// Adds a page that is drawn with a stream that is there already.
    pub(super) fn page_of(self, content: usize) -> Self {
        let number = self.objects.len() + 1;
        let mut with = self.object(format!("<</Type/Page/Parent 2 0 R/Contents {content} 0 R>>"));
        with.pages.push(number);
        with
    }

    pub(super) fn done(mut self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        self.objects[0] = format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog).into_bytes();
        self.objects[1] = format!(
            "<</Type/Pages/Kids[{kids}]/Count {}/Resources<</Font<</F1 3 0 R{}>>{}>>>>",
            self.pages.len(),
            self.fonts,
            self.resources
        )
        .into_bytes();
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (at, object) in self.objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", out.len());
            out.extend(format!("{} 0 obj\n", at + 1).into_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let (start, size) = (out.len(), self.objects.len() + 1);
        table += &format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        out.extend(table.into_bytes());
        out
    }
}

/// A file of one page, 400 by 300 points, with this content.
pub(super) fn page(content: &str) -> Vec<u8> {
    Build::new().page(content).done()
}

/// A file of one page on which `/Im` is a grey picture.
pub(super) fn image(content: &str) -> Vec<u8> {
    Build::new()
        .resources("/XObject<</Im 4 0 R>>")
        .stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
            "g",
        )
        .page(content)
        .done()
}
