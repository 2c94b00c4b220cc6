use crate::{
    check::{Case, Findings, Place, Rule},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "raw-html",
    asks: "Evidence is written in Markdown only",
    why: "What stands between < and > is taken for HTML and is not printed, so words could be lost. \
          Comments, <!-- like this -->, are allowed: they are meant not to be printed.",
    example: "`<b>my view</b>` is HTML: write `**my view**`. For a < that is meant as itself write \
              `\\<`.",
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for file in &case.pack().evidence {
        let Some(source) = case.pack().sources.get(&file.name) else { continue };
        // The end of what was opened needs no finding of its own.
        for span in file.markdown.html.iter().filter(|span| !source.slice(**span).starts_with("</"))
        {
            findings.error(
                Place::span(&file.name, *span),
                "This is taken for HTML and would not be printed",
                "Take it out; write **bold** and *italic* in Markdown, and \\< for a < that is \
                 meant as itself",
            );
        }
    }
}
