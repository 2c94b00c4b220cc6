//! Where an application stands, in a few lines for a terminal.

use super::{Date, Event, History, Recorded, Then, Walk, agenda, place::place};
use crate::{
    application::{Application, Due},
    dates::{BankHolidays, Day},
    policy::{Condition, Deadline, Step},
    report::Look,
    words,
};

/// What there is to tell from.
pub struct Status<'a> {
    /// The policy and the pack.
    pub application: Application<'a>,
    /// The day it is.
    pub today: Day,
    /// The folder of the pack, as it is typed in a command.
    pub pack: String,
    /// How the text may look.
    pub look: Look,
}

impl Status<'_> {
    /// The whole text.
    pub fn tell(&self) -> String {
        let walk = Walk::of(self.application, Some(self.today));
        let mut text = self.head();
        match &walk {
            Some(walk) => text += &(self.done(walk) + &self.here(walk) + &self.then(walk)),
            None => {
                text += &self.look.heading("Where it stands");
                text +=
                    &self.look.wrapped("  ", "The policy does not say step by step how it goes on");
            }
        }
        text += &self.dates();
        text + &self.unknown_holidays()
    }

    fn head(&self) -> String {
        let council = &self.application.policy.rules.council;
        let of = ["progression.title", "route.title"].map(|name| self.application.fact(name));
        let of: Vec<String> = of.into_iter().flatten().collect();
        let of = if of.is_empty() { String::new() } else { format!(": {}", of.join(", ")) };
        self.look.wrapped("", &format!("{council}{of}. {}", self.today.with_weekday()))
    }

    /// What the pack records, with its day; what was taken where the ways part.
    fn done(&self, walk: &Walk) -> String {
        let mut lines = String::new();
        for passed in &walk.passed {
            let label = passed.taken.and_then(|branch| branch.label.as_ref());
            let label = label.filter(|_| passed.step.next.len() > 1);
            let outcome = passed.step.done.as_ref().filter(|name| name.starts_with("outcome"));
            let outcome = outcome.and_then(|_| self.application.fact("outcome.title"));
            let colon = if passed.step.title.ends_with('?') { "" } else { ":" };
            let answer = label.map(|label| format!("{colon} {label}"));
            let answer = answer.or(outcome.map(|title| format!(": {title}"))).unwrap_or_default();
            let title = &passed.step.title;
            let (day, what) = match passed.recorded {
                Some(Recorded::On(day)) => (day.to_string(), format!("{title}{answer}")),
                Some(Recorded::Undated) => (String::new(), format!("{title}{answer}")),
                Some(Recorded::Agreed(day)) => (String::new(), format!("{title}: {day}")),
                None => continue,
            };
            lines += &self.look.wrapped(&format!("  {day:<17} "), &what);
        }
        if lines.is_empty() { String::new() } else { self.look.heading("Done so far") + &lines }
    }

    fn here(&self, walk: &Walk) -> String {
        let heading = self.look.heading("Where it stands");
        let Some(step) = walk.here else {
            let outcome = self.application.fact("outcome.title");
            let outcome = outcome.map(|title| format!(": {title}")).unwrap_or_default();
            return heading
                + &self.look.wrapped("  ", &format!("The process has come to its end{outcome}"));
        };
        let mut text = heading + &self.look.wrapped("  ", &self.look.bold(&step.title));
        text += &self.look.labelled("who", &self.roles(&step.who, "the policy does not say"));
        if !step.to.is_empty() {
            text += &self.look.labelled("to", &self.roles(&step.to, ""));
        }
        if let Some(day) = step.on.as_deref().and_then(|name| self.application.day(name)) {
            text +=
                &self.look.labelled("on", &self.sitting(day, step.on.as_deref() == Some("panel")));
        }
        if let Some((_, by)) = self.by(step) {
            text += &self.look.labelled("by", &by);
        }
        for other in self.deadline_of(step).iter().flat_map(|deadline| &deadline.other_readings) {
            if let Some(limit) = &other.by {
                let due = self.history().due(limit).map(|due| format!(", {}", self.due(due)));
                let limit = self.application.in_words(limit);
                let text_of =
                    format!("elsewhere the policy says {limit}{}", due.unwrap_or_default());
                text += &self.look.labelled("", &text_of);
            }
        }
        if let Some(form) = step.form.as_ref().and_then(|id| self.application.policy.form(id)) {
            let appendix = form.appendix.map(|number| format!(" (Appendix {number})"));
            text += &self
                .look
                .labelled("form", &format!("{}{}", form.title, appendix.unwrap_or_default()));
            // A command stays whole, so that it can be copied.
            text += &format!("{:15}panelpack form {} --pack {}\n", "", form.id, self.pack);
        }
        text += &self.record(walk, step);
        if let Some(note) = &step.note {
            text += &self.look.labelled("note", note);
        }
        text
    }

    /// What comes next, or the ways between which somebody decides.
    fn then(&self, walk: &Walk) -> String {
        let then = walk.then();
        if then.is_empty() {
            return String::new();
        }
        let mut text = self.look.heading("Then");
        let here = walk.here.filter(|here| here.next.len() > 1);
        let is_to_decide = |here: &Step| here.done.is_none() || walk.recorded(here).is_some();
        for Then { way, step } in then {
            let label = way.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default();
            text += &self.look.wrapped("  ", &format!("{label}{}", step.title));
            let who = self.roles(&step.who, "");
            let to = self.roles(&step.to, "");
            let mut says = vec![who];
            says.extend((!to.is_empty()).then(|| format!("to {to}")));
            says.extend(self.by(step).map(|(lead, by)| format!("{lead}{by}")));
            says.retain(|part| !part.is_empty());
            if !says.is_empty() {
                text += &self.look.wrapped("    ", &says.join(", "));
            }
            let is_of_here = here.is_some_and(|here| {
                is_to_decide(here) && here.next.iter().any(|one| std::ptr::eq(one, way))
            });
            if let Some(Condition(names)) = way.when.as_ref().filter(|_| is_of_here) {
                let names = names.keys().filter(|name| self.application.fact(name).is_none());
                let places: Vec<String> = names.map(|name| place(self.application, name)).collect();
                if !places.is_empty() {
                    let places = words::row(&places, "and");
                    text += &self.look.wrapped("    ", &format!("recorded in {places}"));
                }
            }
        }
        text
    }

    /// How the pack comes to know that a step is done.
    fn record(&self, walk: &Walk, step: &Step) -> String {
        if let Some(day) = walk.to_come(step) {
            let day = day.with_weekday();
            return self.look.labelled("recorded", &format!("for {day}, which has not come yet"));
        }
        match &step.done {
            Some(name) if walk.recorded(step).is_none() => {
                self.look.labelled("recorded", &format!("in {}", place(self.application, name)))
            }
            _ => String::new(),
        }
    }

    fn deadline_of(&self, step: &Step) -> Option<&Deadline> {
        let mut deadlines = self.application.policy.rules.deadlines.iter();
        deadlines.find(|deadline| Some(&deadline.id) == step.deadline.as_ref())
    }

    /// By when a step has to be done, and the word that leads to it within a sentence.
    fn by(&self, step: &Step) -> Option<(&'static str, String)> {
        let deadline = self.deadline_of(step)?;
        let limit = self.application.in_words(&deadline.by);
        if let Some(Recorded::On(day)) = self.history().recorded(&deadline.done()) {
            return Some(("", format!("{limit}; done on {day}")));
        }
        Some(match self.history().due(&deadline.by) {
            Some(due) if self.history().holds(deadline) => {
                ("by ", format!("{} ({limit})", self.due(due)))
            }
            Some(due) => ("by ", format!("{} ({limit})", due.day.with_weekday())),
            None if deadline.by.after.is_some() => ("within ", limit),
            None => ("", limit),
        })
    }

    fn history(&self) -> History<'_> {
        History { application: self.application, today: Some(self.today) }
    }

    fn due(&self, Due { day, holidays_known }: Due) -> String {
        let star = if holidays_known { "" } else { "*" };
        format!("{}{star}, {}", day.with_weekday(), self.left(day))
    }

    fn dates(&self) -> String {
        let dates = agenda(self.application, Some(self.today));
        let lines = dates.iter().map(|date| self.date(date));
        let lines: String = lines.collect();
        if lines.is_empty() { String::new() } else { self.look.heading("Dates") + &lines }
    }

    fn date(&self, date: &Date) -> String {
        let day = date.due.day;
        let (what, away) = match date.event {
            Event::Deadline(deadline) => (self.deadline(deadline), self.left(day)),
            Event::Panel => {
                let parts = ["panel.time", "panel.place"];
                let parts = parts.into_iter().filter_map(|name| self.application.fact(name));
                let panel = parts.fold("Panel".to_owned(), |text, part| format!("{text}, {part}"));
                (panel, self.away(day))
            }
        };
        let day = day.with_weekday() + if date.due.holidays_known { "" } else { "*" };
        match self.look.width {
            ..80 => format!("  {day}, {away}\n{}", self.look.wrapped("    ", &what)),
            _ => self.look.wrapped(&format!("  {day:<27} {away:<13} "), &what),
        }
    }

    fn deadline(&self, deadline: &Deadline) -> String {
        let policy = self.application.policy;
        let from = policy.role(&deadline.from);
        match self.roles(&deadline.to, "") {
            to if to.is_empty() => format!("{} ({from})", deadline.what),
            to => format!("{} ({from} to {to})", deadline.what),
        }
    }

    /// How much time there is until the end of a day.
    fn left(&self, day: Day) -> String {
        match day.days_since(self.today) {
            days @ ..0 => {
                format!("{} late", words::count(days.unsigned_abs() as usize, "day"))
            }
            _ => self.away(day),
        }
    }

    /// How far away a day is: `in 11 days`.
    fn away(&self, day: Day) -> String {
        let days = day.days_since(self.today);
        let count = words::count(days.unsigned_abs() as usize, "day");
        match days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            2.. => format!("in {count}"),
            ..-1 => format!("{count} ago"),
        }
    }

    fn sitting(&self, day: Day, is_panel: bool) -> String {
        let mut parts = vec![day.with_weekday(), self.away(day)];
        if is_panel {
            let facts = ["panel.time", "panel.place"];
            parts.extend(facts.into_iter().filter_map(|name| self.application.fact(name)));
        }
        parts.join(", ")
    }

    fn roles(&self, ids: &[String], none: &str) -> String {
        let roles: Vec<&str> = ids.iter().map(|id| self.application.policy.role(id)).collect();
        if roles.is_empty() { none.to_owned() } else { words::row(&roles, "and") }
    }

    fn unknown_holidays(&self) -> String {
        let dates = agenda(self.application, Some(self.today));
        if dates.iter().all(|date| date.due.holidays_known) {
            return String::new();
        }
        let BankHolidays { region, from, until, .. } = BankHolidays::england_and_wales();
        let says = format!(
            "The bank holidays of {region} are known here from {from} to {until} only: check this day"
        );
        format!("\n{}", self.look.wrapped("* ", &says))
    }
}
