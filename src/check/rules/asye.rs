use super::{asked, broken_citation::Similar, words};
use crate::{
    check::{Case, Findings, Place, Rule},
    pack::FACTS,
    policy::{Asye, Stage},
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "asye",
    asks: "The Assessed and Supported Year in Employment (ASYE) was passed, and something shows it",
    why: "Most progressions begin with the ASYE. Not having passed need not stop an application, \
          but whoever supports it has to say why; where it was passed elsewhere the council cannot \
          know it without a certificate.",
    example: "`with: Another Council` and no certificate: put it into documents/, list it, and \
              name it as `evidence:` beside `with:`.",
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    missing_file(case, findings);
    let progression = case.application.progression();
    let Some(asked) = progression.and_then(|progression| progression.asye.as_ref()) else { return };
    let facts = &case.pack().facts.candidate.asye;
    match facts.passed.get() {
        Some(false) => {
            let roles = asked::who_must_explain(case, "candidate.asye.passed");
            let next = match roles.as_slice() {
                [] => "Correct it if it was passed".to_owned(),
                roles => format!(
                    "Correct it if it was passed. If not, the {} must say why they support the \
                     application",
                    words::row(roles, "and the")
                ),
            };
            let place = Place::span(FACTS, facts.passed.span);
            let title = "The ASYE was not passed";
            findings.add(asked.otherwise, place, title, next).says(asked.says.as_ref());
        }
        Some(true) => elsewhere(case, asked, findings),
        None => {}
    }
}

/// A file is named that is not in the pack.
fn missing_file(case: &Case, findings: &mut Findings) {
    let folder = &case.pack().folder;
    let Some(name) = case.pack().asye_evidence() else { return };
    if folder.get(&name).is_some() {
        return;
    }
    let alike = folder.in_other_case(&name).or(folder.in_other_case(&format!("documents/{name}")));
    let alike = alike.map(|item| item.name.as_str());
    let next = match alike.or_else(|| Similar::new(folder).find(&name)) {
        Some(alike) => format!("There is {alike}: write it exactly like that"),
        None => "Put the file into documents/, or correct the name".into(),
    };
    findings.error(
        Place::span(FACTS, case.pack().facts.candidate.asye.evidence.span),
        format!("{name} is to show that the ASYE was passed, and it is not in the pack"),
        next,
    );
}

/// Passed elsewhere, where the council itself cannot know it.
fn elsewhere(case: &Case, asked: &Asye, findings: &mut Findings) {
    let facts = &case.pack().facts.candidate.asye;
    let (Some(with), Some(home), Some(kind)) =
        (facts.with.text(), &asked.home, &asked.elsewhere_needs)
    else {
        return;
    };
    let mut documents = case.pack().documents.iter().filter_map(Field::get);
    if words::holds_or_is_held(with, home)
        || !facts.evidence.is_missing()
        || documents.any(|entry| entry.kind.text() == Some(kind.as_str()))
    {
        return;
    }
    let needed = case.policy().source_kind(kind).map_or(kind.as_str(), |kind| &kind.title);
    findings
        .warning(
            Place::span(FACTS, facts.with.span),
            "The ASYE was passed with another organisation, and nothing in the pack shows it",
            format!(
                "Put the {needed} into documents/, list it with `kind: {kind}`, and name it in \
                 {FACTS} as `evidence:` beside `with:`"
            ),
        )
        .says(asked.says.as_ref());
}
