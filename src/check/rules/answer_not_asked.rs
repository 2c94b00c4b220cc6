use super::{asked, names, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::{Field, FieldKind, Form, Section, Stage},
    source::Span,
    yaml::Entry,
};

pub static RULE: Rule = Rule {
    name: "answer-not-asked",
    asks: "Only questions that are asked here are answered",
    why: "Some questions are asked only after another answer, or only for some who apply. An answer \
          to one that is not asked is not printed, and may show that the other answer is wrong.",
    example: "“Your permission to work ends on” is answered, and is asked only of who is sponsored: \
              correct one of the two answers.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let (here, whole) = (case.policy(), case.policy().whole());
    for (id, root) in &case.pack().forms {
        // A whole form that is not asked for is another rule's.
        let (Some(form), Some(asked)) = (whole.form(id), here.form(id)) else { continue };
        // For whom, what, and the first place; one finding for all that is only for the same.
        let mut elsewhere: Vec<(&[String], Vec<String>, Span)> = Vec::new();
        let mut keep = |only_for, what: &str, entry: &Entry| {
            let what = format!("“{}”", words::short(what));
            match elsewhere.iter_mut().find(|(one, ..)| *one == only_for) {
                Some((_, all, _)) => all.push(what),
                None => elsewhere.push((only_for, vec![what], entry.key_span)),
            }
        };
        for part in root.entries().iter().filter(|part| !asked::is_blank(&part.node)) {
            let Some(section) = form.section(&part.key) else { continue };
            let Some(asked_section) = asked.section(&part.key) else {
                keep(section.only_for.as_slice(), &asked::name(form, section), part);
                continue;
            };
            for answer in part.node.entries().iter().filter(|one| !asked::is_blank(&one.node)) {
                let Some(field) = section.fields.iter().find(|field| field.id == answer.key) else {
                    continue;
                };
                if asked_section.fields.iter().any(|one| one.id == field.id) {
                    judge(case, asked, asked_section, field, answer, findings);
                } else if takes_answer(field) {
                    keep(field.only_for.as_slice(), &field.label, answer);
                }
            }
        }
        for (only_for, what, span) in elsewhere.into_iter().filter(|_| names::is_settled(case)) {
            let is = if what.len() == 1 { "is" } else { "are" };
            let whom = names::asked_for(case, only_for);
            let title = format!("{} {is} asked only {whom}", words::row(&what, "and"));
            findings.note(Place::span(asked::file(form), span), title, names::KEEP);
        }
    }
}

/// Whether a field takes an answer at all; one that does not is another rule's.
fn takes_answer(field: &Field) -> bool {
    field.value.is_none() && field.kind != FieldKind::Note
}

fn judge(
    case: &Case,
    form: &Form,
    section: &Section,
    field: &Field,
    answer: &Entry,
    findings: &mut Findings,
) {
    let Some(when) = field.when.as_ref().filter(|_| takes_answer(field)) else { return };
    if case.application.holds(form, section, when) {
        return;
    }
    let label = words::short(&field.label);
    let when = names::condition(case, Some((form, section)), when);
    let title = format!("“{label}” is answered, and is asked only if {when}");
    let next = "Correct what it hangs on, or take this answer out: it is not printed";
    let place = Place::span(asked::file(form), answer.key_span);
    findings.warning(place, title, next).says(field.says.as_ref());
}
