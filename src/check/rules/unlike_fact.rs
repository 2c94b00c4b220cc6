use super::{names, words};
use crate::{
    check::{Case, Findings, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "unlike-fact",
    asks: "Numbers and names with a fixed form are written in it",
    why: "A registration number with a digit too few is found out when somebody looks it up. The \
          policy shows how it is written: # stands for a digit, @ for a letter.",
    example: "“Registration number” is SW12 and is written like SW######: look it up and correct \
              it.",
    topic: Topic::Facts,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for fact in case.application.facts_asked().filter(|fact| !fact.like.is_empty()) {
        let name = format!("candidate.{}", fact.id);
        let Some(text) = names::written(case, &name).and_then(|node| node.as_text()) else {
            continue;
        };
        let text = text.trim();
        if fact.like.iter().any(|pattern| fits(text, pattern)) {
            continue;
        }
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        let next = match fact.like.iter().any(|pattern| fits(&plain, pattern)) {
            true => format!("Write it as {plain}"),
            false => "Look it up and correct it: # stands for a digit, @ for a letter".into(),
        };
        let like = words::row(&fact.like, "or");
        let title = format!("“{}” is not written like {like}", fact.label);
        findings.warning(names::place(case, &name), title, next).says(fact.says.as_ref());
    }
}

/// Whether a text is written like a pattern, letter for letter.
fn fits(text: &str, pattern: &str) -> bool {
    let fits = |(letter, sign): (char, char)| match sign {
        '#' => letter.is_ascii_digit(),
        '@' => letter.is_alphabetic(),
        sign => letter == sign,
    };
    text.chars().count() == pattern.chars().count() && text.chars().zip(pattern.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_pattern_is_kept_letter_for_letter() {
        assert!(fits("SW900417", "SW######") && fits("C1K4820917Z", "@#@#######@"));
        for text in ["SW12", "sw900417", "SW9004171", "SW90041X", ""] {
            assert!(!fits(text, "SW######"), "{text}");
        }
    }
}
