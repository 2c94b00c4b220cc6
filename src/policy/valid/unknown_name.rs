use crate::{
    check::{Findings, Place},
    policy::{
        lint::{Lint, Subject},
        tree::Spot,
        valid::{
            Names, Sort,
            broken_braces::{names_in, slip},
            items, text_of,
        },
    },
    source::Span,
    yaml::did_you_mean,
};

pub static LINT: Lint = Lint {
    name: "unknown-name",
    asks: "What an item of the policy names is there: a role, a form, a step, a day",
    why: "A deadline that goes to a role nobody has, or is counted from a day nobody records, would \
          be said wrongly or not at all.",
    example: "`from: team_manger` in a deadline: write `team_manager`, or add the role under `roles`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for spot in &subject.spots {
        let (Some(what), Some(text)) = (spot.names, spot.text()) else { continue };
        match what {
            "condition" => {}
            "text with names" if slip(text).is_some() => {}
            "text with names" => {
                let unknown = names_in(text).filter(|name| {
                    subject.names.sort(name).is_none() && !subject.names.may_mean(name)
                });
                unknown.for_each(|name| in_text(subject, spot, name, findings));
            }
            "day" | "name" => name(subject, spot, text, what == "day", findings),
            "field" => field(subject, spot, text, findings),
            _ => id(&subject.names, spot, what, text, findings),
        }
    }
}

/// So many names are a help; more are none.
const MOST_NAMED: usize = 20;

/// Where each sort of thing is listed.
fn home(what: &str) -> &'static str {
    match what {
        "role" => "`roles` in policy.yaml",
        "fact" => "`facts` in policy.yaml",
        "framework" => "`frameworks` in policy.yaml",
        "statement" => "the `statements` of a framework in policy.yaml",
        "stage" => "`stages` in policy.yaml",
        "progression" | "progression or route" => "`progressions` in policy.yaml",
        "deadline" => "`deadlines` in policy.yaml",
        "step" => "`process` in policy.yaml",
        "source kind" => "`source_kinds` in evidence.yaml",
        "course" => "`courses` in evidence.yaml",
        _ => "the folder forms/",
    }
}

fn id(names: &Names, spot: &Spot, what: &str, text: &str, findings: &mut Findings) {
    let known = names.ids(what);
    if names.is_unsure(what) {
        return;
    }
    if !known.iter().any(|id| id == text) {
        let next = match did_you_mean(text, known.iter().map(String::as_str)) {
            Some(id) if what == "form" => format!("Write `{id}`, or add forms/{text}.yaml"),
            Some(id) => format!("Write `{id}`, or add `{text}` to {}", home(what)),
            None if what == "form" => {
                format!("Use one of {}; or add forms/{text}.yaml", known.join(", "))
            }
            None if known.is_empty() || known.len() > MOST_NAMED => {
                format!("Add it to {}", home(what))
            }
            None => format!("Use one of {}; or add it to {}", known.join(", "), home(what)),
        };
        findings.error(spot.place(), format!("There is no {what} `{text}`"), next);
    } else if what == "fact" && names.sort(&format!("candidate.{text}")) != Some(&Sort::Day) {
        findings.error(
            spot.place(),
            format!("`{text}` is not a day, and time is counted from a day"),
            format!("Name a fact with `type: date`, or give `{text}` that type"),
        );
    }
}

fn name(subject: &Subject, spot: &Spot, text: &str, is_day: bool, findings: &mut Findings) {
    match subject.names.sort(text) {
        Some(Sort::Day) => {}
        Some(_) if is_day => {
            findings.error(
                spot.place(),
                format!("`{text}` is not a day"),
                "Name a day: `panel`, `submitted.…`, `outcome.on`, a signature such as \
                 `forms.request.team_manager.signed`, or a field or fact with `type: date`",
            );
        }
        Some(_) => {}
        None if subject.names.may_mean(text) => {}
        None => unknown(&subject.names, spot.place(), text, findings),
    }
}

/// A name in a text with names that means nothing.
fn in_text(subject: &Subject, spot: &Spot, name: &str, findings: &mut Findings) {
    let source = subject.files.get(spot.file).map_or("", |source| source.slice(spot.node.span));
    let start = source.find(&format!("{{{name}}}")).map(|at| spot.node.span.start + at + 1);
    let span = start.map_or(spot.node.span, |start| Span { start, end: start + name.len() });
    unknown(&subject.names, Place::span(spot.file, span), name, findings);
}

fn unknown(names: &Names, place: Place, text: &str, findings: &mut Findings) {
    let title = format!("`{text}` is not a name that means anything in this policy");
    findings.error(place, title, nearest(names, text));
}

/// What was probably meant by a name that means nothing.
pub fn nearest(names: &Names, text: &str) -> String {
    // Of the same family first, `candidate.` or `forms.request.`: what comes before is right, then.
    let family = text.rfind('.').map_or("", |at| &text[..=at]);
    let siblings: Vec<&str> = names.all().filter_map(|name| name.strip_prefix(family)).collect();
    let last = text.strip_prefix(family).unwrap_or(text);
    if let Some(near) = did_you_mean(last, siblings.iter().copied()) {
        return format!("Write `{family}{near}`");
    }
    if !family.is_empty() && (1..=MOST_NAMED).contains(&siblings.len()) {
        return format!("After `{family}` comes one of {}", siblings.join(", "));
    }
    match did_you_mean(text, names.all()) {
        Some(name) if siblings.is_empty() || family.is_empty() => format!("Write `{name}`"),
        _ if family.is_empty() => {
            format!("A fact is named `candidate.{text}`; README.md, “Names”, lists all names")
        }
        _ => "README.md, “Names”, lists all names there are".to_owned(),
    }
}

/// A criterion that `any_of` counts, in the same section.
fn field(subject: &Subject, spot: &Spot, text: &str, findings: &mut Findings) {
    // sections.2.any_of.0.of.1
    let section = spot.path.split('.').take(2).collect::<Vec<_>>().join(".");
    let Some(section) = subject.trees.get(spot.file, &section) else { return };
    let fields = items(section.get("fields"));
    let ids: Vec<&str> = fields.iter().filter_map(|field| text_of(field, "id")).collect();
    if !ids.contains(&text) {
        findings.error(
            spot.place(),
            format!("There is no field `{text}` in this section"),
            match did_you_mean(text, ids.iter().copied()) {
                Some(id) => format!("Write `{id}`"),
                None => format!("Use one of {}", ids.join(", ")),
            },
        );
    }
}
