use crate::{
    application::is_empty,
    check::{Case, Findings, Place, Rule, Topic},
    policy::{Heading, Stage},
};

pub static RULE: Rule = Rule {
    name: "empty-heading",
    asks: "Every heading’s file says something",
    why: "A file that holds only the council’s prompts, comments, headings or blank lines would \
          be printed as an empty heading.",
    example: "evidence/05-knowledge.md holds only its prompts: write what you know and how it \
              changed your practice, and cite the documents that show it.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for heading in &case.policy().headings {
        if let Some(file) = case.application.file(heading)
            && is_empty(file, heading)
        {
            let in_comment = case.pack().sources.get(&file.name).is_some_and(|source| {
                let written = source.text.split_whitespace().count();
                written > words_of_prompts(heading) + WORDS_OF_ADVICE
            });
            let next = match in_comment {
                true => {
                    "There is text between <!-- and -->, which is never printed: move it below \
                         the line -->"
                        .to_owned()
                }
                false => format!("Write the evidence in {}", file.name),
            };
            findings
                .error(Place::file(&file.name), format!("“{}” is empty", heading.label), next)
                .says(heading.says.as_ref().or(case.policy().evidence.template.says.as_ref()));
        }
    }
}

/// Words of advice that a new file holds beside the prompts, and a few more.
const WORDS_OF_ADVICE: usize = 60;

fn words_of_prompts(heading: &Heading) -> usize {
    let prompts = heading.consider.iter().chain(&heading.text).map(|prompt| &prompt.text);
    prompts.chain([&heading.label]).map(|prompt| prompt.split_whitespace().count()).sum()
}
