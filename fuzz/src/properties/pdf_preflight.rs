//! Any bytes as an attached PDF: what is said to be bindable can be bound, always to the same bytes, and it is read.

use std::sync::Arc;

use panelpack::{
    application::Application,
    build,
    bundle::preflight::{self, Bindable, MAX_PAGES, Unbindable},
    pack::Attachment,
    reading,
};

use super::sample;

const FILE: &str = "documents/assessment.pdf";
const LIST: &str = "- file: assessment.pdf\n  title: Assessment\n  kind: other\n";
/// So many pages are bound; more of them make a slow run and find nothing else.
const MOST_BOUND: usize = 3;

/// The whole input is the file.
pub fn pdf_preflight(data: &[u8]) {
    let bytes = Arc::new(data.to_vec());
    let bindable = preflight::make_bindable(Arc::clone(&bytes));
    let again = preflight::make_bindable(Arc::clone(&bytes));
    assert!(is_same(&bindable, &again), "{bindable:?}\n{again:?}");
    if let Ok(bindable) = &bindable {
        assert!((1..=MAX_PAGES).contains(&bindable.pages.len()));
        let is_size = |size: f64| size.is_finite() && size > 0.0;
        assert!(bindable.pages.iter().all(|page| is_size(page.width) && is_size(page.height)));
        // What was mended once needs no mending.
        match preflight::make_bindable(Arc::clone(&bindable.bytes)) {
            Ok(more) => assert_eq!(more.pages, bindable.pages, "what was mended has other pages"),
            Err(error) => panic!("what was mended is refused: {error:?}"),
        }
        if bindable.pages.len() <= MOST_BOUND {
            bind(&bytes, bindable.pages.len());
        }
    }
    let said = reading::read("x.pdf", &bytes);
    assert!(said == reading::read("x.pdf", &bytes), "it is read in two ways");
}

/// Builds a bundle with this document and no other, and proves it.
fn bind(bytes: &Arc<Vec<u8>>, pages: usize) {
    let mut pack = sample::pack("documents/documents.yaml", LIST);
    let is_kept = |name: &str| ["pack.yaml", "documents/documents.yaml", FILE].contains(&name);
    pack.folder.items.retain(|item| is_kept(&item.name));
    pack.sources.retain(|name, _| is_kept(name));
    pack.attachments = [(FILE.to_owned(), Attachment::inspect(FILE, bytes))].into();
    let pack = sample::understood(&pack);
    let mut policy = sample::policy(0).1.clone();
    policy.rules.bundle.forms.clear();
    policy.rules.bundle.blank.clear();
    let application = Application { policy: &policy, pack: &pack };
    let bundle = build::bundle(application, sample::fonts());
    let bundle = bundle.unwrap_or_else(|error| panic!("it is not bound: {error}"));
    assert!(bundle.pages.is_some_and(|all| all > pages), "its pages are not there");
}

fn is_same(one: &Result<Bindable, Unbindable>, other: &Result<Bindable, Unbindable>) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => {
            one.bytes == other.bytes && one.pages == other.pages && one.notes == other.notes
        }
        (Err(one), Err(other)) => one == other,
        _ => false,
    }
}
