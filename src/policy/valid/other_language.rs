use crate::{
    check::Findings,
    policy::lint::{Lint, Subject},
};

/// The version of the policy language this program reads.
const LANGUAGE: &str = "1";

pub static LINT: Lint = Lint {
    name: "other-language",
    asks: "`language` is a version of the policy language that this program reads",
    why: "The words of the language may mean something else in another version.",
    example: "`language: 2` in policy.yaml: write 1, or use the program that came with the policy.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let (file, key) = ("policy.yaml", "language");
    let Some(language) = subject.trees.text(file, key).filter(|text| *text != LANGUAGE) else {
        return;
    };
    findings.error(
        subject.trees.place(file, key),
        format!("This policy is written in language {language}; this program reads {LANGUAGE}"),
        format!("Write `language: {LANGUAGE}`, or use the program that came with the policy"),
    );
}
