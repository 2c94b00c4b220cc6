//! The page "At a glance": who applies for what, what was decided, and how much there is. It counts
//! what is there; how good it is, is for the panel.

use serde_json::{Value, json};

use super::{Context, binding, form, map, order::Ordered, print::is_asked};
use crate::{
    dates::Day,
    policy::{Field, Form, Section},
    yaml,
};

/// What the page says.
pub fn digest(context: &Context) -> Value {
    json!({
        "facts": facts(context),
        "decisions": decisions(context),
        "there": there(context),
    })
}

/// A line: what it is about, what there is to say, and where in the bundle that stands.
fn line(name: impl Into<String>, says: impl Into<String>, at: Option<&str>) -> Value {
    json!({ "name": name.into(), "says": says.into(), "at": at })
}

fn facts(context: &Context) -> Vec<Value> {
    let application = context.application;
    let fact = |name: &str, fact: &str| Some(line(name, application.fact(fact)?, None));
    let level = application.progression().and_then(|one| one.level.as_ref());
    let first = [
        fact("Applies for", "progression.title"),
        fact("Route", "route.title"),
        level.map(|level| line("Level", level, None)),
        fact("Panel", "panel.date").filter(|_| application.has_panel()),
    ];
    let asked = application.experience_asked().iter();
    let experience = context.experience().into_iter().zip(asked);
    let experience = experience.map(|((name, there, asked), requirement)| {
        let there = there.unwrap_or_else(|| "not known".to_owned());
        let waived = waived(context, requirement.id());
        line(name, format!("{there} (asked for: {asked}{waived})"), None)
    });
    first.into_iter().flatten().chain(experience).chain(asye(context)).collect()
}

/// The assessed and supported year, where the council asks for it.
fn asye(context: &Context) -> Option<Value> {
    let application = context.application;
    application.asye()?;
    let fact = |name: &str| application.fact(&format!("candidate.asye.{name}"));
    let passed = match application.compared("candidate.asye.passed").as_deref() {
        Some(said) if said.eq_ignore_ascii_case("yes") => "Passed",
        Some(_) => "Not passed",
        None => "Not said",
    };
    let with = fact("with").map_or(String::new(), |with| format!(", with {with}"));
    let proof = fact("evidence").map_or(String::new(), |proof| format!(" ({proof})"));
    let waived = waived(context, "asye");
    let file = application.files_named().find(|(fact, _, _)| fact.id == "asye.evidence");
    let number = file.and_then(|(_, _, file)| context.order.number_of(&file?));
    let at = number.map(|number| format!("document-{number}-page-1"));
    Some(line("ASYE", format!("{passed}{with}{proof}{waived}"), at.as_deref()))
}

/// Who waived a requirement, if somebody did.
fn waived(context: &Context, id: &str) -> String {
    let application = context.application;
    let mut waivers = application.pack.facts.waivers.iter().filter_map(yaml::Field::get);
    let waiver = waivers.find(|waiver| waiver.of.text() == Some(id));
    let by = waiver.and_then(|waiver| waiver.by.text());
    by.map_or(String::new(), |by| format!("; waived by: {}", application.policy.role(by)))
}

/// What was decided on the forms of the bundle, and who signed it.
fn decisions(context: &Context) -> Vec<Value> {
    let forms =
        binding::forms(context).flat_map(|form| form.sections.iter().map(move |one| (form, one)));
    let fields = forms.flat_map(|(form, section)| {
        let shown = section.fields.iter().filter(|field| field.on_digest);
        shown.map(move |field| (form, section, field))
    });
    fields
        .filter(|(form, section, field)| is_asked(context, form, section, field))
        .map(|(form, section, field)| decision(context, form, section, field))
        .collect()
}

