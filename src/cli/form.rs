//! `panelpack form`

use std::path::{Path, PathBuf, absolute};

use clap::Args;

use super::{Failure, Outcome, load, screen};
use crate::{
    application::Application,
    build::{self, EVIDENCE_TEMPLATE, FLOW_CHART, Made},
    compose::Print,
    pack::{Facts, Pack},
    policy::{Form as PolicyForm, Policy, TICK_LIST, tick_list},
    publish::{self, Content, Output},
    typeset::Fonts,
    yaml::{Field, did_you_mean},
};

/// Print one form of a council, blank or filled in from a pack
#[derive(Args)]
pub struct Form {
    /// The form, as the policy names it, or evidence-template, or flow-chart, or confidentiality: the
    /// tick-list to go through before a pack is sent
    form: String,
    /// The folder of the pack it is filled in from; without one it is blank
    #[arg(long)]
    pack: Option<PathBuf>,
    /// Whose form it is: an id, or the folder of a policy. A pack names its own
    #[arg(long, value_name = "ID|FOLDER", required_unless_present = "pack")]
    policy: Option<String>,
    /// Only what is asked for this progression; a pack names its own
    #[arg(long, conflicts_with = "pack")]
    progression: Option<String>,
    /// Only what is asked on this route; a pack names its own
    #[arg(long, conflicts_with = "pack")]
    route: Option<String>,
    /// The council's words letter for letter, slips included
    #[arg(long)]
    as_printed: bool,
    /// The file to write, instead of FORM.pdf here
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn form(command: &Form) -> Result<Outcome, Failure> {
    let (policy, pack) = match (&command.pack, &command.policy) {
        (Some(folder), policy) => {
            let opened = load::open(folder, policy.as_deref())?;
            let pack = opened.looked.for_draft(&opened.pack);
            (opened.policy, pack)
        }
        (None, policy) => blank(command, policy.as_deref().unwrap_or_default())?,
    };
    let application = Application { policy: &policy, pack: &pack };
    let default = || PathBuf::from(format!("{}.pdf", command.form));
    let path = command.output.clone().unwrap_or_else(default);
    let print = Print { as_printed: command.as_printed, blank: command.pack.is_none() };
    outside(&path, command.pack.as_deref())?;
    let made = make(application, &command.form, print)?;
    write(&path, made.output.content)?;
    let pages = made.pages.unwrap_or(0);
    let word = if pages == 1 { "page" } else { "pages" };
    screen::print(&format!("{}  {pages} {word}\n", path.display()))?;
    if !pack.problems.is_empty() || !pack.unreadable.is_empty() {
        screen::say(
            "Not all of the pack could be read, so an answer may be missing; `panelpack check` says where",
        );
    }
    Ok(Outcome::Fine)
}

/// The policy narrowed to what is named on the command line, and a pack that says nothing else.
fn blank(command: &Form, policy: &str) -> Result<(Policy, Pack), Failure> {
    let whole = load::policy_named(policy)?;
    let (progression, route) = (command.progression.as_deref(), command.route.as_deref());
    if let Some(id) = progression
        && whole.progression(Some(id)).is_none()
    {
        let all = whole.rules.progressions.iter().map(|one| one.id.as_str());
        return Err(unknown("progression", id, all));
    }
    let policy = whole.narrowed(progression, route);
    if let Some(id) = route {
        let routes = policy.progression(progression).map_or(&[][..], |one| &one.routes);
        if !routes.iter().any(|one| one.id == id) {
            return Err(unknown("route", id, routes.iter().map(|one| one.id.as_str())));
        }
    }
    let field = |id: Option<&str>| Field { value: id.map(str::to_owned), ..Field::default() };
    let facts = Facts { progression: field(progression), route: field(route), ..Facts::default() };
    Ok((policy, Pack { facts, ..Pack::default() }))
}

/// The form of this name, or the flow chart.
fn make(application: Application, id: &str, print: Print) -> Result<Made, Failure> {
    let fonts = Fonts::new();
    if id == FLOW_CHART {
        let made = build::flow_chart(application, print, &fonts)?;
        let council = &application.policy.rules.council;
        return made.ok_or_else(|| {
            Failure(format!("the policy of {council} does not describe its process step by step"))
        });
    }
    let form = named(application.policy, id)?;
    Ok(build::form(application, form, print, &fonts)?)
}

/// The form of this name; none is the Evidence Template.
fn named<'p>(policy: &'p Policy, id: &str) -> Result<Option<&'p PolicyForm>, Failure> {
    match policy.form(id) {
        Some(form) => Ok(Some(form)),
        None if id == EVIDENCE_TEMPLATE => Ok(None),
        None if id == TICK_LIST => Ok(tick_list()),
        None => {
            let forms = policy.forms.iter().map(|form| form.id.as_str());
            Err(unknown("form", id, forms.chain([EVIDENCE_TEMPLATE, FLOW_CHART, TICK_LIST])))
        }
    }
}

fn unknown<'a>(what: &str, id: &str, all: impl Iterator<Item = &'a str>) -> Failure {
    let all: Vec<&str> = all.collect();
    let next = match (did_you_mean(id, all.iter().copied()), all.as_slice()) {
        (Some(near), _) => format!("did you mean {near}? There are {}", all.join(", ")),
        (None, []) => "there are none to choose from here".to_owned(),
        (None, _) => format!("there are {}", all.join(", ")),
    };
    Failure(format!("there is no {what} {id}; {next}"))
}

/// A pack holds what people put there; what is made from it belongs into its folder `out`.
pub(super) fn outside(path: &Path, pack: Option<&Path>) -> Result<(), Failure> {
    let Some(pack) = pack else { return Ok(()) };
    let (pack, file) = (absolute(pack)?, absolute(path)?);
    if file.starts_with(&pack) && !file.starts_with(pack.join("out")) {
        return Err(Failure(format!(
            "{} would become part of the pack; write to its folder out, or elsewhere",
            path.display()
        )));
    }
    Ok(())
}

/// Puts the finished file in its place.
pub(super) fn write(path: &Path, content: Content) -> Result<(), Failure> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Err(Failure(format!("{} is not the name of a file", path.display())));
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let output = Output { name: name.to_owned(), content };
    publish::publish(folder.unwrap_or(Path::new(".")), &[&output], &|| {})?;
    Ok(())
}
