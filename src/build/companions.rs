//! What goes with the PDFs, and the fingerprint of it all.

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use serde_json::json;

use super::{Made, Work};
use crate::{
    application::Application,
    bundle::{self, archive::Archive, digest},
    check::{Counts, Finding},
    compose::{self, Context},
    confidentiality::Looked,
    pack::Attachment,
    publish::{Content, Output},
    report::{self, Report},
    stored::Stored,
    typeset::{TypesetError, failed},
};

/// What goes with the PDFs: the zip, the check as a page and as data, the manifest. The zip holds
/// the whole bundle and no volumes.
pub(super) fn companions(
    context: &Context,
    work: &Work,
    pdfs: &[Made],
    volumes: &[Made],
) -> Result<Vec<Made>, TypesetError> {
    let stage = work.shown.policy.last_stage();
    let (application, findings) = (work.shown, work.findings);
    let report = Report { application, stage: &stage, today: None, findings };
    let (originals, left_out) = originals(context, work.looked);
    let mut start = Instant::now();
    let mut made = |output| {
        let took = start.elapsed();
        start = Instant::now();
        Made { output, sha256: None, pages: None, took }
    };
    let text = manifest(context, findings, (pdfs, volumes), &left_out);
    let manifest = made(Output::new("manifest.json", text));
    let pdfs = pdfs.iter().chain([&manifest]).map(|made| &made.output);
    let pdfs =
        pdfs.filter_map(|one| Some((one.name.clone(), Stored::Held(Arc::clone(one.bytes()?)))));
    let list = left_out_list(&left_out).map(|text| (LEFT_OUT.to_owned(), text.into_bytes().into()));
    let files = pdfs.chain(originals).chain(list).collect();
    let content = Content::Zip(Archive { files });
    let zip = made(Output { name: format!("{}.zip", bundle::NAME), content });
    let html = report::html(&report).map_err(|error| failed(error.to_string()))?;
    let html = made(Output::new("check.html", html));
    let json = made(Output::new("check.json", report.json()));
    Ok(vec![zip, html, json, manifest])
}

/// In the zip, the list of the originals that are not in it.
const LEFT_OUT: &str = "originals/left-out.txt";

/// Originals that are not handed on, and the rules that found something in them.
type LeftOut = BTreeMap<String, Vec<&'static str>>;

/// The documents and the presentation as they are in the pack, each once; those apart in which
/// something was found that could identify somebody.
fn originals(context: &Context, looked: &Looked) -> (BTreeMap<String, Stored>, LeftOut) {
    let pack = context.application.pack;
    let documents = context.order.documents.clone().into_iter();
    let documents = documents.filter_map(|document| Some((document.file?, document.attachment?)));
    let others = others(context).map(|(_, file, attachment)| (file, attachment));
    let (mut originals, mut left_out) = (BTreeMap::new(), LeftOut::new());
    for (name, one) in documents.chain(others) {
        let against = looked.against(pack, &name);
        let name = one.handed_on_as(&name);
        if against.is_empty() {
            originals.insert(format!("originals/{name}"), one.handed_on());
        } else {
            left_out.insert(name, against);
        }
    }
    (originals, left_out)
}

/// What is bound and is no document, with what a message calls it: the presentation, signed copies.
fn others<'a>(context: &Context<'a>) -> impl Iterator<Item = (String, String, &'a Attachment)> {
    let pack = context.application.pack;
    let presentation = pack.presentation().and_then(|name| {
        let attachment = pack.attachments.get(&name)?;
        Some(("presentation".to_owned(), name, attachment))
    });
    let copies = compose::copies(context)
        .map(|copy| (copy.id.replace('-', " "), copy.file.to_owned(), copy.attachment));
    presentation.into_iter().chain(copies)
}

/// What the zip says about the originals that are not in it.
fn left_out_list(left_out: &LeftOut) -> Option<String> {
    let lines = left_out.iter().map(|(name, rules)| format!("{name}: {}\n", rules.join(", ")));
    (!left_out.is_empty()).then(|| {
        "These originals are not in this zip, because the check found something in them that could \
         identify somebody or that is not seen on their pages. Their pages are in the panel bundle.\n\n"
            .to_owned()
            + &lines.collect::<String>()
    })
}

/// What went in and what came out, each with its SHA-256.
fn manifest(
    context: &Context,
    findings: &[Finding],
    (pdfs, volumes): (&[Made], &[Made]),
    left_out: &LeftOut,
) -> String {
    let rules = &context.application.policy.rules;
    let documents = context.order.documents.iter().zip(&context.first_pages);
    let documents = documents.map(|(document, first)| {
        json!({
            "number": document.number,
            "title": document.title(),
            "file": document.file.as_ref().zip(document.attachment)
                .map(|(file, one)| one.handed_on_as(file)),
            "sha256": document.attachment.map(Attachment::handed_on_sha256),
            "bundle_page": first,
            "pages": document.pages(),
        })
    });
    let output = |made: &Made| {
        let (name, bytes) = (&made.output.name, made.output.bytes()?);
        let digest = made.sha256.clone().unwrap_or_else(|| digest::sha256(bytes));
        Some(json!({ "file": name, "pages": made.pages, "bytes": bytes.len(), "sha256": digest }))
    };
    let volumes = volumes.iter().zip(1..).filter_map(|(made, number)| {
        let mut volume = output(made)?;
        volume["volume"] = json!(number);
        Some(volume)
    });
    let outputs = pdfs.iter().filter_map(output).chain(volumes);
    let manifest = json!({
        "panelpack_manifest": 1,
        "policy": { "id": rules.id, "version": rules.version },
        "fingerprint": context.fingerprint,
        "draft": context.gaps.is_some(),
        "counts": Counts::of(findings),
        "documents": documents.collect::<Vec<_>>(),
        "others": others(context).map(|(title, file, one)| {
            json!({ "title": title, "file": one.handed_on_as(&file), "sha256": one.handed_on_sha256() })
        }).collect::<Vec<_>>(),
        "originals_left_out": left_out,
        "outputs": outputs.collect::<Vec<_>>(),
    });
    format!("{manifest:#}\n")
}

/// One digest over everything the pack says: any change in it is another fingerprint.
pub(super) fn fingerprint(application: Application) -> String {
    let pack = application.pack;
    let rules = &application.policy.rules;
    let policy = format!("{} {}", rules.id, rules.version);
    let texts = pack.sources.iter().map(|(name, one)| (name.as_str(), one.text.as_bytes()));
    let files = pack.attachments.iter().map(|(name, one)| (name.as_str(), one.sha256.as_bytes()));
    digest::fingerprint([("policy", policy.as_bytes())].into_iter().chain(texts).chain(files))
}
