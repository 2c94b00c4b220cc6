//! A school, a surgery, a hospital by its name: words with capitals and what it is.
//!
//! Never the kind of place alone (the Primary School, a Nursery, Special School), a heading that begins
//! with another word (Working with Nursery), an academy of social work, a college "of" a profession, a
//! university.

use std::ops::Range;

use super::{Form, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

static NAMED: Form = Form::new(|| {
    form(
        r"(?: (?: (?:St|Dr|Mt|[A-Z])\. | [A-Z][A-Za-z']*(?:-[A-Za-z]+)* ) (?:[ \n_](?:of|the|and|&|on|in))* [ \n_] ){1,6}?
        (?: (?i:primary[ \n_]school | primary[ \n_]academy | infants?'?[ \n_]school | junior[ \n_]school | high[ \n_]school | grammar[ \n_]school
           | secondary[ \n_]school | special[ \n_]school | nursery[ \n_]school | nursery | pre-?school | playgroup
           | medical[ \n_](?:centre|practice) | health[ \n_]centre | children's[ \n_]centre | childrens[ \n_]centre | family[ \n_](?:hub|centre)
           | surgery | hospital | hospice | infirmary | academy | college | primary | school) )",
    )
});

/// Words that say what kind of place it is, or what is done there, and not which.
const KIND: &str = "\
    but yet now then first last next back edge team liaison frontline \
    & a acute adult after all an and another any as assessed asye before boarding brain business \
    care catholic ce child children children's childrens church college community contact \
    cosmetic cottage council current day dental development district doctor's doctors doctors' \
    each early education emergency england every eye faith family forest form former foundation \
    free further general good gp gp's grammar health heart her high his home hospital how i if \
    in independent infant infants its junior key law leadership learning local lower mainstream \
    management maternity medical mental middle minor mp mp's my national new night no nursing of \
    old on open oral other our own partner people people's plastic practice pre previous primary \
    private psychiatric public rc reception regional research safeguarding same school secondary \
    senior services since sixth skills so social special sports staff state summer sunday \
    supported teaching technical that the their then this training university upper village \
    virtual walk-in what when where while who whole why work worker workers workforce year years \
    young your youth";
/// Words behind which a name may begin: what stands before them belongs to the sentence.
const BEGINS: &str =
    "& a about an and at between by for from in into near of on or the to via with";
/// An academy of these teaches those who work, not children.
const OF_WORK: &str = "\
    asye care development leadership learning management people practice services skills staff \
    teaching training work worker workers workforce";

pub(super) fn hits(folded: &Folded) -> Vec<Hit> {
    let text = folded.text.as_str();
    let found = tried(&NAMED, text, |range| {
        let named = name(text.get(range.clone())?, near::after(text, range.end, 12));
        let (start, is_sure) = named.filter(|_| !near::is_in_a_word(text, &range))?;
        Some((range.start + start..range.end, is_sure))
    });
    found.into_iter().map(|(range, is_sure)| hit(Kind::Institution, is_sure, range)).collect()
}

/// Where the name begins, and whether it surely is one.
fn name(written: &str, after: &str) -> Option<(usize, bool)> {
    let words = split(written);
    let small: Vec<String> = words
        .iter()
        .map(|range| written.get(range.clone()).unwrap_or_default().to_lowercase())
        .collect();
    let small: Vec<&str> = small.iter().map(|word| word.trim_end_matches('.')).collect();
    let (last, before) = small.split_last()?;
    let is_of_work = matches!(*last, "academy" | "college" | "school")
        && before.last().is_some_and(|word| near::lists(OF_WORK, word));
    let is_of_university = matches!(*last, "academy" | "college" | "school")
        && before.iter().any(|word| word.starts_with("universit"));
    let is_ambiguous = matches!(
        *last,
        "primary" | "school" | "college" | "academy" | "surgery" | "nursery" | "hospital"
    );
    let goes_on = after.starts_with(" of ") || after.starts_with("-") || after.starts_with("'s-");
    let is_adjective = *last == "primary" && after.starts_with(' ') && is_of_care(after);
    let shouts = !written.contains(|sign: char| sign.is_lowercase());
    let is_capital =
        words.last().and_then(|range| written.get(range.clone()))?.starts_with(char::is_uppercase);
    // "Ask the Academy": what it is, and not which.
    let is_the = before.last() == Some(&"the");
    // "Agency information / School": the first cell of another row.
    let is_label = *last == "school" && is_at_line_start(written) && !is_in_a_sentence(after);
    if is_of_work || goes_on || is_adjective || is_of_university || is_the || is_label {
        return None;
    }
    let kinds = kind_length(&small);
    let named = before.get(..small.len().checked_sub(kinds)?)?;
    let begin = begin(named);
    let own = named.get(begin..)?;
    let is_name = |word: &&&str| !near::lists(KIND, word) && word.chars().any(char::is_alphabetic);
    let names = own.iter().filter(is_name).count();
    let first =
        own.iter().position(|word| !matches!(*word, "the" | "a" | "an" | "of" | "and" | "&"))?;
    // "Attending Nursery", "Visited School": a word in the form of a verb names nothing by itself.
    let is_doing = names == 1
        && own
            .iter()
            .filter(is_name)
            .all(|word| word.len() > 4 && (word.ends_with("ing") || word.ends_with("ed")));
    // "Dr Marsh's surgery": the kind in small letters only where the name cannot be anything else.
    let is_called = matches!(own.get(first).copied(), Some("st" | "dr" | "our"));
    if names == 0
        || !is_capital && !is_called
        || is_doing && is_ambiguous
        || shouts && is_ambiguous && names == 1 && kinds == 1 && *last == "school"
    {
        return None;
    }
    let start = words.get(begin + first)?.start;
    Some((start, is_capital && (*last != "school" || kinds > 1)))
}

/// Whether the last word stands at the start of a line.
fn is_at_line_start(written: &str) -> bool {
    let before = written.rsplit_once(char::is_whitespace);
    before.is_some_and(|(before, last)| {
        written.get(before.len()..written.len() - last.len()) == Some("\n")
    })
}

/// Whether a sentence goes on, or ends, behind a word.
fn is_in_a_sentence(after: &str) -> bool {
    let mut signs = after.chars();
    match signs.next() {
        Some(' ') => signs.next().is_some_and(char::is_lowercase),
        Some(sign) => matches!(sign, '.' | ',' | ';' | ')' | '\''),
        None => false,
    }
}

/// How many words at the end say what kind of place it is.
fn kind_length(small: &[&str]) -> usize {
    let two = small.len().checked_sub(2).and_then(|at| small.get(at)).copied().unwrap_or_default();
    let last = small.last().copied().unwrap_or_default();
    let is_two = match last {
        "school" => matches!(
            two,
            "primary"
                | "infant"
                | "infants"
                | "infants'"
                | "junior"
                | "high"
                | "grammar"
                | "secondary"
                | "special"
                | "nursery"
        ),
        "centre" => true,
        "practice" | "hub" => true,
        "academy" => two == "primary",
        _ => false,
    };
    if is_two { 2 } else { 1 }
}

/// Where the words of the name begin: behind the last word that ends another part of the sentence.
fn begin(words: &[&str]) -> usize {
    let mut begin = 0;
    for (index, word) in words.iter().enumerate() {
        let joins = matches!(*word, "of" | "the" | "and" | "&" | "on" | "in") && index > 0;
        if near::lists(BEGINS, word) && !joins {
            begin = index + 1;
        }
    }
    begin
}

/// Whether "Primary" is about care, education or the like.
fn is_of_care(after: &str) -> bool {
    const OF: &[&str] = &[
        "care", "carer", "mental", "health", "worker", "educ", "legis", "source", "research",
        "attach", "caus", "need", "reason", "aim", "concern", "focus", "phase", "age",
    ];
    let next = after.trim_start().to_lowercase();
    OF.iter().any(|word| next.starts_with(word))
}

fn split(written: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for part in written.split([' ', '\n', '_']) {
        if !part.is_empty() {
            words.push(start..start + part.len());
        }
        start += part.len() + 1;
    }
    words
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
                ("at Oakwell Primary School today", &["Oakwell Primary School"]),
                ("at Oakwell Primary.", &["Oakwell Primary"]),
                ("St Osyth's Catholic High School", &["St Osyth's Catholic High School"]),
                ("Our Lady of the Marsh Primary", &["Our Lady of the Marsh Primary"]),
                ("The Oakwell Academy", &["Oakwell Academy"]),
                ("Little Acorns Nursery", &["Little Acorns Nursery"]),
                ("Dr Marsh's Surgery", &["Dr Marsh's Surgery"]),
                ("Marsh Lane Medical Centre", &["Marsh Lane Medical Centre"]),
                (
                    "Oakwell Health Centre, Oakwell Children’s Centre",
                    &["Oakwell Health Centre", "Oakwell Children’s Centre"],
                ),
                ("Oakwell Hospital", &["Oakwell Hospital"]),
                ("Oakwell General Hospital", &["Oakwell General Hospital"]),
                ("Oakwell College", &["Oakwell College"]),
                ("Oakwell Family Hub", &["Oakwell Family Hub"]),
                ("OAKWELL PRIMARY SCHOOL", &["OAKWELL PRIMARY SCHOOL"]),
                ("Oakwell Prim-\nary School", &["Oakwell Prim-\nary School"]),
                ("Oakwell\n> Primary School", &["Oakwell\n> Primary School"]),
                ("Oakwell_Primary_School.pdf", &["Oakwell_Primary_School"]),
                ("Working with Oakwell Nursery", &["Oakwell Nursery"]),
                ("Oakwell School", &["Oakwell School?"]),
                ("at Dr Marsh's surgery", &["Dr Marsh's surgery?"]),
                ("Oakwell Primary\nMarsh Hospital", &["Oakwell Primary", "Marsh Hospital"]),
                ("**Oakwell** Primary", &["Oakwell** Primary"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            hits,
            &[
                "the Primary School",
                "High School",
                "a Nursery",
                "Working with Nursery",
                "The Hospital",
                "Social Work Academy",
                "Westmere Social Work Academy",
                "Virtual School",
                "The Local High School",
                "Royal College of Nursing",
                "University College Hospital",
                "Primary Care",
                "Lead Primary Worker",
                "Attending Nursery",
                "Special School",
                "oakwell primary school",
                "Practice Academy",
                "Key Stage",
                "Transition From Nursery",
                "GP Surgery",
                "After School Club",
                "The Academy’s questions",
                "Liaison with School. School Nurse. Nursery Nurse.",
                "But School did",
                "Community Hospital",
                "Emergency Surgery",
                "The Catholic Primary School",
            ],
        );
    }
}
