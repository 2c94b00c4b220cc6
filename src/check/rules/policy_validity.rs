use super::names;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "policy-validity",
    asks: "The policy is the one that holds on the day of the panel, in the version the pack was \
           begun with",
    why: "Policies are rewritten. A pack checked against one that does not hold at its panel may \
          lack what the right one asks for.",
    example: "The panel is on 26 March 2024 and the policy holds from 1 April 2024: check the \
              date, or ask which policy applies.",
    topic: Topic::Policy,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    version(case, findings);
    let Some(panel) = case.application.day("panel").filter(|_| case.application.has_panel()) else {
        return;
    };
    let rules = &case.policy().rules;
    let holds = match (rules.valid.from, rules.valid.until) {
        (Some(from), _) if panel < from => format!("holds from {from} on"),
        (_, Some(until)) if panel > until => format!("held until {until}"),
        _ => return,
    };
    findings.warning(
        names::place(case, "panel"),
        format!("The panel is on {panel}, and the policy used here {holds}"),
        format!("Check the date, or ask {} which policy applies", rules.council),
    );
}

/// The version the pack was begun with.
fn version(case: &Case, findings: &mut Findings) {
    let field = &case.pack().facts.policy_version;
    let rules = &case.policy().rules;
    let (Some(begun), now) = (field.text(), rules.version.trim()) else { return };
    if begun == now {
        return;
    }
    let write = format!("write `policy_version: \"{now}\"`");
    let (what, next) = match numbers(begun).zip(numbers(now)) {
        Some((begun, now)) if begun < now => (
            "a newer one",
            format!("See what has changed in it and put right what is found here; then {write}"),
        ),
        Some((begun, now)) if begun > now => (
            "an older one",
            "Get the newer policy, or the newer program that carries it, before you go on".into(),
        ),
        _ => ("another", format!("Ask {} which applies; if it is this, {write}", rules.council)),
    };
    let title =
        format!("The pack was begun with version {begun} of the policy, and this is {now}, {what}");
    findings.warning(Place::span(FACTS, field.span), title, next);
}

/// A version as numbers, so that 3.10 comes after 3.9.
fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split(['.', '-']).map(|part| part.parse().ok()).collect()
}
