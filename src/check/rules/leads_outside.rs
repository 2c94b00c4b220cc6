use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{DOCUMENTS, FACTS, Leads, Sort, resolve},
    policy::Stage,
    source::Span,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "leads-outside",
    asks: "Nothing in the pack leads to a file outside it",
    why: "A pack is handed over as one folder. What lies elsewhere on the computer does not come \
          along, and must not be read by accident.",
    example: "[report](C:/Users/me/Desktop/report.pdf) leads out of the pack: copy the file into \
              documents/ and write [report](../documents/report.pdf).",
    topic: Topic::Files,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    for item in &pack.folder.items {
        let place = Place::file(&item.name);
        match item.sort {
            Sort::File => {}
            Sort::LeadsOutside => {
                let title = "This is a link to something outside the pack, or to nothing";
                findings.error(place, title, "Put a copy of the file itself in its place");
            }
            Sort::Special => {
                let title = "This is not an ordinary file, and was not looked at";
                findings.warning(place, title, "Put a copy of what it leads to in its place");
            }
        }
    }
    for file in &pack.evidence {
        for (link, leads) in file.links() {
            if matches!(leads, Leads::Disk | Leads::File(None, _)) {
                report(findings, &file.name, link.span);
            }
        }
    }
    let entries = pack.documents.iter().filter_map(Field::get);
    let listed = entries.map(|entry| (DOCUMENTS, &entry.file));
    for (_, line, name) in case.application.files_named() {
        if name.is_none() {
            report(findings, FACTS, line.node.span);
        }
    }
    for (written_in, field) in listed.chain([(FACTS, &pack.facts.presentation.file)]) {
        if let Some(file) = field.text()
            && resolve(written_in, file).is_none()
        {
            report(findings, written_in, field.span);
        }
    }
}

fn report(findings: &mut Findings, file: &str, span: impl Into<Option<Span>>) {
    findings.error(
        Place::span(file, span),
        "This leads to a file outside the pack",
        match file {
            FACTS => "Copy the file into the pack’s folder, and name the copy here",
            _ => "Copy the file into documents/, and name the copy here",
        },
    );
}
