//! Check, compose, typeset, bind: everything `build` writes, in memory.

mod numbers;
mod volumes;

use std::{
    collections::BTreeMap,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::{
    application::Application,
    bundle::{
        archive::Archive,
        bind::{self, Bundle, Elsewhere, Slot},
        digest,
        record::{Record, Volume},
    },
    check::{Counts, Finding},
    compose::{self, Attached, Context, Print},
    confidentiality::Looked,
    pack::Attachment,
    policy::Form,
    publish::{Content, Output},
    report::{self, Report},
    typeset::{Conformance, Fonts, PROGRAM, Pages, Tree, TypesetError, failed, lay_out},
    verify::{self, Proof},
};

use numbers::lay_out_bundle;
use volumes::Press;
pub use volumes::{TooLarge, Volumes, is_volume};

/// The id of the Evidence Template, which is no form of a policy's `forms/`.
pub const EVIDENCE_TEMPLATE: &str = "evidence-template";
/// The name of the flow chart, which is no form of the policy either.
pub const FLOW_CHART: &str = "flow-chart";

/// The name of the bundle.
const BUNDLE: &str = "panel-bundle";

/// What was built.
pub struct Built {
    /// The files, in the order they are written.
    pub files: Vec<Made>,
    /// What reading the bundle again has proved.
    pub proof: Proof,
    /// What became of the volumes.
    pub volumes: Volumes,
    data: Vec<(&'static str, Value)>,
    tree: Tree,
}

/// A finished file and what it took.
pub struct Made {
    /// The file.
    pub output: Output,
    /// How many pages it has, where it is a PDF.
    pub pages: Option<usize>,
    /// How long it took. Documents are made side by side, so the times add up to more than the whole.
    pub took: Duration,
}

/// A pack that has been checked, and what was found.
pub struct Work<'a> {
    /// The policy, and the pack as the PDFs print it.
    pub printed: Application<'a>,
    /// The policy, and the pack as a report may show it.
    pub shown: Application<'a>,
    /// What could identify somebody.
    pub looked: &'a Looked,
    /// What the check found.
    pub findings: &'a [Finding],
    /// Whether it is a draft, built in spite of errors.
    pub is_draft: bool,
    /// How many bytes a volume of the bundle may have, where volumes are wanted.
    pub max_size: Option<usize>,
}

/// Builds everything. `progress` is told what comes next.
///
/// # Errors
/// Where a document cannot be typeset.
pub fn build(work: &Work, fonts: &Fonts, progress: &dyn Fn(&str)) -> Result<Built, TypesetError> {
    let gaps = work.is_draft.then_some(work.findings);
    let mut context = Context::new(work.printed, fingerprint(work.printed), gaps);
    context.counts = Some(Counts::of(work.findings));
    let tree = compose::tree(&context);

    progress("laying out the bundle");
    let start = Instant::now();
    let mut bundle_data = printable(compose::bundle(&context), fonts);
    let runs = compose::runs(&context);
    let (bundle, forms) = thread::scope(|scope| {
        let forms = scope.spawn(|| forms(&context, &tree, fonts));
        let bundle = lay_out_bundle(&mut bundle_data, &runs, &[], &tree, fonts);
        (bundle, forms.join())
    });
    let ((mut bundle, places), forms) = (bundle?, forms.unwrap_or_else(|_| Err(stopped()))?);
    let (mut volumes, mut in_volumes) = (Volumes::NotAsked, Vec::new());
    if let Some(most) = work.max_size {
        progress("making volumes");
        let press = Press { context: &context, runs: &runs, tree: &tree, fonts };
        let split = press.split(&mut bundle_data, bundle, &places, most)?;
        (bundle, volumes, in_volumes) = (split.whole, split.volumes, split.made);
    }
    let numbers = context.order.documents.iter().map(|document| document.number);
    context.first_pages =
        numbers.map(|number| bundle.page_of(&format!("document-{number}-page-1"))).collect();
    context.page_labels = bundle.labels();
    context.presentation_page = bundle.page_of("presentation-page-1");

    // The pages of the bundle are known now, and the Evidence Template can name them.
    progress("typesetting, binding and verifying");
    let template_data = printable(compose::evidence_template(&context), fonts);
    let (bound, template) = thread::scope(|scope| {
        let bound = scope.spawn(|| {
            let part = Part::whole(&context, &bundle);
            let bound = bind(&context, bundle, &part, None, start)?;
            let proof = proved(&bound)?;
            Ok((bound, proof))
        });
        let template = template(&context, &template_data, &tree, fonts);
        (bound.join(), template)
    });
    let (bound, proof) = bound.unwrap_or_else(|_| Err(stopped()))?;

    progress("packing");
    let mut files = vec![template?];
    files.extend(forms);
    files.push(bound);
    let companions = companions(&context, work, &files, &in_volumes)?;
    files.extend(in_volumes);
    files.extend(companions);
    let data = vec![("bundle", bundle_data), ("evidence-template", template_data)];
    Ok(Built { files, proof, volumes, data, tree })
}

/// The bundle by itself, proved.
///
/// # Errors
/// Where it cannot be typeset or bound, or is not as it should be.
pub fn bundle(application: Application, fonts: &Fonts) -> Result<Made, TypesetError> {
    let start = Instant::now();
    let context = Context::new(application, fingerprint(application), None);
    let mut data = printable(compose::bundle(&context), fonts);
    let tree = compose::tree(&context);
    let (pages, _) = lay_out_bundle(&mut data, &compose::runs(&context), &[], &tree, fonts)?;
    let part = Part::whole(&context, &pages);
    let bound = bind(&context, pages, &part, None, start)?;
    proved(&bound)?;
    Ok(bound)
}

/// The bundle, read again. What does not hold is not handed on.
fn proved(bound: &Made) -> Result<Proof, TypesetError> {
    let proof = bound.output.bytes().map(verify::bundle).unwrap_or_default();
    match proof.holds() {
        true => Ok(proof),
        false => Err(failed(format!(
            "the bundle was read again and is not as it should be, so nothing was written; please \
             report this\n{}",
            proof.text()
        ))),
    }
}

impl Built {
    /// What the templates read, for whoever designs them: a folder for each document, in which
    /// `layout/<document>.typ` can be typeset by itself.
    pub fn for_designers(&self) -> Vec<Output> {
        let folders = self.data.iter().map(|(document, data)| {
            let data = ("data.json".to_owned(), format!("{data:#}").into_bytes());
            let files = self.tree.all().into_iter().chain([data]);
            files.map(move |(name, bytes)| Output::new(format!("{document}/{name}"), bytes))
        });
        folders.flatten().collect()
    }
}

fn printable(mut data: Value, fonts: &Fonts) -> Value {
    fonts.keep_to_printable(&mut data);
    data
}

fn stopped() -> TypesetError {
    failed("the typesetting engine stopped")
}

/// One form as a document of its own, filled in or blank; the Evidence Template without one.
///
/// # Errors
/// Where it cannot be typeset.
pub fn form(
    application: Application,
    form: Option<&Form>,
    print: Print,
    fonts: &Fonts,
) -> Result<Made, TypesetError> {
    let start = Instant::now();
    let fingerprint = fingerprint(application);
    let context = Context { print, ..Context::new(application, fingerprint, None) };
    let (name, main, data) = match form {
        Some(form) => (form.id.as_str(), "form.typ", compose::form(&context, form)),
        None => (EVIDENCE_TEMPLATE, "evidence-template.typ", compose::evidence_template(&context)),
    };
    alone(&context, name, main, data, fonts, start)
}

/// The Evidence Template before there is a bundle: it names documents, and no pages of the bundle.
///
/// # Errors
/// Where it cannot be typeset.
pub fn evidence_template(work: &Work, fonts: &Fonts) -> Result<Made, TypesetError> {
    let start = Instant::now();
    let gaps = work.is_draft.then_some(work.findings);
    let context = Context::new(work.printed, fingerprint(work.printed), gaps);
    let data = compose::evidence_template(&context);
    alone(&context, EVIDENCE_TEMPLATE, "evidence-template.typ", data, fonts, start)
}

/// The flow chart of the process. `None` where the policy does not describe its process.
///
/// # Errors
/// Where it cannot be typeset.
pub fn flow_chart(
    application: Application,
    print: Print,
    fonts: &Fonts,
) -> Result<Option<Made>, TypesetError> {
    let start = Instant::now();
    let context = Context { print, ..Context::new(application, fingerprint(application), None) };
    let data = compose::flow_chart(&context);
    data.map(|data| alone(&context, FLOW_CHART, "flow-chart.typ", data, fonts, start)).transpose()
}

/// A document that is made without the rest of the build.
fn alone(
    context: &Context,
    name: &str,
    main: &str,
    data: Value,
    fonts: &Fonts,
    start: Instant,
) -> Result<Made, TypesetError> {
    let data = printable(data, fonts);
    let pages = lay_out(main, &data, &compose::tree(context), fonts)?;
    // What it says is what makes it another document than all others: a pack has many of them.
    let identity = digest::sha256(data.to_string().as_bytes());
    let bytes = pages.pdf(Conformance::AccessibleArchive, &identity)?;
    let output = Output::new(format!("{name}.pdf"), bytes);
    Ok(Made { output, pages: Some(pages.count()), took: start.elapsed() })
}

/// The Evidence Template as a document of its own.
fn template(
    context: &Context,
    data: &Value,
    tree: &Tree,
    fonts: &Fonts,
) -> Result<Made, TypesetError> {
    let start = Instant::now();
    let pages = lay_out("evidence-template.typ", data, tree, fonts)?;
    pdf(context, "evidence-template", &pages, Conformance::AccessibleArchive, start)
}

/// The forms that are documents of their own.
fn forms(context: &Context, tree: &Tree, fonts: &Fonts) -> Result<Vec<Made>, TypesetError> {
    let (policy, pack) = (context.application.policy, context.application.pack);
    // A form that is not bound is written once somebody has begun it.
    let is_due = |form: &&Form| {
        policy.rules.bundle.forms.contains(&form.id) || pack.forms.contains_key(&form.id)
    };
    let forms = policy.forms.iter().filter(is_due);
    let built = forms.filter_map(|form| Some((form, form.build.as_ref()?)));
    built
        .map(|(form, name)| {
            let start = Instant::now();
            let data = printable(compose::form(context, form), fonts);
            let pages = lay_out("form.typ", &data, tree, fonts)?;
            pdf(context, name, &pages, Conformance::AccessibleArchive, start)
        })
        .collect()
}

/// The whole bundle, or a volume of it.
struct Part<'a> {
    /// The name of the file without its ending.
    name: String,
    /// Its title.
    title: String,
    /// What each page is called.
    labels: Vec<String>,
    /// Which volume it is.
    volume: Option<Volume>,
    /// Where the pages of attachments are that are not in it.
    elsewhere: &'a (dyn Fn(Slot) -> Option<Elsewhere> + Sync),
}

