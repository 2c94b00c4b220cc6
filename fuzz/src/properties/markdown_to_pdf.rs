//! Any Markdown: it is read, and the Evidence Template with it can be typeset, accessible and made to be kept.

use panelpack::{application::Application, build, compose::Print, markdown, pack::Pack};

use super::{sample, text};

const FILE: &str = "evidence/01-professionalism.md";
/// What a page or two of evidence has. More of it makes a slow run and finds nothing else.
const MOST_BYTES: usize = 16_000;

/// The whole input is the text.
pub fn markdown_to_pdf(data: &[u8]) {
    let text = text(data.get(..MOST_BYTES).unwrap_or(data));
    let markdown = markdown::parse(&text);
    let links = markdown.links.iter().map(|link| link.span);
    let spots = links.chain(markdown.unprinted.iter().copied()).chain(markdown.too_deep);
    for span in spots {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} of {} bytes", text.len());
    }
    let policy = &sample::policy(0).1;
    let pack = alone(&text);
    let policy = policy.narrowed(pack.facts.progression.text(), pack.facts.route.text());
    let application = Application { policy: &policy, pack: &pack };
    let made = build::form(application, None, Print::default(), sample::fonts());
    let made =
        made.unwrap_or_else(|error| panic!("the engine refuses what a person wrote: {error}"));
    assert!(
        made.pages.is_some_and(|pages| pages > 0)
            && made.output.bytes().is_some_and(|bytes| bytes.starts_with(b"%PDF-"))
    );
}

/// A pack with this evidence and no other: the rest only takes time.
fn alone(text: &str) -> Pack {
    let mut pack = sample::pack(FILE, text);
    pack.folder.items.retain(|item| item.name == FILE || !item.name.starts_with("evidence/"));
    pack.sources.retain(|name, _| name == FILE || !name.starts_with("evidence/"));
    sample::understood(&pack)
}
