use super::{asked, criterion_not_met::is_answered, waivers, words};
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::{AnyOf, Field, Form, Section, Stage},
};

pub static RULE: Rule = Rule {
    name: "any-of-criteria",
    asks: "Of criteria that stand in for each other enough are met",
    why: "Some criteria are alternatives: the policy asks for so many of them, whichever they are. \
          A no to one of them is nothing as long as the others are enough.",
    example: "Two of three are asked for and one is answered yes: discuss in supervision which \
              could be the second.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for form in asked::forms(case) {
        for section in asked::sections(case, form) {
            for group in &section.any_of {
                judge(case, form, section, group, findings);
            }
        }
    }
}

fn judge(case: &Case, form: &Form, section: &Section, group: &AnyOf, findings: &mut Findings) {
    let fields: Vec<&Field> =
        section.fields.iter().filter(|field| group.of.contains(&field.id)).collect();
    let is_no = |field: &&&Field| {
        is_answered(case, form, section, field) == Some(false)
            && waivers::granted(case, &field.id, &field.waived_by).is_none()
    };
    let no: Vec<&Field> = fields.iter().filter(is_no).copied().collect();
    let is_yes = |field: &&&Field| is_answered(case, form, section, field) == Some(true);
    // One that has no answer yet may still be met, and is another rule's.
    let (open, yes) = (fields.len() - no.len(), fields.iter().filter(is_yes).count());
    let Some(first) = no.first().filter(|_| open < group.at_least) else { return };
    let labels: Vec<String> =
        no.iter().map(|field| format!("“{}”", words::short(&field.label))).collect();
    let have = if yes == 1 { "1 is".to_owned() } else { format!("{yes} are") };
    let title = format!(
        "“{}”: {have} answered yes, and {} of {} are asked for",
        words::short(&group.label.text),
        group.at_least,
        fields.len()
    );
    let next = format!(
        "{} and the candidate agree what follows. Answered no: {}",
        asked::who(case, section),
        words::row(&labels, "and")
    );
    let place = asked::place_of_answer(case, form, section, first);
    let clause = group.says.as_ref().or(section.says.as_ref());
    findings.add(group.otherwise, place, title, next).says(clause);
}
