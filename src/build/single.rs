//! Documents that are made without the rest of a build.

use std::time::Instant;

use serde_json::Value;

use super::{EVIDENCE_TEMPLATE, FLOW_CHART, Made, Work, fingerprint, printable};
use crate::{
    application::Application,
    bundle::digest,
    compose::{self, Context, Print},
    policy::Form,
    publish::Output,
    typeset::{Edition, Fonts, TypesetError, lay_out},
};

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
    let bytes = pages.pdf(&Edition::to_keep(&identity, &context.fingerprint))?;
    let output = Output::new(format!("{name}.pdf"), bytes);
    Ok(Made { output, sha256: None, pages: Some(pages.count()), took: start.elapsed() })
}
