//! A form, filled in.

use serde_json::{Value, json};

use super::{Context, blocks};
use crate::{
    application::{Answer, Application},
    dates::Day,
    policy::{CriterionKind, Field, FieldKind, Form, Section, Wording},
};

/// What a form says, as a document of its own.
pub fn form(context: &Context, form: &Form) -> Value {
    json!({
        "document": context.document(&form.title, form.appendix),
        "form": body(context.application, form),
    })
}

/// What a form says, as a part of the bundle.
pub fn body(application: Application, form: &Form) -> Value {
    let sections = form.sections.iter().map(|one| section(application, form, one));
    json!({
        "id": form.id,
        "title": form.title,
        "appendix": form.appendix,
        "title_block": texts(&form.title_block),
        "introduction": texts(&form.introduction),
        "sections": sections.collect::<Vec<_>>(),
        "footnotes": texts(&form.footnotes),
    })
}

fn texts(wordings: &[Wording]) -> Vec<&str> {
    wordings.iter().map(|wording| wording.text.as_str()).collect()
}

fn section(application: Application, form: &Form, section: &Section) -> Value {
    let fields = section.fields.iter().map(|one| field(application, form, section, one));
    let role = section.filled_in_by.as_deref().map(|id| application.policy.role(id));
    json!({
        "id": section.id,
        "title": section.title.as_ref().map(|one| &one.text),
        "filled_in_by": role,
        "columns": section.columns.as_deref().map(texts),
        "text": texts(&section.text),
        "fields": fields.collect::<Vec<_>>(),
        "sign_off": section.sign_off.as_ref().map(|sign_off| {
            let (name, on) = application.signed(form, section).unwrap_or_default();
            json!({
                "as": sign_off.signatory.text,
                "label": sign_off.label.text,
                "date_label": sign_off.date_label.text,
                "name": name,
                "on": on.as_ref().map(Day::to_string),
            })
        }),
        "then": section.then.as_ref().map(|one| &one.text),
    })
}

fn field(application: Application, form: &Form, section: &Section, field: &Field) -> Value {
    let answer = application.answer(form, section, field);
    let options = options(section, field, &answer);
    let answer = match field.kind {
        FieldKind::YesNo
        | FieldKind::Choice
        | FieldKind::Criterion
        | FieldKind::Score
        | FieldKind::Note => None,
        FieldKind::LongText => answer.text().map(blocks::unwrapped),
        FieldKind::Text | FieldKind::Date => answer.text().map(str::to_owned),
    };
    json!({
        "id": field.id,
        "label": field.label,
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
        "kind": (field.kind == FieldKind::Criterion).then_some(match field.criterion {
            CriterionKind::Must => "must",
            CriterionKind::Question => "question",
            CriterionKind::Prompt => "prompt",
        }),
        "answer": answer,
        "options": options,
        "applies": application.applies(form, section, field),
    })
}

/// The boxes of a field, ticked as answered.
fn options(section: &Section, field: &Field, answer: &Answer) -> Vec<Value> {
    let chosen = |id: &str| answer.text().is_some_and(|given| given.eq_ignore_ascii_case(id));
    match field.kind {
        FieldKind::YesNo | FieldKind::Criterion => ["Yes", "No"]
            .into_iter()
            .map(|word| json!({ "label": word, "chosen": chosen(word) }))
            .collect(),
        FieldKind::Choice | FieldKind::Score => field
            .options
            .iter()
            .chain(&section.scale)
            .map(|option| json!({ "label": option.label.text, "chosen": chosen(&option.id) }))
            .collect(),
        _ => Vec::new(),
    }
}
