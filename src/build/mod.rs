//! Check, compose, typeset, bind: everything `build` writes.

mod addendum;
mod bound;
mod companions;
mod numbers;
mod single;
mod volumes;

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    application::Application,
    bundle::record::Record,
    check::{Counts, Finding},
    compose::{self, Context},
    confidentiality::Looked,
    issued::{Issued, Paper},
    policy::Form,
    publish::Output,
    typeset::{Edition, Fonts, Pages, Tree, TypesetError, failed, lay_out},
};

pub use addendum::addendum;
pub use bound::Proving;
use bound::{Attachments, Part, bind, bound, exported, proved};
use companions::{companions, fingerprint};
use numbers::{Layout, Numbers, lay_out_numbered};
pub use single::{evidence_template, flow_chart, form};
use volumes::Press;
pub use volumes::{TooLarge, Volumes, is_volume};

/// The id of the Evidence Template, which is no form of a policy's `forms/`.
pub const EVIDENCE_TEMPLATE: &str = "evidence-template";
/// The name of the flow chart, which is no form of the policy either.
pub const FLOW_CHART: &str = "flow-chart";

/// What was built.
pub struct Built {
    /// The files, in the order they are written.
    pub files: Vec<Made>,
    /// The bundle is being read again. What does not hold is not handed on: the files may be written
    /// beside their places meanwhile, and take them only once this is done.
    pub proof: Proving,
    /// What became of the volumes.
    pub volumes: Volumes,
    data: Vec<(&'static str, Value)>,
    tree: Tree,
    /// What a whole bundle says, where the template read something else.
    bundle: Option<Value>,
    /// What the bundle says of itself, what is bound in it, and where everything stands.
    record: Record,
    papers: Vec<Paper>,
    places: BTreeMap<String, usize>,
}

/// A finished file and what it took.
pub struct Made {
    /// The file.
    pub output: Output,
    /// Its SHA-256, where it is known already.
    pub sha256: Option<String>,
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
    let layout = Layout::whole(&runs, &[], &tree);
    let (bundle, besides) = thread::scope(|scope| {
        let besides = scope.spawn(|| Besides::of(&context, None, &tree, fonts));
        (lay_out_numbered(&mut bundle_data, &layout, fonts), besides.join())
    });
    let besides = besides.unwrap_or_else(|_| Err(stopped()))?;
    let (mut pages, mut numbers) = bundle?;
    let (mut volumes, mut in_volumes) = (Volumes::NotAsked, Vec::new());
    if let Some(most) = work.max_size {
        progress("making volumes");
        let attachments = &besides.attachments;
        let press = Press { context: &context, runs: &runs, tree: &tree, attachments, fonts };
        let split = press.split(&mut bundle_data, pages, numbers, most)?;
        ((pages, numbers), volumes, in_volumes) = (split.whole, split.volumes, split.made);
    }
    let data = ("bundle", bundle_data);
    let laid =
        Laid { pages, numbers, data, bundle: None, issued: None, volumes, in_volumes, start };
    finish(context, work, laid, besides, tree, fonts, progress)
}

/// A bundle, or an addendum to one, whose pages are laid out.
struct Laid<'a> {
    pages: Pages,
    /// Where everything stands, and what each page is called.
    numbers: Numbers,
    /// What its template read.
    data: (&'static str, Value),
    /// What a whole bundle says, where the template read something else.
    bundle: Option<Value>,
    /// The bundle whose pages come first.
    issued: Option<&'a Issued>,
    /// What became of the volumes, and those that were made.
    volumes: Volumes,
    in_volumes: Vec<Made>,
    start: Instant,
}

/// What is made while the bundle is laid out.
struct Besides {
    forms: Vec<Made>,
    attachments: Attachments,
}

impl Besides {
    fn of(
        context: &Context,
        issued: Option<&Issued>,
        tree: &Tree,
        fonts: &Fonts,
    ) -> Result<Self, TypesetError> {
        let forms = forms(context, tree, fonts)?;
        Ok(Self { forms, attachments: Attachments::of(context, issued)? })
    }
}

/// Binds what is laid out, and makes what goes with it.
fn finish(
    mut context: Context,
    work: &Work,
    laid: Laid,
    besides: Besides,
    tree: Tree,
    fonts: &Fonts,
    progress: &dyn Fn(&str),
) -> Result<Built, TypesetError> {
    let Laid { pages, numbers, issued, volumes, in_volumes, start, .. } = laid;
    let (labels, places) = (numbers.labels(), numbers.places);
    let page_of = |name: &str| places.get(name).copied();
    let numbers = context.order.documents.iter().map(|document| document.number);
    context.first_pages =
        numbers.map(|number| page_of(&format!("document-{number}-page-1"))).collect();
    context.page_labels.clone_from(&labels);
    context.presentation_page = page_of("presentation-page-1");

    // The pages of the bundle are known now, and the Evidence Template can name them.
    progress("typesetting and binding");
    let template_data = printable(compose::evidence_template(&context), fonts);
    let (bound, template) = thread::scope(|scope| {
        let bound = scope.spawn(|| {
            let part = Part::whole(&context, labels, issued);
            let (bound, record) = bind(&context, pages, &part, &besides.attachments, start)?;
            let proof = Proving::begin(&bound);
            Ok((bound, record, proof))
        });
        let template = template(&context, &template_data, &tree, fonts);
        (bound.join(), template)
    });
    let (bound, record, proof) = bound.unwrap_or_else(|_| Err(stopped()))?;

    progress("packing");
    let mut files = vec![template?];
    files.extend(besides.forms);
    files.push(bound);
    let companions = companions(&context, work, &files, &in_volumes)?;
    files.extend(in_volumes);
    files.extend(companions);
    let papers = compose::papers(&context);
    let data = vec![laid.data, ("evidence-template", template_data)];
    let bundle = laid.bundle;
    Ok(Built { files, proof, volumes, data, tree, bundle, record, papers, places })
}

/// The bundle by itself, proved.
///
/// # Errors
/// Where it cannot be typeset or bound, or is not as it should be.
pub fn bundle(application: Application, fonts: &Fonts) -> Result<Made, TypesetError> {
    let start = Instant::now();
    let context = Context::new(application, fingerprint(application), None);
    let mut data = printable(compose::bundle(&context), fonts);
    let (runs, tree) = (compose::runs(&context), compose::tree(&context));
    let (pages, numbers) = lay_out_numbered(&mut data, &Layout::whole(&runs, &[], &tree), fonts)?;
    let part = Part::whole(&context, numbers.labels(), None);
    let attachments = Attachments::of(&context, None)?;
    let (bound, _) = bind(&context, pages, &part, &attachments, start)?;
    proved(&bound)?;
    Ok(bound)
}

impl Built {
    /// What is kept in the pack where the bundle is sent out, for the folder [`issued::FOLDER`].
    /// `before` is what was issued before it. `None` where there is no bundle.
    pub fn to_issue(&self, before: Option<&Issued>) -> Option<[Output; 2]> {
        addendum::to_issue(self, before)
    }

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

/// The Evidence Template as a document of its own.
fn template(
    context: &Context,
    data: &Value,
    tree: &Tree,
    fonts: &Fonts,
) -> Result<Made, TypesetError> {
    let start = Instant::now();
    let pages = lay_out("evidence-template.typ", data, tree, fonts)?;
    pdf(context, "evidence-template", &pages, start)
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
            pdf(context, name, &pages, start)
        })
        .collect()
}

fn pdf(context: &Context, name: &str, pages: &Pages, start: Instant) -> Result<Made, TypesetError> {
    let identity = format!("{} {name}", context.fingerprint);
    let bytes = pages.pdf(&Edition::to_keep(&identity, &context.fingerprint))?;
    let output = Output::new(format!("{name}.pdf"), bytes);
    Ok(Made { output, sha256: None, pages: Some(pages.count()), took: start.elapsed() })
}
