use super::broken_yaml::report;
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::Stage,
    yaml::ProblemKind,
};

pub static RULE: Rule = Rule {
    name: "wrong-value",
    asks: "What stands after a colon is of the sort that is asked for there",
    why: "A date that is no date, or a text where yes or no belongs, cannot be printed or counted.",
    example: "`date: 31 February 2024` is no day: write `date: 2024-02-29` or `date: 29 February \
              2024`. Yes and no are written `yes` and `no`; minutes are a number, `25`.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let next = "Correct it; `panelpack explain wrong-value` shows how dates, numbers, yes and no are written";
    report(case, findings, ProblemKind::WrongValue, next);
    report(case, findings, ProblemKind::MissingKey, next);
}
