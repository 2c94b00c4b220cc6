use super::{asked, words};
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "not-agreed",
    asks: "Whoever has to agree to the application agrees to it",
    why: "An application that a manager does not support takes another way than to the panel: the \
          policy says which. The forms can be printed all the same.",
    example: "The Head of Service answers “no” to whether the application is supported: talk it \
              through first, and see what the policy says about a request that is not agreed.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (form, section, field) in asked::fields(case) {
        let Some(expected) = &field.expects else { continue };
        if !case.application.applies(form, section, field) {
            continue;
        }
        let answer = case.application.answer(form, section, field);
        let Some(given) = answer.text() else { continue };
        let wanted = std::slice::from_ref(&expected.answer);
        if case.application.is_among(Some(given), wanted) {
            continue;
        }
        let option = field.options.iter().find(|option| option.id == given);
        let said = match option {
            Some(option) if !matches!(given, "yes" | "no") => format!("“{}”", option.label),
            _ => given.to_lowercase(),
        };
        let title = format!("“{}” is answered {said}", words::short(&field.label));
        let next = "Before the application goes on, follow what the policy says for this case";
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
