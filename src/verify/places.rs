//! Where links and bookmarks lead, and what pages are called.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, ObjRef, Object, Rect as PdfRect, String as PdfString},
};
use kurbo::Rect;

use crate::reading::pdf::text;

/// How many nodes of a tree, or bookmarks, are looked at.
const MAX_NODES: usize = 200_000;

/// Where something leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    /// A page of the file, from 0.
    Page(usize),
    /// Out of the file.
    Out,
    /// Nowhere.
    Nowhere,
}

/// A link on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// The page it is on, from 0.
    pub(super) page: usize,
    /// Where on the page.
    pub(super) area: Rect,
    /// Where it leads.
    pub(super) to: To,
}

/// A bookmark.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    /// What it says.
    pub(super) title: String,
    /// How deep it lies, from 1.
    pub(super) level: usize,
    /// Where it leads; nothing where it only holds others.
    pub(super) to: Option<To>,
}

/// The pages and the named places of a file.
pub(super) struct Places<'p> {
    pdf: &'p Pdf,
    root: Dict<'p>,
    pages: BTreeMap<(i32, i32), usize>,
    named: BTreeMap<Vec<u8>, Object<'p>>,
}

impl<'p> Places<'p> {
    pub(super) fn of(pdf: &'p Pdf) -> Self {
        let root: Dict<'p> = pdf.xref().get(pdf.xref().root_id()).unwrap_or_default();
        let ids = pdf.pages().iter().enumerate();
        let ids = ids.filter_map(|(index, page)| Some((page.raw().obj_id()?, index)));
        let pages = ids.map(|(id, index)| ((id.obj_number, id.gen_number), index)).collect();
        let mut named = BTreeMap::new();
        let old = root.get::<Dict<'p>>(b"Dests").unwrap_or_default();
        for name in old.keys() {
            named.extend(old.get(name.as_ref()).map(|place| (name.to_vec(), place)));
        }
        let names = root.get::<Dict<'p>>(b"Names").and_then(|names| names.get(b"Dests"));
        for node in nodes(pdf, names) {
            let leaf: Vec<Object<'p>> =
                node.get::<Array<'p>>(b"Names").unwrap_or_default().iter().collect();
            for pair in leaf.chunks_exact(2) {
                if let [Object::String(name), place] = pair {
                    named.insert(name.as_bytes().to_vec(), place.clone());
                }
            }
        }
        Self { pdf, root, pages, named }
    }

    /// What a reader calls each page: its place, where the file does not say.
    pub(super) fn labels(&self) -> Vec<String> {
        let count = self.pdf.pages().len();
        let mut ranges: BTreeMap<usize, (String, Option<u64>)> = BTreeMap::new();
        for node in nodes(self.pdf, self.root.get(b"PageLabels")) {
            let leaf: Vec<Object<'p>> =
                node.get::<Array<'p>>(b"Nums").unwrap_or_default().iter().collect();
            for pair in leaf.chunks_exact(2) {
                let [Object::Number(from), Object::Dict(how)] = pair else { continue };
                let Ok(from) = usize::try_from(from.as_i64()) else { continue };
                let prefix = how.get::<PdfString<'_>>(b"P").map(|prefix| text(prefix.as_bytes()));
                let is_counted = how.get::<Name<'_>>(b"S").as_deref() == Some(b"D");
                let start = u64::from(how.get::<u32>(b"St").unwrap_or(1));
                ranges.insert(from, (prefix.unwrap_or_default(), is_counted.then_some(start)));
            }
        }
        let label = |index: usize| match ranges.range(..=index).next_back() {
            Some((from, (prefix, Some(start)))) => {
                format!("{prefix}{}", start.saturating_add((index - from) as u64))
            }
            Some((_, (prefix, None))) => prefix.clone(),
            None => (index + 1).to_string(),
        };
        (0..count).map(label).collect()
    }

