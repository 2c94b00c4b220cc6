use super::{asked, words};
use crate::{
    check::{Case, Findings, Place, Rule},
    pack::FACTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "short-experience",
    asks: "The candidate has the experience that the progression asks for",
    why: "Years are counted up to the day of the panel. Too few need not stop an application, but \
          where the forms ask for reasons then, whoever supports it has to give them.",
    example: "2 years 11 months at the panel, and 3 years are asked for: check `qualified_on`; if \
              it is right, the reasons belong on the form.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(progression) = case.application.progression() else { return };
    let Some(experience) = &progression.experience else { return };
    let facts = &case.pack().facts;
    if case.application.has_enough_experience() != Some(false) {
        return;
    }
    let (Some(&panel), Some(length)) =
        (facts.panel.get(), case.application.fact("experience.length"))
    else {
        return;
    };
    let years = words::count(experience.years as usize, "year");
    let title = format!(
        "{} asks for {years} of experience, and at the panel on {panel} there are {length}",
        progression.title
    );
    let roles = asked::who_must_explain(case, "experience.enough");
    let next = match roles.as_slice() {
        [] => format!("Check `{}` and `panel`", experience.since),
        roles => format!(
            "Check `{}` and `panel`. If they are right, the {} must say why the application is \
             made now",
            experience.since,
            words::row(roles, "and the")
        ),
    };
    // The date it is counted from is one of the candidate's; the rule for forms knows which.
    let span =
        Some(facts.candidate.qualified_on.span).filter(|_| experience.since == "qualified_on");
    findings
        .add(experience.otherwise, Place::span(FACTS, span.flatten()), title, next)
        .says(experience.says.as_ref());
}
