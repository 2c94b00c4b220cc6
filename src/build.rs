//! Check, compose, typeset, bind: everything `build` writes, in memory.

use std::thread;

use serde_json::{Value, json};

use crate::{
    bundle::{archive, digest},
    check::{Counts, Finding},
    compose::{self, Context},
    forms::Application,
    policy::{Form, Stage},
    publish::Output,
    report::{self, Report},
    typeset::{Conformance, Fonts, Pages, Tree, TypesetError, lay_out},
};

/// What was built.
pub struct Built {
    /// The files, in the order they are written.
    pub outputs: Vec<Output>,
    /// How many pages each PDF has, by its name.
    pub pages: Vec<(String, usize)>,
    /// What the templates read, by the name of the document, and the tree they stand in: for
    /// whoever designs a template.
    pub typst: Vec<(String, Vec<u8>)>,
}

/// Builds everything from a pack that has been checked.
///
/// # Errors
/// Where a document cannot be typeset.
pub fn build(
    application: Application,
    findings: &[Finding],
    draft: bool,
    fonts: &Fonts,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Built, TypesetError> {
    let fingerprint = fingerprint(application);
    let mut context = Context::new(application, fingerprint, draft.then_some(findings));
    let tree = compose::tree(&context);

    progress("laying out the bundle");
    let bundle_data = printable(compose::bundle(&context), fonts);
    let bundle = lay_out("bundle.typ", &bundle_data, &tree, fonts)?;
    let numbers = context.order.documents.iter().map(|document| document.number);
    context.first_pages =
        numbers.map(|number| bundle.page_of(&format!("document-{number}-page-1"))).collect();

    progress("typesetting");
    let forms: Vec<&Form> =
        application.policy.forms.iter().filter(|form| form.build.is_some()).collect();
    let template_data = printable(compose::evidence_template(&context), fonts);
    let (bundle_pdf, alone) = thread::scope(|scope| {
        let identity = format!("{} panel-bundle", context.fingerprint);
        let bound = scope.spawn({
            let bundle = &bundle;
            move || bundle.pdf(Conformance::Tagged, &identity)
        });
        let alone = documents_alone(&context, &template_data, &forms, &tree, fonts);
        (bound.join(), alone)
    });
    let bundle_pdf = bundle_pdf.unwrap_or_else(|_| Err(stopped()))?;

    progress("packing");
    let mut pdfs = alone?;
    pdfs.push(("panel-bundle.pdf".to_owned(), bundle_pdf, bundle.count()));
    finish(
        &context,
        findings,
        pdfs,
        vec![("bundle".to_owned(), bundle_data), ("evidence-template".to_owned(), template_data)],
        &tree,
    )
}

fn printable(mut data: Value, fonts: &Fonts) -> Value {
    fonts.keep_to_printable(&mut data);
    data
}

/// A PDF: its name, its bytes and how many pages it has.
type Pdf = (String, Vec<u8>, usize);

/// The Evidence Template and the forms, each as a document of its own.
fn documents_alone(
    context: &Context,
    template_data: &Value,
    forms: &[&Form],
    tree: &Tree,
    fonts: &Fonts,
) -> Result<Vec<Pdf>, TypesetError> {
    let pdf = |name: String, pages: Pages| {
        let identity = format!("{} {name}", context.fingerprint);
        let bytes = pages.pdf(Conformance::AccessibleArchive, &identity)?;
        Ok((format!("{name}.pdf"), bytes, pages.count()))
    };
    let template = lay_out("evidence-template.typ", template_data, tree, fonts)?;
    let mut pdfs = vec![pdf("evidence-template".to_owned(), template)?];
    for form in forms {
        let name = form.build.clone().unwrap_or_else(|| form.id.clone());
        let pages = lay_out("form.typ", &printable(compose::form(context, form), fonts), tree, fonts)?;
        pdfs.push(pdf(name, pages)?);
    }
    Ok(pdfs)
}

fn finish(
    context: &Context,
    findings: &[Finding],
    pdfs: Vec<Pdf>,
    data: Vec<(String, Value)>,
    tree: &Tree,
) -> Result<Built, TypesetError> {
    let application = context.application;
    let report = Report { application, stage: Stage::Panel, today: None, findings };
    let html = report::html(&report)
        .map_err(|error| TypesetError { messages: vec![error.to_string()] })?;
    let manifest = manifest(context, findings, &pdfs);
    let originals = context
        .order
        .documents
        .iter()
        .filter_map(|document| Some((document.file.clone()?, document.attachment?)));
    let presentation = application.pack.presentation().and_then(|name| {
        let attachment = application.pack.attachments.get(&name)?;
        Some((name, attachment))
    });
    let zipped = {
        let made = pdfs.iter().map(|(name, bytes, _)| (name.clone(), bytes.as_slice()));
        let originals = originals.chain(presentation).map(|(name, attachment)| {
            (format!("originals/{name}"), attachment.original.as_slice())
        });
        let manifest = ("manifest.json".to_owned(), manifest.as_bytes());
        archive::zip(made.chain(originals).chain([manifest]))
            .map_err(|error| TypesetError { messages: vec![error.to_string()] })?
    };
    let pages = pdfs.iter().map(|(name, _, count)| (name.clone(), *count)).collect();
    let mut outputs: Vec<Output> =
        pdfs.into_iter().map(|(name, bytes, _)| Output { name, bytes }).collect();
    let add = |name: &str, bytes| Output { name: name.to_owned(), bytes };
    outputs.push(add("panel-bundle.zip", zipped));
    outputs.push(add("check.html", html.into_bytes()));
    outputs.push(add("check.json", report.json().into_bytes()));
    outputs.push(add("manifest.json", manifest.into_bytes()));
    let mut typst = tree.all();
    for (name, value) in data {
        typst.push((format!("{name}.json"), serde_json::to_vec_pretty(&value).unwrap_or_default()));
    }
    Ok(Built { outputs, pages, typst })
}

/// What went in and what came out, each with its SHA-256.
fn manifest(context: &Context, findings: &[Finding], pdfs: &[Pdf]) -> String {
    let application = context.application;
    let rules = &application.policy.rules;
    let documents = context.order.documents.iter().zip(&context.first_pages);
    let documents = documents.map(|(document, first)| {
        json!({
            "number": document.number,
            "title": document.title(),
            "file": document.file,
            "sha256": document.attachment.map(|one| digest::sha256(&one.original)),
            "bundle_page": first,
            "pages": document.pages(),
        })
    });
    let outputs = pdfs.iter().map(|(name, bytes, pages)| {
        json!({ "file": name, "pages": pages, "bytes": bytes.len(), "sha256": digest::sha256(bytes) })
    });
    let manifest = json!({
        "panelpack_manifest": 1,
        "policy": { "id": rules.id, "version": rules.version },
        "fingerprint": context.fingerprint,
        "draft": context.gaps.is_some(),
        "counts": Counts::of(findings),
        "documents": documents.collect::<Vec<_>>(),
        "outputs": outputs.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n"
}

/// One digest over everything the pack says: any change in it is another fingerprint.
fn fingerprint(application: Application) -> String {
    let pack = application.pack;
    let rules = &application.policy.rules;
    let policy = ("policy", format!("{} {}", rules.id, rules.version));
    let sources = pack.sources.iter();
    let texts = sources.map(|(name, source)| (name.as_str(), source.text.as_bytes()));
    let files = pack.attachments.iter().map(|(name, one)| (name.as_str(), one.original.as_slice()));
    digest::fingerprint([(policy.0, policy.1.as_bytes())].into_iter().chain(texts).chain(files))
}

fn stopped() -> TypesetError {
    TypesetError { messages: vec!["typesetting the bundle stopped".into()] }
}
