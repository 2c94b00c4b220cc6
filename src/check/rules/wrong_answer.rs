use super::{asked, words};
use crate::{
    application::Answer,
    check::{Case, Findings, Place, Rule, Topic},
    policy::{Field, FieldKind, Form, Section, Stage},
};

pub static RULE: Rule = Rule {
    name: "wrong-answer",
    asks: "Every answer in forms/ is of the sort its question asks for",
    why: "A date that is no date, or a choice the form does not offer, cannot be printed on the \
          form.",
    example: "`received_on: soon` is no date: write `received_on: 2025-01-23`.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (id, root) in &case.pack().forms {
        let Some(form) = case.policy().form(id) else { continue };
        let file = asked::file(form);
        if asked::is_no_group(root) {
            let next = match form.sections.iter().find(|section| section.filled_in_by.is_some()) {
                Some(section) => {
                    format!("Begin with the name of a section, such as `{}:`", section.id)
                }
                None => "Take the text out".into(),
            };
            let title = format!("{file} does not hold answers by section");
            findings.error(Place::span(&file, root.span), title, next);
            continue;
        }
        for section in &form.sections {
            let node = case.application.node(form, section);
            if let Some(node) = node.filter(|node| asked::is_no_group(node)) {
                findings.error(
                    Place::span(&file, node.span),
                    format!("“{}” holds no answers here", asked::name(form, section)),
                    format!(
                        "Write the answers on lines of their own below `{}:`, each with two \
                         spaces before it",
                        section.id
                    ),
                );
            }
            signature(case, form, section, findings);
            for field in &section.fields {
                if field.kind != FieldKind::Note
                    && let Answer::Wrong(span) = case.application.answer(form, section, field)
                {
                    let title = format!(
                        "“{}” asks for {}, and this is something else",
                        words::short(&field.label),
                        sort(field)
                    );
                    findings.error(Place::span(&file, span), title, advice(section, field));
                }
            }
        }
    }
}

/// A signature is a name and a day; anything else in its place would not be printed.
fn signature(case: &Case, form: &Form, section: &Section, findings: &mut Findings) {
    let Some(sign_off) = &section.sign_off else { return };
    let node = case.application.node(form, section);
    let Some(signed) = node.and_then(|node| node.get(&sign_off.id)) else { return };
    let parts = ["name", "on"].iter().filter_map(|part| signed.get(part));
    let wrong = std::iter::once(signed).filter(|node| asked::is_no_group(node));
    for node in wrong.chain(parts.filter(|part| asked::is_no_text(part))) {
        let title =
            format!("The signature of “{}” is not a name and a day", asked::name(form, section));
        let next = format!("Write `{}: {{ name: …, on: 2025-01-20 }}`", sign_off.id);
        findings.error(Place::span(asked::file(form), node.span), title, next);
    }
}

fn sort(field: &Field) -> &'static str {
    match field.kind {
        FieldKind::YesNo | FieldKind::Criterion => "yes or no",
        FieldKind::Date => "a date",
        FieldKind::Choice | FieldKind::Score => "one of its options",
        FieldKind::Text | FieldKind::LongText | FieldKind::Note => "words",
    }
}

fn advice(section: &Section, field: &Field) -> String {
    let key = &field.id;
    match field.kind {
        FieldKind::YesNo | FieldKind::Criterion => format!("Write `{key}: yes` or `{key}: no`"),
        FieldKind::Date => format!("Write the day like `{key}: 2025-01-23` or 23 January 2025"),
        FieldKind::Choice | FieldKind::Score => {
            let options = field.options.iter().chain(&section.scale);
            let options: Vec<String> = options
                .map(|option| {
                    format!("`{key}: {}` for “{}”", option.id, words::short(&option.label.text))
                })
                .collect();
            format!("Write {}", words::row(&options, "or"))
        }
        FieldKind::Text | FieldKind::LongText | FieldKind::Note => {
            format!(
                "Write `{key}: |` and the text below it, each line with two more spaces before it"
            )
        }
    }
}
