use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    markdown::{Loose, LooseFootnote},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "loose-footnote",
    asks: "Every footnote has its mark in the text, and every mark its footnote",
    why: "A mark without a footnote is printed as [^1]. A footnote without a mark is not printed.",
    example: "`… as research shows.[^2]` and no line `[^2]: Munro, 2011.`: write the footnote, or \
              take the mark out.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        for LooseFootnote { name, span, why } in &file.markdown.loose_footnotes {
            let place = Place::span(&file.name, *span);
            match why {
                Loose::NotWritten => findings.error(
                    place,
                    "This footnote is not written",
                    format!("Write it on a line of its own: [^{name}]: …"),
                ),
                Loose::NotReferredTo => findings.warning(
                    place,
                    "Nothing refers to this footnote, so it would not be printed",
                    format!("Write [^{name}] where it belongs, or take the footnote out"),
                ),
                Loose::WrittenTwice => findings.error(
                    place,
                    format!("There are two footnotes [^{name}]; this one would not be printed"),
                    "Give it another name, here and at its mark",
                ),
                Loose::Inside => findings.error(
                    place,
                    "A footnote cannot have its mark inside another footnote or an image",
                    "Put the mark in the text, or write here what the footnote says",
                ),
            };
        }
    }
}
