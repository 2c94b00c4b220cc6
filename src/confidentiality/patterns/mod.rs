//! What can be known by its form: one file a kind, each with what it finds and what it leaves alone.

mod address;
mod areas;
mod case_number;
mod court_number;
mod date;
mod date_of_birth;
mod email;
mod institution;
mod insurance_number;
mod near;
mod nhs_number;
mod postcode;
mod pseudonym;
mod pupil_number;
mod telephone;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

pub(super) use self::{pseudonym::Pseudonyms, telephone::dialled};
use super::{Hit, Kind, folded::Folded};

/// A form, prepared at its first use. Every one is proved by the tests of its file.
pub(super) type Form = LazyLock<Option<Regex>>;

/// Prepares a form. Spaces in it mean nothing, but for one that begins a class; words end where
/// letters and digits without marks end, because the text has no others that matter.
pub(super) fn form(written: &str) -> Option<Regex> {
    let written = written.replace("[ ", r"[\x20").replace(r"\b", r"(?-u:\b)");
    regex::RegexBuilder::new(&written).ignore_whitespace(true).build().ok()
}

/// Where a form stands in a text.
fn places<'a>(form: &'a Form, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    form.iter().flat_map(move |form| form.find_iter(text).map(|found| found.range()))
}

/// Where a form stands in a text, asking again behind the beginning of what was turned down.
fn tried<T>(
    form: &Form,
    text: &str,
    mut take: impl FnMut(Range<usize>) -> Option<(Range<usize>, T)>,
) -> Vec<(Range<usize>, T)> {
    let (mut taken, mut at) = (Vec::new(), 0);
    while let Some(found) =
        form.as_ref().filter(|_| at <= text.len()).and_then(|form| form.find_at(text, at))
    {
        match take(found.range()) {
            Some((range, what)) => {
                at = range.end.max(at + 1);
                taken.push((range, what));
            }
            None => at = found.start() + 1,
        }
    }
    taken
}

/// Everything that is known by its form, in the simple text. Of two kinds that share a place the
/// clearer one stays.
pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let finders: [fn(&Folded) -> Vec<Hit>; 12] = [
        email::hits,
        nhs_number::sure_hits,
        court_number::hits,
        pupil_number::hits,
        insurance_number::hits,
        telephone::hits,
        date_of_birth::hits,
        postcode::hits,
        nhs_number::unsure_hits,
        case_number::hits,
        address::hits,
        institution::hits,
    ];
    let mut kept: Vec<Hit> = Vec::new();
    for find in finders {
        let mut found = find(folded);
        kept.sort_by_key(|hit| hit.range.start);
        for hit in found.iter_mut().filter(|hit| hit.kind == Kind::Institution) {
            // A name may follow the street of the line before.
            near::cut(&kept, folded, &mut hit.range);
        }
        found.retain(|hit| !hit.range.is_empty() && !near::overlaps(&kept, &hit.range));
        found.sort_by_key(|hit| hit.range.start);
        found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
        kept.append(&mut found);
    }
    kept.sort_by_key(|hit| (hit.range.start, hit.range.end));
    kept
}

fn hit(kind: Kind, is_sure: bool, range: Range<usize>) -> Hit {
    Hit { kind, is_sure, range }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What a finder finds in a text, as it was written; what is not sure with a question mark.
    pub(super) fn found(find: impl Fn(&Folded) -> Vec<Hit>, text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        let written = |hit: &Hit| {
            let doubt = if hit.is_sure { "" } else { "?" };
            format!("{}{doubt}", &text[folded.source(&hit.range)])
        };
        find(&folded).iter().map(written).collect()
    }

    /// The finder finds this in each of these texts: the text, and what is found in it.
    pub(super) fn finds(find: impl Fn(&Folded) -> Vec<Hit>, table: &[(&str, &[&str])]) {
        let wrong = table.iter().filter(|(text, expected)| found(&find, text) != *expected);
        let wrong: Vec<_> = wrong.map(|(text, _)| (text, found(&find, text))).collect();
        assert!(wrong.is_empty(), "not as written in the table: {wrong:#?}");
    }

    /// The finder leaves these texts alone.
    pub(super) fn leaves(find: impl Fn(&Folded) -> Vec<Hit>, texts: &[&str]) {
        let wrong = texts.iter().map(|text| (text, found(&find, text)));
        let wrong: Vec<_> = wrong.filter(|(_, found)| !found.is_empty()).collect();
        assert!(wrong.is_empty(), "not to be found: {wrong:#?}");
    }
}
