use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::NAMES,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "names-list",
    asks: "private/names.txt lists the names that must not appear",
    why: "No program can know which words are names of children and families; you do. The list is \
          searched for in everything the pack holds. It never leaves the folder private, and what \
          stands in it is never shown.",
    example: "private/names.txt with one name a line, such as `Jane Roe`; forename and surname, as \
              the family writes it.",
    topic: Topic::Confidentiality,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let private = &case.pack().private;
    for (file, line, next) in &private.problems {
        let line = line.map(|line| format!(", at line {line}")).unwrap_or_default();
        findings.error(
            Place::file(*file),
            format!("This could not be understood{line}, so that it was not looked for"),
            next.as_str(),
        );
    }
    if private.names.is_empty() && private.problems.is_empty() {
        findings.warning(
            Place::file(NAMES),
            "There are no names here, so that none were looked for",
            "Write the names of the children, families and carers into it, one a line; the list stays \
             in this folder",
        );
    }
    if private.has_others {
        findings.note(
            Place::file("private"),
            "There are files in this folder that are not read",
            "Names that must not appear are read from names.txt, and pseudonyms from pseudonyms.yaml",
        );
    }
}
