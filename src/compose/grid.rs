//! A scoring grid: a row for each thing that is scored, a column for each score.

use serde_json::{Value, json};

use super::{Context, form::is_chosen};
use crate::policy::{Choice, Form, Section};

/// The grid of a section that has one.
pub fn grid(context: &Context, form: &Form, section: &Section) -> Option<Value> {
    let (scale, print) = (&section.scale, context.print);
    let most = scale.iter().filter_map(|one| one.points).max();
    let rows = section.fields.iter().map(|field| {
        let answer = context.application.answer(form, section, field);
        let chosen = scale.iter().position(|one| is_chosen(one, &answer));
        json!({
            "label": print.label(&field.label, field.as_printed.as_deref()),
            "chosen": chosen,
            // In the bundle, the row leads to the evidence under its heading.
            "heading": section.rows_from_headings.then_some(&field.id),
        })
    });
    let rows: Vec<Value> = rows.collect();
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let column = |one: &Choice| json!({ "label": print.read(&one.label), "points": one.points });
    (!scale.is_empty()).then(|| {
        json!({
            "scale": scale.iter().map(column).collect::<Vec<_>>(),
            "rows": rows,
            "total": context.application.total(form, section),
            "most": most.map(|most| most.saturating_mul(count)),
            "pass_mark": section.pass_mark,
        })
    })
}
