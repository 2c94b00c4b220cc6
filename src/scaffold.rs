//! The files of a new pack, with the council's own prompts as comments.

use minijinja::{AutoEscape, Environment, Value, context};

use crate::{
    policy::{Form, Need, Policy, Progression},
    publish::Output,
};

const TEMPLATES: [(&str, &str); 6] = [
    ("pack.yaml", include_str!("../templates/new/pack.yaml")),
    ("evidence.md", include_str!("../templates/new/evidence.md")),
    ("documents.yaml", include_str!("../templates/new/documents.yaml")),
    ("training-log.yaml", include_str!("../templates/new/training-log.yaml")),
    ("form.yaml", include_str!("../templates/new/form.yaml")),
    ("names.txt", include_str!("../templates/new/names.txt")),
];

/// The files of a new pack, by the path inside its folder.
///
/// # Errors
/// Where a template does not fit the policy: a defect of this program.
pub fn scaffold(
    policy: &Policy,
    progression: &Progression,
) -> Result<Vec<Output>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_keep_trailing_newline(true);
    environment.add_filter("comment", comment);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    let write = |template: &str, name: String, what: Value| {
        let text = environment.get_template(template)?.render(what)?;
        Ok::<_, minijinja::Error>(Output { name, bytes: text.into_bytes() })
    };
    let mut files = vec![write("pack.yaml", "pack.yaml".into(), facts(policy, progression))?];
    for (index, heading) in policy.headings.iter().enumerate() {
        let what = context! {
            label => heading.label,
            consider_label => policy.evidence.template.consider_label,
            consider => heading.consider.iter().map(|one| &one.text).collect::<Vec<_>>(),
            text => heading.text.iter().map(|one| &one.text).collect::<Vec<_>>(),
        };
        files.push(write("evidence.md", policy.evidence_file(index, heading), what)?);
    }
    let kinds = policy.evidence.source_kinds.iter();
    let kinds: Vec<_> = kinds
        .map(|kind| context! { id => kind.id, title => kind.title, at_least => kind.at_least })
        .collect();
    let heading = policy.headings.first().map(|heading| heading.id.as_str());
    files.push(write(
        "documents.yaml",
        "documents/documents.yaml".into(),
        context! { kinds, heading },
    )?);
    if let Some(training) = &policy.evidence.training {
        let courses = training.courses.iter();
        let courses: Vec<_> =
            courses.map(|course| context! { id => course.id, title => course.title }).collect();
        let what = context! { text => training.text.as_ref().map(|one| &one.text), courses };
        files.push(write("training-log.yaml", "training-log.yaml".into(), what)?);
    }
    for form in policy.rules.bundle.forms.iter().filter_map(|id| policy.form(id)) {
        files.push(write("form.yaml", format!("forms/{}.yaml", form.id), questions(policy, form))?);
    }
    files.push(write("names.txt", "private/names.txt".into(), Value::UNDEFINED)?);
    Ok(files)
}

/// A text as comment lines of a YAML file, none of them too long for a window.
fn comment(text: &str, indent: Option<usize>) -> String {
    let mark = format!("{}# ", " ".repeat(indent.unwrap_or(0)));
    textwrap::fill(text, textwrap::Options::new(110).initial_indent(&mark).subsequent_indent(&mark))
}

fn facts(policy: &Policy, progression: &Progression) -> Value {
    let sittings = policy.rules.panel.iter().flat_map(|panel| &panel.sittings);
    let deadlines = policy.rules.deadlines.iter();
    context! {
        council => policy.rules.council,
        policy => policy.rules.id,
        progression => progression.id,
        progression_title => progression.title,
        sittings => sittings.map(|sitting| sitting.date.with_weekday()).collect::<Vec<_>>(),
        deadlines => deadlines
            .map(|one| context! { id => one.id, what => one.what, by => one.by.length() })
            .collect::<Vec<_>>(),
        minutes => policy.evidence.presentation.as_ref().and_then(|one| one.minutes),
        slides => policy.evidence.presentation.as_ref().and_then(|one| one.slides)
            .map(|slides| format!("{}-{}", slides.from, slides.to)),
    }
}

/// The questions of a form that the facts of the pack do not answer.
fn questions(policy: &Policy, form: &Form) -> Value {
    use crate::policy::FieldKind::{Choice, Criterion, Date, LongText, Note, Score, Text, YesNo};
    let sections = form.sections.iter().filter_map(|section| {
        let role = policy.role(section.filled_in_by.as_deref()?);
        let asked =
            section.fields.iter().filter(|field| field.value.is_none() && field.kind != Note);
        let fields: Vec<_> = asked
            .map(|field| {
                let options = field.options.iter().chain(&section.scale).map(|option| option.id.as_str());
                let answer = match field.kind {
                    YesNo | Criterion => "yes or no".to_owned(),
                    Date => "a date".to_owned(),
                    Choice | Score => options.collect::<Vec<_>>().join(" or "),
                    LongText => "a text; write it below, indented".to_owned(),
                    Text | Note => "a line".to_owned(),
                };
                context! {
                    id => field.id,
                    label => field.label,
                    answer,
                    long => field.kind == LongText,
                    optional => field.required == Need::No,
                }
            })
            .collect();
        let signed = section.sign_off.as_ref().map(|sign_off| sign_off.id.as_str());
        Some(context! { id => section.id, title => section.title.as_ref().map(|one| &one.text), role, fields, signed })
    });
    context! { title => form.title, sections => sections.collect::<Vec<_>>() }
}
