use super::asked;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::TRAINING,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "empty-training-log",
    asks: "The training log has entries",
    why: "The training log is a part of the evidence template: without entries its table would be \
          printed empty.",
    example: "training-log.yaml is missing: write one entry for each training, with `date:`, \
              `title:` and `impact:`.",
    topic: Topic::Training,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(training) = &case.policy().evidence.training else { return };
    let pack = case.pack();
    if !pack.training.is_empty() || asked::cannot_tell_list(case, TRAINING, true) {
        return;
    }
    let title = match pack.folder.get(TRAINING) {
        Some(_) => "The training log has no entries",
        None => "There is no training log",
    };
    let next = format!(
        "Write one entry for each training in {TRAINING}, with `date:`, `title:` and `impact:`"
    );
    findings.error(Place::file(TRAINING), title, next).says(training.says.as_ref());
}
