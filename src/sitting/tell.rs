//! A sitting as it is told on a terminal.

use std::fmt::Write;

use super::{Candidate, Sitting};
use crate::{policy::Severity, report::Look};

/// Who is heard when, what is missing from whom, and what is not for this sitting.
pub fn tell(sitting: &Sitting, look: Look) -> String {
    let policies = sitting.policies();
    let councils: Vec<&str> = policies.iter().map(|one| one.rules.council.as_str()).collect();
    let mut text = match councils.as_slice() {
        [] => format!("{}\n", sitting.date.with_weekday()),
        councils => {
            format!("{}: panel of {}\n", sitting.date.with_weekday(), councils.join(" and "))
        }
    };
    if councils.len() > 1 {
        text += "The packs are for different councils; each is checked against its own policy\n";
    }
    if !sitting.candidates.is_empty() {
        text.push('\n');
    }
    for one in &sitting.candidates {
        application(one, look, &mut text);
    }
    let missing = sitting.candidates.iter().filter(|one| !one.missing.is_empty());
    let missing: Vec<&Candidate> = missing.collect();
    if !missing.is_empty() {
        text += "\nWhat is missing from whom\n";
    }
    for one in missing {
        let _ = writeln!(text, "\n  {}. {}", one.number, one.title());
        for (who, items) in one.by_person() {
            let _ = writeln!(text, "    {who}");
            for item in items {
                let word = match item.severity {
                    Severity::Error => "must",
                    _ => "look",
                };
                let place = match item.place.as_str() {
                    "" => String::new(),
                    place => format!(" ({place})"),
                };
                let title = format!("{}{place}", item.title);
                let stop = if title.ends_with(['?', '.']) { "" } else { "." };
                let line = format!("{title}{stop} {}", item.next);
                text += &wrapped(&format!("      {word}  "), "            ", &line, look);
            }
        }
    }
    if !sitting.not_read.is_empty() {
        text += "\nCould not be read\n";
        for (folder, why) in &sitting.not_read {
            text += &wrapped("  ", "    ", &format!("{folder}: {why}"), look);
        }
    }
    if !sitting.elsewhere.is_empty() {
        text += "\nNot for this sitting\n";
        for one in &sitting.elsewhere {
            let name = one.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
            text += &wrapped("  ", "    ", &format!("{}{name}: {}", one.folder, one.why), look);
        }
    }
    text
}

fn application(one: &Candidate, look: Look, text: &mut String) {
    let slot = one.slot.map(|slot| format!("{slot}  ")).unwrap_or_default();
    let progression =
        one.progression.as_ref().map(|title| format!(", {title}")).unwrap_or_default();
    let head = format!("{:>3}. {slot}", one.number);
    let rest = " ".repeat(head.chars().count());
    *text += &wrapped(&head, &rest, &format!("{}{progression}", one.title()), look);
    let pages = one.papers.as_ref().ok();
    let pages = pages.map(|papers| format!("; {}, {} pages", papers.bundle, papers.pages));
    *text += &wrapped(&rest, &rest, &format!("{}{}", one.state(), pages.unwrap_or_default()), look);
}

fn wrapped(first: &str, rest: &str, line: &str, look: Look) -> String {
    let options = textwrap::Options::new(look.width).initial_indent(first).subsequent_indent(rest);
    textwrap::fill(line, options) + "\n"
}
