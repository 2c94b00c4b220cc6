//! Where in a pack something is written.

use crate::{application::Application, pack::FACTS, words};

/// Where in the pack something is written.
pub fn place(application: Application, name: &str) -> String {
    let parts: Vec<&str> = name.split('.').collect();
    match parts.as_slice() {
        ["submitted", id] => format!("{FACTS}, under `submitted:` as `{id}:`"),
        ["outcome", ..] => {
            let outcomes = application.policy.rules.outcomes.iter();
            let ids: Vec<&str> = outcomes.map(|one| one.id.as_str()).collect();
            format!("{FACTS}, under `outcome:` as `is:` ({}) and `on:`", words::row(&ids, "or"))
        }
        ["forms", form, section, part] => {
            let form = application.policy.form(form);
            let sign_off = form
                .and_then(|form| form.section(section))
                .and_then(|section| section.sign_off.as_ref())
                .filter(|_| matches!(*part, "signed" | "signed_by"));
            let key = sign_off.map_or(*part, |sign_off| sign_off.id.as_str());
            let id = parts.get(1).copied().unwrap_or_default();
            format!("forms/{id}.yaml, under `{section}:` as `{key}:`")
        }
        [first, ..] => format!("{FACTS}, as `{first}:`"),
        [] => FACTS.to_owned(),
    }
}
