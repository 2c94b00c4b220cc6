use super::words;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "unknown-progression",
    asks: "What is applied for is a progression of the policy, on one of its routes",
    why: "What is asked of the candidate hangs on what they apply for, and by which route.",
    example: "`progression: senior` is none the policy names: write \
              `progression: senior-practitioner`.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    progression(case, findings);
    route(case, findings);
}

fn progression(case: &Case, findings: &mut Findings) {
    let field = &case.pack().facts.progression;
    let Some(named) = field.text() else { return };
    if case.application.progression().is_some() {
        return;
    }
    let all = case.policy().rules.progressions.iter();
    let all = all.map(|one| (one.id.as_str(), one.title.as_str(), one.aliases.as_slice()));
    findings.error(
        Place::span(FACTS, field.span),
        format!("“{named}” is not a progression that the policy names"),
        next("progression", named, &all.collect::<Vec<_>>()),
    );
}

fn route(case: &Case, findings: &mut Findings) {
    let field = &case.pack().facts.route;
    let (Some(named), Some(progression)) = (field.text(), case.application.progression()) else {
        return;
    };
    if case.application.route().is_some() {
        return;
    }
    let place = Place::span(FACTS, field.span);
    let title = format!("“{named}” is not a route to {}", progression.title);
    if progression.routes.is_empty() {
        let title = format!("There are no different routes to {}", progression.title);
        findings.error(place, title, "Take `route:` out, or correct what is applied for");
        return;
    }
    let all = progression.routes.iter().map(|one| (one.id.as_str(), one.title.as_str(), &[][..]));
    findings.error(place, title, next("route", named, &all.collect::<Vec<_>>()));
}

/// What to write: the one that was probably meant, by its id, title or another name; else any.
fn next(key: &str, named: &str, all: &[(&str, &str, &[String])]) -> String {
    let aliases = all.iter().flat_map(|(id, _, aliases)| aliases.iter().map(|one| (&**one, *id)));
    let titles = all.iter().flat_map(|(id, title, _)| [(*id, *id), (*title, *id)]);
    let names: Vec<(&str, &str)> = titles.chain(aliases).collect();
    let meant = did_you_mean(named, names.iter().map(|(name, _)| *name));
    let meant = names.iter().find(|(name, _)| Some(*name) == meant).map(|(_, id)| *id);
    let ids: Vec<&str> = match (meant, all) {
        (Some(id), _) => vec![id],
        (None, all) => all.iter().map(|(id, ..)| *id).collect(),
    };
    let lines: Vec<String> = ids.iter().map(|id| format!("`{key}: {id}`")).collect();
    format!("Write {}", words::row(&lines, "or"))
}
