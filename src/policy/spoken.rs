//! Names, time limits and conditions of the policy language, as one says them.

use super::{Condition, Policy, TimeLimit};

impl Policy {
    /// What a name stands for: `the panel`, `the signature of the Team Manager on Request Form`.
    pub fn spoken(&self, name: &str) -> String {
        let whole = self.whole();
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        let said = match (first, rest) {
            ("panel", "" | "date") => Some("the panel".to_owned()),
            ("panel", "submit_by") => Some("the last day for papers".to_owned()),
            ("outcome", "on") => Some("the day of the outcome".to_owned()),
            ("outcome" | "progression" | "route", "") => Some(format!("the {first}")),
            ("experience", "enough") => Some("there is enough experience".to_owned()),
            ("candidate", id) => whole.fact(id).map(|fact| format!("“{}”", fact.label)),
            ("submitted", id) => whole.sent(id).map(|what| format!("the day “{what}” was sent")),
            ("forms", rest) => whole.spoken_answer(rest),
            _ => None,
        };
        said.unwrap_or_else(|| name.to_owned())
    }

    /// What is recorded as sent under an id: something that is due, or a form.
    pub fn sent(&self, id: &str) -> Option<&str> {
        let rules = &self.whole().rules;
        let deadline = rules.deadlines.iter().find(|one| one.id == id);
        let form = self.whole().form(id).map(|form| form.title.as_str());
        deadline.map(|one| one.what.as_str()).or(form)
    }

    fn spoken_answer(&self, name: &str) -> Option<String> {
        let mut parts = name.splitn(3, '.');
        let form = self.form(parts.next()?)?;
        let section = form.section(parts.next()?)?;
        let part = parts.next()?;
        if matches!(part, "signed" | "signed_by") {
            let who = &section.sign_off.as_ref()?.signatory.text;
            return Some(format!("the signature of the {who} on the {}", form.title));
        }
        let field = section.fields.iter().find(|field| field.id == part)?;
        Some(format!("“{}” on the {}", field.label, form.title))
    }

    /// A time limit: `14 days before the panel`.
    pub fn spoken_limit(&self, by: &TimeLimit) -> String {
        match (&by.on, &by.before, &by.after) {
            (Some(name), _, _) => self.spoken(name),
            (_, Some(name), _) => format!("{} before {}", by.length(), self.spoken(name)),
            (_, _, Some(name)) => format!("{} after {}", by.length(), self.spoken(name)),
            _ => by.length(),
        }
    }

    /// A condition: `“Sponsored by the council” is yes`. `here` are the labels of fields that go by
    /// their ids alone.
    pub fn spoken_condition(&self, condition: &Condition, here: &[(&str, &str)]) -> String {
        let each = condition.0.iter().map(|(name, values)| {
            let label = here.iter().find(|(id, _)| id == name);
            let what = label.map_or_else(|| self.spoken(name), |(_, label)| format!("“{label}”"));
            let value = |value: &String| match value.as_str() {
                "given" => "given".to_owned(),
                "missing" => "not given".to_owned(),
                other => self.title_of(name, other),
            };
            let values: Vec<String> = values.iter().map(value).collect();
            format!("{what} is {}", values.join(" or "))
        });
        each.collect::<Vec<_>>().join(" and ")
    }

    /// What a value is called: the title of a progression, a route or an outcome.
    fn title_of(&self, name: &str, id: &str) -> String {
        let rules = &self.whole().rules;
        let title = match name {
            "outcome" => rules.outcomes.iter().find(|one| one.id == id).map(|one| &one.title),
            "progression" => {
                rules.progressions.iter().find(|one| one.id == id).map(|one| &one.title)
            }
            "route" => {
                let mut routes = rules.progressions.iter().flat_map(|one| &one.routes);
                routes.find(|route| route.id == id).map(|route| &route.title)
            }
            _ => None,
        };
        title.cloned().unwrap_or_else(|| id.to_owned())
    }
}
