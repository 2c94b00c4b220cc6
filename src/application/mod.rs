//! A pack read beside its policy: what is applied for, what the pack says, and its forms filled in.

mod answers;
mod evidence;
mod names;
mod time;

pub use answers::Answer;
pub use evidence::is_empty;
pub use time::Due;

use crate::{
    dates::Day,
    pack::Pack,
    policy::{Asye, Experience, Fact, Policy, Progression, Route},
};

/// What there is to say about a pack once it is read beside its policy.
#[derive(Debug, Clone, Copy)]
pub struct Application<'a> {
    /// The council's policy, [narrowed](Policy::narrowed) to what is applied for.
    pub policy: &'a Policy,
    /// The pack.
    pub pack: &'a Pack,
}

impl<'a> Application<'a> {
    /// What is applied for, where the pack names it or there is only one.
    pub fn progression(&self) -> Option<&'a Progression> {
        self.policy.progression(self.pack.facts.progression.text())
    }

    /// The way to it, where the pack names one.
    pub fn route(&self) -> Option<&'a Route> {
        let named = self.pack.facts.route.text()?;
        self.progression()?.routes.iter().find(|route| route.id == named)
    }

    /// Whether a panel decides.
    pub fn has_panel(&self) -> bool {
        self.progression().is_none_or(|progression| progression.panel)
    }

    /// What is asked about the assessed and supported year.
    pub fn asye(&self) -> Option<&'a Asye> {
        self.progression()?.asye.as_ref()
    }

    /// How long one must have been practising; all of these.
    pub fn experience_asked(&self) -> &'a [Experience] {
        self.progression().map_or(&[], |progression| &progression.experience)
    }

    /// Whole years and months of experience, as one requirement counts it.
    pub fn experience(&self, asked: &Experience) -> Option<(u32, u32)> {
        let until = self.day(&asked.until)?;
        let days = asked.since.iter().map(|fact| self.day(&format!("candidate.{fact}")));
        let since = days.collect::<Option<Vec<Day>>>()?.into_iter().max()?;
        Some(until.years_and_months_since(since))
    }

    /// Whether there is as much experience as one requirement asks for.
    pub fn is_enough(&self, asked: &Experience) -> Option<bool> {
        self.experience(asked).map(|(years, months)| years * 12 + months >= asked.in_months())
    }

    /// Whether the experience is what the progression asks for.
    pub fn has_enough_experience(&self) -> Option<bool> {
        let each: Vec<_> =
            self.experience_asked().iter().map(|asked| self.is_enough(asked)).collect();
        match each.as_slice() {
            [] => None,
            each if each.contains(&Some(false)) => Some(false),
            each => each.iter().all(Option::is_some).then_some(true),
        }
    }

    /// The facts about the candidate that are asked here.
    pub fn facts_asked(&self) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let application = *self;
        let facts = self.policy.rules.facts.iter();
        facts.filter(move |fact| fact.when.as_ref().is_none_or(|when| application.fits(when)))
    }
}

/// A length of time in words: `4 years 8 months`.
pub fn length((years, months): (u32, u32)) -> String {
    let plural = |count: u32, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    match (years, months) {
        (0, months) => plural(months, "month"),
        (years, 0) => plural(years, "year"),
        (years, months) => format!("{} {}", plural(years, "year"), plural(months, "month")),
    }
}

fn yes_no(yes: bool) -> String {
    if yes { "Yes" } else { "No" }.to_owned()
}
