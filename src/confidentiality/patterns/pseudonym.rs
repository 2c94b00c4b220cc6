//! Pseudonyms that the register does not declare: `Child D`, `Children D and E`, `YP1`, `Mother B`.
//!
//! Never the pronoun I, "a child", A&E, ages. Children of published reviews (Child Q, Baby P) are not sure.

use std::{collections::BTreeSet, ops::Range};

use super::{Form, form, hit, near, tried};
use crate::confidentiality::{Hit, Kind, folded::Folded};

/// The pseudonyms of the register.
#[derive(Debug, Default)]
pub(in crate::confidentiality) struct Pseudonyms {
    declared: BTreeSet<(String, String)>,
}

static FIRST: Form = Form::new(|| {
    form(
        r"(?: [Cc]hild(?:ren)? | CHILD(?:REN)? | [Yy]oung[ \n_-][Pp](?:erson|eople) | YOUNG[ ](?:PERSON|PEOPLE) | YPs? | yp
        | [Mm](?:other|um) | [Ff](?:ather|amily|amilies) | [Dd]ad | [Pp]arents? | [Cc]arers? | [Bb]aby | [Bb]abies | [Ss]iblings? | [Bb]rother | [Ss]ister
        | [Gg]rand(?:mother|father|parent) | [Aa](?:unt|uncle) | [Uu]ncle | Adult | Boy | Girl | Household | [Ss]ervice[ ][Uu]ser
        | MOTHER | FATHER | FAMILY | BABY | SIBLING | CARER )
        (?:[ \n_-]{1,3}[A-Za-z][0-9]? | [ _-]{0,3}[0-9]{1,2}) (?:[^A-Za-z0-9]|$)",
    )
});
static NEXT: Form = Form::new(|| {
    form(
        r"^ (?:,[ \n]?(?:and[ \n])?|[ ]?[/&][ ]?|[ \n](?:and|or|to)[ \n]|-) ([A-Z][0-9]?|[0-9]{1,2})(?:[^A-Za-z0-9]|$)",
    )
});

/// Children of published reviews, which are cited.
const PUBLISHED: &[(&str, &str)] = &[("child", "q"), ("baby", "p")];

impl Pseudonyms {
    pub(in crate::confidentiality) fn new(register: &[String]) -> Self {
        let mut declared = BTreeSet::new();
        for entry in register {
            let folded = Folded::new(entry);
            for range in whole(&folded.text) {
                let (who, tags) = range;
                declared
                    .extend(tags.into_iter().map(|tag| (who.clone(), small(&folded.text, &tag))));
            }
        }
        Self { declared }
    }

    pub(in crate::confidentiality) fn hits(&self, folded: &Folded) -> Vec<Hit> {
        let text = folded.text.as_str();
        let mut hits = Vec::new();
        for (start, who, tags) in rows(text) {
            for (index, tag) in tags.into_iter().enumerate() {
                let key = (who.clone(), small(text, &tag));
                if self.declared.contains(&key) {
                    continue;
                }
                let is_published =
                    PUBLISHED.iter().any(|(who, tag)| key.0 == *who && key.1 == *tag)
                        || near::has_word(
                            &folded.lower,
                            &tag,
                            40,
                            &["review", "reviews", "inquiry", "scr", "cspr", "lcspr"],
                        );
                let from = if index == 0 { start } else { tag.start };
                hits.push(hit(Kind::Pseudonym, !is_published, from..tag.end));
            }
        }
        hits
    }
}

fn small(text: &str, range: &Range<usize>) -> String {
    text.get(range.clone()).unwrap_or_default().to_lowercase()
}

/// Who is meant, in one word for all ways to write it.
fn who(written: &str) -> String {
    let bare: String =
        written.chars().filter(|sign| sign.is_alphabetic()).collect::<String>().to_lowercase();
    let one = match bare.as_str() {
        "children" => "child",
        "yp" | "yps" | "youngpeople" => "youngperson",
        "mum" => "mother",
        "dad" => "father",
        "families" => "family",
        "babies" => "baby",
        plural => plural.strip_suffix('s').unwrap_or(plural),
    };
    one.to_owned()
}

