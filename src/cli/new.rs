//! `panelpack new`

use std::path::PathBuf;

use clap::Args;

use super::{Failure, Outcome, load, screen};
use crate::{policy, publish, scaffold, schema};

/// Make the folder of a new pack, with the council's own prompts in every file
#[derive(Args)]
pub struct New {
    /// The folder to make
    dir: PathBuf,
    /// Whose policy applies: an id, or the folder of a policy
    #[arg(long, value_name = "ID|FOLDER")]
    policy: String,
    /// What is applied for, where the policy has more than one progression
    #[arg(long)]
    progression: Option<String>,
    /// The way to it, where the policy has more than one
    #[arg(long)]
    route: Option<String>,
}

/// Runs the command.
pub fn new(command: &New) -> Result<Outcome, Failure> {
    let whole = load::policy_named(&command.policy)?;
    let id = &load::progression(&whole, command.progression.as_deref())?.id;
    let route = command.route.as_deref();
    let policy = whole.narrowed(Some(id), route);
    let progression = load::progression(&policy, Some(id))?;
    if let Some(route) = route.filter(|id| !progression.routes.iter().any(|one| one.id == **id)) {
        let routes = progression.routes.iter().map(|one| one.id.as_str());
        let routes = routes.collect::<Vec<_>>().join(", ");
        return Err(Failure(format!("there is no route {route}; the routes are: {routes}")));
    }
    let files = scaffold::scaffold(&policy, progression, route)?;
    publish::create(&command.dir, &files)?;
    for file in files.iter().filter(|file| !schema::is_own(&file.name)) {
        screen::print(&format!("{}\n", command.dir.join(&file.name).display()))?;
    }
    screen::print(&format!("{}\n", command.dir.join(schema::FOLDER).display()))?;
    let own = match policy::known().contains(&command.policy.as_str()) {
        true => String::new(),
        false => format!(" --policy \"{}\"", command.policy),
    };
    screen::say(&format!(
        "\nNext: fill in {}, then run\n  panelpack check \"{}\"{own}",
        command.dir.join("pack.yaml").display(),
        command.dir.display()
    ));
    Ok(Outcome::Fine)
}
