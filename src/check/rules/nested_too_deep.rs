use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    markdown::DEEPEST,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "nested-too-deep",
    asks: "Lists, quotations and emphasis are not nested too deep to print",
    why: "A page has no room for lists inside lists without end. What lies deeper is printed one \
          level up.",
    example: "A list in the ninth level of a list: make it a paragraph, or a list of its own.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        if let Some(span) = file.markdown.too_deep {
            findings.warning(
                Place::span(&file.name, span),
                format!("This is more than {DEEPEST} levels deep and is printed further out"),
                "Use fewer levels; look whether the spaces before the lines are meant",
            );
        }
    }
}
