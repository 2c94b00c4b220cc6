use std::collections::BTreeSet;

use super::{asked::cannot_tell_list, unknown_heading::meant, words::ending};
use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{
        CONFIDENTIALITY, DOCUMENTS, FACTS, Item, Sort, TRAINING, form_signed_in, is_clutter, stem,
    },
    policy::Stage,
    schema,
    yaml::did_you_mean,
};

pub static RULE: Rule = Rule {
    name: "stray-file",
    asks: "Every file in the folder is part of the pack",
    why: "A file in the wrong place is not printed. It may be evidence that would be missed, or \
          something about a family that should not be in the pack at all.",
    example: "evidence/knowledge.docx is not read: save its text as evidence/05-knowledge.md.",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

const FOLDERS: [&str; 4] = ["evidence", "documents", "forms", "private"];

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    if pack.folder.cut_short {
        findings.error(
            Place::file(FACTS),
            "There are thousands of files beside this one, and not all were looked at",
            "Keep nothing but the pack in its folder",
        );
    }
    let mut told = BTreeSet::new();
    for item in pack.folder.items.iter().filter(|item| item.sort == Sort::File) {
        if schema::is_own(&item.name) {
            continue;
        }
        if let Some(name) = hidden(&item.name) {
            if told.insert(name) {
                let title = "This is hidden, and not part of the pack";
                let next = "Leave it if you know what it is for; if not, delete it";
                findings.note(Place::file(name), title, next);
            }
        } else if is_clutter(&item.name) {
            findings.note(
                Place::file(&item.name),
                "This was left behind by another program, and is not part of the pack",
                "Delete it; if it is a lock, close the file in the other program first",
            );
        } else if let Some(folder) = misspelt_folder(&item.name) {
            if told.insert(folder) {
                findings.warning(
                    Place::file(folder),
                    "The files in this folder are not read",
                    format!("Rename the folder to {}", folder.to_lowercase()),
                );
            }
        } else if !is_known(case, item) {
            let title = match item.name.strip_prefix("forms/") {
                Some(rest) if rest.ends_with(".yaml") => {
                    format!(
                        "The policy has no form “{}”, so these answers are not printed",
                        stem(rest)
                    )
                }
                Some(_) if form_signed_in(&item.name).is_some() => {
                    let form = form_signed_in(&item.name).unwrap_or_default();
                    format!("The policy has no form “{form}”, so this signed copy is not bound")
                }
                _ => "This is not part of the pack and is not printed".into(),
            };
            findings.warning(Place::file(&item.name), title, next(case, &item.name));
        }
    }
}

/// The hidden file or folder that this file is or is in: of a folder not each file is named.
fn hidden(name: &str) -> Option<&str> {
    let start = if name.starts_with('.') { 0 } else { name.find("/.")? + 1 };
    let end = name[start..].find('/').map_or(name.len(), |length| start + length);
    let is_left_behind = is_clutter(name) && !name[start..].starts_with(".git");
    (!is_left_behind).then_some(&name[..end])
}

/// The folder of the file, if it is one of the pack's in other capitals.
fn misspelt_folder(name: &str) -> Option<&str> {
    let (folder, _) = name.split_once('/')?;
    let is_other = |known: &&str| folder != *known && folder.eq_ignore_ascii_case(known);
    FOLDERS.iter().any(is_other).then_some(folder)
}

fn is_known(case: &Case, item: &Item) -> bool {
    let pack = case.pack();
    let name = item.name.as_str();
    // What pack.yaml does not say because it could not be read may be the presentation.
    let is_unnamed = pack.facts.presentation.file.span.is_none();
    let is_slides = |name: &str| matches!(&*ending(name), "pdf" | "pptx" | "ppt" | "odp");
    let is_form = |id: &str| case.policy().whole().form(id).is_some();
    let is_shown = || pack.citations().any(|one| one.target == Some(name));
    match name.split_once('/') {
        None => {
            let stem = stem(name).to_lowercase();
            matches!(name, FACTS | TRAINING | CONFIDENTIALITY)
                || is_shown()
                || is_slides(name) && cannot_tell_list(case, FACTS, is_unnamed)
                || matches!(&*stem, "readme" | "license" | "licence")
                || pack.presentation().as_deref() == Some(name)
        }
        Some(("documents", _)) => true,
        Some(("evidence", rest)) if ending(name) == "md" => !rest.contains('/'),
        Some(("forms", rest)) if rest.ends_with(".yaml") => is_form(stem(rest)),
        Some(("forms", _)) if form_signed_in(name).is_some_and(is_form) => true,
        _ => is_shown() || pack.presentation().as_deref() == Some(name),
    }
}

