use super::{
    Lint, Subject,
    appendices::names,
    text::{bare, quoted_two, words},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "odd-capitals",
    asks: "Roles, forms and progressions are written with the same capitals throughout",
    why: "“Social worker” and “Social Worker” side by side look like two roles.",
    example: "“The Social worker must …” among “The Social Worker must …”: ask the council to print it \
              alike.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let names = all_names(subject);
    let mut told: Vec<String> = Vec::new();
    // What is corrected here is told with the correction.
    for (spot, text) in subject.printed().filter(|(spot, _)| spot.last_key() != "as_printed") {
        let text: Vec<&str> = text.split_whitespace().map(bare).collect();
        for name in &names {
            let name: Vec<&str> = words(name).collect();
            for here in text.windows(name.len()) {
                let is_name =
                    || here.iter().zip(&name).all(|(one, other)| one.eq_ignore_ascii_case(other));
                if here == name || !is_mixed(here, &name) || !is_name() {
                    continue;
                }
                let variant = here.join(" ");
                if !told.iter().any(|known| known.contains(&variant))
                    && !is_part_of_another(&names, &variant)
                {
                    let (right, odd) = quoted_two(&name.join(" "), &variant);
                    findings.note(
                        subject.words(spot, &variant),
                        format!("{right} is written {odd} here"),
                        "Ask the council to print it alike; `as_printed` keeps what stands there",
                    );
                    told.push(variant);
                }
            }
        }
    }
}

/// Whether some words have the capital the name gives them and some have lost it.
fn is_mixed(here: &[&str], name: &[&str]) -> bool {
    let capital = |word: &str| word.starts_with(|letter: char| letter.is_uppercase());
    let wanted = here.iter().zip(name).filter(|(_, name)| capital(name));
    let has: Vec<bool> = wanted.map(|(word, _)| capital(word)).collect();
    has.contains(&true) && has.contains(&false)
}

/// Whether a name is written just like this: another thing, and no slip.
fn is_part_of_another(names: &[String], variant: &str) -> bool {
    names.iter().any(|name| name.contains(variant))
}

/// The names that are written with capitals: of roles, forms, the template and progressions.
fn all_names(subject: &Subject) -> Vec<String> {
    let trees = subject.trees;
    let titles = ["roles.*.title", "progressions.*.title"]
        .into_iter()
        .flat_map(|pattern| trees.all("policy.yaml", pattern));
    let titles = titles.filter_map(|title| title.text().map(str::to_owned));
    let template = trees.get("evidence.yaml", "template");
    let forms = trees.forms().map(|(_, form)| form).chain(template);
    let titles = titles.chain(forms.filter_map(|form| names(form).into_iter().next()));
    let mut all: Vec<String> = titles.filter(|name| words(name).count() > 1).collect();
    all.sort();
    all.dedup();
    // The longest first: a name inside another is told with it.
    all.sort_by_key(|name| std::cmp::Reverse(name.len()));
    all
}
