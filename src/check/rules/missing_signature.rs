use super::asked;
use crate::{
    check::{Case, Findings, Rule, Topic},
    dates,
    policy::{Field, FieldKind, Stage},
    yaml::Node,
};

pub static RULE: Rule = Rule {
    name: "missing-signature",
    asks: "Every section that is signed says by whom and when",
    why: "Each section of a form is signed by the role that fills it in. It can be signed here, \
          with a name and a date, or by hand on the printed form.",
    example: "A section is not signed: add `signed: { name: …, on: 2025-01-20 }`, \
              or sign the printed form.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for form in asked::forms(case).filter(|form| !asked::cannot_tell(case, &asked::file(form))) {
        for section in asked::sections(case, form) {
            let Some(sign_off) = &section.sign_off else { continue };
            let asks = |field: &Field| field.value.is_none() && field.kind != FieldKind::Note;
            let node = case.application.node(form, section);
            if node.or(case.pack().forms.get(&form.id)).is_some_and(asked::is_no_group) {
                continue;
            }
            // A section that is not filled in yet is another rule's.
            if asked::is_untouched(case, form, section) && section.fields.iter().any(asks) {
                continue;
            }
            let part = |key: &str| {
                let signed = node.and_then(|node| node.get(&sign_off.id))?;
                let text = signed.get(key).and_then(Node::as_text).map(str::trim);
                text.filter(|text| !text.is_empty())
            };
            // One that is neither name nor day is another rule's.
            let signed = node.and_then(|node| node.get(&sign_off.id));
            let is_no_part =
                |part| signed.and_then(|node| node.get(part)).is_some_and(asked::is_no_text);
            if signed.is_some_and(asked::is_no_group) || is_no_part("name") || is_no_part("on") {
                continue;
            }
            let name = asked::name(form, section);
            let place = asked::place(case, form, section, Some(&sign_off.id));
            let (title, next) = match (part("name"), part("on")) {
                (Some(_), Some(day)) if dates::parse(day).is_some() => continue,
                (_, Some(day)) if dates::parse(day).is_none() => {
                    findings.error(
                        place,
                        format!("“{name}” is signed on “{day}”, which is not a date"),
                        "Write the day after `on:` like 2025-01-20 or 20 January 2025",
                    );
                    continue;
                }
                (Some(_), _) => (
                    format!("“{name}” is signed without a date"),
                    "Add `on:` with the day, or write it by hand on the printed form".into(),
                ),
                (None, Some(_)) => (
                    format!("“{name}” has the date of a signature and no name"),
                    "Add `name:`, or sign the printed form by hand".into(),
                ),
                (None, None) => (
                    format!("“{name}” is not signed yet"),
                    format!(
                        "{} adds `{}: {{ name: …, on: … }}` under `{}:` in {}, or signs the \
                         printed form by hand",
                        asked::who(case, section),
                        sign_off.id,
                        section.id,
                        asked::file(form)
                    ),
                ),
            };
            findings.warning(place, title, next);
        }
    }
}
