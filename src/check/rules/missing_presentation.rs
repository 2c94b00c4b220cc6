use super::asked;
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::FACTS,
    policy::Stage,
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "missing-presentation",
    asks: "The presentation is named in pack.yaml and is in the pack",
    why: "The presentation is bound at the end of the bundle, where the panel follows it.",
    example: "No presentation is named: save it as a PDF in the pack and write \
              `presentation: { file: presentation.pdf, minutes: 25 }`.",
    topic: Topic::Presentation,
    stage: Stage::Panel,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let Some(asked) = &case.policy().evidence.presentation else { return };
    let pack = case.pack();
    let field = &pack.facts.presentation.file;
    if asked::cannot_tell_list(case, FACTS, pack.facts.policy.is_missing())
        || asked::is_no_group_of_facts(case, "presentation")
        || field.wrong
    {
        return;
    }
    let endings = [".pdf", ".pptx", ".ppt", ".odp"];
    let is_presentation = |name: &&str| {
        let name = name.to_lowercase();
        !name.contains('/') && endings.iter().any(|ending| name.ends_with(ending))
    };
    let names = || pack.folder.items.iter().map(|item| item.name.as_str()).filter(is_presentation);
    let place = Place::span(FACTS, field.span);
    let clause = asked.says.as_ref();
    if field.text().is_none() {
        let file = names().next().unwrap_or("presentation.pdf");
        let next = format!(
            "Save it as a PDF beside {FACTS} and write `presentation: {{ file: {file}, minutes: … }}`"
        );
        findings.error(place, "No presentation is named", next).says(clause);
        return;
    }
    // One that leads out of the pack is another rule's.
    let Some(name) = pack.presentation() else { return };
    if pack.folder.get(&name).is_none() {
        let alike = pack.folder.in_other_case(&name).map(|item| item.name.as_str());
        let next = match alike.or_else(|| did_you_mean(&name, names())) {
            Some(alike) if !alike.to_lowercase().ends_with(".pdf") => {
                format!("Open {alike} and save it as {name} (File, Export or Save As, PDF)")
            }
            Some(alike) => format!("There is {alike}: write it exactly like that"),
            None => "Put the file into the pack, or correct its name".into(),
        };
        let title = format!("The presentation {name} is not in the pack");
        findings.error(place, title, next).says(clause);
    }
}
