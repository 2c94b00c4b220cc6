use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "unexpected-fact",
    asks: "What the candidate says of themselves is what the policy expects",
    why: "Some facts have to be a certain way before an application can go on, such as a permit \
          that has to outlast the panel.",
    example: "The work permit ends before the panel: correct the date if it is wrong; if it is \
              right, talk to your manager before you apply.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let application = case.application;
    for fact in application.facts_asked() {
        let Some(expected) = &fact.expects else { continue };
        let name = format!("candidate.{}", fact.id);
        let (Some(said), Some(line)) = (application.fact(&name), application.line(&name)) else {
            continue;
        };
        let compared = application.compared(&name);
        if application.is_among(compared.as_deref(), std::slice::from_ref(&expected.answer)) {
            continue;
        }
        let title = format!("“{}” is {said}, and should be {}", fact.label, expected.answer);
        let next = "Correct it if it is wrong; if it is right, follow what the policy says for \
                    this case before you go on";
        findings
            .add(expected.otherwise, Place::span(FACTS, line.node.span), title, next)
            .says(expected.says.as_ref().or(fact.says.as_ref()));
    }
}
