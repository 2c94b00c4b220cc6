use super::asked;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    dates,
    policy::{Field, FieldKind, Form, Stage},
    yaml::Node,
};

pub static RULE: Rule = Rule {
    name: "missing-signature",
    asks: "Every section that is signed says by whom and when",
    why: "Each section of a form is signed by the role that fills it in. It can be signed here, \
          with a name and a date, or by hand on the printed form; scanned and kept as \
          forms/<form>.signed.pdf, that copy is bound after the form and counts as signed.",
    example: "A section is not signed: add `signed: { name: …, on: 2025-01-20 }`; or sign the \
              printed form, scan it and keep it as forms/request.signed.pdf.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for form in asked::forms(case).filter(|form| !asked::cannot_tell(case, &asked::file(form))) {
        let mut by_hand = Vec::new();
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
            // What is written and is no date is wrong, whatever stands on paper.
            let is_open = part("on").is_none() || part("name").is_none();
            let is_date = part("on").is_none_or(|day| dates::parse(day).is_some());
            if is_open && is_date && case.pack().signed_copies(&form.id).next().is_some() {
                by_hand.push(format!("“{name}”"));
                continue;
            }
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
                    format!("Add `on:` with the day, or write it by hand and {}", keep(form)),
                ),
                (None, Some(_)) => (
                    format!("“{name}” has the date of a signature and no name"),
                    format!("Add `name:`, or sign the printed form by hand and {}", keep(form)),
                ),
                (None, None) => (
                    format!("“{name}” is not signed yet"),
                    format!(
                        "{} adds `{}: {{ name: …, on: … }}` under `{}:` in {}, or signs the \
                         printed form by hand; {}",
                        asked::who(case, section),
                        sign_off.id,
                        section.id,
                        asked::file(form),
                        keep(form)
                    ),
                ),
            };
            findings.warning(place, title, next);
        }
        tell_of_copy(case, form, &by_hand, findings);
    }
}

/// What to do with a form that is signed by hand.
fn keep(form: &Form) -> String {
    format!("keep a scan of it as forms/{}.signed.pdf", form.id)
}

/// Says which signatures are taken from a scan: no program can see whether they are there.
fn tell_of_copy(case: &Case, form: &Form, by_hand: &[String], findings: &mut Findings) {
    let Some((file, _)) = case.pack().signed_copies(&form.id).next() else { return };
    if by_hand.is_empty() {
        return;
    }
    let sections = super::words::row(by_hand, "and");
    let count = if by_hand.len() == 1 { "counts" } else { "count" };
    findings.note(
        Place::file(file),
        format!("{sections} {count} as signed, because there is this signed copy"),
        "Look that every signature and its date is on it: no program can. Deadlines are counted \
         from the days in `on:` only",
    );
}
