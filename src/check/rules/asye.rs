use super::{asked, broken_citation::Similar, waivers, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::{Asye, Fact, Stage},
    yaml::{Entry, Field},
};

pub static RULE: Rule = Rule {
    name: "asye",
    asks: "The Assessed and Supported Year in Employment (ASYE) was passed, and something shows it",
    why: "Most progressions begin with the ASYE. Not having passed need not stop an application, \
          but whoever supports it has to say why; where it was passed elsewhere the council cannot \
          know it without a certificate.",
    example: "`with: Another Council` and no certificate: put it into documents/, list it, and \
              name it as `evidence:` beside `with:`.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

const PASSED: &str = "candidate.asye.passed";
const WITH: &str = "candidate.asye.with";

fn check(case: &Case, findings: &mut Findings) {
    missing_file(case, findings);
    let Some(asked) = case.application.asye() else { return };
    match case.application.fact(PASSED).as_deref() {
        Some("No") => {
            let roles = asked::who_must_explain(case, PASSED);
            let next = match roles.as_slice() {
                [] => "Correct it if it was passed".to_owned(),
                roles => format!(
                    "Correct it if it was passed. If not, {} must say why they support the \
                     application",
                    asked::roles(case, roles, "and")
                ),
            };
            let (severity, next) =
                waivers::unless_waived(case, "asye", &asked.waived_by, asked.otherwise, next);
            let title = "The ASYE was not passed";
            findings.add(severity, place(case, PASSED), title, next).says(asked.says.as_ref());
        }
        Some(_) => elsewhere(case, asked, findings),
        None => {}
    }
}

fn place(case: &Case, name: &str) -> Place {
    Place::span(FACTS, case.application.line(name).map(|line| line.node.span))
}

/// A file is named that is not in the pack.
fn missing_file(case: &Case, findings: &mut Findings) {
    for (fact, line, name) in case.application.files_named() {
        if let Some(name) = name.filter(|name| case.pack().folder.get(name).is_none()) {
            report_missing(case, fact, line, &name, findings);
        }
    }
}

fn report_missing(case: &Case, fact: &Fact, line: &Entry, name: &str, findings: &mut Findings) {
    let folder = &case.pack().folder;
    let alike = folder.in_other_case(name).or(folder.in_other_case(&format!("documents/{name}")));
    let alike = alike.map(|item| item.name.as_str());
    let next = match alike.or_else(|| Similar::new(folder).find(name)) {
        Some(alike) => format!("There is {alike}: write it exactly like that"),
        None => "Put the file into documents/, or correct the name".into(),
    };
    findings.error(
        Place::span(FACTS, line.node.span),
        format!("{name} is named for “{}”, and it is not in the pack", fact.label),
        next,
    );
}

/// Passed elsewhere, where the council itself cannot know it.
fn elsewhere(case: &Case, asked: &Asye, findings: &mut Findings) {
    let with = case.application.fact(WITH);
    let shown = case.application.fact("candidate.asye.evidence");
    let (Some(with), Some(home), Some(kind)) = (with, &asked.home, &asked.elsewhere_needs) else {
        return;
    };
    let mut documents = case.pack().documents.iter().filter_map(Field::get);
    if words::holds_or_is_held(&with, home)
        || shown.is_some()
        || documents.any(|entry| entry.kind.text() == Some(kind.as_str()))
    {
        return;
    }
    let needed = case.policy().source_kind(kind).map_or(kind.as_str(), |kind| &kind.title);
    findings
        .warning(
            place(case, WITH),
            "The ASYE was passed with another organisation, and nothing in the pack shows it",
            format!(
                "Put the {needed} into documents/, list it with `kind: {kind}`, and name it in \
                 {FACTS} as `evidence:` beside `with:`"
            ),
        )
        .says(asked.says.as_ref());
}
