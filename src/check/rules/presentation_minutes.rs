use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "presentation-minutes",
    asks: "The presentation is as short as the policy asks",
    why: "The panel plans its time by it. How long it takes only the candidate knows: practise it \
          aloud once and write the minutes down.",
    example: "`minutes: 40` where 30 are allowed: shorten it, practise it again, and write what it \
              takes then.",
    topic: Topic::Presentation,
    stage: Stage::Panel,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(asked) = &case.policy().evidence.presentation else { return };
    let Some(most) = asked.minutes else { return };
    let facts = &case.pack().facts.presentation;
    if facts.file.text().is_none() {
        return;
    }
    let clause = asked.says.as_ref();
    match facts.minutes.get() {
        Some(&minutes) if minutes > most => {
            let title = format!("The presentation takes {minutes} minutes, and {most} are allowed");
            let place = Place::span(FACTS, facts.minutes.span);
            findings.error(place, title, format!("Shorten it to {most} minutes")).says(clause);
        }
        None if facts.minutes.is_missing() => {
            let place = Place::span(FACTS, facts.minutes.span.or(facts.file.span));
            let title = "How many minutes the presentation takes is not said";
            let next = "Practise it once and add `minutes:` beside `file:`";
            findings.warning(place, title, next).says(clause);
        }
        _ => {}
    }
}
