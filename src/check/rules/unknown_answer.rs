use std::collections::BTreeSet;

use super::{asked, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::{FieldKind, Form, Section, Stage},
    yaml::{Entry, did_you_mean},
};

pub static RULE: Rule = Rule {
    name: "unknown-answer",
    asks: "Every answer in forms/ belongs to a question of its form",
    why: "An answer under a word the form does not have would be printed nowhere. What pack.yaml \
          says is never typed again, so that the two cannot differ.",
    example: "`reason:` answers nothing: write `reasons:`. `name:` is filled in from pack.yaml: \
              take it out.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let policy = case.policy();
    for (id, root) in &case.pack().forms {
        // What is asked for on another route is another rule's; a grid has its rows only here.
        let forms: Vec<&Form> =
            [policy.form(id), policy.whole().form(id)].into_iter().flatten().collect();
        let Some(form) = forms.first() else { continue };
        for entry in root.entries() {
            let sections: Vec<&Section> = forms
                .iter()
                .filter_map(|form| form.section(&entry.key))
                .filter(|section| section.filled_in_by.is_some())
                .collect();
            if sections.is_empty() {
                let all = forms.iter().flat_map(|form| &form.sections);
                let mut ids: Vec<&str> = all
                    .filter(|section| section.filled_in_by.is_some())
                    .map(|section| section.id.as_str())
                    .collect();
                let mut told = BTreeSet::new();
                ids.retain(|id| told.insert(*id));
                unknown(form, entry, "a section that is filled in", &ids, findings);
            } else {
                check_section(form, &sections, entry, findings);
            }
        }
    }
}

/// `sections` are one section as it is asked for here and in the whole policy.
fn check_section(form: &Form, sections: &[&Section], entry: &Entry, findings: &mut Findings) {
    let Some(section) = sections.first() else { return };
    let fields = || sections.iter().flat_map(|section| &section.fields);
    let answered = fields().filter(|field| field.value.is_none() && field.kind != FieldKind::Note);
    let mut ids: Vec<&str> = answered.map(|field| field.id.as_str()).collect();
    ids.extend(section.sign_off.as_ref().map(|sign_off| sign_off.id.as_str()));
    let mut told = BTreeSet::new();
    ids.retain(|id| told.insert(*id));
    for answer in entry.node.entries() {
        let is_signature =
            section.sign_off.as_ref().is_some_and(|sign_off| sign_off.id == answer.key);
        if is_signature {
            let known = ["name", "on"];
            let parts = answer.node.entries().iter();
            for part in parts.filter(|part| !known.contains(&part.key.as_str())) {
                unknown(form, part, "a part of a signature", &known, findings);
            }
            continue;
        }
        if ids.contains(&answer.key.as_str()) {
            continue;
        }
        let Some(field) = fields().find(|field| field.id == answer.key) else {
            let what = format!("a question of “{}”", asked::name(form, section));
            unknown(form, answer, &what, &ids, findings);
            continue;
        };
        let label = words::short(&field.label);
        let (title, next) = match field.value {
            Some(_) => (
                format!("“{label}” is filled in from {FACTS}"),
                format!("Take `{}:` out here; if it is not right, correct {FACTS}", field.id),
            ),
            None => (
                format!("“{label}” only informs and takes no answer"),
                format!("Take `{}:` out", field.id),
            ),
        };
        findings.error(Place::span(asked::file(form), answer.key_span), title, next);
    }
}

fn unknown(form: &Form, entry: &Entry, what: &str, known: &[&str], findings: &mut Findings) {
    let next = match (did_you_mean(&entry.key, known.iter().copied()), known) {
        (_, []) => "Take it out".into(),
        (_, [only]) => format!("Take it out: only `{only}:` is written here"),
        (Some(key), _) => format!("Write `{key}:`"),
        (None, known) => {
            let known: Vec<String> = known.iter().map(|key| format!("`{key}:`")).collect();
            format!("Write {}, or take it out", words::row(&known, "or"))
        }
    };
    let title = format!("`{}:` is not {what}", entry.key);
    findings.error(Place::span(asked::file(form), entry.key_span), title, next);
}
