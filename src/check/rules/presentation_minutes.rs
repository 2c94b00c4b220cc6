use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "presentation-minutes",
    asks: "The presentation is as short as the policy asks",
    why: "The panel plans its time by it. How long it takes only the candidate knows: practise it \
          aloud once and write the minutes down. PowerPoint keeps them itself under Slide Show, \
          Rehearse Timings.",
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
    let timed = case.pack().minutes_of_slides();
    let file = case.pack().presentation().unwrap_or_default();
    match facts.minutes.get() {
        None if facts.minutes.is_missing() && timed.is_some_and(|minutes| minutes > most) => {
            let minutes = timed.unwrap_or_default();
            let title = format!(
                "The times of the slides add up to {minutes} minutes, and {most} are allowed"
            );
            let next = format!(
                "Shorten it to {most} minutes and rehearse it again; if these times are not those of \
                 your talk, write `minutes:` beside `file:` in {FACTS}"
            );
            findings.error(Place::file(file), title, next).says(clause);
        }
        None if timed.is_some() => {}
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
        Some(&minutes) if timed.is_some_and(|timed| timed != minutes) => {
            let timed = timed.unwrap_or_default();
            let title = format!(
                "{FACTS} says {minutes} minutes, and the times of the slides add up to {timed}"
            );
            let place = Place::span(FACTS, facts.minutes.span);
            findings.note(place, title, "Correct the minutes, or leave them if they are right");
        }
        _ => {}
    }
}
