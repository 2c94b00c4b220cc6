//! What is known only once all pages are laid out: where links lead, the numbers in footers, the
//! pages in bookmarks. It is put into the finished pages, so that nothing has to be laid out again
//! for it. The same holds for the fingerprint: it changes with every letter somebody writes, and
//! stands on every page.

use std::collections::BTreeMap;

use typst::{
    foundations::{Content, Label, Selector, Smart, Str, StyleChain},
    introspection::{Introspector, Location, MetadataElem, Tag},
    layout::{Em, Frame, FrameItem, Point},
    model::{Destination, Document, HeadingElem, LinkMarker, Supplement, Url},
    syntax::Span,
    text::{Glyph, TextElem, TextItem},
    utils::PicoStr,
};
use typst_layout::PagedDocument;

use super::{Away, Edition, Numbering, TypesetError, failed};

/// What the address of a link to a label begins with in a template. No data holds this letter.
const LABEL: char = '\u{1}';

/// What a template marks the place of something with that is put in. Such marks stand on many pages
/// and name none.
pub(super) const MARK: &str = "put-in";

/// How much of a fingerprint stands in a footer; all of it stands on the cover.
const SHORT_FINGERPRINT: usize = 19;

/// The document with its pages' numbers, links and bookmarks.
pub(super) fn paged(
    document: &PagedDocument,
    edition: &Edition,
) -> Result<PagedDocument, TypesetError> {
    let put_in = Label::new(PicoStr::intern(MARK));
    let count = document.pages().len();
    let numbered: Vec<_> = (1..=count).map(|page| page.to_string()).collect();
    let from_one = Numbering { labels: &numbered, count };
    let Numbering { labels, count } = edition.numbering.unwrap_or(from_one);
    let fingerprint = match edition.fingerprint.get(..SHORT_FINGERPRINT) {
        Some(start) => format!("{start} …"),
        None => edition.fingerprint.to_owned(),
    };
    let away = edition.away;
    let book = Book { document, labels, count, fingerprint, away, put_in };
    let mut pages = document.pages().to_vec();
    for (index, page) in pages.iter_mut().enumerate() {
        if let Some(frame) = book.frame(&page.frame, index)? {
            page.frame = frame;
        }
    }
    Ok(PagedDocument::new(pages.into_iter().collect(), document.info().clone()))
}

struct Book<'d> {
    document: &'d PagedDocument,
    labels: &'d [String],
    count: usize,
    fingerprint: String,
    away: Option<&'d BTreeMap<String, Away>>,
    put_in: Option<Label>,
}

