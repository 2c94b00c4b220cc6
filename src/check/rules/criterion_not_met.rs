use super::{asked, words};
use crate::{
    application::Answer,
    check::{Case, Findings, Place, Rule},
    policy::{CriterionKind, FieldKind, Says, Stage},
};

pub static RULE: Rule = Rule {
    name: "criterion-not-met",
    asks: "Every criterion that must be met is answered yes",
    why: "The team manager goes through the criteria with the candidate before agreeing. One that \
          is not met is no bar, but both should know what follows from it.",
    example: "`deputising: no`: discuss it in supervision, and answer `yes` once it is met.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (form, section, field) in asked::fields(case) {
        if field.kind != FieldKind::Criterion || field.criterion != CriterionKind::Must {
            continue;
        }
        let answer = case.application.answer(form, section, field);
        let Answer::Given(text, span) = answer else { continue };
        if !text.eq_ignore_ascii_case("no") {
            continue;
        }
        // The heading of the last column says what follows.
        let column = section.columns.as_ref().and_then(|columns| columns.last());
        let clause = column.map(|column| Says {
            text: column.text.clone(),
            at: match form.appendix {
                Some(number) => format!("Appendix {number}, {}", form.title),
                None => form.title.clone(),
            },
        });
        let file = asked::file(form);
        findings
            .warning(
                Place::span(&file, span),
                format!("“{}” is answered no", words::short(&field.label)),
                format!(
                    "{} and the candidate agree what follows; correct the answer in {file} \
                             once it is met",
                    asked::who(case, section)
                ),
            )
            .says(clause.as_ref());
    }
}
