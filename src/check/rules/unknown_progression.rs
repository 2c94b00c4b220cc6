use super::words;
use crate::{
    check::{Case, Findings, Place, Rule},
    pack::FACTS,
    policy::Stage,
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "unknown-progression",
    asks: "What is applied for is a progression of the policy",
    why: "What is asked of the candidate hangs on what they apply for.",
    example: "`progression: senior` is none the policy names: write \
              `progression: senior-practitioner`.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let field = &case.pack().facts.progression;
    let Some(named) = field.text() else { return };
    if case.application.progression().is_some() {
        return;
    }
    let progressions = &case.policy().rules.progressions;
    let names = progressions.iter().flat_map(|one| [one.id.as_str(), one.title.as_str()]);
    let meant = did_you_mean(named, names);
    let meant =
        meant.and_then(|name| progressions.iter().find(|one| one.id == name || one.title == name));
    let ids: Vec<&str> = match (meant, progressions.as_slice()) {
        (Some(one), _) | (None, [one]) => vec![&one.id],
        (None, all) => all.iter().map(|one| one.id.as_str()).collect(),
    };
    let lines: Vec<String> = ids.iter().map(|id| format!("`progression: {id}`")).collect();
    findings.error(
        Place::span(FACTS, field.span),
        format!("“{named}” is not a progression that the policy names"),
        format!("Write {}", words::row(&lines, "or")),
    );
}
