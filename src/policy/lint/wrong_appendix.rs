use super::{
    Lint, Subject,
    appendices::{Appendix, appendices, mentions},
    text::{self, quoted, sentences},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "wrong-appendix",
    asks: "Where the policy mentions an appendix, it is the one that is meant",
    why: "Somebody who looks up the appendix finds another form there, and fills in the wrong one or \
          none.",
    example: "“Appendix 4 Evidence Template”, but Appendix 4 is the dispute form and the Evidence \
              Template is Appendix 5: ask the council to correct the number.",
    look,
};

/// Words between an appendix and the name it goes with, at most.
const NEAR: usize = 6;

fn look(subject: &Subject, findings: &mut Findings) {
    let known = appendices(subject);
    if known.is_empty() {
        return;
    }
    let mut told: Vec<String> = Vec::new();
    let texts = subject.printed().chain(subject.notes());
    for (spot, text) in texts {
        let is_note = spot.last_key() == "note";
        for sentence in sentences(text) {
            for (number, at) in mentions(sentence) {
                let Some(slip) = slip(&known, sentence, number, at, is_note) else { continue };
                let key = format!("{number} {sentence}");
                if !told.contains(&key) {
                    told.push(key);
                    let next = "Ask the council to correct its document; where a form prints it, \
                                keep both readings: `text` and `as_printed`";
                    let place = subject.words(spot, &here(sentence, number));
                    findings.warning(place, format!("{}: {slip}", around(sentence, at)), next);
                }
            }
        }
    }
}

fn slip(
    known: &[Appendix],
    sentence: &str,
    number: u32,
    at: usize,
    is_note: bool,
) -> Option<String> {
    let title = |one: &Appendix| one.names.first().cloned().unwrap_or_default();
    let Some(own) = known.iter().find(|one| one.number == number) else {
        return Some(format!("nothing here is Appendix {number}"));
    };
    // A note may well say which appendix it is not.
    if is_note {
        return None;
    }
    let words: Vec<String> = text::words(sentence).map(str::to_lowercase).collect();
    let near =
        |one: &Appendix| one.names.iter().filter_map(|name| distance(&words, at, name)).min();
    let nearest =
        known.iter().filter_map(|one| Some((near(one)?, one))).min_by_key(|(far, _)| *far);
    match nearest {
        Some((far, other)) if other.number != number && far <= NEAR => Some(format!(
            "Appendix {number} is {}, and {} is Appendix {}",
            quoted(&title(own)),
            quoted(&title(other)),
            other.number
        )),
        Some(_) => None,
        None => fits_nothing(&words, at, own).then(|| {
            format!("Appendix {number} is {}, which is about something else", quoted(&title(own)))
        }),
    }
}

/// The mention as it is written.
fn here(sentence: &str, number: u32) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let pairs = words
        .windows(2)
        .filter(|pair| pair.first().is_some_and(|word| word.to_lowercase().contains("appendi")));
    let mut pairs = pairs.map(|pair| pair.join(" "));
    pairs.find(|pair| pair.contains(&number.to_string())).unwrap_or_default()
}

/// The words around a mention.
fn around(sentence: &str, at: usize) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let (start, end) = (at.saturating_sub(5), (at + 6).min(words.len()));
    let before = if start > 0 { "… " } else { "" };
    let after = if end < words.len() { " …" } else { "" };
    let words = words.get(start..end).unwrap_or_default().join(" ");
    format!("“{before}{words}{after}”")
}

/// How many words lie between a mention and a name.
fn distance(words: &[String], at: usize, name: &str) -> Option<usize> {
    let name: Vec<String> = text::words(name).map(str::to_lowercase).collect();
    let starts = words.windows(name.len().max(1)).enumerate();
    let starts = starts.filter(|(_, window)| *window == name.as_slice()).map(|(start, _)| start);
    // The mention is two words: “Appendix” and the number.
    starts
        .map(|start| match start > at {
            true => start.saturating_sub(at + 2),
            false => at.saturating_sub(start + name.len()),
        })
        .min()
}

/// Whether “see Appendix N for …” names nothing that is in the title of the appendix.
fn fits_nothing(words: &[String], at: usize, own: &Appendix) -> bool {
    let is_seen = at.checked_sub(1).and_then(|before| words.get(before));
    let is_seen = is_seen.is_some_and(|word| matches!(word.as_str(), "see" | "to" | "in"));
    let after: Vec<&String> = words.iter().skip(at + 2).collect();
    let [is_for, what @ ..] = after.as_slice() else { return false };
    let stem = |word: &str| word.chars().take(5).collect::<String>();
    let long = |word: &&&String| word.chars().count() > 3;
    let own: Vec<String> = own
        .names
        .iter()
        .flat_map(|name| text::words(name))
        .map(|word| stem(&word.to_lowercase()))
        .collect();
    let mut wanted = what.iter().take(6).filter(long).peekable();
    is_seen
        && is_for.as_str() == "for"
        && wanted.peek().is_some()
        && wanted.all(|word| !own.contains(&stem(word)))
}
