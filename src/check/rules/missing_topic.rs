use super::{asked, words};
use crate::{
    check::{self, Case, Findings, Place, Rule},
    pack::{Attachment, FACTS},
    policy::{Presentation, Stage, Topic},
};

pub static RULE: Rule = Rule {
    name: "missing-topic",
    asks: "Every topic the policy asks for has its slide in the presentation",
    why: "The policy says what the presentation must tell of. What a slide says only a person can \
          read, so the pack names the slide of each topic.",
    example: "No slide is named for the case example: write `topics: { case-example: 3 }` beside \
              `file:` under `presentation:`.",
    topic: check::Topic::Presentation,
    stage: Stage::Panel,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(asked) = &case.policy().evidence.presentation else { return };
    // A presentation that is not named or not there is another rule's.
    if case.pack().presentation().is_none()
        || asked::is_no_group_of_facts(case, "presentation.topics")
    {
        return;
    }
    for topic in &asked.topics {
        let name = format!("presentation.topics.{}", topic.id);
        let line = case.application.line(&name);
        let text = line.and_then(|line| line.node.as_text()).map(str::trim);
        match (line, text.filter(|text| !text.is_empty())) {
            (Some(line), Some(text)) => {
                // What is no number is another rule's.
                if let Ok(slide) = text.parse() {
                    let place = Place::span(FACTS, line.node.span);
                    judge(case, asked, topic, slide, place, findings);
                }
            }
            (Some(line), None) if asked::is_no_text(&line.node) => {}
            _ => missing(case, asked, topic, findings),
        }
    }
}

fn missing(case: &Case, asked: &Presentation, topic: &Topic, findings: &mut Findings) {
    let near = ["presentation.topics", "presentation"];
    let line = near.into_iter().find_map(|name| case.application.line(name));
    let own = if topic.own_slide { "; it needs a slide of its own" } else { "" };
    let next = format!(
        "Write the number of its slide in {FACTS}, under `presentation:`, `topics:`, as `{}:`{own}{}",
        topic.id,
        words::said_elsewhere(&topic.other_readings)
    );
    let title = format!("No slide is named for “{}”", topic.title);
    let place = Place::span(FACTS, line.map(|line| line.key_span));
    findings
        .add(topic.otherwise, place, title, next)
        .says(topic.says.as_ref().or(asked.says.as_ref()));
}

fn judge(
    case: &Case,
    asked: &Presentation,
    topic: &Topic,
    slide: usize,
    place: Place,
    findings: &mut Findings,
) {
    let pack = case.pack();
    let file = pack.presentation().and_then(|name| pack.attachments.get(&name));
    let slides = file.map_or(0, Attachment::slides);
    let says = topic.says.as_ref().or(asked.says.as_ref());
    // One that cannot be bound has no slides to count.
    if slides > 0 && !(1..=slides).contains(&slide) {
        let has = words::count(slides, "slide");
        let title =
            format!("“{}” is said to be on slide {slide}, and there are {has}", topic.title);
        let next = format!("Write the number of its slide, from 1 to {slides}");
        findings.error(place, title, next).says(says);
        return;
    }
    let mut others = asked.topics.iter().filter(|other| other.id != topic.id);
    let same = others.find(|other| {
        let name = format!("presentation.topics.{}", other.id);
        let line = case.application.line(&name).and_then(|line| line.node.as_text());
        line.is_some_and(|text| text.trim().parse() == Ok(slide))
    });
    if let Some(other) = same.filter(|_| topic.own_slide) {
        let title = format!(
            "“{}” asks for a slide of its own, and shares slide {slide} with “{}”",
            topic.title, other.title
        );
        let next = "Give it a slide of its own, or correct the number";
        findings.add(topic.otherwise, place, title, next).says(says);
    }
}
