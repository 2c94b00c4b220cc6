use super::words;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{TRAINING, TrainingEntry},
    policy::{Mark, Stage, Training, TrainingNeed},
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "training-needs",
    asks: "The training the policy asks for is in the training log",
    why: "The policy asks for certain training. An entry counts by its `course:` or `provider:`, \
          and by `specialist: yes` where the policy leaves it open which training it is.",
    example: "There is no specialist training: if the training on court skills was specialist \
              training, add `specialist: yes` to its entry.",
    topic: Topic::Training,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(training) = &case.policy().evidence.training else { return };
    let entries: Vec<_> = case.pack().training.iter().filter_map(Field::get).collect();
    if entries.is_empty() {
        return;
    }
    for need in &training.needs {
        let there = entries.iter().filter(|entry| fits(entry, need)).count();
        if there >= need.at_least {
            continue;
        }
        let title = match there {
            0 => format!("The training log has no entry for “{}”", need.title),
            _ => {
                let asked = need.at_least;
                format!("The training log has {there} of {asked} entries for “{}”", need.title)
            }
        };
        // Perhaps it is there and only its course is not named.
        let unnamed = entries.iter().filter(|entry| entry.course.text().is_none());
        let named = unnamed.filter_map(|entry| Some((entry, course_of(entry, training, need)?)));
        let (place, next) = match named.clone().next() {
            Some((entry, course)) => (
                Place::span(TRAINING, entry.title.span),
                format!("If “{}” is it, add `course: {course}` to its entry", entry.name()),
            ),
            None => (Place::file(TRAINING), advice(need)),
        };
        findings.add(need.otherwise, place, title, next).says(need.says.as_ref());
    }
}

fn fits(entry: &TrainingEntry, need: &TrainingNeed) -> bool {
    let is_course = entry
        .course
        .text()
        .is_some_and(|course| need.any_of.iter().any(|wanted| wanted.eq_ignore_ascii_case(course)));
    let is_provider = entry.provider.text().is_some_and(|provider| {
        let provider = provider.to_lowercase();
        need.provider.iter().any(|wanted| provider.contains(&wanted.to_lowercase()))
    });
    let is_marked = match need.or_marked {
        Some(Mark::Specialist) => entry.specialist.get() == Some(&true),
        None => false,
    };
    is_course || is_provider || is_marked
}

/// The course of the need that the title of an entry seems to name.
fn course_of<'t>(
    entry: &TrainingEntry,
    training: &'t Training,
    need: &TrainingNeed,
) -> Option<&'t str> {
    let title = entry.title.text()?;
    let mut courses = training.courses.iter().filter(|course| need.any_of.contains(&course.id));
    let is_named = |course: &&crate::policy::Course| {
        let mut parts = title.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| part.eq_ignore_ascii_case(&course.id))
            || words::holds_or_is_held(title, &course.title)
    };
    courses.find(is_named).map(|course| course.id.as_str())
}

fn advice(need: &TrainingNeed) -> String {
    let quoted = |key: &str, words: &[String]| {
        words.iter().map(|word| format!("`{key}: {word}`")).collect::<Vec<_>>()
    };
    let mut ways = quoted("course", &need.any_of);
    ways.extend(quoted("provider", &need.provider));
    let mut advice = format!(
        "Add the training to {TRAINING} with {}, or add that line to its entry",
        words::row(&ways, "or")
    );
    if need.or_marked == Some(Mark::Specialist) {
        advice.push_str("; other specialist training counts with `specialist: yes`");
    }
    advice
}
