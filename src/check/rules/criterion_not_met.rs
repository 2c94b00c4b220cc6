use super::{asked, waivers, words};
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::{CriterionKind, Field, FieldKind, Form, Says, Section, Severity, Stage},
};

pub static RULE: Rule = Rule {
    name: "criterion-not-met",
    asks: "Every criterion that must be met is answered yes",
    why: "The manager goes through the criteria with the candidate before agreeing. One that is \
          not met is no bar, but both should know what follows from it. One that the policy lets \
          somebody waive is only noted once it is waived.",
    example: "`deputising: no`: discuss it in supervision, and answer `yes` once it is met.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (form, section, field) in asked::fields(case) {
        let is_in_group = section.any_of.iter().any(|group| group.of.contains(&field.id));
        if field.kind != FieldKind::Criterion
            || field.criterion != CriterionKind::Must
            || is_in_group
            || is_answered(case, form, section, field) != Some(false)
        {
            continue;
        }
        let file = asked::file(form);
        let next = format!(
            "{} and the candidate agree what follows; correct the answer in {file} once it is met",
            asked::who(case, section)
        );
        let (severity, next) =
            waivers::unless_waived(case, &field.id, &field.waived_by, Severity::Warning, next);
        let clause = field.says.clone().or_else(|| column(form, section));
        let place = asked::place_of_answer(case, form, section, field);
        let title = format!("“{}” is answered no", words::short(&field.label));
        findings.add(severity, place, title, next).says(clause.as_ref());
    }
}

/// Whether a criterion is answered yes; none where it is not asked or not answered.
pub fn is_answered(case: &Case, form: &Form, section: &Section, field: &Field) -> Option<bool> {
    if !case.application.applies(form, section, field) {
        return None;
    }
    match case.application.answer(form, section, field).text()? {
        yes if yes.eq_ignore_ascii_case("yes") => Some(true),
        no if no.eq_ignore_ascii_case("no") => Some(false),
        _ => None,
    }
}

/// The heading of the last column, which says what follows.
fn column(form: &Form, section: &Section) -> Option<Says> {
    let column = section.columns.as_ref()?.last()?;
    Some(Says {
        text: column.text.clone(),
        at: match form.appendix {
            Some(number) => format!("Appendix {number}, {}", form.title),
            None => form.title.clone(),
        },
    })
}
