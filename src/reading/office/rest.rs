//! What is in a package beside its text: properties, pictures, files, macros, links, and every part
//! that nobody else read.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    package::{Package, Relation},
    xml::Node,
};
use crate::reading::{
    Part, Reading, TraceKind, UnreadKind, bounds, picture, read_inside, sort, sort::Sort,
};

/// Pictures smaller than this, in dots, hold no words: bullets, lines, ticks.
const SMALLEST: u32 = 64;

/// Reads all parts that were not read yet.
pub(super) fn read(package: &mut Package, reading: &mut Reading, depth: usize) {
    let (mut links, mut pictures) = (BTreeSet::new(), false);
    for name in package.names() {
        if package.was_read(&name) {
            continue;
        }
        if name.ends_with(".rels") {
            relations(package, &name, &mut links);
        } else if name.contains("docprops/") && name.ends_with(".xml") || name == "meta.xml" {
            package.tree(&name).iter().for_each(|tree| properties(tree, reading));
        } else if name.contains("vbaproject") || name.starts_with("basic/") {
            reading.trace(None, TraceKind::Script);
            package.leave(&name);
        } else if name.ends_with(".xml") || name.ends_with(".vml") || name.ends_with(".rdf") {
            package.tree(&name).iter().for_each(|tree| said(&name, tree, reading));
        } else {
            pictures |= other(package, &name, reading, depth) && !is_preview(&name);
        }
    }
    if pictures {
        reading.miss(None, UnreadKind::Picture);
    }
    for link in links {
        reading.say(None, Part::Beside("a link"), link);
    }
    for missed in std::mem::take(&mut package.missed) {
        reading.miss(None, missed);
    }
}

/// The addresses a part leads to.
pub(super) fn addresses(relations: &[Relation]) -> impl Iterator<Item = &str> {
    relations.iter().filter(|relation| relation.is_outside).map(|relation| &*relation.target)
}

fn relations(package: &mut Package, name: &str, links: &mut BTreeSet<String>) {
    if let Some(tree) = package.tree(name) {
        let all = tree.named("Relationship");
        let outside = all.filter(|node| node.attribute("TargetMode") == Some("External"));
        links.extend(outside.filter_map(|node| node.attribute("Target").map(str::to_owned)));
    }
}

/// Reads a part that is no XML. Says whether it is a picture that may hold words.
pub(super) fn other(
    package: &mut Package,
    name: &str,
    reading: &mut Reading,
    depth: usize,
) -> bool {
    if is_of_no_interest(name) {
        package.leave(name);
        return false;
    }
    let Some(bytes) = package.bytes(name) else { return false };
    match sort::of(name, &bytes) {
        Sort::Nothing => false,
        Sort::Picture => {
            let mut inner = picture::read(&bytes);
            inner.unread.retain(|unread| unread.what != UnreadKind::Photograph);
            reading.add(inner);
            picture::size(&bytes).is_none_or(|(width, height)| width.min(height) >= SMALLEST)
        }
        _ if name.ends_with(".emf") || name.ends_with(".wmf") => true,
        _ => {
            reading.trace(None, TraceKind::EmbeddedFile);
            if bounds::one_more_file() {
                reading.add(read_inside(name, &Arc::new(bytes), depth + 1));
            } else {
                reading.miss(None, UnreadKind::TooMuch);
            }
            false
        }
    }
}

/// Settings of a printer, fonts, and the marks a package is known by.
fn is_of_no_interest(name: &str) -> bool {
    name == "mimetype"
        || name.contains("printersettings/")
        || name.ends_with(".fntdata")
        || name.ends_with(".odttf")
        || name.starts_with("configurations2/")
        || name.ends_with("layout-cache")
}

/// The small picture of the first page that a file manager shows.
fn is_preview(name: &str) -> bool {
    name.contains("thumbnail")
}

fn properties(tree: &Node, reading: &mut Reading) {
    let own = [
        ("creator", "author"),
        ("initial-creator", "author"),
        ("lastModifiedBy", "last saved by"),
        ("printed-by", "printed by"),
        ("Company", "company"),
        ("Manager", "manager"),
        ("keyword", "keywords"),
        ("TitlesOfParts", "titles of parts"),
        ("HyperlinkBase", "address of links"),
    ];
    let is_dull = |name: &str| {
        matches!(name, "Application" | "AppVersion" | "DocSecurity" | "generator" | "HeadingPairs")
            || matches!(
                name,
                "creation-date"
                    | "date"
                    | "print-date"
                    | "created"
                    | "modified"
                    | "revision"
                    | "editing-duration"
                    | "TotalTime"
            )
    };
    // The properties stand in one element, in LibreOffice in one more.
    let roots = tree.nodes().flat_map(|root| match root.child("meta") {
        Some(meta) => meta.nodes().collect::<Vec<_>>(),
        None => root.nodes().collect(),
    });
    for node in roots.filter(|node| !is_dull(&node.name)) {
        let given = node
            .attribute("name")
            .or_else(|| own.iter().find(|(is, _)| **is == *node.name).map(|(_, name)| *name));
        let name = given.unwrap_or(&node.name).to_lowercase();
        let texts: Vec<String> = node.all().map(Node::own_text).collect();
        let text = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        let text = text.collect::<Vec<_>>().join("\n");
        // Counts of pages and words, and times, say nothing of anybody.
        let is_count = given.is_none() && text.chars().all(|c| !c.is_alphabetic());
        if !is_count && !matches!(&*text, "true" | "false") {
            reading.say(None, Part::Property(name), text);
        }
    }
}

/// All that a part says of which nobody knows what it is.
fn said(name: &str, tree: &Node, reading: &mut Reading) {
    // The fields of a pivot table keep what was in the table once.
    let keeps_values = name.contains("pivotcache");
    let mut lines: Vec<String> = Vec::new();
    for node in tree.all() {
        let text = node.own_text();
        let attributes = node.attributes().filter(|(name, _)| {
            matches!(
                *name,
                "descr" | "title" | "author" | "displayName" | "userId" | "tooltip" | "string"
            ) || *name == "v" && keeps_values
                || *name == "val" && &*node.name == "docVar"
                || *name == "name"
                    && matches!(&*node.name, "docVar" | "section" | "cmAuthor" | "author")
        });
        lines.extend(attributes.map(|(_, value)| value.trim().to_owned()));
        // Text in runs goes on in the same line; whatever else is a line of its own.
        match lines.last_mut() {
            Some(last) if matches!(&*node.name, "t" | "r" | "rPr") => last.push_str(&text),
            _ => lines.push(text.trim().to_owned()),
        }
    }
    lines.retain(|line| !line.is_empty());
    reading.say(None, Part::Beside("a part that is not shown"), lines.join("\n"));
}