/// Where it may belong.
fn next(case: &Case, name: &str) -> String {
    let policy = case.policy();
    let last = name.rsplit('/').next().unwrap_or(name);
    let folder = name.strip_suffix(last).unwrap_or_default();
    let plain = plain_ending(last);
    if plain != last {
        return unless_there(case, &format!("{folder}{plain}"), "Rename it to");
    }
    let places = [FACTS, TRAINING, DOCUMENTS, CONFIDENTIALITY];
    if let Some(place) = places.iter().find(|place| place.rsplit('/').next() == Some(last)) {
        return unless_there(case, place, "Move it to");
    }
    let stem = stem(last);
    let heading = meant(policy, stem).map(|(index, heading)| policy.evidence_file(index, heading));
    // A form that is only bound blank takes no answers.
    let blank = &policy.rules.bundle.blank;
    let forms = || policy.forms.iter().map(|form| &form.id).filter(|id| !blank.contains(id));
    let forms = || forms().map(String::as_str);
    match (ending(last).as_str(), heading) {
        ("yaml", _) if folder != "forms/" && policy.form(stem).is_some() => {
            unless_there(case, &format!("forms/{last}"), "Move it to")
        }
        (ending, _) if form_signed_in(name).is_some() => {
            let names = forms().map(|id| format!("forms/{id}.signed.{ending}"));
            let names = super::words::row(&names.collect::<Vec<_>>(), "or");
            format!("Rename it to {names}; if it is a copy of none of these, keep it elsewhere")
        }
        ("yaml", _) if folder == "forms/" => match did_you_mean(stem, forms()) {
            Some(id) => unless_there(case, &format!("forms/{id}.yaml"), "Rename it to"),
            None => format!("Use the name of a form: {}", forms().collect::<Vec<_>>().join(", ")),
        },
        ("md", _) => {
            "If it is evidence, move it to evidence/, under the name of its heading".into()
        }
        ("docx" | "doc" | "odt" | "rtf" | "txt", Some(place)) => {
            unless_there(case, &place, "Save its words as plain text, in")
        }
        ("docx" | "doc" | "odt" | "rtf" | "txt", None) if folder.starts_with("evidence/") => {
            "Save its words as plain text, in the file of its heading in evidence/".into()
        }
        ("pdf" | "pptx", _) if folder.is_empty() && case.pack().presentation().is_none() => {
            "If it is the presentation, name it in pack.yaml; if it is a document, move it to \
             documents/"
                .into()
        }
        ("pdf" | "jpg" | "jpeg" | "png" | "tif" | "tiff" | "heic", _) => {
            "Move it to documents/ and list it there, or take it out of the pack".into()
        }
        _ => {
            "Take it out of the pack; or, if the panel should read it, save it as PDF in documents/"
                .into()
        }
    }
}

/// Says where the file belongs, unless that would write over another.
fn unless_there(case: &Case, place: &str, what: &str) -> String {
    match case.pack().folder.in_other_case(place) {
        Some(item) => format!(
            "There is {} already: add to it what only this file says, and take this one out of \
             the pack",
            item.name
        ),
        None => format!("{what} {place}"),
    }
}

/// The name with the ending this program reads, where an editor chose another.
fn plain_ending(name: &str) -> String {
    let lower = name.to_lowercase();
    let inner = lower.strip_suffix(".txt").filter(|inner| inner.contains('.'));
    let name = &name[..inner.map_or(name.len(), str::len)];
    match name.rsplit_once('.') {
        Some((stem, "yml" | "YML" | "YAML")) => format!("{stem}.yaml"),
        Some((stem, "markdown" | "mdown")) => format!("{stem}.md"),
        _ => name.to_owned(),
    }
}
