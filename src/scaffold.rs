//! The files of a new pack, with the council's own prompts as comments.

use minijinja::{AutoEscape, Environment, Value, context};

use crate::{
    policy::{Deadline, Fact, FactKind, Form, Need, Policy, Progression},
    publish::Output,
    schema,
};

const TEMPLATES: [(&str, &str); 8] = [
    ("pack.yaml", include_str!("../templates/new/pack.yaml")),
    ("evidence.md", include_str!("../templates/new/evidence.md")),
    ("documents.yaml", include_str!("../templates/new/documents.yaml")),
    ("training-log.yaml", include_str!("../templates/new/training-log.yaml")),
    ("form.yaml", include_str!("../templates/new/form.yaml")),
    ("pseudonyms.yaml", include_str!("../templates/new/pseudonyms.yaml")),
    ("confidentiality.yaml", include_str!("../templates/new/confidentiality.yaml")),
    ("names.txt", include_str!("../templates/new/names.txt")),
];

/// The files of a new pack, by the path inside its folder. The policy is narrowed to what is applied
/// for.
///
/// # Errors
/// Where a template does not fit the policy: a defect of this program.
pub fn scaffold(
    policy: &Policy,
    progression: &Progression,
    route: Option<&str>,
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
        let mut text = environment.get_template(template)?.render(what)?;
        if name.ends_with(".yaml") {
            text.insert_str(0, &schema::line(&name));
        }
        Ok::<_, minijinja::Error>(Output::new(name, text))
    };
    let mut files =
        vec![write("pack.yaml", "pack.yaml".into(), facts(policy, progression, route))?];
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
    let writer = policy.rules.roles.first().map(|role| role.id.as_str());
    files.push(write(
        "documents.yaml",
        "documents/documents.yaml".into(),
        context! { kinds, heading, writer },
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
    files.push(write("confidentiality.yaml", "confidentiality.yaml".into(), Value::UNDEFINED)?);
    files.push(write("names.txt", "private/names.txt".into(), Value::UNDEFINED)?);
    files.push(write("pseudonyms.yaml", "private/pseudonyms.yaml".into(), Value::UNDEFINED)?);
    files.extend(schema::files(policy));
    Ok(files)
}

/// A text as comment lines of a YAML file, none of them too long for a window.
fn comment(text: &str, indent: Option<usize>) -> String {
    let mark = format!("{}# ", " ".repeat(indent.unwrap_or(0)));
    textwrap::fill(text, textwrap::Options::new(110).initial_indent(&mark).subsequent_indent(&mark))
}

fn facts(policy: &Policy, progression: &Progression, route: Option<&str>) -> Value {
    let rules = &policy.rules;
    let sittings = rules.panel.iter().flat_map(|panel| &panel.sittings);
    let presentation = policy.evidence.presentation.as_ref();
    let slides = presentation.and_then(|one| one.slides);
    let named = |id: &str, title: &str| context! { id, title };
    let waivers = waivers(policy, progression);
    let first = waivers.first();
    context! {
        council => rules.council,
        policy => rules.id,
        version => rules.version,
        progression => progression.id,
        progression_title => progression.title,
        routes => progression.routes.iter().map(|one| named(&one.id, &one.title)).collect::<Vec<_>>(),
        route,
        panel => progression.panel,
        sittings => sittings.map(|sitting| sitting.date.with_weekday()).collect::<Vec<_>>(),
        sent => sent(policy, progression),
        candidate => candidate(policy),
        statements => progression.statements.iter()
            .map(|one| context! { id => one.id, label => one.label }).collect::<Vec<_>>(),
        presentation => presentation.is_some(),
        minutes => presentation.and_then(|one| one.minutes),
        slides => slides.map(|slides| format!("{}-{}", slides.from, slides.to)),
        guidance => presentation.iter().flat_map(|one| &one.guidance)
            .map(|one| &one.text).collect::<Vec<_>>(),
        topics => presentation.iter().flat_map(|one| &one.topics)
            .map(|one| named(&one.id, &one.title)).collect::<Vec<_>>(),
        training => policy.evidence.training.is_some(),
        waivers => waivers.iter().map(|(id, by)| {
            let roles: Vec<&str> = by.iter().map(|role| policy.role(role)).collect();
            format!("{id}, by the {}", roles.join(" or the "))
        }).collect::<Vec<_>>(),
        waiver => first.map(|(id, _)| id),
        waived_by => first.and_then(|(_, by)| by.first()),
        outcomes => rules.outcomes.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// What is recorded as sent: the forms that are built, what has a deadline before the end, and what
/// experience is counted to.
fn sent(policy: &Policy, progression: &Progression) -> Vec<Value> {
    let rules = &policy.rules;
    let deadlines = rules.deadlines.iter().filter(|one| is_before_the_end(one));
    let due: Vec<(String, &Deadline)> = deadlines
        .filter_map(|one| Some((one.done().strip_prefix("submitted.")?.to_owned(), one)))
        .collect();
    let is_due = |id: &str| due.iter().any(|(known, _)| known == id);
    let forms = rules.bundle.forms.iter().filter_map(|id| policy.form(id));
    let forms = forms.filter(|form| form.build.is_some() && !is_due(&form.id));
    let forms = forms.map(|form| context! { id => form.id, what => form.title });
    let counted = progression.experience.iter().filter_map(|one| {
        let id = one.until.strip_prefix("submitted.").filter(|id| !is_due(id))?;
        Some(context! { id, what => policy.sent(id).unwrap_or(id) })
    });
    let due = due.iter().map(|(id, one)| {
        let by = policy.spoken_limit(&one.by);
        context! { id, what => one.what, by }
    });
    forms.chain(counted).chain(due).collect()
}

/// Whether something is sent by everybody, and before it is decided.
fn is_before_the_end(deadline: &Deadline) -> bool {
    let after = deadline.by.after.as_deref().map(|name| name.split('.').next().unwrap_or(name));
    match after {
        None => true,
        Some("panel" | "outcome") => false,
        Some(_) => deadline.when.is_none(),
    }
}

/// The lines under `candidate:`: a key for each fact, with what it is; a group where ids share a
/// first part.
fn candidate(policy: &Policy) -> Vec<Value> {
    let mut lines = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for fact in &policy.rules.facts {
        let parts: Vec<&str> = fact.id.split('.').collect();
        let Some((key, groups)) = parts.split_last() else { continue };
        let shared = open.iter().zip(groups).take_while(|(one, other)| one == other).count();
        open.truncate(shared);
        for group in groups.iter().skip(shared) {
            let indent = 2 + 2 * open.len();
            lines.push(context! { key => group, indent, space => " ".repeat(indent) });
            open.push(group);
        }
        let indent = 2 + 2 * open.len();
        let remark = remark(policy, fact);
        lines.push(context! { key, indent, remark, space => " ".repeat(indent) });
    }
    lines
}

/// What a fact is and how it is written.
fn remark(policy: &Policy, fact: &Fact) -> String {
    let options = fact.options.iter().map(|one| format!("{} ({})", one.id, one.label));
    let options: Vec<String> = options.collect();
    let how = match fact.kind {
        FactKind::Text => fact.like.join(" or "),
        FactKind::Date => "a date".to_owned(),
        FactKind::YesNo => "yes or no".to_owned(),
        FactKind::Number => "a number".to_owned(),
        FactKind::File => "a file of this pack, such as documents/certificate.pdf".to_owned(),
        FactKind::Choice => options.join(" or "),
    };
    let mut remark = fact.label.clone();
    if !how.is_empty() {
        remark.push_str(&format!(": {how}"));
    }
    if let Some(when) = &fact.when {
        remark.push_str(&format!(". Only if {}", policy.spoken_condition(when, &[])));
    }
    remark
}

/// The requirements that somebody may waive, each with who may.
fn waivers<'p>(
    policy: &'p Policy,
    progression: &'p Progression,
) -> Vec<(&'p str, &'p Vec<String>)> {
    let experience = progression.experience.iter().map(|one| (one.id(), &one.waived_by));
    let asye = progression.asye.iter().map(|one| ("asye", &one.waived_by));
    let statements = progression.statements.iter().map(|one| (one.id.as_str(), &one.waived_by));
    let sections = policy.forms.iter().flat_map(|form| &form.sections);
    let fields = sections.flat_map(|section| &section.fields);
    let fields = fields.map(|field| (field.id.as_str(), &field.waived_by));
    let mut waivers: Vec<(&str, &Vec<String>)> = Vec::new();
    for (id, by) in experience.chain(asye).chain(statements).chain(fields) {
        if !by.is_empty() && !waivers.iter().any(|(known, _)| *known == id) {
            waivers.push((id, by));
        }
    }
    waivers
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
                    optional => field.need() == Need::No,
                }
            })
            .collect();
        let signed = section.sign_off.as_ref().map(|sign_off| sign_off.id.as_str());
        Some(context! { id => section.id, title => section.title.as_ref().map(|one| &one.text), role, fields, signed })
    });
    context! { title => form.title, sections => sections.collect::<Vec<_>>() }
}
