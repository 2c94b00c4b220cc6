use std::collections::BTreeSet;

use super::{asked, documents, words};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::DOCUMENTS,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "source-groups",
    asks: "There are enough documents, and of enough kinds, where the policy counts several kinds \
           together",
    why: "Some policies ask for a wide range: so many documents in all, or of so many different \
          kinds, whichever they are.",
    example: "Four documents of two kinds where three kinds are asked for: add one of another \
              kind.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let policy = case.policy();
    if asked::cannot_tell_list(case, DOCUMENTS, case.pack().documents.is_empty()) {
        return;
    }
    for group in &policy.evidence.source_groups {
        let is_of = |id: &String| group.of.is_empty() || group.of.contains(id);
        let there = documents::of_group(case.application, group);
        let kinds: Vec<&str> = there.iter().map(|(kind, _)| *kind).collect();
        let (there, different) = (kinds.len(), kinds.iter().collect::<BTreeSet<_>>().len());
        let mut lacks = Vec::new();
        if there < group.at_least {
            lacks.push(format!(
                "{}, and {} are needed",
                words::count(there, "document"),
                group.at_least
            ));
        }
        if different < group.kinds {
            lacks.push(format!(
                "{} of document, and {} are needed",
                words::count(different, "kind"),
                group.kinds
            ));
        }
        if lacks.is_empty() {
            continue;
        }
        let known = policy.evidence.source_kinds.iter().filter(|kind| is_of(&kind.id));
        let open = known.filter(|kind| different >= group.kinds || !kinds.contains(&&*kind.id));
        let open: Vec<String> = open.map(|kind| format!("`kind: {}`", kind.id)).collect();
        let next = format!(
            "Add documents to {DOCUMENTS} with {}; a record that must stay where it is counts as \
             `seen:`",
            words::row(&open, "or")
        );
        let title = format!("“{}” has {}", group.title, lacks.join("; "));
        findings
            .add(group.otherwise, Place::file(DOCUMENTS), title, next)
            .says(group.says.as_ref());
    }
}
