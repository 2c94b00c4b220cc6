//! PDFs and photographs that hold a text in one place.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::Result;

/// Lines as a simple font of a PDF names their letters.
fn shown(line: &str) -> String {
    let bytes = encoding_rs::WINDOWS_1252.encode(line).0;
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Each line below the one before.
fn lines_at(lines: &[String], before: &str) -> String {
    let rows = lines.iter().map(|line| format!("<{}> Tj T*\n", shown(line)));
    format!("{before} BT /F1 12 Tf 14 TL 72 700 Td\n{}ET\n", rows.collect::<String>())
}

/// A PDF of two pages; the second has this content.
struct Paper {
    document: Document,
    page: ObjectId,
}

impl Paper {
    fn new(content: &str) -> Self {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let even = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier",
            "Encoding" => "WinAnsiEncoding",
        });
        let resources = dictionary! { "Font" => dictionary! { "F1" => font, "F2" => even } };
        let first = lines_at(&["The first page says nothing".to_owned()], "");
        let ids: Vec<ObjectId> = [first.as_str(), content]
            .into_iter()
            .map(|content| {
                let stream = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
                let content = document.add_object(stream);
                document.add_object(dictionary! {
                    "Type" => "Page", "Parent" => pages, "Contents" => content,
                    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                    "Resources" => resources.clone(),
                })
            })
            .collect();
        let kids: Vec<Object> = ids.iter().map(|id| Object::Reference(*id)).collect();
        let tree = dictionary! { "Type" => "Pages", "Count" => 2, "Kids" => kids };
        document.objects.insert(pages, Object::Dictionary(tree));
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        Self { document, page: ids[1] }
    }

    fn catalog(&mut self) -> &mut Dictionary {
        self.document.catalog_mut().expect("a catalog")
    }

    fn annotate(&mut self, annotation: Dictionary) -> ObjectId {
        let id = self.document.add_object(annotation);
        let page = self.document.get_dictionary_mut(self.page).expect("a page");
        page.set("Annots", vec![Object::Reference(id)]);
        id
    }

    fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).expect("memory");
        bytes
    }
}

fn literal(lines: &[String]) -> Object {
    Object::string_literal(encoding_rs::WINDOWS_1252.encode(&lines.join(" ")).0.into_owned())
}

pub fn page(lines: &[String]) -> Vec<u8> {
    Paper::new(&lines_at(lines, "")).bytes()
}

/// Every letter is put in its place by itself, as some programs do.
pub fn letters(lines: &[String]) -> Vec<u8> {
    let mut content = String::from("BT /F2 10 Tf\n");
    for (row, line) in lines.iter().enumerate() {
        let y = 700 - 14 * row;
        for (column, letter) in line.chars().enumerate() {
            if letter != ' ' {
                let x = 40 + 6 * column;
                content += &format!("1 0 0 1 {x} {y} Tm <{}> Tj\n", shown(&letter.to_string()));
            }
        }
    }
    Paper::new(&(content + "ET\n")).bytes()
}

pub fn invisible(lines: &[String]) -> Vec<u8> {
    Paper::new(&lines_at(lines, "3 Tr")).bytes()
}

pub fn white(lines: &[String]) -> Vec<u8> {
    Paper::new(&lines_at(lines, "1 1 1 rg")).bytes()
}

pub fn covered(lines: &[String]) -> Vec<u8> {
    let text = lines_at(lines, "");
    let height = 14 * lines.len() + 4;
    let y = 714 - height;
    Paper::new(&format!("{text} 0 0 0 rg 60 {y} 480 {height} re f\n")).bytes()
}

pub fn comment(lines: &[String]) -> Vec<u8> {
    let mut paper = Paper::new(&lines_at(&["A page".to_owned()], ""));
    paper.annotate(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Contents" => literal(lines),
        "Rect" => vec![72.into(), 600.into(), 92.into(), 620.into()],
    });
    paper.bytes()
}

pub fn field(lines: &[String]) -> Vec<u8> {
    let mut paper = Paper::new(&lines_at(&["A page".to_owned()], ""));
    let id = paper.annotate(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "T" => Object::string_literal("a"),
        "V" => literal(lines), "DA" => Object::string_literal("/F1 12 Tf 0 g"),
        "Rect" => vec![72.into(), 600.into(), 400.into(), 620.into()],
    });
    let form = dictionary! { "Fields" => vec![Object::Reference(id)], "NeedAppearances" => true };
    paper.catalog().set("AcroForm", form);
    paper.bytes()
}

