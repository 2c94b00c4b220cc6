use super::{asked, names, waivers, words};
use crate::{
    application::length,
    check::{Case, Findings, Rule, Topic},
    policy::{Experience, Stage},
};

pub static RULE: Rule = Rule {
    name: "short-experience",
    asks: "The candidate has the experience that the progression asks for",
    why: "Years are counted up to the day of the panel, or the day the policy names; where several \
          days begin it, the latest counts. Too few need not stop an application: where the policy \
          says who may waive it, a waiver is recorded in pack.yaml; where the forms ask for \
          reasons, whoever supports it has to give them.",
    example: "2 years 11 months at the panel, and 3 years are asked for: check `qualified_on`; if \
              it is right, the reasons belong on the form.",
    topic: Topic::Facts,
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
    let until = match asked.until.as_str() {
        "panel" => format!("at the panel on {until}"),
        name => format!("on {until}, {},", names::event(case, name)),
    };
    let title = format!(
        "{} asks for {wanted} of {of}, and {until} it is {}",
        progression.title,
        length(there)
    );
    let facts = || asked.since.iter().map(|fact| format!("candidate.{fact}"));
    let labels: Vec<String> =
        facts().chain([asked.until.clone()]).map(|name| names::label(case, &name)).collect();
    let dates = words::row(&labels, "and");
    let who = asked::who_must_explain(case, "experience.enough");
    let next = match who.as_slice() {
        [] => format!("Check {dates}"),
        roles => format!(
            "Check {dates}. If they are right, {} must say why the application is made now",
            asked::roles(case, roles, "and")
        ),
    };
    let (severity, next) =
        waivers::unless_waived(case, asked.id(), &asked.waived_by, asked.otherwise, next);
    let next = next + &words::said_elsewhere(&asked.other_readings);
    // The latest day is the one that counts.
    let latest = facts().max_by_key(|name| application.day(name)).unwrap_or_default();
    findings.add(severity, names::place(case, &latest), title, next).says(asked.says.as_ref());
}