fn decision(context: &Context, form: &Form, section: &Section, field: &Field) -> Value {
    let application = context.application;
    let answer = application.answer(form, section, field);
    let chosen = field.options.iter().find(|option| form::is_chosen(option, &answer));
    // A mark that leads to a footnote of the form leads nowhere here.
    let chosen = chosen.map(|option| context.print.read(&option.label).trim_end_matches('*'));
    let says = chosen.or(answer.text());
    let role = section.filled_in_by.as_deref().map(|id| application.policy.role(id));
    let title = section.title.as_ref().map(|one| context.print.read(one));
    let (name, on) = application.signed(form, section).unwrap_or_default();
    json!({
        "who": role.or(title).unwrap_or(&form.title),
        "asked": field.label,
        "says": says,
        "name": name,
        "on": on.as_ref().map(Day::to_string),
        "at": format!("form-{}-{}", form.id, section.id),
    })
}

/// How much there is of what, and where.
fn there(context: &Context) -> Vec<Value> {
    let (policy, pack) = (context.application.policy, context.application.pack);
    let evidence = policy.headings.iter();
    let written = evidence.filter(|one| context.application.evidence(one).is_some()).count();
    let mut lines = vec![line(
        "Headings with evidence",
        format!("{written} of {}", policy.headings.len()),
        Some("evidence-template"),
    )];
    if let Some(training) = &policy.evidence.training {
        let entries = pack.training.iter().filter(|one| one.get().is_some()).count();
        lines.push(line(&training.title, count(entries, "entry", "entries"), Some("training-log")));
    }
    lines.push(documents(context));
    if let Some((there, asked)) = map::kinds_asked(context) {
        let says = format!("{there} of {asked} there");
        lines.push(line("Kinds of evidence asked for", says, Some("evidence-kinds")));
    }
    let (whole, half) = map::pairs_there(context);
    if policy.evidence.then_and_now.is_some() || whole + half > 0 {
        let only =
            if half > 0 { format!(", and {half} with one side only") } else { String::new() };
        let at = (whole + half > 0).then_some("then-and-now");
        lines.push(line("Then and now", count(whole, "pair", "pairs") + &only, at));
    }
    lines.extend(presentation(context));
    lines.extend(context.counts.map(|counts| {
        let errors = count(counts.errors, "error", "errors");
        let warnings = count(counts.warnings, "warning", "warnings");
        let says = match (counts.errors, counts.warnings) {
            (0, 0) => "nothing".to_owned(),
            (0, _) => warnings,
            _ => format!("{errors}, {warnings}"),
        };
        line("Left open by the check", says, context.gaps.map(|_| "gaps"))
    }));
    lines
}

fn documents(context: &Context) -> Value {
    let documents = &context.order.documents;
    let bound = documents.iter().filter(|one| one.attachment.is_some());
    let pages: usize = bound.map(Ordered::pages).sum();
    let mut says = documents.len().to_string();
    if pages > 0 {
        says = format!("{says}, on {}", count(pages, "page", "pages"));
    }
    let seen = documents.iter().filter(|one| one.attachment.is_none()).count();
    if seen > 0 {
        says = format!("{says}; {seen} verified, not attached");
    }
    line("Documents", says, (!documents.is_empty()).then_some("documents"))
}

/// How long the presentation is, where one is asked for or there.
fn presentation(context: &Context) -> Option<Value> {
    let (policy, pack) = (context.application.policy, context.application.pack);
    let file = pack.presentation().and_then(|name| pack.attachments.get(&name));
    let slides = file.filter(|one| one.content.is_ok()).map(|one| one.pages().len());
    let minutes = pack.facts.presentation.minutes.get().map(|one| *one as usize);
    let parts: Vec<String> = [
        minutes.map(|minutes| count(minutes, "minute", "minutes")),
        slides.map(|slides| count(slides, "slide", "slides")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if policy.evidence.presentation.is_none() && slides.is_none() {
        return None;
    }
    let says = if parts.is_empty() { "not there".to_owned() } else { parts.join(", ") };
    Some(line("Presentation", says, slides.map(|_| "presentation-page-1")))
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
