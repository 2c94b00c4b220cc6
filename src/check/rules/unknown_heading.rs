use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::{Heading, Policy, Stage},
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "unknown-heading",
    asks: "Every file in evidence/ is called after a heading of the Evidence Template",
    why: "The name says under which heading the text is printed. A file with another name would \
          not be printed at all.",
    example: "evidence/03-together.md belongs to no heading: rename it to \
              evidence/03-working-together.md.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let policy = case.policy();
    for file in &case.pack().evidence {
        // One that is asked for on another route is another rule's.
        if policy.whole().heading(&file.id).is_some() {
            continue;
        }
        let next = match meant(policy, &file.id) {
            Some((index, heading)) => {
                let mut files = case.pack().evidence.iter();
                match files.find(|file| file.id == heading.id) {
                    Some(other) => format!(
                        "If it is for “{}”, put its text into {}; if not, take it out",
                        heading.label, other.name
                    ),
                    None => format!("Rename it to {}", policy.evidence_file(index, heading)),
                }
            }
            None => {
                let ids: Vec<&str> = policy.headings.iter().map(|one| one.id.as_str()).collect();
                format!("Use the name of a heading: {}", ids.join(", "))
            }
        };
        let title = "This is called after no heading and would not be printed";
        findings.error(Place::file(&file.name), title, next);
    }
}

/// The heading that a file with this name was probably meant for, and its place in the order.
pub fn meant<'p>(policy: &'p Policy, name: &str) -> Option<(usize, &'p Heading)> {
    let name = slug(name);
    let spellings = |heading: &'p Heading| {
        let titles = [&heading.id, &heading.title, &heading.label];
        titles.into_iter().chain(&heading.aliases).map(move |title| (slug(title), heading))
    };
    let all: Vec<(String, &Heading)> = policy.headings.iter().flat_map(spellings).collect();
    let known = || all.iter().map(|(slug, _)| slug.as_str());
    let part = |known: &&str| name.len() > 5 && (known.contains(&name) || name.contains(*known));
    let found = known().find(part).or_else(|| did_you_mean(&name, known()))?.to_owned();
    let (_, heading) = all.iter().find(|(slug, _)| *slug == found)?;
    let index = policy.headings.iter().position(|one| one.id == heading.id)?;
    Some((index, heading))
}

/// A title as it would be in a file's name, without a number before it.
fn slug(title: &str) -> String {
    let title = title.to_lowercase().replace('&', " and ");
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.skip_while(|word| word.bytes().all(|b| b.is_ascii_digit())).collect::<Vec<_>>().join("-")
}
