//! `panelpack explain`

use clap::Args;

use super::{Failure, Outcome, screen};
use crate::{check, yaml::did_you_mean};

/// Say what a rule asks, why, and how to put it right
#[derive(Args)]
pub struct Explain {
    /// The name of the rule; without one, all of them are listed
    rule: Option<String>,
}

/// Runs the command.
pub fn explain(command: &Explain) -> Result<Outcome, Failure> {
    let Some(name) = &command.rule else {
        let width = check::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        for rule in check::ALL {
            screen::print(&format!("{:width$}  {}\n", rule.name, rule.asks))?;
        }
        return Ok(Outcome::Fine);
    };
    let Some(rule) = check::rule(name) else {
        let names = check::ALL.iter().map(|rule| rule.name);
        let next = match did_you_mean(name, names) {
            Some(name) => format!("did you mean {name}?"),
            None => "`panelpack explain` lists them all".to_owned(),
        };
        return Err(Failure(format!("there is no rule {name}; {next}")));
    };
    screen::print(&format!(
        "{}\n\n{}.\n\nWhy it is asked\n  {}\n\nFor example\n  {}\n",
        rule.name, rule.asks, rule.why, rule.example
    ))?;
    Ok(Outcome::Fine)
}
