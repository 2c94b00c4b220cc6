//! One line of the private list, taken apart.

use super::everyday;
use crate::confidentiality::folded::Folded;

/// A name of the list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) words: Vec<Word>,
}

/// A word of a name, in the parts that its hyphens make.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// `Smith-Jones` has two.
    pub(super) parts: Vec<String>,
    pub(super) role: Role,
}

/// What a word is in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Forename,
    Surname,
    /// The only word of the name, or another name for the same person.
    Single,
    Title,
    Particle,
}

/// The names in a line: `Jane Smith`, `Smith, Jane`, `Jane Smith (Janey)`, `Jane Smith / Jane Brown`.
pub(super) fn entries(line: &str) -> Vec<Entry> {
    let line = Folded::new(line).text;
    let spaced = line.replace(" = ", "/").replace(" - ", "/").replace(['\n', '|', ';', ':'], "/");
    let separated = spaced.replace(" and ", "/").replace('&', "/");
    let commas: Vec<&str> = separated.split(',').collect();
    let is_row = commas.len() > 2 && commas.iter().all(|piece| words(piece).len() <= 1);
    if is_row {
        return commas.iter().flat_map(|piece| entry(piece)).collect();
    }
    separated.split('/').filter_map(entry).collect()
}

fn entry(text: &str) -> Option<Entry> {
    let (name, others) = aside(text);
    let (before, after) = match name.split_once(',') {
        Some((before, after)) => (words(before), words(after)),
        None => (Vec::new(), words(&name)),
    };
    let mut entry = Entry::default();
    let has_comma = !before.is_empty();
    entry.words.extend(before.iter().filter_map(|text| word(text, Role::Surname)));
    let last = after.len().saturating_sub(1);
    for (index, text) in after.iter().enumerate() {
        let is_surname = !has_comma && index == last;
        entry.words.extend(word(text, if is_surname { Role::Surname } else { Role::Forename }));
    }
    if entry.words.len() == 1 {
        entry.words.iter_mut().for_each(|word| word.role = Role::Single);
    }
    entry.words.extend(others.iter().filter_map(|text| word(text, Role::Single)));
    (!entry.words.is_empty()).then_some(entry)
}

/// What stands in brackets or quotation marks, apart from the rest: other names of the same person.
fn aside(text: &str) -> (String, Vec<String>) {
    let (mut name, mut others) = (String::new(), String::new());
    let mut is_aside = false;
    for character in text.chars() {
        match character {
            '(' | '[' => is_aside = true,
            ')' | ']' => is_aside = false,
            '"' => is_aside = !is_aside,
            _ if is_aside => others.push(character),
            _ => name.push(character),
        }
        if matches!(character, '(' | '[' | ')' | ']' | '"') {
            name.push(' ');
            others.push(' ');
        }
    }
    let others = words(&others.replace(',', " ")).into_iter();
    (name, others.filter(|word| word.starts_with(char::is_uppercase)).collect())
}

/// The words that can be part of a name: with letters, and not `née`, `mother of`, `Child A`.
fn words(text: &str) -> Vec<String> {
    let words = text
        .split([' ', '_'])
        .map(|word| word.trim_matches(|character: char| !character.is_alphabetic()));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_name = |index: usize, word: &str| {
        let pseudonym = index > 0 && word.chars().count() == 1;
        !everyday::is_beside_a_name(&word.to_lowercase()) && !pseudonym
    };
    let kept = words.iter().enumerate().filter(|(index, word)| is_name(*index, word));
    let kept: Vec<String> = kept.map(|(_, word)| (*word).to_owned()).collect();
    // A name may be such a word: a line that says nothing else means it.
    match (kept.is_empty(), words.as_slice()) {
        (true, [only]) => vec![(*only).to_owned()],
        _ => kept,
    }
}

fn word(text: &str, role: Role) -> Option<Word> {
    let parts: Vec<String> =
        text.split('-').map(str::to_owned).filter(|part| !part.is_empty()).collect();
    let small = text.to_lowercase();
    let role = match role {
        Role::Single => Role::Single,
        _ if everyday::is_title(&small) => Role::Title,
        _ if everyday::is_particle(&small) => Role::Particle,
        role => role,
    };
    let has_letters =
        parts.iter().any(|part| part.chars().filter(|letter| letter.is_alphabetic()).count() > 0);
    has_letters.then_some(Word { parts, role })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Vec<String> {
        let word = |word: &Word| format!("{} {:?}", word.parts.join("+"), word.role);
        let entries = entries(line);
        entries
            .iter()
            .map(|entry| entry.words.iter().map(word).collect::<Vec<_>>().join(", "))
            .collect()
    }

    #[test]
    fn a_line_is_taken_apart() {
        for (line, entries) in [
            ("Jane Smith", vec!["Jane Forename, Smith Surname"]),
            ("Smith, Jane", vec!["Smith Surname, Jane Forename"]),
            ("Jane Anne Smith-Jones", vec!["Jane Forename, Anne Forename, Smith+Jones Surname"]),
            ("O’Brien, Siân", vec!["O'Brien Surname, Sian Forename"]),
            ("Jayden", vec!["Jayden Single"]),
            ("Jane Smith (Janey)", vec!["Jane Forename, Smith Surname, Janey Single"]),
            (
                "Jane Smith (née Brown, mother of Child A)",
                vec!["Jane Forename, Smith Surname, Brown Single"],
            ),
            (
                "Jane Smith / Jane Brown",
                vec!["Jane Forename, Smith Surname", "Jane Forename, Brown Surname"],
            ),
            ("Jayden, Kayden, Leo", vec!["Jayden Single", "Kayden Single", "Leo Single"]),
            ("Mrs Jane Smith", vec!["Mrs Title, Jane Forename, Smith Surname"]),
            ("Jan van der Berg", vec!["Jan Forename, van Particle, der Particle, Berg Surname"]),
            ("Jane Smith = Child A", vec!["Jane Forename, Smith Surname"]),
            ("  ", vec![]),
        ] {
            assert_eq!(said(line), entries, "{line}");
        }
    }
}
