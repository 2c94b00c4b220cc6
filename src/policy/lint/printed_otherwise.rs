use super::{
    Lint, Subject,
    text::{difference, holds, quoted},
};
use crate::check::Findings;

pub static LINT: Lint = Lint {
    name: "printed-otherwise",
    asks: "What the council prints is what is used here",
    why: "Each of these is a slip that was put right here; the council's own document still has it.",
    example: "Printed “three years experince”, used “three years’ experience”: tell the council.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    let printed = subject.spots.iter().filter(|spot| spot.path.ends_with(".as_printed"));
    let mut told: Vec<(String, String)> = Vec::new();
    for spot in printed {
        // Days, headings and steps have lints of their own, or are told in other words on purpose.
        let is_told =
            ["panel.sittings.", "process."].iter().any(|part| spot.path.starts_with(part));
        if is_told || spot.file == "headings.yaml" && spot.path.matches('.').count() == 1 {
            continue;
        }
        let (Some(text), Some(group)) = (spot.text(), subject.trees.get(spot.file, spot.up(1)))
        else {
            continue;
        };
        let used = ["text", "label", "title"].into_iter().find_map(|key| group.get(key)?.as_text());
        // How an option stands beside its box is no slip.
        let is_option = spot.path.contains(".options.") || spot.path.contains(".scale.");
        let Some(used) = used.filter(|used| !is_option || !holds(used, text)) else { continue };
        let Some((was, is)) = difference(text, used) else { continue };
        if !told.contains(&(was.clone(), is.clone())) {
            let next = "Tell the council; `panelpack form --as-printed` prints what stands there";
            findings.note(
                subject.words(spot, &was),
                format!("Printed {}, used {}", quoted(&was), quoted(&is)),
                next,
            );
            told.push((was, is));
        }
    }
}
