use super::asked;
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "below-pass-mark",
    asks: "The points of a scoring grid reach the pass mark",
    why: "Where a policy names a number of points, whoever reads the grid should not have to add \
          them up. What follows from too few is for the panel.",
    example: "The grid has 3 points and 4 are needed: check the answers; if they are right, the \
              policy says what comes next.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for form in &case.policy().forms {
        for section in &form.sections {
            let total = case.application.total(form, section);
            let Some((total, needed)) = total.zip(section.pass_mark) else { continue };
            if total < needed {
                let name = asked::name(form, section);
                findings
                    .warning(
                        asked::place(case, form, section, None),
                        format!("“{name}” has {total} points, and {needed} are needed"),
                        "Check the answers; if they are right, follow what the policy says for \
                         this case",
                    )
                    .says(section.says.as_ref().or(form.says.as_ref()));
            }
        }
    }
}
