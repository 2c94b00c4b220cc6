//! Any bytes as an attached PDF: what is said to be bindable can be bound, always to the same bytes, and it is read.

use std::sync::Arc;

use panelpack::{
    bundle::preflight::{self, Bindable, MAX_PAGES, Unbindable},
    reading,
};

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
        let once_more = preflight::make_bindable(Arc::clone(&bindable.bytes));
        assert!(
            once_more.is_ok_and(|more| more.pages == bindable.pages),
            "what was mended is refused"
        );
    }
    let said = reading::read("x.pdf", &bytes);
    assert!(said == reading::read("x.pdf", &bytes), "it is read in two ways");
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
