use super::words;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::EvidenceFile,
    policy::{Framework, Heading, ShownBy, Stage, Statement},
};

pub static RULE: Rule = Rule {
    name: "unshown-statement",
    asks: "The evidence shows every statement of the frameworks the policy names",
    why: "A policy can ask for more than one framework. Either its headings are mapped onto the \
          statements, and evidence under such a heading shows them; or the candidate names each in \
          the text, by its title or by the framework and its number.",
    example: "“KSS 4” is named nowhere: where you write about carers, add “(KSS 4)” or the \
              statement’s title.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

/// Up to so many are reported one by one.
const FEW: usize = 3;

fn check(case: &Case, findings: &mut Findings) {
    for framework in &case.policy().rules.frameworks {
        let shown = case.application.shown(framework).into_iter();
        let unshown = shown.filter(|(_, headings)| headings.is_empty());
        let missing: Vec<&Statement> =
            unshown.map(|(one, _)| one).filter(|one| is_asked(case, framework, one)).collect();
        match missing.as_slice() {
            [] => {}
            few if few.len() <= FEW => {
                for statement in few {
                    report(case, framework, &[statement], findings);
                }
            }
            many => report(case, framework, many, findings),
        }
    }
}

/// Whether a statement can be shown at all here. Where nothing is written yet that could name it,
/// other rules say so; one that only headings of another progression cover is not asked for.
fn is_asked(case: &Case, framework: &Framework, statement: &Statement) -> bool {
    match framework.shown_by {
        ShownBy::Naming => first_evidence(case).is_some(),
        ShownBy::Headings => !covering(case, framework, statement).is_empty(),
    }
}

fn first_evidence<'a>(case: &Case<'a>) -> Option<&'a EvidenceFile> {
    case.policy().headings.iter().find_map(|heading| case.application.evidence(heading))
}

/// The headings asked for here under which evidence shows a statement, with their files.
fn covering<'a>(
    case: &Case<'a>,
    framework: &Framework,
    statement: &Statement,
) -> Vec<(&'a Heading, String)> {
    let policy = case.policy();
    let headings = policy.headings.iter().enumerate();
    let covering = headings.filter(|(_, heading)| heading.covers(framework, statement));
    covering.map(|(index, heading)| (heading, policy.evidence_file(index, heading))).collect()
}

fn report(case: &Case, framework: &Framework, missing: &[&Statement], findings: &mut Findings) {
    let called: Vec<String> = missing.iter().map(|one| called(framework, one)).collect();
    let (is, it) = if missing.len() == 1 { ("is", "it") } else { ("are", "each") };
    let all = words::row(&called, "and");
    let (file, title, next) = match framework.shown_by {
        ShownBy::Naming => {
            let file = first_evidence(case).map_or("evidence", |file| &file.name).to_owned();
            let title = match missing.len() {
                few if few <= FEW => format!("{all} {is} named nowhere in the evidence"),
                many => format!(
                    "{many} statements of “{}” are named nowhere in the evidence: {all}",
                    framework.title
                ),
            };
            let example = missing.first().map(|one| ways(framework, one)).unwrap_or_default();
            let such = if missing.len() == 1 { ":" } else { ", such as" };
            (file, title, format!("Name {it} where you show it{such} {example}"))
        }
        ShownBy::Headings => {
            let mut headings: Vec<(&Heading, String)> =
                missing.iter().flat_map(|one| covering(case, framework, one)).collect();
            headings.sort_by(|one, other| one.1.cmp(&other.1));
            headings.dedup_by(|one, other| one.1 == other.1);
            let labels: Vec<String> =
                headings.iter().map(|(heading, _)| format!("“{}”", heading.label)).collect();
            let file = headings.first().map_or("evidence", |(_, file)| file).to_owned();
            let title = format!("No evidence shows {all}");
            (file, title, format!("It is shown under {}: write there", words::row(&labels, "or")))
        }
    };
    findings.add(framework.otherwise, Place::file(file), title, next).says(framework.says.as_ref());
}

/// `KSS 4 “Carers and networks”`.
fn called(framework: &Framework, statement: &Statement) -> String {
    let number = statement.number.map(|number| format!("{} {number} ", framework.id));
    format!("{}“{}”", number.unwrap_or_default(), words::short(&statement.title))
}

/// The ways in which the text can name a statement.
fn ways(framework: &Framework, statement: &Statement) -> String {
    let ways = framework.names(statement);
    let ways: Vec<String> = ways.iter().map(|name| format!("“{name}”")).collect();
    words::row(&ways, "or")
}