impl Part<'_> {
    fn whole(context: &Context, pages: &Pages) -> Self {
        let (name, title) = (BUNDLE.to_owned(), compose::bundle_title(context).to_owned());
        Self { name, title, labels: pages.labels(), volume: None, elsewhere: &|_| None }
    }

    /// What makes it another file than all others.
    fn identity(&self, context: &Context) -> String {
        format!("{} {}", context.fingerprint, self.name)
    }
}

/// The bundle or a volume of it: typeset, with the pages of all attachments in their places.
fn bind(
    context: &Context,
    pages: Pages,
    part: &Part,
    known: Option<&Known>,
    start: Instant,
) -> Result<Made, TypesetError> {
    let typeset = typeset(context, &pages, part)?;
    let count = pages.count();
    // The laid-out pages are as large as a good many scans.
    drop(pages);
    let bundle = bound(context, typeset, part, known)?;
    let output = Output::new(format!("{}.pdf", part.name), bundle.bytes);
    Ok(Made { output, pages: Some(count), took: start.elapsed() })
}

/// The same before it is bound.
fn typeset(context: &Context, pages: &Pages, part: &Part) -> Result<Vec<u8>, TypesetError> {
    pages.pdf(Conformance::Tagged, &part.identity(context))
}

/// The PDFs whose pages are bound, in order; a picture is made one.
fn files(attached: &[Attached]) -> Result<Vec<Arc<Vec<u8>>>, TypesetError> {
    let files: Option<Vec<_>> = attached.par_iter().map(Attached::pdf).collect();
    files.ok_or_else(|| failed("a picture cannot be made a page"))
}

