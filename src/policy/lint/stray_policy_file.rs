use super::{Lint, Subject};
use crate::{
    check::{Findings, Place},
    pack::is_clutter,
    policy::schema_of_file,
};

pub static LINT: Lint = Lint {
    name: "stray-policy-file",
    asks: "Every file in the folder of a policy is read",
    why: "A form whose file has another ending is not there, and nobody says so.",
    example: "forms/request.yml is not read: rename it to forms/request.yaml.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for name in subject.files.keys() {
        if schema_of_file(name).is_some() || is_clutter(name) || is_beside(name) {
            continue;
        }
        let last = name.rsplit('/').next().unwrap_or(name);
        let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let next = match last.rsplit_once('.') {
            Some((_, "yml" | "YML" | "YAML")) => {
                let folder = name.strip_suffix(last).unwrap_or_default();
                format!("Rename it to {folder}{stem}.yaml")
            }
            Some((_, "yaml")) => {
                "If it is a form, move it to forms/; else take it out of the folder".to_owned()
            }
            _ => "Take it out of the folder".to_owned(),
        };
        findings.warning(Place::file(name), "Nothing reads this file", next);
    }
}

/// What may lie beside the files of a policy: texts for people, lists for tests, schemas.
fn is_beside(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    name.starts_with('.')
        || name.starts_with("schema/")
        || !name.contains('/') && matches!(ending, "md" | "txt" | "tsv" | "pdf" | "docx")
}
