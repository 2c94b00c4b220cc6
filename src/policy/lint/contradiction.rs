use super::{Lint, Subject, text::quoted};
use crate::{
    check::Findings,
    policy::{Says, TimeLimit, tree::Spot},
    yaml::{self, Node},
};

pub static LINT: Lint = Lint {
    name: "contradiction",
    asks: "The council's document says one thing about one matter",
    why: "Where it says two, one was chosen here, and a candidate who reads the other is misled. Only \
          the council can settle it.",
    example: "The presentation is due two weeks before the panel in one place and seven days before in \
              another: ask the council which holds.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for pattern in subject.spots.iter().filter(|spot| spot.path.ends_with("other_readings")) {
        let about = about(subject, pattern);
        for other in pattern.below("*") {
            let place = subject.trees.place(other.file, &other.path);
            let note = other.key("note").map(str::to_owned);
            let by = other.node.get("by").map(limit);
            let what: Vec<String> = by.into_iter().chain(note).collect();
            let what = what.join(" – ");
            let what = what.trim_end_matches('.');
            let says = other.node.get("says");
            let part = |key: &str| Some(says?.get(key)?.as_text()?.trim().to_owned());
            let says = part("text").zip(part("at")).map(|(text, at)| Says { text, at });
            findings
                .warning(
                    place,
                    format!("{about}: the policy also says: {what}"),
                    "Ask the council which holds; what stands above `other_readings` is used here",
                )
                .says(says.as_ref());
        }
    }
}

/// A time limit in words.
fn limit(by: &Node) -> String {
    let Some(limit) = yaml::read::<TimeLimit>(by).0 else { return String::new() };
    let name = |name: &str| if name == "panel" { "the panel".to_owned() } else { name.to_owned() };
    match (&limit.before, &limit.after, &limit.on) {
        (Some(before), _, _) => format!("{} before {}", limit.length(), name(before)),
        (_, Some(after), _) => format!("{} after {}", limit.length(), name(after)),
        (_, _, Some(on)) => name(on),
        _ => limit.length(),
    }
}

/// What has another reading: its title or what is due.
fn about(subject: &Subject, spot: &Spot) -> String {
    let group = subject.trees.get(spot.file, spot.up(1));
    let key = ["what", "title", "label"].into_iter().find_map(|key| group?.get(key)?.as_text());
    match (key, spot.up(1).rsplit('.').find(|part| part.parse::<usize>().is_err())) {
        (Some(name), _) => quoted(name),
        (None, Some("experience")) => "The experience".to_owned(),
        (None, Some("asye")) => "The ASYE".to_owned(),
        (None, Some("panel")) => "The panel".to_owned(),
        _ => "This".to_owned(),
    }
}
