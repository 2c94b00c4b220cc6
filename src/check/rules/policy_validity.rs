use crate::{
    check::{Case, Findings, Place, Rule},
    pack::FACTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "policy-validity",
    asks: "The policy is the one that holds on the day of the panel",
    why: "Policies are rewritten. A pack checked against one that does not hold at its panel may \
          lack what the right one asks for.",
    example: "The panel is on 26 March 2024 and the policy holds from 1 April 2024: check the \
              date, or ask which policy applies.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let field = &case.pack().facts.panel;
    let Some(&panel) = field.get() else { return };
    let rules = &case.policy().rules;
    let holds = match (rules.valid.from, rules.valid.until) {
        (Some(from), _) if panel < from => format!("holds from {from} on"),
        (_, Some(until)) if panel > until => format!("held until {until}"),
        _ => return,
    };
    findings.warning(
        Place::span(FACTS, field.span),
        format!("The panel is on {panel}, and the policy used here {holds}"),
        format!("Check the date, or ask {} which policy applies", rules.council),
    );
}