/// The pseudonyms that a register entry declares.
fn whole(text: &str) -> Vec<(String, Vec<Range<usize>>)> {
    rows(text).into_iter().map(|(_, who, tags)| (who, tags)).collect()
}

/// Every "Child D, E and F": where it begins, who they are, where each letter or number stands.
fn rows(text: &str) -> Vec<(usize, String, Vec<Range<usize>>)> {
    let found = tried(&FIRST, text, |range| {
        if text.get(..range.start)?.ends_with(char::is_alphanumeric) {
            return None;
        }
        let written = text.get(range.clone())?;
        let end = range.start
            + written.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric()).len();
        let body = text.get(range.start..end)?;
        let last = body.rsplit([' ', '\n', '-', '_']).next().unwrap_or_default();
        // The number of YP1 is apart from its letters; that of "Child D2" is not.
        let letters = last.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let tag_length = if letters.len() > 1 { last.len() - letters.len() } else { last.len() };
        let tag = end - tag_length..end;
        let noun = text.get(range.start..tag.start)?;
        if !is_pseudonym(text, range.start, noun, &tag) {
            return None;
        }
        let mut tags = vec![tag];
        let mut at = end;
        let is_many = matches!(
            noun.trim_end().to_lowercase().as_str(),
            "children"
                | "young people"
                | "yps"
                | "parents"
                | "carers"
                | "siblings"
                | "families"
                | "babies"
        );
        while let Some(found) =
            NEXT.as_ref().and_then(|form| form.captures(near::after(text, at, 16)))
        {
            let Some(next) = found.get(1).map(|next| at + next.start()..at + next.end()) else {
                break;
            };
            if !is_tag(text, &next, is_many)
                || text.get(next.clone()).is_some_and(|tag| {
                    tag.starts_with(|sign: char| sign.is_ascii_digit())
                        != starts_with_digit(text, &tags)
                })
            {
                break;
            }
            at = next.end;
            tags.push(next);
        }
        Some((range.start..at.max(end), (range.start, who(noun), tags)))
    });
    found.into_iter().map(|(_, row)| row).collect()
}

fn starts_with_digit(text: &str, tags: &[Range<usize>]) -> bool {
    tags.first()
        .and_then(|tag| text.get(tag.clone()))
        .is_some_and(|tag| tag.starts_with(|sign: char| sign.is_ascii_digit()))
}

fn is_pseudonym(text: &str, start: usize, noun: &str, tag: &Range<usize>) -> bool {
    let before = near::before(text, start, 12);
    let last_word =
        before.trim_end().rsplit([' ', '\n', '-', '_']).next().unwrap_or_default().to_lowercase();
    let written = text.get(tag.clone()).unwrap_or_default();
    let is_small = noun.starts_with(char::is_lowercase);
    let is_digit = written.starts_with(|sign: char| sign.is_ascii_digit());
    let in_file_name = noun.ends_with(['-', '_']) || is_small && noun.contains(['-', '_']);
    let after = near::after(text, tag.end, 24);
    if written.starts_with(|sign: char| sign.is_ascii_lowercase()) {
        // Small letters only in the name of a file: `child-d-report.pdf`.
        let next = after.trim_start_matches(['-', '_']);
        let is_other =
            ["learning", "safety", "mail", "bulletin"].iter().any(|word| next.starts_with(word));
        return is_small
            && in_file_name
            && !matches!(written, "i")
            && !is_other
            && (after.is_empty() || after.starts_with(['-', '_', '.', ' ']));
    }
    if is_digit {
        let unit = after.trim_start().to_lowercase();
        let is_age = ["year", "month", "week", "day", "hour", "%", "per ", "of "]
            .iter()
            .any(|word| unit.starts_with(word));
        let goes_on = after.starts_with(['.', ':', ',', '/', '-', '+'])
            && after
                .get(1..2)
                .is_some_and(|next| next.starts_with(|sign: char| sign.is_ascii_digit()));
        let is_one = matches!(
            who(noun).as_str(),
            "child"
                | "youngperson"
                | "baby"
                | "sibling"
                | "family"
                | "mother"
                | "father"
                | "carer"
                | "parent"
        );
        let is_plural = noun.trim_end().to_lowercase().ends_with(['n', 's'])
            && !noun.to_lowercase().ends_with("person ");
        return is_one
            && !is_small
            && !is_plural
            && !is_age
            && !goes_on
            && !written.starts_with('0')
            && written.parse::<u32>().is_ok_and(|number| number < 20);
    }
    let is_rhetoric = matches!(last_word.as_str(), "every" | "each" | "any" | "no" | "a" | "the")
        && matches!(written, "A" | "I");
    let is_article = is_small && matches!(written, "A" | "I") && !in_file_name;
    !is_rhetoric && !is_article && is_tag(text, tag, true)
}

