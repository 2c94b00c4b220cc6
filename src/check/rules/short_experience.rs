use super::{asked, words};
use crate::{
    application::length,
    check::{Case, Findings, Place, Rule},
    pack::FACTS,
    policy::{Experience, Stage},
};

pub static RULE: Rule = Rule {
    name: "short-experience",
    asks: "The candidate has the experience that the progression asks for",
    why: "Years are counted up to the day of the panel, or the day the policy names. Too few need \
          not stop an application: where the policy says who may waive it, a waiver is recorded in \
          pack.yaml; where the forms ask for reasons, whoever supports it has to give them.",
    example: "2 years 11 months at the panel, and 3 years are asked for: check `qualified_on`; if \
              it is right, the reasons belong on the form.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for asked in case.application.experience_asked() {
        if case.application.is_enough(asked) == Some(false) {
            report(case, asked, findings);
        }
    }
}

fn report(case: &Case, asked: &Experience, findings: &mut Findings) {
    let application = case.application;
    let (Some(progression), Some(there), Some(until)) =
        (application.progression(), application.experience(asked), application.day(&asked.until))
    else {
        return;
    };
    let months = asked.in_months();
    let wanted = length((months / 12, months % 12));
    let of = asked.title.as_deref().unwrap_or("experience");
    let at = if asked.until == "panel" { "at the panel on" } else { "on" };
    let title = format!(
        "{} asks for {wanted} of {of}, and {at} {until} there are {}",
        progression.title,
        length(there)
    );
    let since = asked.since.iter().map(|fact| format!("`{fact}`"));
    let dates: Vec<String> = since.chain([format!("`{}`", asked.until)]).collect();
    let dates = words::row(&dates, "and");
    let who = asked::who_must_explain(case, "experience.enough");
    let mut next = match who.as_slice() {
        [] => format!("Check {dates}"),
        roles => format!(
            "Check {dates}. If they are right, the {} must say why the application is made now",
            words::row(roles, "and the")
        ),
    };
    if !asked.waived_by.is_empty() {
        next.push_str(&asked::may_waive(case, &asked.waived_by, asked.id()));
    }
    let line = asked.since.iter().find_map(|fact| application.line(&format!("candidate.{fact}")));
    let place = Place::span(FACTS, line.map(|line| line.node.span));
    let severity = asked::unless_waived(case, asked.id(), &asked.waived_by, asked.otherwise);
    findings.add(severity, place, title, next).says(asked.says.as_ref());
}
