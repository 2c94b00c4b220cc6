use super::{asked, words};
use crate::{
    check::{Case, Findings, Rule},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "not-agreed",
    asks: "Whoever has to agree to the application agrees to it",
    why: "An application that a manager does not support takes another way than to the panel: the \
          policy says which. The forms can be printed all the same.",
    example: "The Head of Service answers “no” to whether the application is supported: talk it \
              through first, and see what the policy says about a request that is not agreed.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (form, section, field) in asked::fields(case) {
        let Some(expected) = &field.expects else { continue };
        let answer = case.application.answer(form, section, field);
        let Some(given) = answer.text() else { continue };
        if given.eq_ignore_ascii_case(&expected.answer) {
            continue;
        }
        let title =
            format!("“{}” is answered {}", words::short(&field.label), given.to_lowercase());
        let next = "Before anything goes to the panel, follow what the policy says for this case";
        findings
            .add(
                expected.otherwise,
                asked::place(case, form, section, Some(&field.id)),
                title,
                next,
            )
            .says(expected.says.as_ref());
    }
}
