use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    check::Findings,
    policy::lint::{Lint, Subject},
};

pub static LINT: Lint = Lint {
    name: "wrong-id",
    asks: "An id has small letters, digits, hyphens and underscores only",
    why: "Packs, file names and names such as `candidate.team` are made of ids.",
    example: "`id: Team Manager` for a role: write `id: team_manager` and `title: Team Manager`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for spot in subject.spots.iter().filter(|spot| spot.last_key() == "id") {
        let Some(id) = spot.text() else { continue };
        // A framework's id is printed (`PCF`); a fact's may make groups (`asye.passed`).
        let is_framework =
            spot.path.starts_with("frameworks.") && !spot.path.contains("statements");
        let is_fact = spot.path.starts_with("facts.") && !spot.path.contains("options");
        let is_known = |letter: char| {
            letter.is_ascii_lowercase()
                || letter.is_ascii_digit()
                || matches!(letter, '-' | '_')
                || is_framework && letter.is_ascii_alphanumeric()
                || is_fact && letter == '.'
        };
        let has_gap = id.starts_with('.') || id.ends_with('.') || id.contains("..");
        if !id.chars().all(is_known) || has_gap {
            let better = better(id);
            findings.error(
                spot.place(),
                format!("`{id}` cannot be an id"),
                match better.is_empty() {
                    true => "Use small letters, digits, - and _".to_owned(),
                    false => format!("Write `{better}`"),
                },
            );
        }
    }
}

fn better(id: &str) -> String {
    let plain: String = id.nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}
