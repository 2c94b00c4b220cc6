//! What of the forms is asked for now, and where its answers belong. Rules about forms share it.

use crate::{
    application::Answer,
    check::{Case, Place},
    policy::{self, Form, Section},
    source::Span,
    yaml::{Entry, Node, ProblemKind, Value},
};

/// The forms that are asked for: those of the bundle, and others once somebody has begun them.
pub fn forms<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Form> {
    let policy = case.policy();
    let bundle = &policy.rules.bundle;
    let bound = bundle.forms.iter().filter_map(|id| policy.form(id));
    let others = policy.forms.iter().filter(move |form| {
        !is_bound(case, form)
            && !bundle.blank.contains(&form.id)
            && form.sections.iter().any(|section| !is_untouched(case, form, section))
    });
    bound.chain(others)
}

/// Whether a form is part of the bundle.
pub fn is_bound(case: &Case, form: &Form) -> bool {
    case.policy().rules.bundle.forms.contains(&form.id)
}

/// The sections of a form that somebody fills in and that are asked for: of a form of the bundle
/// those that the stage needs, of others those that somebody has begun.
pub fn sections<'a>(case: &Case<'a>, form: &'a Form) -> impl Iterator<Item = &'a Section> {
    let policy = case.policy();
    let is_bound = is_bound(case, form);
    let now = policy.stage_order(Some(&case.stage.id));
    let sections = form.sections.iter().filter(|section| section.filled_in_by.is_some());
    sections.filter(move |section| match is_bound {
        true => policy.stage_order(section.stage.as_deref()) <= now,
        false => !is_untouched(case, form, section),
    })
}

/// The fields of these sections, each with where it stands.
pub fn fields<'a>(
    case: &Case<'a>,
) -> impl Iterator<Item = (&'a Form, &'a Section, &'a policy::Field)> {
    let sections = forms(case).flat_map(|form| sections(case, form).map(move |one| (form, one)));
    sections.flat_map(|(form, section)| section.fields.iter().map(move |one| (form, section, one)))
}

/// The file a form's answers are in.
pub fn file(form: &Form) -> String {
    format!("forms/{}.yaml", form.id)
}

/// What to call a section in a sentence.
pub fn name(form: &Form, section: &Section) -> String {
    super::words::short(section.title.as_ref().map_or(&form.title, |title| &title.text))
}

/// Who fills a section in, at the beginning of a sentence.
pub fn who(case: &Case, section: &Section) -> String {
    let role = section.filled_in_by.as_deref().map(|role| case.policy().role(role));
    role.map_or_else(|| "Whoever fills it in".into(), |role| format!("The {role}"))
}

/// The place of an answer: its key, else the key of its section, else the file.
pub fn place(case: &Case, form: &Form, section: &Section, key: Option<&str>) -> Place {
    let root = case.pack().forms.get(&form.id);
    let section = root.and_then(|root| entry(root, &section.id));
    let field = section.zip(key).and_then(|(section, key)| entry(&section.node, key));
    let span: Option<Span> = field.or(section).map(|entry| entry.key_span);
    Place::span(file(form), span)
}

/// The place of what is answered: the answer itself, else its key, section or file.
pub fn place_of_answer(
    case: &Case,
    form: &Form,
    section: &Section,
    field: &policy::Field,
) -> Place {
    match case.application.answer(form, section, field) {
        Answer::Given(_, span) | Answer::Wrong(span) => Place::span(file(form), span),
        _ => place(case, form, section, Some(&field.id)),
    }
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    node.entries().iter().find(|entry| entry.key == key)
}

/// Whether nothing was written in a section, empty keys aside.
pub fn is_untouched(case: &Case, form: &Form, section: &Section) -> bool {
    case.application.node(form, section).is_none_or(is_blank)
}

/// Whether nothing is written, empty keys aside.
pub fn is_blank(node: &Node) -> bool {
    match &node.value {
        Value::Empty => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.iter().all(is_blank),
        Value::Group(entries) => entries.iter().all(|entry| is_blank(&entry.node)),
    }
}

/// Whether a single word or a list stands where a section's answers should be, which another rule
/// has said.
pub fn is_no_group(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => !text.trim().is_empty(),
        Value::List(_) => true,
        Value::Empty | Value::Group(_) => false,
    }
}

/// Whether a list or a group stands where a text should be, which another rule has said.
pub fn is_no_text(node: &Node) -> bool {
    matches!(node.value, Value::List(_) | Value::Group(_))
}

/// Whether a single word or a list stands under a key of `pack.yaml` where a group should be, which
/// another rule has said. A full stop leads to a key inside a group.
pub fn is_no_group_of_facts(case: &Case, key: &str) -> bool {
    case.application.line(key).is_some_and(|line| is_no_group(&line.node))
}

/// Whether a file could not be read even in outline, which another rule has said.
pub fn cannot_tell(case: &Case, file: &str) -> bool {
    let pack = case.pack();
    let is_broken = |kind| kind == ProblemKind::Syntax;
    pack.unreadable.iter().any(|(name, _)| name == file)
        || pack.problems.iter().any(|(name, problem)| name == file && is_broken(problem.kind))
}

/// Whether a list is empty only because its file could not be read as a list.
pub fn cannot_tell_list(case: &Case, file: &str, is_empty: bool) -> bool {
    let is_wrong = |kind| kind == ProblemKind::WrongValue;
    let mut problems = case.pack().problems.iter();
    cannot_tell(case, file)
        || is_empty && problems.any(|(name, problem)| name == file && is_wrong(problem.kind))
}

/// The answers that make a field required here, as the end of a sentence: `“…” is answered No`.
pub fn because(
    case: &Case,
    form: &Form,
    section: &Section,
    field: &policy::Field,
) -> Option<String> {
    let mut conditions = field.required_when.iter();
    let condition =
        conditions.find(|condition| case.application.holds(form, section, condition))?;
    let reasons = condition.0.keys().map(|key| {
        let Some((section, field)) = form.field(section, key) else {
            return super::names::said(case, key);
        };
        let label = super::words::short(&field.label);
        match case.application.answer(form, section, field).text() {
            Some(answer) => format!("“{label}” is answered {answer}"),
            None => format!("“{label}” has no answer"),
        }
    });
    Some(reasons.collect::<Vec<String>>().join(" and "))
}

/// Who has to give reasons because of a fact of the pack: the ids of their roles, in the order of
/// the forms.
pub fn who_must_explain(case: &Case, fact: &str) -> Vec<String> {
    let fact = format!("{{{fact}}}");
    let hangs_on_fact = |form, section, field: &policy::Field| {
        let conditions = field.required_when.iter();
        let mut keys = conditions
            .filter(|condition| case.application.holds(form, section, condition))
            .flat_map(|condition| condition.0.keys());
        keys.any(|key| {
            let value = form.field(section, key).and_then(|(_, field)| field.value.as_ref());
            value.is_some_and(|value| value.contains(&fact)) || fact == format!("{{{key}}}")
        })
    };
    let mut roles = Vec::new();
    for form in forms(case) {
        for section in &form.sections {
            let role = section.filled_in_by.as_ref();
            if let Some(role) = role.filter(|role| !roles.contains(*role))
                && section.fields.iter().any(|field| hangs_on_fact(form, section, field))
            {
                roles.push(role.clone());
            }
        }
    }
    roles
}

/// Roles in a row, as a sentence names them: `the Team Manager or the Head of Service`.
pub fn roles(case: &Case, ids: &[String], last: &str) -> String {
    let roles = ids.iter().map(|role| format!("the {}", case.policy().role(role)));
    super::words::row(&roles.collect::<Vec<_>>(), last)
}
