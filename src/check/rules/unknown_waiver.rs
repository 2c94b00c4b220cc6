use super::{asked, names, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{FACTS, Waiver},
    policy::{Requirement, Stage},
    source::Span,
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "unknown-waiver",
    asks: "Every waiver is of something the policy asks for, by somebody who may waive it",
    why: "A waiver counts only where the policy leaves room for it. The panel reads who waived \
          what, when and why; one that leaves that out, or comes from somebody else, changes \
          nothing.",
    example: "`of: experience, by: team_manager` where only the Head of Service may waive it: ask \
              them, and record their name, the day and the reason.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let policy = case.policy();
    let whole = policy.whole();
    let elsewhere = whole.requirements(None);
    let here = match case.application.progression().filter(|_| names::is_settled(case)) {
        Some(progression) => policy.requirements(Some(progression)),
        None => whole.requirements(None),
    };
    for field in &case.pack().facts.waivers {
        let Some(waiver) = field.get() else { continue };
        let span = field.span;
        let Some(of) = waiver.of.text() else {
            if !waiver.of.wrong {
                let (title, next) = (
                    "This waiver does not say what is waived",
                    format!("Add `of:` and one of {}", listed(&here)),
                );
                findings.error(start(case, span), title, next);
            }
            continue;
        };
        match here.iter().find(|one| one.id == of) {
            Some(requirement) => judge(case, requirement, waiver, span, findings),
            None => {
                let place = Place::span(FACTS, waiver.of.span);
                if let Some(other) = elsewhere.iter().find(|one| one.id == of) {
                    let title = format!("“{}” is waived, and is not asked for here", other.asks);
                    let next = "Leave it if you may still change what you apply for; it has no \
                                effect now";
                    findings.note(place, title, next);
                    continue;
                }
                let ids = here.iter().map(|one| one.id);
                let next = match did_you_mean(of, ids) {
                    Some(id) => format!("Write `of: {id}`"),
                    None if here.iter().all(|one| one.by.is_empty()) => {
                        "Take it out: nothing is waived here".into()
                    }
                    None => format!("Write one of {}", listed(&here)),
                };
                let title = format!("`{of}` is nothing that the policy asks for");
                findings.error(place, title, next);
            }
        }
    }
}

/// What can be waived, by its ids.
fn listed(requirements: &[Requirement]) -> String {
    let open = requirements.iter().filter(|one| !one.by.is_empty());
    let ids: Vec<String> = open.map(|one| format!("`{}`", one.id)).collect();
    words::row(&ids, "and")
}

fn judge(
    case: &Case,
    requirement: &Requirement,
    waiver: &Waiver,
    span: Option<Span>,
    findings: &mut Findings,
) {
    let Requirement { asks, by, says, .. } = requirement;
    if by.is_empty() {
        let place = Place::span(FACTS, waiver.of.span);
        let next = "Take the waiver out; if it is not met, talk to your manager before you go on";
        let title = format!("Nobody may waive “{asks}”");
        findings.error(place, title, next).says(*says);
        return;
    }
    let may = asked::roles(case, by, "or");
    if let Some(text) = waiver.by.text() {
        let role = case.policy().role_named(text);
        if !role.is_some_and(|role| by.contains(&role.id)) {
            let ids: Vec<String> = by.iter().map(|id| format!("`by: {id}`")).collect();
            let title = match role {
                Some(role) => format!("The {} may not waive “{asks}”", role.title),
                None => format!("“{text}” is no role that may waive “{asks}”"),
            };
            let next = format!(
                "Only {may} may. If they did, write {}; if not, ask them",
                words::row(&ids, "or")
            );
            findings.error(Place::span(FACTS, waiver.by.span), title, next).says(*says);
            return;
        }
    }
    let missing = |key, is_missing: bool| is_missing.then_some(key);
    let keys = [
        missing("`by:`", waiver.by.is_unsaid()),
        missing("`name:`", waiver.name.is_unsaid()),
        missing("`on:`", waiver.on.is_missing()),
        missing("`reason:`", waiver.reason.is_unsaid()),
    ];
    let keys: Vec<&str> = keys.into_iter().flatten().collect();
    if !keys.is_empty() {
        let place = Place::span(FACTS, waiver.of.span.or(span));
        let title = format!("The waiver of “{asks}” does not say {}", words::row(&keys, "and"));
        let next = format!(
            "Add them: who waived it ({may}), their name, the day and the reason; until then \
             it counts for nothing"
        );
        findings.error(place, title, next).says(*says);
    }
}

/// The first letter of an entry, which may go on for many lines.
fn start(case: &Case, span: Option<Span>) -> Place {
    let source = case.pack().sources.get(FACTS);
    Place::span(FACTS, span.zip(source).map(|(span, source)| source.char_at(span.start)))
}
