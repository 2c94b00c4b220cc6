use super::{asked, words};
use crate::{
    application::Answer,
    check::{Case, Findings, Place, Rule, Topic},
    policy::{CriterionKind, Field, FieldKind, Form, Need, Section, Severity, Stage},
    yaml::Node,
};

pub static RULE: Rule = Rule {
    name: "missing-answer",
    asks: "Every form is filled in as far as the stage needs",
    why: "The panel reads the forms as they stand. Each section is filled in by one role; what \
          pack.yaml says is filled in by itself, and the rest is written in forms/.",
    example: "The team manager’s section is not filled in yet: the team manager writes the \
              answers under `team_manager:` in the form’s file in forms/.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

/// A field without an answer.
struct Gap<'a> {
    field: &'a Field,
    severity: Severity,
    because: Option<String>,
}

fn check(case: &Case, findings: &mut Findings) {
    for form in asked::forms(case) {
        // What is there but cannot be read is reported already.
        let is_no_group = |node: Option<&Node>| node.is_some_and(asked::is_no_group);
        let root = case.pack().forms.get(&form.id);
        if asked::cannot_tell(case, &asked::file(form)) || is_no_group(root) {
            continue;
        }
        for section in asked::sections(case, form) {
            let node = case.application.node(form, section);
            let gaps: Vec<Gap> =
                section.fields.iter().filter_map(|field| gap(case, form, section, field)).collect();
            if asked::is_untouched(case, form, section) {
                report_section(case, form, section, &gaps, findings);
            } else if !is_no_group(node) {
                for gap in &gaps {
                    report_field(case, form, section, gap, findings);
                }
            }
        }
    }
}

fn gap<'a>(case: &Case, form: &Form, section: &Section, field: &'a Field) -> Option<Gap<'a>> {
    if field.value.is_some()
        || field.kind == FieldKind::Note
        || !case.application.applies(form, section, field)
        || case.application.answer(form, section, field) != Answer::Missing
    {
        return None;
    }
    let because = asked::because(case, form, section, field);
    let severity = match (field.kind, field.need()) {
        _ if because.is_some() => Severity::Error,
        (_, Need::No) => return None,
        (FieldKind::Criterion, _) => match field.criterion {
            CriterionKind::Must => Severity::Warning,
            CriterionKind::Question | CriterionKind::Prompt => Severity::Note,
        },
        (_, Need::Yes) => Severity::Error,
        (_, Need::Advised) => Severity::Warning,
    };
    Some(Gap { field, severity, because })
}

fn report_section(
    case: &Case,
    form: &Form,
    section: &Section,
    gaps: &[Gap],
    findings: &mut Findings,
) {
    let Some(severity) = gaps.iter().map(|gap| gap.severity).min() else { return };
    let mut keys: Vec<String> = gaps.iter().map(|gap| format!("`{}`", gap.field.id)).collect();
    if let Some(sign_off) = &section.sign_off {
        keys.push(format!("`{}`", sign_off.id));
    }
    let title = format!("“{}” is not filled in yet", asked::name(form, section));
    let next = format!(
        "{} fills it in, under `{}:` in {}: {}",
        asked::who(case, section),
        section.id,
        asked::file(form),
        words::row(&keys, "and")
    );
    let place = asked::place(case, form, section, None);
    findings.add(severity, place, title, next).says(section.says.as_ref().or(form.says.as_ref()));
}

fn report_field(case: &Case, form: &Form, section: &Section, gap: &Gap, findings: &mut Findings) {
    let Gap { field, severity, because } = gap;
    let label = words::short(&field.label);
    let title = match because {
        Some(because) => format!("“{label}” has no answer and needs one, because {because}"),
        None => format!("“{label}” has no answer yet"),
    };
    let options: Vec<String> = field
        .options
        .iter()
        .chain(&section.scale)
        .map(|option| format!("`{}: {}`", field.id, option.id))
        .collect();
    let line = match field.kind {
        FieldKind::Choice | FieldKind::Score => words::row(&options, "or"),
        FieldKind::YesNo | FieldKind::Criterion => format!("`{0}: yes` or `{0}: no`", field.id),
        FieldKind::Date => format!("`{}:` and the day", field.id),
        FieldKind::Text => format!("`{}:` and the answer", field.id),
        FieldKind::LongText | FieldKind::Note => format!("`{}: |` and the text below it", field.id),
    };
    let next = format!(
        "{} writes {line} under `{}:` in {}",
        asked::who(case, section),
        section.id,
        asked::file(form)
    );
    let place: Place = asked::place(case, form, section, Some(&field.id));
    let clause = [&field.says, &section.says, &form.says].into_iter().find_map(Option::as_ref);
    findings.add(*severity, place, title, next).says(clause);
}
