//! Links: each that stays inside leads to a page.

use super::{Check, book::Book, places::To};
use crate::words::count;

pub(super) fn check(book: &Book) -> Check {
    let mut check = Check::new("links");
    let (mut inside, mut out) = (0, 0);
    for link in &book.links {
        match link.to {
            To::Page(_) => inside += 1,
            To::Out => out += 1,
            To::Nowhere => check.fail(link.page, "a link on this page leads nowhere"),
        }
    }
    if out > 0 {
        let links = if out == 1 { "1 link leads" } else { &format!("{out} links lead") };
        check.note(format!("{links} out of the file; nobody followed them"));
    }
    let claim = match inside {
        0 => "No links inside that could lead nowhere".to_owned(),
        _ => format!("{} inside: each leads to a page", count(inside, "link")),
    };
    check.claims(inside, claim)
}