impl Book<'_> {
    /// A frame of a page, counted from 0. `None` where nothing in it changes.
    fn frame(&self, frame: &Frame, page: usize) -> Result<Option<Frame>, TypesetError> {
        // Most frames stay as they are and are shared between pages: they are not copied.
        let mut items: Option<Vec<(Point, FrameItem)>> = None;
        let mut waiting = None;
        for (index, (point, item)) in frame.items().enumerate() {
            if let FrameItem::Tag(Tag::Start(thing, _)) = item {
                let label = thing.label();
                if label.is_some() && label == self.put_in {
                    waiting = Some(self.asked(thing, page)?);
                }
            }
            let mut point = *point;
            let changed = match (item, waiting.take()) {
                (FrameItem::Text(place), Some(words)) => {
                    let text = set(place, &words)?;
                    let shift = place.width() - text.width();
                    point.x += shift;
                    let before = items.get_or_insert_with(|| copied(frame, index));
                    before.iter_mut().for_each(|(point, _)| point.x += shift);
                    Some(FrameItem::Text(text))
                }
                (item, still) => {
                    waiting = still;
                    self.item(item, page)?
                }
            };
            match (changed, &mut items) {
                (Some(changed), items) => {
                    items.get_or_insert_with(|| copied(frame, index)).push((point, changed));
                }
                (None, Some(items)) => items.push((point, item.clone())),
                (None, None) => {}
            }
        }
        if let Some(words) = waiting {
            return Err(failed(format!("there is no place for \"{words}\" beside its mark")));
        }
        Ok(items.map(|items| {
            let mut frame = frame.clone();
            frame.clear();
            frame.push_multiple(items);
            frame
        }))
    }

    /// What stands in the place of an item, where it changes.
    fn item(&self, item: &FrameItem, page: usize) -> Result<Option<FrameItem>, TypesetError> {
        Ok(match item {
            FrameItem::Group(group) => self.frame(&group.frame, page)?.map(|frame| {
                let mut group = group.clone();
                group.frame = frame;
                FrameItem::Group(group)
            }),
            FrameItem::Link(Destination::Url(address), size) => {
                let leads_to = address.strip_prefix(LABEL).map(|label| self.leads_to(label));
                leads_to.transpose()?.map(|place| FrameItem::Link(place, *size))
            }
            FrameItem::Tag(Tag::Start(thing, flags)) => {
                let changed = self.heading(thing, page).map(Ok).or_else(|| self.link(thing));
                changed.transpose()?.map(|thing| FrameItem::Tag(Tag::Start(thing, *flags)))
            }
            _ => None,
        })
    }

    /// A heading whose bookmark says its page.
    fn heading(&self, thing: &Content, page: usize) -> Option<Content> {
        let bookmarked = thing.to_packed::<HeadingElem>()?.bookmarked.get(StyleChain::default());
        let label = self.labels.get(page).filter(|_| bookmarked == Smart::Custom(true))?;
        let mut thing = thing.clone();
        let heading = thing.to_packed_mut::<HeadingElem>()?;
        heading.body = heading.body.clone() + TextElem::packed(format!(" (page {label})"));
        Some(thing)
    }

    /// A link that says where it leads, for whoever hears it.
    fn link(&self, thing: &Content) -> Option<Result<Content, TypesetError>> {
        let link = thing.to_packed::<LinkMarker>()?;
        let label = link.alt.as_ref()?.strip_prefix(LABEL)?;
        let spoken = match self.away(label) {
            Some(away) => Ok(away.spoken.clone()),
            None => self.place(label).map(|place| self.spoken(place)),
        };
        let mut thing = thing.clone();
        Some(spoken.map(|spoken| {
            if let Some(link) = thing.to_packed_mut::<LinkMarker>() {
                link.alt = Some(spoken.into());
            }
            thing
        }))
    }

    /// What leads to the thing with this label.
    fn leads_to(&self, label: &str) -> Result<Destination, TypesetError> {
        match self.away(label) {
            Some(away) => Url::new(&*away.address).map(Destination::Url).map_err(failed),
            None => self.place(label).map(Destination::Location),
        }
    }

    fn away(&self, label: &str) -> Option<&Away> {
        self.away?.get(label)
    }

    /// "Training Log, page 31", or only the page.
    fn spoken(&self, place: Location) -> String {
        let introspector = self.document.introspector();
        let page = introspector.page(place).map_or(0, |page| page.get() - 1);
        let page = self.labels.get(page).map_or("", String::as_str);
        match introspector.query_first(&Selector::Location(place)).and_then(|thing| title(&thing)) {
            Some(title) => format!("{title}, page {page}"),
            None => format!("page {page}"),
        }
    }

    /// Where the thing with this label stands.
    fn place(&self, label: &str) -> Result<Location, TypesetError> {
        let name = Label::new(PicoStr::intern(label)).ok_or("it has no name");
        let found = name.map_err(Into::into);
        let found = found.and_then(|name| self.document.introspector().query_label(name));
        let place = found.map(Content::location);
        let why = |why| failed(format!("a link leads to \"{label}\", where it cannot: {why}"));
        place.map_err(why)?.ok_or_else(|| failed(format!("\"{label}\" has no place")))
    }

    /// What a mark asks for.
    fn asked(&self, mark: &Content, page: usize) -> Result<String, TypesetError> {
        let asked = mark.to_packed::<MetadataElem>().map(|mark| mark.value.clone().cast::<Str>());
        let Some(Ok(asked)) = asked else { return Err(failed("a mark asks for nothing")) };
        match asked.as_str() {
            "page" => self.labels.get(page).cloned(),
            "pages" => Some(self.count.to_string()),
            "fingerprint" => Some(self.fingerprint.clone()),
            _ => None,
        }
        .ok_or_else(|| failed(format!("nobody knows the \"{asked}\" a mark asks for")))
    }
}

/// The items of a frame before one of them.
fn copied(frame: &Frame, before: usize) -> Vec<(Point, FrameItem)> {
    frame.items().take(before).cloned().collect()
}

/// The title of a heading, as the index prints it.
pub(super) fn title(thing: &Content) -> Option<String> {
    let supplement = thing.to_packed::<HeadingElem>()?.supplement.get_ref(StyleChain::default());
    match supplement {
        Smart::Custom(Some(Supplement::Content(title))) => Some(title.plain_text().to_string()),
        _ => None,
    }
}

/// Words, set as what holds their place is set.
fn set(place: &TextItem, words: &str) -> Result<TextItem, TypesetError> {
    let span = place.glyphs.first().map_or_else(|| (Span::detached(), 0), |glyph| glyph.span);
    let glyph = |(at, letter): (usize, char)| {
        let (from, to) = (u16::try_from(at).ok()?, u16::try_from(at + letter.len_utf8()).ok()?);
        let id = place.font.ttf().glyph_index(letter)?.0;
        Some(Glyph {
            id,
            x_advance: place.font.x_advance(id)?,
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: from..to,
            span,
        })
    };
    let glyphs: Option<Vec<_>> = words.char_indices().map(glyph).collect();
    let glyphs = glyphs
        .ok_or_else(|| failed(format!("\"{words}\" cannot be set in the font of its place")))?;
    Ok(TextItem { text: words.into(), glyphs, ..place.clone() })
}
