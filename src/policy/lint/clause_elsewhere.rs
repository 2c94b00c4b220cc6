use super::{Lint, Subject, appendices::appendices, text::quoted};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "clause-elsewhere",
    asks: "What is said about the panel and its decision stands where one looks for it",
    why: "Nobody looks for the rules of the panel in an appendix about training.",
    example: "Who chairs stands below the training log in Appendix 5: ask the council to give it a \
              heading of its own.",
    look,
};

/// Parts of policy.yaml that are about the panel and what comes of it.
const ABOUT: [(&str, &str); 4] = [
    ("panel.says.at", "the panel"),
    ("panel.other_readings.*.says.at", "the panel"),
    ("outcomes.*.says.at", "the decision"),
    ("deadlines.*.says.at", "what comes after the panel"),
];

fn look(subject: &Subject, findings: &mut Findings) {
    let (file, trees) = ("policy.yaml", subject.trees);
    let training = trees.text("evidence.yaml", "training.appendix");
    let training = training.and_then(|text| text.parse::<u32>().ok());
    let Some(log) = appendices(subject).into_iter().find(|one| Some(one.number) == training) else {
        return;
    };
    let start = format!("appendix {}", log.number);
    let title = log.names.first().map_or("", String::as_str);
    for (pattern, what) in ABOUT {
        // One is enough to say so.
        let stands = trees.all(file, pattern).into_iter().find(|at| {
            let is_there = at.text().is_some_and(|text| text.to_lowercase().starts_with(&start));
            let deadline = at.up(2);
            let after = trees.text(file, &format!("{deadline}.by.after"));
            is_there
                && (!pattern.starts_with("deadlines")
                    || matches!(after, Some("panel" | "outcome.on")))
        });
        if let Some(at) = stands {
            findings.note(
                at.place(),
                format!("A clause about {what} stands in the appendix {}", quoted(title)),
                "Ask the council to give it a heading of its own",
            );
        }
    }
}
