//! The answers of a form: what a policy says it asks.

use serde_json::{Map, Value};

use super::sorts;
use crate::policy::{Field, FieldKind, Form, Section};

/// Whether anything of a form is answered in a pack.
pub fn takes_answers(form: &Form) -> bool {
    form.sections.iter().any(|section| section.filled_in_by.is_some())
}

/// The schema of the answers of a form.
pub fn schema(form: &Form) -> Value {
    let sections = form.sections.iter().filter(|section| section.filled_in_by.is_some());
    sorts::group(sections.map(|one| (one.id.clone(), answers(one))).collect())
}

fn answers(section: &Section) -> Value {
    let mut keys = Map::new();
    for field in &section.fields {
        if field.value.is_none() && field.kind != FieldKind::Note {
            keys.insert(field.id.clone(), sorts::described(answer(section, field), &field.label));
        }
    }
    if let Some(sign_off) = &section.sign_off {
        let parts = [("name", sorts::text()), ("on", sorts::day())];
        let parts = parts.map(|(key, value)| (key.to_owned(), value));
        let signed = sorts::group(parts.into_iter().collect());
        keys.insert(sign_off.id.clone(), sorts::described(signed, "Who signed it, and when"));
    }
    let title = section.title.as_ref().map_or("", |title| &title.text);
    sorts::described(sorts::group(keys), title)
}

fn answer(section: &Section, field: &Field) -> Value {
    match field.kind {
        FieldKind::YesNo | FieldKind::Criterion => sorts::yes_or_no(),
        FieldKind::Date => sorts::day(),
        FieldKind::Text | FieldKind::LongText | FieldKind::Note => sorts::text(),
        FieldKind::Choice | FieldKind::Score => {
            let options = || field.options.iter().chain(&section.scale);
            let words = options().map(|one| (&*one.id, &*one.label.text));
            let mut choice = sorts::one_of_in_any_case(words);
            let has = |word: &str| options().any(|one| one.id.eq_ignore_ascii_case(word));
            if has("yes") {
                sorts::and_also(&mut choice, &["y", "true"], &[true]);
            }
            if has("no") {
                sorts::and_also(&mut choice, &["n", "false"], &[false]);
            }
            choice
        }
    }
}