pub fn property(lines: &[String]) -> Vec<u8> {
    let mut paper = Paper::new(&lines_at(&["A page".to_owned()], ""));
    let info = paper.document.add_object(dictionary! { "Title" => literal(lines) });
    paper.document.trailer.set("Info", info);
    paper.bytes()
}

pub fn bookmark(lines: &[String]) -> Vec<u8> {
    let mut paper = Paper::new(&lines_at(&["A page".to_owned()], ""));
    let page = paper.page;
    let item = paper.document.add_object(dictionary! {
        "Title" => literal(lines), "Dest" => vec![Object::Reference(page), "Fit".into()],
    });
    let outline = paper.document.add_object(dictionary! {
        "Type" => "Outlines", "First" => item, "Last" => item, "Count" => 1,
    });
    let entry = paper.document.get_dictionary_mut(item).expect("an entry");
    entry.set("Parent", Object::Reference(outline));
    paper.catalog().set("Outlines", outline);
    paper.bytes()
}

pub fn embedded(lines: &[String]) -> Vec<u8> {
    let mut paper = Paper::new(&lines_at(&["A page".to_owned()], ""));
    let stream =
        Stream::new(dictionary! { "Type" => "EmbeddedFile" }, lines.join("\n").into_bytes());
    let stream = paper.document.add_object(stream);
    let file = paper.document.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal("note.txt"),
        "EF" => dictionary! { "F" => stream },
    });
    let names = vec![Object::string_literal("note.txt"), Object::Reference(file)];
    paper
        .catalog()
        .set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    paper.bytes()
}

pub fn script() -> Vec<u8> {
    let mut paper = Paper::new(&lines_at(&["A page".to_owned()], ""));
    let script = Object::string_literal("app.alert(1)");
    paper.catalog().set("OpenAction", dictionary! { "S" => "JavaScript", "JS" => script });
    paper.bytes()
}

/// A page that is a grey picture and nothing else.
pub fn scan() -> Vec<u8> {
    let mut paper = Paper::new("q 595 0 0 842 0 0 cm /Im1 Do Q");
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 60, "Height" => 84,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    let picture = paper.document.add_object(Stream::new(picture, vec![200; 60 * 84]));
    let page = paper.document.get_dictionary_mut(paper.page).expect("a page");
    page.set("Resources", dictionary! { "XObject" => dictionary! { "Im1" => picture } });
    paper.bytes()
}

fn jpeg(exif: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([200, 180, 160]));
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Jpeg)?;
    let length = u16::try_from(exif.len() + 8)?.to_be_bytes();
    let segment = [&[0xFF, 0xE1][..], &length, b"Exif\0\0", exif].concat();
    Ok([&bytes[..2], &segment, &bytes[2..]].concat())
}

/// TIFF, little-endian, with one entry in its first directory.
fn tiff(tag: u16, kind: u16, count: u32, value: u32, rest: &[u8]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
    tiff.extend([count.to_le_bytes(), value.to_le_bytes(), [0; 4]].concat());
    tiff.extend(rest);
    tiff
}

/// A small photograph whose description says it.
pub fn photograph(lines: &[String]) -> Result<Vec<u8>> {
    let mut text = lines.join(" ").into_bytes();
    text.push(0);
    jpeg(&tiff(0x010E, 2, u32::try_from(text.len())?, 26, &text))
}

/// A small photograph that says where it was taken: 53 degrees north.
pub fn photograph_with_place() -> Result<Vec<u8>> {
    let mut place = b"\x02\0".to_vec();
    place.extend(b"\x01\0\x02\0\x02\0\0\0N\0\0\0");
    place.extend(b"\x02\0\x05\0\x03\0\0\0");
    place.extend(56_u32.to_le_bytes());
    place.extend([0; 4]);
    for (number, of) in [(53_u32, 1_u32), (27, 1), (0, 1)] {
        place.extend([number.to_le_bytes(), of.to_le_bytes()].concat());
    }
    jpeg(&tiff(0x8825, 4, 1, 26, &place))
}
