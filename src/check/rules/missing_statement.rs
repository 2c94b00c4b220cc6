use super::{asked, waivers, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::{Stage, WordLimit},
};

pub static RULE: Rule = Rule {
    name: "missing-statement",
    asks: "Every statement the policy asks for stands in pack.yaml",
    why: "Some requirements are no number: somebody has to state how they are met. The statement \
          is printed with the application, under the words of the policy.",
    example: "The complexity of the work is not stated: whoever has to state it writes it under \
              `statements:` in pack.yaml.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    if asked::cannot_tell(case, FACTS) || asked::is_no_group_of_facts(case, "statements") {
        return;
    }
    let application = case.application;
    for asked in application.progression().into_iter().flat_map(|one| &one.statements) {
        let name = format!("statements.{}", asked.id);
        let line = application.line(&name);
        // A list or a group is another rule's.
        if application.fact(&name).is_some()
            || line.is_some_and(|line| asked::is_no_text(&line.node))
        {
            continue;
        }
        let span = line.or_else(|| application.line("statements")).map(|line| line.key_span);
        let long = asked.words.as_ref().and_then(WordLimit::in_words);
        let long = long.map(|long| format!(", in {long}"));
        let next = format!(
            "The {} states it{}: under `statements:` in {FACTS}, as `{}: |` and the text below it",
            case.policy().role(&asked.from),
            long.unwrap_or_default(),
            asked.id
        );
        let (severity, next) =
            waivers::unless_waived(case, &asked.id, &asked.waived_by, asked.otherwise, next);
        let title = format!("“{}” is not stated yet", words::short(&asked.label));
        findings.add(severity, Place::span(FACTS, span), title, next).says(asked.says.as_ref());
    }
}
