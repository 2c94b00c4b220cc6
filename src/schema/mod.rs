//! What an editor may know of the YAML files of a pack: a JSON schema for each, made from the types
//! that read it and from what the policy names.
//!
//! A pack carries its schemas in `.schema/`, in the same order of folders as the files, and each
//! YAML file says in its first line where its own is. An editor finds them without a network and
//! without settings, and they move with the folder. They are for editors only: the program reads
//! none of them.

mod facts;
mod form;
mod lists;
mod sorts;
mod typed;

use serde_json::{Value, json};

use crate::{
    pack::{CONFIDENTIALITY, DOCUMENTS, FACTS, PSEUDONYMS, TRAINING},
    policy::{Policy, text_of_schema},
    publish::Output,
};

/// The folder of a pack that holds its schemas.
pub const FOLDER: &str = ".schema";

const ABOUT: &str = include_str!("../../templates/new/schema.txt");

/// The YAML files of a pack, by their names in it, and what each may hold. What the policy asks of
/// some only is among it: a pack may change what it applies for.
pub fn schemas(policy: &Policy) -> Vec<(String, Value)> {
    let policy = policy.whole().with_rows();
    let mut all = vec![
        (FACTS.to_owned(), facts::schema(&policy)),
        (DOCUMENTS.to_owned(), lists::documents(&policy)),
        (TRAINING.to_owned(), lists::training(&policy)),
        (CONFIDENTIALITY.to_owned(), lists::confidentiality()),
        (PSEUDONYMS.to_owned(), lists::pseudonyms()),
    ];
    let forms = policy.forms.iter().filter(|form| form::takes_answers(form));
    all.extend(forms.map(|form| (format!("forms/{}.yaml", form.id), form::schema(form))));
    for (file, schema) in &mut all {
        let title = format!("{file}: {}", policy.rules.council);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
            schema.insert("title".into(), title.into());
            schema.insert("definitions".into(), json!({ "day": sorts::a_day() }));
        }
    }
    all
}

/// Where the schema of a file is, in the folder of all schemas.
pub fn path(file: &str) -> String {
    format!("{}.schema.json", file.strip_suffix(".yaml").unwrap_or(file))
}

/// The first line of a YAML file of a pack: where its schema is.
pub fn line(file: &str) -> String {
    let up = "../".repeat(file.matches('/').count());
    format!("# yaml-language-server: $schema={up}{FOLDER}/{}\n", path(file))
}

/// Whether a file of a pack belongs to its schemas.
pub fn is_own(name: &str) -> bool {
    let inside = name.strip_prefix(FOLDER).and_then(|name| name.strip_prefix('/'));
    inside.is_some_and(|name| name == "README.txt" || name.ends_with(".schema.json"))
}

/// The files of `.schema/`.
pub fn files(policy: &Policy) -> Vec<Output> {
    let file = |name: &str, text: String| Output::new(format!("{FOLDER}/{name}"), text);
    let mut files = vec![file("README.txt", ABOUT.to_owned())];
    for (name, schema) in schemas(policy) {
        files.push(file(&path(&name), text_of_schema(&schema)));
    }
    files
}
