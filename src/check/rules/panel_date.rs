use super::words;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::{Panel, Stage},
};

pub static RULE: Rule = Rule {
    name: "panel-date",
    asks: "The panel’s date is one that was published",
    why: "Every deadline is counted from the day of the panel. Dates can change, so one that was \
          not published is a warning; a day the policy seems to misprint is one, too.",
    example: "There is no published panel on Thursday 20 March 2025: the next is on Wednesday \
              26 March 2025.",
    topic: Topic::Dates,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let field = &case.pack().facts.panel;
    let Some(&day) = field.get() else { return };
    let Some(panel) = &case.policy().rules.panel else { return };
    // Where no panel decides, another rule says that it is not asked for.
    if !case.application.has_panel() || panel.sittings.is_empty() {
        return;
    }
    let place = Place::span(FACTS, field.span);
    let clause = panel.says_dates.as_ref();
    let ask = ask(case, panel);
    if let Some(sitting) = panel.sittings.iter().find(|sitting| sitting.date == day) {
        if let (Some(note), Some(also)) = (&sitting.note, sitting.also) {
            let title =
                format!("For this panel the policy prints another date, {}", also.with_weekday());
            findings.note(place, title, note.as_str()).says(clause);
        }
        return;
    }
    if let Some(sitting) = panel.sittings.iter().find(|sitting| sitting.also == Some(day)) {
        let title = format!(
            "{} is printed in the policy and is probably a slip for {}",
            day.with_weekday(),
            sitting.date.with_weekday()
        );
        let next = sitting.note.clone().unwrap_or(ask);
        findings.warning(place, title, next).says(clause);
        return;
    }
    let mut days: Vec<_> = panel.sittings.iter().map(|sitting| sitting.date).collect();
    days.sort_unstable();
    let later: Vec<String> =
        days.iter().filter(|one| **one > day).take(2).map(|one| one.with_weekday()).collect();
    let next = match (later.as_slice(), days.last()) {
        ([only], _) => format!("The next is on {only}. Correct `panel:`, or {ask}"),
        ([_, ..], _) => {
            let later = words::row(&later, "and");
            format!("The next are on {later}. Correct `panel:`, or {ask}")
        }
        ([], Some(last)) => format!("The last was published for {}; {ask}", last.with_weekday()),
        ([], None) => ask,
    };
    let title = format!("No panel was published for {}", day.with_weekday());
    findings.warning(place, title, next).says(clause);
}

/// Who knows the dates: whoever chairs.
fn ask(case: &Case, panel: &Panel) -> String {
    match panel.members.iter().find(|seat| seat.chairs) {
        Some(seat) => format!("ask the {} for the dates", case.policy().seat(seat)),
        None => "ask for the dates".into(),
    }
}