/// What is known once the whole was bound.
struct Known {
    /// Its record.
    record: Record,
    /// What was bound.
    files: Vec<Arc<Vec<u8>>>,
}

/// Puts the pages of the attachments in their places.
fn bound(
    context: &Context,
    typeset: Vec<u8>,
    part: &Part,
    known: Option<&Known>,
) -> Result<Bundle, TypesetError> {
    let (files, documents) = match known {
        Some(known) => (known.files.clone(), known.record.documents.clone()),
        None => {
            let attached = compose::attached(context);
            (files(&attached)?, attached.iter().map(Attached::record).collect())
        }
    };
    let record = Record {
        panelpack_bundle: 1,
        program: PROGRAM.to_owned(),
        title: part.title.clone(),
        fingerprint: context.fingerprint.clone(),
        volume: part.volume,
        labels: part.labels.clone(),
        documents,
        ..Record::default()
    };
    let identity = part.identity(context);
    let bundle = bind::bind_volume(typeset, &files, record, &identity, part.elsewhere);
    bundle.map_err(|error| failed(error.to_string()))
}

fn pdf(
    context: &Context,
    name: &str,
    pages: &Pages,
    conformance: Conformance,
    start: Instant,
) -> Result<Made, TypesetError> {
    let bytes = pages.pdf(conformance, &format!("{} {name}", context.fingerprint))?;
    let output = Output::new(format!("{name}.pdf"), bytes);
    Ok(Made { output, pages: Some(pages.count()), took: start.elapsed() })
}

