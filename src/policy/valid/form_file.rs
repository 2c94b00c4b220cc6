use crate::{
    check::{Findings, Place},
    policy::lint::{Lint, Subject},
};

pub static LINT: Lint = Lint {
    name: "form-file",
    asks: "A form has the id that is the name of its file",
    why: "A pack keeps the answers to a form in a file of the same name, and `panelpack form` knows \
          it by this name.",
    example: "forms/request.yaml says `id: requst`: write `id: request`.",
    look,
};

fn look(subject: &Subject, findings: &mut Findings) {
    for (file, form) in subject.trees.forms() {
        let name = file.trim_start_matches("forms/").trim_end_matches(".yaml");
        let Some(id) = form.get("id") else { continue };
        let text = id.as_text().unwrap_or_default().trim();
        if text != name {
            findings.error(
                Place::span(file, id.span),
                format!("This form has the id `{text}`, but its file is called {name}.yaml"),
                format!("Write `id: {name}`, or rename the file"),
            );
        }
    }
}
