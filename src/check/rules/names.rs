//! What the names of the policy language are called in a sentence, and where in the pack they
//! stand: `candidate.team`, `submitted.evidence`, `forms.request.team_manager.signed`.

use super::{asked, words};
use crate::{
    check::{Case, Place},
    dates::Day,
    pack::FACTS,
    policy::{Choice, Condition, Field, Form, Policy, Section},
    yaml::{Node, Value},
};

/// The form, the section and the last part of a name that begins with `forms.`.
pub fn in_form<'p, 'n>(
    policy: &'p Policy,
    name: &'n str,
) -> Option<(&'p Form, &'p Section, &'n str)> {
    let mut parts = name.strip_prefix("forms.")?.splitn(3, '.');
    let form = policy.form(parts.next()?)?;
    let section = form.section(parts.next()?)?;
    Some((form, section, parts.next()?))
}

/// Where the pack says what a name stands for; the nearest place where it does not.
pub fn place(case: &Case, name: &str) -> Place {
    match in_form(case.policy(), name) {
        Some((form, section, part)) => match written(case, name) {
            Some(node) => Place::span(asked::file(form), node.span),
            None => {
                let sign_off = section.sign_off.as_ref().map(|sign_off| sign_off.id.as_str());
                let is_signature = matches!(part, "signed" | "signed_by");
                let key = if is_signature { sign_off } else { Some(part) };
                asked::place(case, form, section, key)
            }
        },
        None => {
            let line = |name: &str| case.application.line(name);
            let mut parents = name.rmatch_indices('.').filter_map(|(at, _)| line(name.get(..at)?));
            let span = line(name).map(|line| line.node.span);
            Place::span(FACTS, span.or_else(|| parents.next().map(|line| line.key_span)))
        }
    }
}

/// What is written where the pack would say what a name stands for.
pub fn written<'a>(case: &Case<'a>, name: &str) -> Option<&'a Node> {
    let node = match in_form(case.policy(), name) {
        Some((form, section, part)) => {
            let node = case.application.node(form, section)?;
            let signed = || node.get(&section.sign_off.as_ref()?.id);
            match part {
                "signed" => signed()?.get("on")?,
                "signed_by" => signed()?.get("name")?,
                field => node.get(field)?,
            }
        }
        None => &case.application.line(name)?.node,
    };
    let is_blank = match &node.value {
        Value::Empty => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    (!is_blank).then_some(node)
}

/// The day on which the application is decided, with its name and what to call it: the panel, or
/// the decision where no panel decides.
pub fn end(case: &Case) -> Option<(Day, &'static str, &'static str)> {
    let day = |name| case.application.day(name);
    match case.application.has_panel() {
        true => Some((day("panel")?, "panel", "the panel")),
        false => Some((day("outcome.on")?, "outcome.on", "the decision")),
    }
}

/// What happens on a day that has a name, as the end of a sentence: `when the portfolio was sent`.
pub fn event(case: &Case, name: &str) -> String {
    if let Some((form, section, "signed")) = in_form(case.policy(), name) {
        return format!("when {} was signed", part(form, section));
    }
    match name.split_once('.') {
        None if name == "panel" => "the day of the panel".into(),
        Some(("panel", "submit_by")) => "the last day for papers".into(),
        Some(("outcome", "on")) => "the day of the outcome".into(),
        Some(("submitted", id)) => format!("when “{}” was sent", sent(case, id)),
        _ => label(case, name),
    }
}

/// What a section is called beside its form: `“Team Manager” in the Request Form`.
fn part(form: &Form, section: &Section) -> String {
    match section.title {
        Some(_) => format!("“{}” in the {}", asked::name(form, section), form.title),
        None => format!("the {}", form.title),
    }
}

/// What `submitted.<id>` is the day of.
fn sent<'a>(case: &Case<'a>, id: &'a str) -> &'a str {
    let policy = case.policy();
    let done = format!("submitted.{id}");
    let mut deadlines = policy.rules.deadlines.iter().chain(&policy.whole().rules.deadlines);
    match deadlines.find(|deadline| deadline.done() == done) {
        Some(deadline) => &deadline.what,
        None => policy.whole().form(id).map_or(id, |form| &form.title),
    }
}

/// What a name stands for, in words.
pub fn label(case: &Case, name: &str) -> String {
    let policy = case.policy().whole();
    if let Some((form, section, part)) = in_form(policy, name) {
        return match section.fields.iter().find(|field| field.id == part) {
            Some(field) => format!("“{}”", words::short(&field.label)),
            None => format!("the signature of {}", self::part(form, section)),
        };
    }
    match name.split_once('.') {
        None if name == "panel" => "the day of the panel".into(),
        None => format!("the {name}"),
        Some(("candidate", id)) => match policy.fact(id) {
            Some(fact) => format!("“{}”", fact.label),
            None => format!("`{id}`"),
        },
        Some(("experience", _)) => "the experience".into(),
        Some(("submitted", id)) => format!("the day “{}” was sent", sent(case, id)),
        Some(("progression" | "route" | "outcome" | "panel", "title" | "date")) => {
            format!("the {}", name.split('.').next().unwrap_or(name))
        }
        _ => event(case, name),
    }
}

