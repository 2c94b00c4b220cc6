use super::{asked, names, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::{Says, Stage},
    yaml::Value,
};

pub static RULE: Rule = Rule {
    name: "not-asked",
    asks: "What the pack holds is asked for by what is applied for",
    why: "A policy asks for some things only on one route or for one progression, or only if \
          something else holds. What is there beside them does no harm and is not printed; whoever \
          changes what they apply for finds it again.",
    example: "A mentor is named and the Practice Route has none: leave it, or take it out.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

/// What the pack holds beside what is asked for: where, what it is called, and when it would be
/// asked for.
struct Extra<'a> {
    place: Place,
    what: String,
    only: String,
    says: Option<&'a Says>,
}

fn check(case: &Case, findings: &mut Findings) {
    if !case.application.has_panel() && case.application.day("panel").is_some() {
        let title = "A panel is named, and none decides here";
        findings.note(names::place(case, "panel"), title, names::KEEP);
    }
    let mut extras = Vec::new();
    if !asked::cannot_tell(case, FACTS) {
        facts(case, &mut extras);
        if names::is_settled(case) {
            statements(case, &mut extras);
            presentation(case, &mut extras);
        }
    }
    if names::is_settled(case) {
        files(case, &mut extras);
    }
    report(extras, findings);
}

/// One finding for all that stands in one file and is not asked for the same reason.
fn report(extras: Vec<Extra>, findings: &mut Findings) {
    let mut left = extras;
    while let Some(first) = left.first() {
        let key = (first.place.file.clone(), first.only.clone());
        let is_alike = |one: &mut Extra| (&one.place.file, &one.only) == (&key.0, &key.1);
        let alike: Vec<Extra> = left.extract_if(.., is_alike).collect();
        let what: Vec<&str> = alike.iter().map(|one| one.what.as_str()).collect();
        let is = if alike.len() == 1 { "is" } else { "are" };
        let what = words::capital(&words::row(&what, "and"));
        let title = format!("{what} {is} asked only {}", key.1);
        // A clause for one thing is none for several.
        let says = alike.first().filter(|_| alike.len() == 1).and_then(|one| one.says);
        if let Some(place) = alike.iter().map(|one| &one.place).min() {
            findings.note(place.clone(), title, names::KEEP).says(says);
        }
    }
}

fn facts<'a>(case: &Case<'a>, extras: &mut Vec<Extra<'a>>) {
    let policy = case.policy();
    for fact in &policy.whole().rules.facts {
        let name = format!("candidate.{}", fact.id);
        if names::written(case, &name).is_none_or(|node| matches!(node.value, Value::Group(_))) {
            continue;
        }
        let only = match (policy.fact(&fact.id), &fact.when) {
            (None, _) if names::is_settled(case) => names::asked_for(case, &fact.only_for),
            (Some(_), Some(when)) if !case.application.fits(when) => {
                format!("if {}", names::condition(case, None, when))
            }
            _ => continue,
        };
        let (place, what) = (names::place(case, &name), format!("“{}”", fact.label));
        extras.push(Extra { place, what, only, says: fact.says.as_ref() });
    }
}

fn statements<'a>(case: &Case<'a>, extras: &mut Vec<Extra<'a>>) {
    let progression = case.application.progression();
    let asked: Vec<&str> =
        progression.into_iter().flat_map(|one| &one.statements).map(|one| &*one.id).collect();
    let Some(node) = case.pack().tree.get("statements") else { return };
    let progressions = &case.policy().whole().rules.progressions;
    for entry in node.entries().iter().filter(|entry| !asked.contains(&entry.key.as_str())) {
        let of_route = progressions.iter().flat_map(|one| &one.routes);
        let all = progressions.iter().map(|one| (&one.id, &one.statements));
        let mut all = all.chain(of_route.map(|one| (&one.id, &one.statements)));
        let known = all.find_map(|(whom, statements)| {
            Some((whom, statements.iter().find(|one| one.id == entry.key)?))
        });
        if let Some((whom, statement)) = known.filter(|_| !asked::is_blank(&entry.node)) {
            let what = format!("“{}”", words::short(&statement.label));
            let only = names::asked_for(case, std::slice::from_ref(whom));
            let place = Place::span(FACTS, entry.key_span);
            extras.push(Extra { place, what, only, says: statement.says.as_ref() });
        }
    }
}

fn presentation<'a>(case: &Case<'a>, extras: &mut Vec<Extra<'a>>) {
    let policy = case.policy();
    let field = &case.pack().facts.presentation.file;
    if let (None, Some(asked), Some(_)) =
        (&policy.evidence.presentation, &policy.whole().evidence.presentation, field.text())
    {
        let only = names::asked_for(case, &asked.only_for);
        let (place, what) = (Place::span(FACTS, field.span), "a presentation".into());
        extras.push(Extra { place, what, only, says: asked.says.as_ref() });
    }
}

fn files<'a>(case: &Case<'a>, extras: &mut Vec<Extra<'a>>) {
    let (here, whole) = (case.policy(), case.policy().whole());
    for file in &case.pack().evidence {
        let heading = whole.heading(&file.id).filter(|_| here.heading(&file.id).is_none());
        if let Some(heading) = heading {
            let only = names::asked_for(case, &heading.only_for);
            let (place, what) = (Place::file(&file.name), format!("“{}”", heading.label));
            extras.push(Extra { place, what, only, says: heading.says.as_ref() });
        }
    }
    for id in case.pack().forms.keys() {
        if let Some(form) = whole.form(id).filter(|_| here.form(id).is_none()) {
            let only = names::asked_for(case, &form.only_for);
            let (place, what) = (Place::file(asked::file(form)), format!("The {}", form.title));
            extras.push(Extra { place, what, only, says: form.says.as_ref() });
        }
    }
}
