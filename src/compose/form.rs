//! A form, filled in or blank.

use serde_json::{Value, json};

use super::{Context, blocks, grid, print::is_asked, shown};
use crate::{
    application::Answer,
    dates::Day,
    markdown,
    policy::{AnyOf, Choice, CriterionKind, Field, FieldKind, Form, Section, Wording},
};

/// What a form says, as a document of its own.
pub fn form(context: &Context, form: &Form) -> Value {
    let body = body(context, form);
    let document = context.document(&form.title, form.appendix);
    json!({ "document": context.explaining(document, &body), "form": body })
}

/// What a form says, as a part of the bundle.
pub fn body(context: &Context, form: &Form) -> Value {
    let print = context.print;
    // The line that says the title is the title, as it is printed; not printed, there is none.
    let (title, lines): (Vec<&Wording>, Vec<&Wording>) =
        form.title_block.iter().partition(|line| line.text == form.title);
    let shown = title.first().map_or(form.title.as_str(), |line| print.read(line));
    let lines = lines.into_iter().map(|line| print.read(line)).filter(|line| !line.is_empty());
    // What is printed letter for letter has only the lines it has, and so has one that says its
    // number.
    let number = form.appendix.map(|number| format!("Appendix {number}"));
    let is_said = |number: &String| form.title_block.iter().any(|line| line.text.contains(number));
    let is_left_out = print.as_printed && !form.title_block.is_empty();
    let sections = form.sections.iter().map(|one| section(context, form, one));
    json!({
        "id": form.id,
        "title": shown,
        "number": number.filter(|number| !is_left_out && !is_said(number)),
        "title_block": lines.collect::<Vec<_>>(),
        "introduction": print.texts(&form.introduction),
        "sections": sections.collect::<Vec<_>>(),
        "footnotes": print.texts(&form.footnotes),
        "as_printed": print.as_printed,
    })
}

fn section(context: &Context, form: &Form, section: &Section) -> Value {
    let (application, print) = (context.application, context.print);
    let title = section.title.as_ref().map(|one| print.read(one)).filter(|text| !text.is_empty());
    let role = section.filled_in_by.as_deref().map(|id| application.policy.role(id));
    let columns = section.columns.as_deref();
    json!({
        "id": section.id,
        "title": title,
        "filled_in_by": role.filter(|_| !print.as_printed),
        "columns": columns.map(|all| all.iter().map(|one| print.read(one)).collect::<Vec<_>>()),
        "text": print.texts(&section.text),
        "fields": fields(context, form, section),
        "grid": grid::grid(context, form, section),
        "sign_off": section.sign_off.as_ref().map(|sign_off| {
            let (name, on) = application.signed(form, section).unwrap_or_default();
            let (signatory, label) = (print.read(&sign_off.signatory), print.read(&sign_off.label));
            json!({
                // Not a second time where the label names them.
                "as": if label.contains(signatory) { "" } else { signatory },
                "print_name_label": sign_off.print_name_label.as_ref().map(|one| print.read(one)),
                "label": label,
                "date_label": print.read(&sign_off.date_label),
                "name": name,
                "on": on.as_ref().map(Day::to_string),
            })
        }),
        "then": section.then.as_ref().map(|one| print.read(one)),
    })
}

/// The fields in their order. Criteria of which not all have to be met stand together, below what
/// says so. A blank form has none that are not asked.
fn fields(context: &Context, form: &Form, section: &Section) -> Vec<Value> {
    let group_of = |field: &Field| section.any_of.iter().find(|group| group.of.contains(&field.id));
    let same = |one: Option<&AnyOf>, other: &AnyOf| one.is_some_and(|one| std::ptr::eq(one, other));
    let mut rows = Vec::new();
    for (index, one) in section.fields.iter().enumerate() {
        let Some(group) = group_of(one) else {
            rows.extend(field(context, form, section, one, None));
            continue;
        };
        let (before, after) = section.fields.split_at(index);
        if !before.iter().any(|earlier| same(group_of(earlier), group)) {
            let label = context.print.read(&group.label);
            let members = after.iter().filter(|later| same(group_of(later), group));
            let members = members.filter_map(|one| field(context, form, section, one, Some(label)));
            rows.extend(members);
        }
    }
    rows
}

fn field(
    context: &Context,
    form: &Form,
    section: &Section,
    field: &Field,
    group: Option<&str>,
) -> Option<Value> {
    let (application, print) = (context.application, context.print);
    let is_asked = is_asked(context, form, section, field);
    if print.blank && !is_asked {
        return None;
    }
    let answer = application.answer(form, section, field);
    let printed = match field.kind {
        FieldKind::YesNo
        | FieldKind::Choice
        | FieldKind::Criterion
        | FieldKind::Score
        | FieldKind::Note => None,
        FieldKind::LongText => answer.text().map(blocks::unwrapped),
        FieldKind::Text | FieldKind::Date => answer.text().map(str::to_owned),
    };
    let is_criterion = field.kind == FieldKind::Criterion;
    let count = printed.as_deref().map_or(0, markdown::count);
    let words = field.words.as_ref().and_then(|limit| shown::length(count, limit));
    Some(json!({
        "id": field.id,
        "label": print.label(&field.label, field.as_printed.as_deref()),
        "type": match field.kind {
            FieldKind::Text => "text",
            FieldKind::LongText => "long-text",
            FieldKind::YesNo => "yes-no",
            FieldKind::Date => "date",
            FieldKind::Choice => "choice",
            FieldKind::Note => "note",
            FieldKind::Criterion => "criterion",
            FieldKind::Score => "score",
        },
        "kind": (is_criterion && !print.as_printed).then_some(match field.criterion {
            CriterionKind::Must => "must",
            CriterionKind::Question => "question",
            CriterionKind::Prompt => "prompt",
        }),
        "audience": audience(context, field).filter(|_| !print.as_printed),
        "group": group,
        "words": words.filter(|_| !print.as_printed),
        "answer": printed,
        "options": options(context, field, &answer),
        "applies": is_asked,
    }))
}

/// What the one is called whom the candidate must convince, where the policy gives a name to them.
fn audience<'a>(context: &Context<'a>, field: &Field) -> Option<&'a str> {
    let id = field.audience.as_ref()?;
    let mut roles = context.application.policy.rules.roles.iter();
    roles.find(|role| role.id == *id).map(|role| role.title.as_str())
}

/// The boxes of a field, ticked as answered.
fn options(context: &Context, field: &Field, answer: &Answer) -> Vec<Value> {
    let boxes = || field.options.iter().map(|one| option(context, one, answer)).collect();
    match field.kind {
        FieldKind::YesNo | FieldKind::Criterion if field.options.is_empty() => ["Yes", "No"]
            .into_iter()
            .map(|word| json!({ "label": word, "chosen": is_answer(answer, &[word]) }))
            .collect(),
        FieldKind::YesNo | FieldKind::Criterion | FieldKind::Choice => boxes(),
        _ => Vec::new(),
    }
}

fn option(context: &Context, option: &Choice, answer: &Answer) -> Value {
    json!({ "label": context.print.read(&option.label), "chosen": is_chosen(option, answer) })
}

/// Whether an answer is this choice. One that is carried over says its label.
pub fn is_chosen(option: &Choice, answer: &Answer) -> bool {
    is_answer(answer, &[&option.id, &option.label.text])
}

fn is_answer(answer: &Answer, words: &[&str]) -> bool {
    let is_it = |given: &str| words.iter().any(|word| given.eq_ignore_ascii_case(word));
    answer.text().is_some_and(is_it)
}
