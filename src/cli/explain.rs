//! `panelpack explain`

use clap::Args;

use super::{Failure, Outcome, screen};
use crate::{
    check::{self, Rule, Topic},
    policy::{self, lint::Lint},
    yaml::did_you_mean,
};

/// Say what a rule asks, why, and how to put it right
#[derive(Args)]
pub struct Explain {
    /// The name of the rule; without one, all of them are listed
    rule: Option<String>,
}

/// What a rule for packs or a lint for policies says about itself.
struct About {
    name: &'static str,
    asks: &'static str,
    why: &'static str,
    example: &'static str,
}

fn rules() -> impl Iterator<Item = About> {
    check::ALL.iter().map(|rule| about(rule))
}

fn about(rule: &Rule) -> About {
    let Rule { name, asks, why, example, .. } = *rule;
    About { name, asks, why, example }
}

fn lints() -> impl Iterator<Item = About> {
    policy::lint::every().map(|lint| {
        let Lint { name, asks, why, example, .. } = *lint;
        About { name, asks, why, example }
    })
}

/// Runs the command.
pub fn explain(command: &Explain) -> Result<Outcome, Failure> {
    let Some(name) = &command.rule else {
        let width = rules().chain(lints()).map(|one| one.name.len()).max().unwrap_or(0);
        let list = |all: &mut dyn Iterator<Item = About>| {
            all.map(|one| format!("{:width$}  {}\n", one.name, one.asks)).collect::<String>()
        };
        for topic in Topic::ALL {
            let rules = check::ALL.iter().filter(|rule| rule.topic == topic);
            screen::print(&format!("{}\n\n", topic.title()))?;
            screen::print(&list(&mut rules.map(|rule| about(rule))))?;
            screen::print("\n")?;
        }
        screen::print("In a policy, by `panelpack policy lint`\n\n")?;
        screen::print(&list(&mut lints()))?;
        return Ok(Outcome::Fine);
    };
    let Some(one) = rules().chain(lints()).find(|one| one.name == name) else {
        let next = match did_you_mean(name, rules().chain(lints()).map(|one| one.name)) {
            Some(name) => format!("did you mean {name}?"),
            None => "`panelpack explain` lists them all".to_owned(),
        };
        return Err(Failure(format!("there is no rule {name}; {next}")));
    };
    screen::print(&format!(
        "{}\n\n{}.\n\nWhy it is asked\n  {}\n\nFor example\n  {}\n",
        one.name, one.asks, one.why, one.example
    ))?;
    Ok(Outcome::Fine)
}
