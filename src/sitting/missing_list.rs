//! What the list of what is missing says, as plain data for `templates/layout/missing.typ`.

use serde_json::{Value, json};

use super::{Candidate, Missing, Sitting};
use crate::policy::Severity;

impl Candidate {
    /// What is missing, by whose it is: whoever has errors comes first, else the order is that in which
    /// it was found.
    pub(super) fn by_person(&self) -> Vec<(&str, Vec<&Missing>)> {
        let mut people: Vec<(&str, Vec<&Missing>)> = Vec::new();
        for one in &self.missing {
            match people.iter_mut().find(|(who, _)| *who == one.who) {
                Some((_, theirs)) => theirs.push(one),
                None => people.push((&one.who, vec![one])),
            }
        }
        people
    }

    /// Where it stands, in words.
    pub(super) fn state(&self) -> String {
        let warnings = match self.count(Severity::Warning) {
            0 => String::new(),
            1 => "; 1 thing to look at".to_owned(),
            count => format!("; {count} things to look at"),
        };
        match &self.papers {
            Ok(_) if warnings.is_empty() => "Papers complete".to_owned(),
            Ok(_) => format!("Papers complete{warnings}"),
            Err(why) => format!("Papers not complete: {why}{warnings}"),
        }
    }
}

impl Sitting {
    /// What is missing from whom.
    pub(super) fn missing_list(&self) -> Value {
        let candidates = self.candidates.iter().map(|one| {
            let people = one.by_person().into_iter().map(|(who, items)| {
                let items = items.into_iter().map(|item| {
                    json!({
                        "severity": item.severity,
                        "title": item.title,
                        "place": item.place,
                        "next": item.next,
                    })
                });
                json!({ "who": who, "items": items.collect::<Vec<_>>() })
            });
            json!({
                "number": one.number,
                "name": one.title(),
                "folder": one.folder,
                "is_complete": one.is_complete(),
                "state": one.state(),
                "people": people.collect::<Vec<_>>(),
            })
        });
        let not_read = self.not_read.iter();
        json!({
            "document": self.document("What is missing from whom"),
            "date_text": self.date.with_weekday(),
            "candidates": candidates.collect::<Vec<_>>(),
            "elsewhere": self.elsewhere(),
            "not_read": not_read.map(|(folder, why)| json!({ "folder": folder, "why": why }))
                .collect::<Vec<_>>(),
        })
    }
}
