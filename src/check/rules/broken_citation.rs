use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, Folder, Leads, is_clutter, stem},
    policy::Stage,
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "broken-citation",
    asks: "Every document or image the evidence refers to is in the pack",
    why: "In the bundle each citation becomes a page number. A citation that leads to no file has \
          none.",
    example: "[court report](../documents/court-reprot.pdf) leads to no file: there is \
              documents/court-report.pdf.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let folder = &case.pack().folder;
    let similar = Similar::new(folder);
    for file in &case.pack().evidence {
        let is_nowhere = |leads: &Leads| *leads == Leads::Nowhere;
        for (link, _) in file.links().filter(|(link, leads)| !link.is_image && is_nowhere(leads)) {
            findings.warning(
                Place::span(&file.name, link.span),
                "This link leads neither to a document nor to a page on the web",
                "Lead it to one of these, or keep its words and take the link away",
            );
        }
    }
    for citation in case.pack().citations() {
        // A target outside the pack, or one in other capitals, is another rule's.
        let Some(target) = citation.target else { continue };
        if folder.get(target).is_some() || folder.in_other_case(target).is_some() {
            continue;
        }
        let next = match similar.find(target) {
            _ if target.starts_with("private/") => {
                "Take the link out: what is in private/ never leaves that folder".into()
            }
            Some(name) => format!("There is {name}: correct the link, or add the file"),
            None => "Put the file into documents/, or correct the link".into(),
        };
        findings
            .error(
                Place::span(&citation.file.name, citation.link.span),
                format!("This leads to {target}, which is not in the pack"),
                next,
            )
            .says(case.policy().evidence.cite.as_ref().and_then(|cite| cite.says.as_ref()));
    }
}

/// Files in documents/ that are looked at to find the one that was meant, at most.
const MOST: usize = 500;
/// The longest name that is looked for.
const LONGEST: usize = 100;

/// Finds the file in documents/ that was probably meant by a name that is not there.
pub struct Similar<'f> {
    /// Each file's own name in small letters, without its ending, and its whole name.
    names: Vec<(String, &'f str)>,
}

impl<'f> Similar<'f> {
    /// Looks at the names of the files once.
    pub fn new(folder: &'f Folder) -> Self {
        let names = folder.items.iter().map(|item| item.name.as_str());
        let is_document =
            |name: &&str| name.starts_with("documents/") && *name != DOCUMENTS && !is_clutter(name);
        let names = names.filter(is_document).map(|name| (stem(name).to_lowercase(), name));
        Self { names: names.filter(|(stem, _)| stem.len() <= LONGEST).take(MOST).collect() }
    }

    /// The file that was probably meant.
    pub fn find(&self, target: &str) -> Option<&'f str> {
        let stem = stem(target).to_lowercase();
        if stem.len() > LONGEST {
            return None;
        }
        let holds = |other: &str| {
            stem.len().min(other.len()) > 4 && (stem.contains(other) || other.contains(&stem))
        };
        let held = self.names.iter().find(|(other, _)| holds(other));
        let found = held.or_else(|| {
            let meant = did_you_mean(&stem, self.names.iter().map(|(other, _)| other.as_str()))?;
            self.names.iter().find(|(other, _)| other == meant)
        });
        found.map(|(_, name)| *name)
    }
}
