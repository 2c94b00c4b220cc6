use crate::{
    check::{Case, Findings, Place, Rule},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "presentation-slides",
    asks: "The presentation has as many slides as the policy asks for",
    why: "The policy says how many slides there may be. Each page of the presentation’s PDF counts \
          as one.",
    example: "The presentation has 8 slides where 4 to 6 are asked for: leave some out, and save \
              it again with one slide a page.",
    stage: Stage::Panel,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(asked) = &case.policy().evidence.presentation else { return };
    let Some(slides) = asked.slides else { return };
    let Some(name) = case.pack().presentation() else { return };
    let Some(attachment) = case.pack().attachments.get(&name) else { return };
    let pages = attachment.pages().len();
    // One that cannot be bound has no pages, and is another rule's.
    if pages == 0 || (slides.from..=slides.to).contains(&pages) {
        return;
    }
    let (from, to) = (slides.from, slides.to);
    let asks = if from == to { from.to_string() } else { format!("{from} to {to}") };
    let has = super::words::count(pages, "slide");
    let next = match pages < from {
        true => "Add slides; if several stand on one page, save it again with one slide a page",
        false => "Leave some out; if these are notes pages, save it again as slides only",
    };
    let title = format!("The presentation has {has}, and {asks} are asked for");
    findings.error(Place::file(name), title, next).says(asked.says.as_ref());
}
