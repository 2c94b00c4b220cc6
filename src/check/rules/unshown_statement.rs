use super::{
    naming::{Piece, names, numbers_after, pieces},
    words, written,
};
use crate::{
    check::{Case, Findings, Place, Rule},
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
    stage: Stage::Evidence,
    check,
};

/// Up to so many are reported one by one.
const FEW: usize = 3;

fn check(case: &Case, findings: &mut Findings) {
    let policy = case.policy();
    let headings = policy.headings.iter();
    let written: Vec<(&Heading, &EvidenceFile)> =
        headings.filter_map(|heading| Some((heading, written::evidence(case, heading)?))).collect();
    let text: String = written.iter().map(|(_, file)| written::text(file) + "\n").collect();
    let text = pieces(&text);
    for framework in &policy.rules.frameworks {
        let missing: Vec<&Statement> = match framework.shown_by {
            // Where nothing is written yet, other rules say so.
            ShownBy::Naming if written.is_empty() => continue,
            ShownBy::Naming => unnamed(framework, &text),
            ShownBy::Headings => uncovered(case, framework, &written),
        };
        match missing.as_slice() {
            [] => {}
            few if few.len() <= FEW => {
                for statement in few {
                    report(case, framework, &[statement], &written, findings);
                }
            }
            many => report(case, framework, many, &written, findings),
        }
    }
}

fn unnamed<'f>(framework: &'f Framework, text: &[Piece]) -> Vec<&'f Statement> {
    let numbers = numbers_after(text, &framework.id);
    let is_named = |statement: &&Statement| {
        statement.number.is_some_and(|number| numbers.contains(&number))
            || names(text, &statement.title)
            || statement.aliases.iter().any(|alias| names(text, alias))
    };
    framework.statements.iter().filter(|statement| !is_named(statement)).collect()
}

/// The statements that a heading asked for here covers, and none with evidence.
fn uncovered<'f>(
    case: &Case,
    framework: &'f Framework,
    written: &[(&Heading, &EvidenceFile)],
) -> Vec<&'f Statement> {
    let is_lacking = |statement: &&Statement| {
        !covering(case, framework, statement).is_empty()
            && !written.iter().any(|(heading, _)| covers(heading, framework, statement))
    };
    framework.statements.iter().filter(is_lacking).collect()
}

fn covers(heading: &Heading, framework: &Framework, statement: &Statement) -> bool {
    let covered = heading.covers.iter().filter_map(|name| name.split_once('.'));
    covered.into_iter().any(|(id, part)| id == framework.id && part == statement.id)
}

/// The headings asked for here under which evidence shows a statement, with their files.
fn covering<'a>(
    case: &Case<'a>,
    framework: &Framework,
    statement: &Statement,
) -> Vec<(&'a Heading, String)> {
    let policy = case.policy();
    let headings = policy.headings.iter().enumerate();
    let covering = headings.filter(|(_, heading)| covers(heading, framework, statement));
    covering.map(|(index, heading)| (heading, policy.evidence_file(index, heading))).collect()
}

fn report(
    case: &Case,
    framework: &Framework,
    missing: &[&Statement],
    written: &[(&Heading, &EvidenceFile)],
    findings: &mut Findings,
) {
    let called: Vec<String> = missing.iter().map(|one| called(framework, one)).collect();
    let (is, it) = if missing.len() == 1 { ("is", "it") } else { ("are", "each") };
    let all = words::row(&called, "and");
    let (file, title, next) = match framework.shown_by {
        ShownBy::Naming => {
            let file = written.first().map_or("evidence", |(_, file)| &file.name).to_owned();
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
    let titles = [&statement.title].into_iter().chain(&statement.aliases);
    let mut ways: Vec<String> = titles.map(|title| format!("“{title}”")).collect();
    ways.extend(statement.number.map(|number| format!("“{} {number}”", framework.id)));
    words::row(&ways, "or")
}
