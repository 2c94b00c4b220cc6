//! Files of Word, PowerPoint, Excel and LibreOffice: zips of XML; and any other zip.

mod cell;
mod cover;
mod drawing;
mod look;
mod odf;
mod odf_styles;
mod package;
mod rest;
mod sheet;
mod show;
mod slides;
mod story;
mod word;
mod xml;

use std::sync::Arc;

use super::{Part, Reading, TraceKind, UnreadKind, bounds, read_inside};
use package::Package;
pub use show::Show;

/// Reads a zip.
pub(super) fn read(bytes: &[u8], depth: usize) -> Reading {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(kind) => return Reading::not_read(kind),
    };
    let mut reading = Reading::default();
    if let Some(main) = main_part(&mut package) {
        if let Some(tree) = package.tree(&main) {
            match tree.nodes().next().map(|root| &*root.name) {
                Some("document") => word::read(&mut package, &main, &tree, &mut reading),
                Some("presentation") => {
                    slides::read(&mut package, &main, &tree, &mut reading, depth);
                }
                Some("workbook") => sheet::read(&mut package, &main, &tree, &mut reading),
                _ => reading.miss(None, UnreadKind::UnknownKind),
            }
        }
        rest::read(&mut package, &mut reading, depth);
    } else if package.has("content.xml") {
        odf::read(&mut package, &mut reading, depth);
        rest::read(&mut package, &mut reading, depth);
    } else {
        files(&mut package, &mut reading, depth);
    }
    reading
}

/// Reads any text with tags of its own: a document of LibreOffice in one file, or whatever it is.
pub(super) fn read_xml(text: &str) -> Reading {
    let mut reading = Reading::default();
    let (tree, missed) = xml::parse(text);
    if tree.named("document").any(|root| root.child("body").is_some()) {
        odf::flat(&tree, None, &mut reading, &mut Vec::new());
    } else {
        let texts = tree.all().map(xml::Node::own_text);
        let texts: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
        reading.say(None, Part::Page, texts.join("\n"));
    }
    missed.into_iter().for_each(|missed| reading.miss(None, missed));
    reading
}

/// The names and values of a packet of XML: of its attributes, and of all text below an element.
pub(super) fn packet(text: &str) -> Vec<(String, String)> {
    let (tree, _) = xml::parse(text);
    let mut pairs = Vec::new();
    for node in tree.all() {
        pairs.extend(node.attributes().map(|(name, value)| (name.to_owned(), value.to_owned())));
        let below = node.all().map(xml::Node::own_text);
        let below: Vec<String> = below.filter(|text| !text.trim().is_empty()).collect();
        pairs.push((node.name.to_string(), below.join("\n")));
    }
    pairs
}

/// The part of an office document where its text begins.
fn main_part(package: &mut Package) -> Option<String> {
    let relations = package.relations("");
    let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
    let known = ["word/document.xml", "ppt/presentation.xml", "xl/workbook.xml"];
    let main = main.map(|relation| relation.target).filter(|name| package.has(name));
    main.or_else(|| known.into_iter().find(|name| package.has(name)).map(str::to_owned))
}

/// A zip that is nothing but files.
fn files(package: &mut Package, reading: &mut Reading, depth: usize) {
    for name in package.names() {
        if !bounds::one_more_file() {
            reading.miss(None, UnreadKind::TooMuch);
            break;
        }
        let Some(bytes) = package.bytes(&name) else { continue };
        reading.trace(None, TraceKind::EmbeddedFile);
        reading.say(None, Part::Embedded, name.as_str());
        reading.add(read_inside(&name, &Arc::new(bytes), depth + 1));
    }
    package.missed.iter().for_each(|missed| reading.miss(None, *missed));
}

#[cfg(test)]
mod tests;
