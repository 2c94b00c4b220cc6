use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "missing-alt-text",
    asks: "Every image in the evidence has words that say what it shows",
    why: "A panel member who cannot see the image hears these words instead. They are printed \
          nowhere else.",
    example: "`![](../documents/three-houses.png)`: write `![Three houses drawn by a child, with a \
              few words in each](../documents/three-houses.png)`.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        let images = file.markdown.links.iter().filter(|link| link.is_image);
        for image in images.filter(|image| image.words.trim().is_empty()) {
            findings.error(
                Place::span(&file.name, image.span),
                "This image has no words that say what it shows",
                "Write them between the square brackets: ![what it shows](…)",
            );
        }
    }
}
