use super::{asked, names};
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "late-signature",
    asks: "The forms the panel reads are signed before it meets",
    why: "What the panel reads was signed before. A signature dated after the panel is most often \
          a slip of the year.",
    example: "The request is signed on 2052-01-20: write 2025-01-20.",
    topic: Topic::Forms,
    stage: Stage::Request,
    check,
};

/// From how many signatures on it is rather the panel's date that is wrong.
const MANY: usize = 3;

fn check(case: &Case, findings: &mut Findings) {
    let application = case.application;
    let Some(panel) = application.day("panel").filter(|_| application.has_panel()) else { return };
    let mut late = Vec::new();
    for form in asked::forms(case).filter(|form| asked::is_bound(case, form)) {
        for section in asked::sections(case, form) {
            let name = format!("forms.{}.{}.signed", form.id, section.id);
            if let Some(day) = application.day(&name).filter(|day| *day > panel) {
                let what = asked::name(form, section);
                let title = format!("“{what}” is signed on {day}, after the panel on {panel}");
                late.push((names::place(case, &name), title));
            }
        }
    }
    if late.len() >= MANY {
        let title = format!("{} sections are signed after the panel on {panel}", late.len());
        let next = "Check the date of the panel first; the signatures are in forms/";
        findings.warning(names::place(case, "panel"), title, next);
        return;
    }
    for (place, title) in late {
        findings.warning(place, title, "Correct the day, or the date of the panel");
    }
}
