use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "unreadable-file",
    asks: "Every file in the pack can be read",
    why: "What cannot be read can be neither checked nor printed.",
    example: "court-report.pdf is open in another program, or OneDrive has not fetched it yet: \
              close the program, or open the file once and wait until it is here.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for (file, why) in &case.pack().unreadable {
        let next = match why {
            _ if why.contains("larger") => "Make it smaller, or divide it",
            _ if why.contains("too long") => "Give it and its folders shorter names",
            _ if why.contains("ordinary") => "Put a copy of what it leads to in its place",
            _ => {
                "Close it in other programs, open it once so that it is copied to this computer, \
                 and check again"
            }
        };
        findings.error(Place::file(file), format!("This could not be read: {why}"), next);
    }
}
