use crate::{
    check::{Case, Findings, Place, Rule},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "loose-footnote",
    asks: "Every footnote has its mark in the text, and every mark its footnote",
    why: "A mark without a footnote is printed as [^1]. A footnote without a mark is not printed.",
    example: "`… as research shows.[^2]` and no line `[^2]: Munro, 2011.`: write the footnote, or \
              take the mark out.",
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        let Some(source) = case.pack().sources.get(&file.name) else { continue };
        for (name, span) in &file.markdown.loose_footnotes {
            let place = Place::span(&file.name, *span);
            if source.slice(*span).starts_with(&format!("[^{name}]:")) {
                findings.warning(
                    place,
                    "Nothing refers to this footnote, so it would not be printed",
                    format!("Write [^{name}] where it belongs, or take the footnote out"),
                );
            } else {
                findings.error(
                    place,
                    "This footnote is not written",
                    format!("Write it on a line of its own: [^{name}]: …"),
                );
            }
        }
    }
}