/// What goes with the PDFs: the zip, the check as a page and as data, the manifest. The zip holds
/// the whole bundle and no volumes.
fn companions(
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
        Made { output, pages: None, took }
    };
    let text = manifest(context, findings, (pdfs, volumes), &left_out);
    let manifest = made(Output::new("manifest.json", text));
    let pdfs = pdfs.iter().chain([&manifest]).map(|made| &made.output);
    let pdfs = pdfs.filter_map(|one| Some((one.name.clone(), Arc::clone(one.bytes()?))));
    let list = left_out_list(&left_out).map(|text| (LEFT_OUT.to_owned(), text.into_bytes().into()));
    let files = pdfs.chain(originals).chain(list).collect();
    let content = Content::Zip(Archive { files });
    let zip = made(Output { name: "panel-bundle.zip".into(), content });
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
fn originals(context: &Context, looked: &Looked) -> (BTreeMap<String, Arc<Vec<u8>>>, LeftOut) {
    let pack = context.application.pack;
    let documents = context.order.documents.clone().into_iter();
    let documents = documents.filter_map(|document| Some((document.file?, document.attachment?)));
    let presentation = pack.presentation().and_then(|name| {
        let attachment = pack.attachments.get(&name)?;
        Some((name, attachment))
    });
    let (mut originals, mut left_out) = (BTreeMap::new(), LeftOut::new());
    let copies = compose::copies(context).map(|copy| (copy.file.to_owned(), copy.attachment));
    for (name, one) in documents.chain(presentation).chain(copies) {
        let against = looked.against(pack, &name);
        let name = one.handed_on_as(&name);
        if against.is_empty() {
            originals.insert(format!("originals/{name}"), Arc::clone(one.handed_on()));
        } else {
            left_out.insert(name, against);
        }
    }
    (originals, left_out)
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
        let digest = digest::sha256(bytes);
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
        "originals_left_out": left_out,
        "outputs": outputs.collect::<Vec<_>>(),
    });
    format!("{manifest:#}\n")
}

/// One digest over everything the pack says: any change in it is another fingerprint.
fn fingerprint(application: Application) -> String {
    let pack = application.pack;
    let rules = &application.policy.rules;
    let policy = format!("{} {}", rules.id, rules.version);
    let texts = pack.sources.iter().map(|(name, one)| (name.as_str(), one.text.as_bytes()));
    let files = pack.attachments.iter().map(|(name, one)| (name.as_str(), one.sha256().as_bytes()));
    digest::fingerprint([("policy", policy.as_bytes())].into_iter().chain(texts).chain(files))
}
