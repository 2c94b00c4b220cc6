//! Email addresses, also where somebody wrote "(at)" and "dot". Domains that the council publishes are
//! left out later, by what is known.

use super::{Form, form, hit, near, places};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static FORM: Form = Form::new(|| {
    form(r"[a-z0-9][a-z0-9._%+'&/=-]* [ ]?@[ ]?\n? [a-z0-9-]+ (?:\.\n?[a-z0-9-]+)* \.\n?[a-z]{2,}")
});
static HIDDEN: Form = Form::new(|| {
    form(
        r"[a-z0-9][a-z0-9._%+'-]* [ ]?[(\[{]at[)\]}][ ]? [a-z0-9-]+ (?:[ ]?[(\[{]dot[)\]}][ ]?[a-z0-9-]+ | [ ]dot[ ][a-z0-9-]+ | \.[a-z0-9-]+)+",
    )
});
static SPOKEN: Form = Form::new(|| {
    form(
        r"[a-z0-9][a-z0-9._%+'-]*(?:[ ]dot[ ][a-z0-9-]+)? [ ]at[ ] [a-z0-9-]+ (?:[ ]dot[ ][a-z0-9-]+){0,3} [ ]dot[ ] (?:com|org|net|uk|gov|edu|info|eu|ie|io|me|co)\b",
    )
});

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.lower.as_str();
    let mut hits: Vec<Hit> = Vec::new();
    if text.contains('@') {
        hits.extend(places(&FORM, text).map(|range| hit(Kind::Email, true, range)));
    }
    if ["(at)", "[at]", "{at}"].iter().any(|sign| text.contains(sign)) {
        hits.extend(places(&HIDDEN, text).map(|range| hit(Kind::Email, true, range)));
    }
    if text.contains(" dot ") {
        hits.extend(places(&SPOKEN, text).map(|range| hit(Kind::Email, false, range)));
    }
    hits.retain(|hit| {
        !near::after(text, hit.range.end, 1).starts_with(|next: char| next.is_ascii_digit())
    });
    hits
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{finds, leaves},
        *,
    };

    #[test]
    fn found() {
        finds(
            hits,
            &[
                ("jane.smith@example.org", &["jane.smith@example.org"]),
                ("<JANE@Example.co.uk>.", &["JANE@Example.co.uk"]),
                ("[write](mailto:jane@example.org?subject=x)", &["jane@example.org"]),
                ("jane%40example.org", &["jane%40example.org"]),
                ("jane&#64;example.org", &["jane&#64;example.org"]),
                ("jane @ example.org", &["jane @ example.org"]),
                ("jane@exam-\nple.org", &["jane@exam-\nple.org"]),
                ("jane@\nexample.org", &["jane@\nexample.org"]),
                ("jane@example.\n  org", &["jane@example.\n  org"]),
                ("jane (at) example.org", &["jane (at) example.org"]),
                ("jane[at]example[dot]org", &["jane[at]example[dot]org"]),
                (
                    "jane dot smith at example dot co dot uk",
                    &["jane dot smith at example dot co dot uk?"],
                ),
                ("jane\\_smith@example.org", &["jane\\_smith@example.org"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "@example.org",
                "we met @ noon",
                "look at the red dot below",
                "axe@4.2.1",
                "a@b",
                "met at home. Com",
            ],
        );
    }
}
