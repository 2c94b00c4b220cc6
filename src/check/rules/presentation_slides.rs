use crate::{
    check::{self, Case, Findings, Place, Rule},
    policy::{Stage, Topic},
};

pub static RULE: Rule = Rule {
    name: "presentation-slides",
    asks: "The presentation has as many slides as the policy asks for",
    why: "The policy says how many slides there may be. Each page of the presentation’s PDF counts \
          as one; hidden slides of a PowerPoint file do not count. A topic that asks for a slide of its own may come on top.",
    example: "The presentation has 8 slides where 4 to 6 are asked for: leave some out, and save \
              it again with one slide a page.",
    topic: check::Topic::Presentation,
    stage: Stage::Panel,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(asked) = &case.policy().evidence.presentation else { return };
    let Some(slides) = asked.slides else { return };
    let Some(name) = case.pack().presentation() else { return };
    let Some(attachment) = case.pack().attachments.get(&name) else { return };
    let pages = attachment.slides();
    let own: Vec<&Topic> = asked.topics.iter().filter(|topic| topic.own_slide).collect();
    let most = slides.to + own.len();
    // One that cannot be bound has no pages, and is another rule's.
    if pages == 0 || (slides.from..=slides.to).contains(&pages) {
        return;
    }
    let (from, to) = (slides.from, slides.to);
    let asks = if from == to { from.to_string() } else { format!("{from} to {to}") };
    let has = super::words::count(pages, "slide");
    let place = Place::file(name);
    let beside = own.iter().map(|topic| format!("“{}”", topic.title)).collect::<Vec<_>>();
    let beside = super::words::row(&beside, "and");
    if (from..=most).contains(&pages) {
        let readings = own.iter().flat_map(|topic| topic.other_readings.clone());
        let readings = super::words::said_elsewhere(&readings.collect::<Vec<_>>());
        if !readings.is_empty() {
            let title = format!("The presentation has {has}; {asks} are asked for, and {beside}");
            let next = format!("The policy leaves it open whether that comes on top{readings}");
            findings.note(place, title, next).says(asked.says.as_ref());
        }
        return;
    }
    let next = match pages < from {
        true => "Add slides; if several stand on one page, save it again with one slide a page",
        false => "Leave some out; if these are notes pages, save it again as slides only",
    };
    let title = match own.len() {
        0 => format!("The presentation has {has}, and {asks} are asked for"),
        more => format!(
            "The presentation has {has}; {asks} are asked for, and up to {more} more for {beside}"
        ),
    };
    findings.error(place, title, next).says(asked.says.as_ref());
}
