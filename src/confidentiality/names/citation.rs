//! Authors that are cited: `Smith, 2019`, `Smith and Jones (2020)`, `Smith et al.`

use crate::confidentiality::patterns::{Form, form};

/// What follows the surname of somebody who is cited.
static CITED: Form = Form::new(|| {
    form(
        r"^ (?:'s)?
        (?: ,?[ \n]et[ \n]al
          | (?: ,?[ \n](?:and|&)[ \n][A-Z][A-Za-z'-]+
              | ,[ \n][A-Z][A-Za-z'-]+
              | ,?[ \n](?:[A-Z]\.?[ -]?){1,4}\b
              | \. ){0,8}
            [,.]?[ \n]?[(\[]?(?:19|20)\d\d[a-z]? (?: [ );:,\n\]] | \.(?:[ \n]|$) | $ ) )",
    )
});

/// How much of what follows is looked at, in bytes.
const FAR: usize = 160;

/// Whether a surname that ends here is that of an author.
pub(super) fn is_cited(text: &str, end: usize) -> bool {
    let mut far = (end + FAR).min(text.len());
    while !text.is_char_boundary(far) {
        far -= 1;
    }
    let after = text.get(end..far).unwrap_or_default();
    CITED.as_ref().is_some_and(|cited| cited.is_match(after))
}
