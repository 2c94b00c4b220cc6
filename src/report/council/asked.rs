//! What is asked of the candidate: facts, evidence, documents, training, the presentation.

use super::{Page, matters, words};
use crate::policy::{Evidence, Fact, FactKind, Need, Presentation, SourceKind, Training};

pub fn asked(page: &mut Page) {
    let policy = page.policy;
    page.part("About the candidate");
    for fact in &policy.rules.facts {
        let line = a_fact(page, fact);
        page.line(0, &line);
    }
    page.part(&policy.evidence.template.title.text);
    headings(page);
    let evidence = &policy.evidence;
    page.part("Documents");
    documents(page, evidence);
    if let Some(training) = &evidence.training {
        page.part(&training.title);
        a_training(page, training);
    }
    if let Some(presentation) = &evidence.presentation {
        page.part(presentation.title.as_deref().unwrap_or("Presentation"));
        a_presentation(page, presentation);
    }
}

fn a_fact(page: &Page, fact: &Fact) -> String {
    let sort = match fact.kind {
        FactKind::Text => "",
        FactKind::Date => ", a date",
        FactKind::YesNo => ", yes or no",
        FactKind::Number => ", a number",
        FactKind::File => ", a file of the pack",
        FactKind::Choice => ", one of these: ",
    };
    let options: Vec<_> = fact.options.iter().map(|one| one.label.text.as_str()).collect();
    let need = match fact.required {
        Need::Yes => "; must be said",
        Need::Advised => "; should be said",
        Need::No => "",
    };
    let like = match fact.like.as_slice() {
        [] => String::new(),
        like => format!(", written like {}", like.join(" or ")),
    };
    let only = page.only_for(&fact.only_for) + &page.when(fact.when.as_ref(), &[]);
    format!("{}{sort}{}{like}{need}{only}", fact.label, options.join(", "))
}

fn headings(page: &mut Page) {
    let policy = page.policy;
    let template = &policy.evidence.template;
    for one in &template.introduction {
        page.line(0, &one.text);
    }
    let limits = [("Under each heading", &template.words), ("In all", &template.words_in_all)];
    for (what, limit) in limits.into_iter().filter(|(_, limit)| limit.is_some()) {
        page.line(0, &format!("{what}{}", words(limit.as_ref())));
    }
    for heading in &policy.headings {
        let only = page.only_for(&heading.only_for);
        page.line(0, &format!("* {}{}{only}", heading.label, words(heading.words.as_ref())));
        if !heading.consider.is_empty() {
            page.line(2, &template.consider_label);
        }
        page.lines(2, "- ", &heading.consider);
        page.lines(2, "", &heading.text);
        if !heading.covers.is_empty() {
            page.line(2, &format!("Shows {}", heading.covers.join(", ")));
        }
    }
    for framework in policy.rules.frameworks.iter().filter(|one| !one.statements.is_empty()) {
        page.line(0, &format!("{}, each of which has to be shown:", framework.title));
        for statement in &framework.statements {
            let number = statement.number.map(|number| format!("{number} ")).unwrap_or_default();
            page.line(1, &format!("- {} {number}{}", framework.id, statement.title));
        }
    }
}

fn documents(page: &mut Page, evidence: &Evidence) {
    for kind in &evidence.source_kinds {
        let line = a_kind(page, kind);
        page.line(0, &line);
    }
    for group in &evidence.source_groups {
        let of = match group.of.as_slice() {
            [] => "all kinds".to_owned(),
            ids => {
                let title = |id: &String| {
                    page.policy.source_kind(id).map_or(id.clone(), |kind| kind.title.clone())
                };
                ids.iter().map(title).collect::<Vec<_>>().join(", ")
            }
        };
        let only = page.only_for(&group.only_for);
        let mut wanted = Vec::new();
        if group.at_least > 0 {
            wanted.push(format!("at least {} documents", group.at_least));
        }
        if group.kinds > 0 {
            wanted.push(format!("of {} different kinds", group.kinds));
        }
        let wanted = wanted.join(" ");
        page.line(
            0,
            &format!("{}: {wanted} ({of}); {}{only}", group.title, matters(group.otherwise)),
        );
    }
    if let Some(matter) = &evidence.then_and_now {
        let matters = matters(matter.otherwise);
        page.line(0, &format!("Work from the beginning beside work from today; {matters}"));
    }
    if evidence.cite.is_some() {
        page.line(0, "Every document has to be referred to in the evidence");
    }
}

fn a_kind(page: &Page, kind: &SourceKind) -> String {
    let mut line = match kind.at_least {
        0 => kind.title.clone(),
        least => format!("{}: at least {least}; {}", kind.title, matters(kind.otherwise)),
    };
    for author in &kind.by {
        line += &format!("; {} by {}", author.at_least, page.roles(&author.role));
    }
    if let Some(age) = kind.not_older_than {
        let months = age.years * 12 + age.months;
        let age = crate::application::length((months / 12, months % 12));
        line += &format!("; not older than {age}");
    }
    line + &page.only_for(&kind.only_for)
}

fn a_training(page: &mut Page, training: &Training) {
    if let Some(text) = &training.text {
        page.line(0, &text.text);
    }
    for need in &training.needs {
        let only = page.only_for(&need.only_for);
        let matters = matters(need.otherwise);
        page.line(0, &format!("{}: at least {}; {matters}{only}", need.title, need.at_least));
    }
    for course in training.courses.iter().filter(|course| course.mandatory) {
        page.line(0, &format!("For everybody: {}", course.title));
    }
}

fn a_presentation(page: &mut Page, presentation: &Presentation) {
    let slides =
        presentation.slides.map(|slides| format!("{} to {} slides", slides.from, slides.to));
    let minutes = presentation.minutes.map(|minutes| format!("at most {minutes} minutes"));
    let limits: Vec<String> = slides.into_iter().chain(minutes).collect();
    let only = page.only_for(&presentation.only_for);
    if !limits.is_empty() || !only.is_empty() {
        page.line(0, &format!("{}{only}", limits.join(", ")));
    }
    for topic in &presentation.topics {
        let own = if topic.own_slide { ", on a slide of its own" } else { "" };
        page.line(0, &format!("- {}{own}; {}", topic.title, matters(topic.otherwise)));
    }
    page.lines(0, "", &presentation.guidance);
}