    /// All links, page by page.
    pub(super) fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for (page, one) in self.pdf.pages().iter().enumerate() {
            let beside = one.raw().get::<Array<'_>>(b"Annots").unwrap_or_default();
            for link in beside.iter::<Dict<'_>>() {
                if link.get::<Name<'_>>(b"Subtype").as_deref() == Some(b"Link") {
                    let area = link.get::<PdfRect>(b"Rect").unwrap_or(PdfRect::ZERO);
                    let area = Rect::new(area.x0, area.y0, area.x1, area.y1).abs();
                    links.push(Link { page, area, to: self.target(&link).unwrap_or(To::Nowhere) });
                }
            }
        }
        links
    }

    /// All bookmarks, as they are read from top to bottom.
    pub(super) fn bookmarks(&self) -> Vec<Bookmark> {
        let outline = self.root.get::<Dict<'_>>(b"Outlines").unwrap_or_default();
        let mut open: Vec<(ObjRef, usize)> =
            outline.get_ref(b"First").into_iter().map(|first| (first, 1)).collect();
        let (mut bookmarks, mut seen) = (Vec::new(), BTreeSet::new());
        while let Some((id, level)) = open.pop() {
            if seen.len() >= MAX_NODES || !seen.insert((id.obj_number, id.gen_number)) {
                continue;
            }
            let Some(item) = self.pdf.xref().get::<Dict<'_>>(id.into()) else { continue };
            let title = item.get::<PdfString<'_>>(b"Title");
            let title = title.map_or(String::new(), |title| text(title.as_bytes()));
            bookmarks.push(Bookmark { title, level, to: self.target(&item) });
            open.extend(item.get_ref(b"Next").map(|next| (next, level)));
            open.extend(item.get_ref(b"First").map(|first| (first, level + 1)));
        }
        bookmarks
    }

    /// Where a link or a bookmark leads; nothing where it does not try to.
    fn target(&self, of: &Dict<'_>) -> Option<To> {
        if let Some(place) = of.get::<Object<'_>>(b"Dest") {
            return Some(self.place(&place, true));
        }
        let action = of.get::<Dict<'_>>(b"A")?;
        match action.get::<Name<'_>>(b"S").as_deref() {
            Some(b"GoTo") => {
                let place = action.get::<Object<'_>>(b"D");
                Some(place.map_or(To::Nowhere, |place| self.place(&place, true)))
            }
            Some(b"URI" | b"GoToR") => Some(To::Out),
            _ => Some(To::Nowhere),
        }
    }

    fn place(&self, place: &Object<'_>, may_be_named: bool) -> To {
        let by_name = |name: &[u8]| match self.named.get(name) {
            Some(place) if may_be_named => self.place(place, false),
            _ => To::Nowhere,
        };
        match place {
            Object::Array(spelt) => match spelt.raw_iter().next() {
                Some(MaybeRef::Ref(id)) => {
                    let page = self.pages.get(&(id.obj_number, id.gen_number));
                    page.map_or(To::Nowhere, |page| To::Page(*page))
                }
                _ => To::Nowhere,
            },
            Object::Dict(spelt) => match spelt.get::<Object<'_>>(b"D") {
                Some(Object::Array(spelt)) => self.place(&Object::Array(spelt), may_be_named),
                _ => To::Nowhere,
            },
            Object::Name(name) => by_name(name.as_ref()),
            Object::String(name) => by_name(name.as_bytes()),
            _ => To::Nowhere,
        }
    }
}

/// All nodes of a tree of names or numbers.
fn nodes<'p>(pdf: &'p Pdf, root: Option<Dict<'p>>) -> Vec<Dict<'p>> {
    let (mut nodes, mut seen) = (Vec::new(), BTreeSet::new());
    let mut open: Vec<Dict<'p>> = root.into_iter().collect();
    while let Some(node) = open.pop() {
        for kid in node.get::<Array<'p>>(b"Kids").unwrap_or_default().raw_iter() {
            let MaybeRef::Ref(id) = kid else { continue };
            if seen.len() < MAX_NODES && seen.insert((id.obj_number, id.gen_number)) {
                open.extend(pdf.xref().get::<Dict<'p>>(id.into()));
            }
        }
        nodes.push(node);
    }
    nodes
}