/// Whether a letter stands for somebody: not the pronoun I, not A&E, not the first of several initials.
fn is_tag(text: &str, tag: &Range<usize>, may_be_a: bool) -> bool {
    let written = text.get(tag.clone()).unwrap_or_default();
    let after = near::after(text, tag.end, 6);
    let mut signs = after.chars();
    let (next, later) = (signs.next(), signs.next());
    let is_small_next = matches!(next, Some(' ' | '\n')) && later.is_some_and(char::is_lowercase);
    let is_department = next == Some('&') && later.is_some_and(char::is_alphabetic);
    let is_initial = next == Some('.') && later.is_some_and(char::is_uppercase);
    let is_contraction = written == "I" && next == Some('\'') && !after.starts_with("'s");
    let is_pronoun = written == "I" && is_small_next || is_contraction;
    let is_article = written == "A" && is_small_next && !may_be_a;
    !(is_department || is_initial || is_pronoun || is_article)
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{finds, leaves},
        *,
    };

    fn undeclared(folded: &Folded) -> Vec<Hit> {
        Pseudonyms::new(&["Child A".into(), "YP 7".into(), "Mother of Child B".into()]).hits(folded)
    }

    #[test]
    fn found() {
        finds(
            undeclared,
            &[
                ("Child D said", &["Child D"]),
                ("Child D's mother", &["Child D"]),
                ("Children D and E, with Child A", &["Children D", "E"]),
                ("Child D, E and F", &["Child D", "E", "F"]),
                ("Child D/E", &["Child D", "E"]),
                ("Young Person K", &["Young Person K"]),
                ("young person K", &["young person K"]),
                ("YP1 and YP 2", &["YP1", "YP 2"]),
                (
                    "Mother B, Father C, Family F, Carer G",
                    &["Mother B", "Father C", "Family F", "Carer G"],
                ),
                ("Baby L and Sibling M", &["Baby L", "Sibling M"]),
                ("CHILD D", &["CHILD D"]),
                ("the child D", &["child D"]),
                ("Child 1", &["Child 1"]),
                ("Child\n  D", &["Child\n  D"]),
                ("Child\u{a0}D", &["Child\u{a0}D"]),
                ("**Child D**", &["Child D"]),
                ("child-d-report.pdf", &["child-d"]),
                ("report_Child_D.pdf", &["Child_D"]),
                ("Child I.", &["Child I"]),
                ("Child Q review", &["Child Q?"]),
                ("the Baby P case", &["Baby P?"]),
                ("Child M (serious case review)", &["Child M?"]),
                ("Child D and I visited", &["Child D"]),
            ],
        );
    }

    #[test]
    fn left_alone() {
        leaves(
            undeclared,
            &[
                "Child A, Child A's, CHILD A, child A",
                "Young Person 7, YP7, young person 7",
                "Child B",
                "Child A&E",
                "Child I supported",
                "a child I know",
                "Every Child A Talker",
                "Child in Need",
                "Children 5 years",
                "Children 0-5",
                "Child 3 years old",
                "Child Protection",
                "Father and I",
                "Family I support",
                "child-a-report.pdf",
                "child-i-met.pdf",
                "family-e-bulletin.pdf",
                "Parents I worked with",
                "Adult B.C. Smith",
                "a child A",
                "Children 11 to 16",
            ],
        );
    }
}