/// What the pack says under a name, as a sentence: `“Contract” is Part time`.
pub fn said(case: &Case, name: &str) -> String {
    let fact = case.application.fact(name);
    holds(case, name, fact.as_deref().unwrap_or("not given"))
}

/// That a name has a value, as a sentence.
fn holds(case: &Case, name: &str, value: &str) -> String {
    let is_enough = name.starts_with("experience.") && name.ends_with(".enough");
    match value {
        yes if is_enough && yes.eq_ignore_ascii_case("yes") => "there is enough experience".into(),
        no if is_enough && no.eq_ignore_ascii_case("no") => "there is too little experience".into(),
        value => format!("{} is {value}", label(case, name)),
    }
}

/// A condition in words: `“Contract” is Part time`. `here` is the form and section it is written in.
pub fn condition(case: &Case, here: Option<(&Form, &Section)>, condition: &Condition) -> String {
    let each = condition.0.iter().map(|(name, wanted)| {
        let local = here.and_then(|(form, section)| form.field(section, name));
        let wanted: Vec<String> =
            wanted.iter().map(|wanted| value(case, name, local, wanted)).collect();
        let wanted = words::row(&wanted, "or");
        match local {
            Some((_, field)) => format!("“{}” is {wanted}", words::short(&field.label)),
            None => holds(case, name, &wanted),
        }
    });
    let each: Vec<String> = each.collect();
    words::row(&each, "and")
}

/// A value that is wanted, in words.
fn value(case: &Case, name: &str, local: Option<(&Section, &Field)>, wanted: &str) -> String {
    match wanted {
        "missing" => return "not given".into(),
        "given" => return wanted.into(),
        _ => {}
    }
    if let Some((how @ ("before" | "after"), day)) = wanted.split_once(' ')
        && case.application.day(day).is_some()
    {
        return format!("{how} {}", event(case, day));
    }
    let policy = case.policy().whole();
    let rules = &policy.rules;
    let title = |option: &Choice| option.label.text.clone();
    let of_field = |section: &Section, field: &Field| {
        let mut options = field.options.iter().chain(&section.scale);
        options.find(|option| option.id == wanted).map(title)
    };
    let label = match (local, name.split_once('.')) {
        (Some((section, field)), _) => of_field(section, field),
        (None, Some(("candidate", id))) => policy
            .fact(id)
            .and_then(|fact| fact.options.iter().find(|one| one.id == wanted))
            .map(title),
        (None, Some(("forms", _))) => in_form(policy, name).and_then(|(_, section, part)| {
            let field = section.fields.iter().find(|field| field.id == part)?;
            of_field(section, field)
        }),
        (None, _) if matches!(name, "progression" | "route") => Some(self::title(policy, wanted)),
        (None, _) if name == "outcome" => {
            rules.outcomes.iter().find(|one| one.id == wanted).map(|one| one.title.clone())
        }
        _ => None,
    };
    label.unwrap_or_else(|| wanted.to_owned())
}

/// What a progression or a route is called; its id where the policy does not know it.
fn title(policy: &Policy, id: &str) -> String {
    let progressions = &policy.rules.progressions;
    let mut routes = progressions.iter().flat_map(|one| &one.routes);
    let progression = progressions.iter().find(|one| one.id == id).map(|one| &one.title);
    let title = progression.or_else(|| routes.find(|one| one.id == id).map(|one| &one.title));
    title.map_or(id, |title| title).to_owned()
}

/// Whether it is settled what is applied for, and by which route. Until then nobody can tell what is
/// not asked for.
pub fn is_settled(case: &Case) -> bool {
    let application = case.application;
    let is_on_route = application.route().is_some();
    application.progression().is_some_and(|one| one.routes.is_empty() || is_on_route)
}

/// For whom something is asked, in words: `for Lead Practitioner or on the Leadership Route`.
pub fn asked_for(case: &Case, only_for: &[String]) -> String {
    let policy = case.policy().whole();
    let is_progression = |id: &str| policy.rules.progressions.iter().any(|one| one.id == id);
    let whom = |id: &String| match is_progression(id) {
        true => format!("for {}", title(policy, id)),
        false => format!("on the {}", title(policy, id)),
    };
    words::row(&only_for.iter().map(whom).collect::<Vec<_>>(), "or")
}

/// What to do with what is not asked for.
pub const KEEP: &str =
    "Leave it if that may still change, or take it out; it is not printed as things are";
